# Holding a casebook to a head kept outside: by command and in the window
error-witness-foreign = The witness { $source } is of another casebook ({ $found }…); this one is { $wanted }…. It says nothing about this one: give a briefing or a printed checkpoint of this casebook.
