usage-and-help = { $told } How it is written: { $command } --help.
usage-lacking = { $name } is missing; give it.
usage-option = There is no option { $name }.
usage-option-near = There is no option { $name }; the nearest is { $nearest }.
usage-command = There is no command { $name }.
usage-command-near = There is no command { $name }; the nearest is { $nearest }.
usage-no-value = Option { $name } is a switch and takes no value; leave out “=” and what follows it.
usage-value-lacking = Option { $name } needs a value after it; give one.
usage-words = Words too many: { $words }. A file name with blanks in it needs quotes.
usage-whole = { $name } takes a whole number; “{ $value }” was given.
usage-number = { $name } takes a number; “{ $value }” was given.
usage-least = { $name } is at least { $bound }; “{ $value }” was given.
usage-most = { $name } is at most { $bound }; “{ $value }” was given.
usage-value = { $name } does not take “{ $value }”.
