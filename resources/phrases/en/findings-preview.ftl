# Threshold preview
option-supervise-parameter = Try another value of a rule’s parameter, as window_days=30; may be repeated. Needs exactly one rule; nothing is saved.
error-parameter-rule = To try a parameter choose exactly one existing rule with --rule; { $count } were chosen.
error-parameter-unknown = The rule has no parameter “{ $name }”. Possible: { $known }.
error-parameter-range = The parameter { $name } cannot be “{ $told }”: between { $low } and { $high } the rule still means what it says.
