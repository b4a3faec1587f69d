# Numbers and how they are read.
wizard-field-decimal = Before the decimals
wizard-field-thousands = Between thousands
wizard-mark-none = Nothing
wizard-mark-point = Point (.)
wizard-mark-comma = Comma (,)
wizard-mark-blank = Blank
wizard-mark-apostrophe = Apostrophe (')
wizard-no-value = → not readable
wizard-key-of = Key of { $name }
wizard-point-key = Make it: keys pseudonym { $name }
wizard-lines-more = { $lines } +{ $more } more
