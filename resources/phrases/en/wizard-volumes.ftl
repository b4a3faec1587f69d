# Sources in volumes.
wizard-volumes = { $file } · { $count } volumes
wizard-pieces = { $file } · { $count } pieces
wizard-replaced = { $file } took the place of the file of the same name; if it is another volume, number the names first ({ $example }).
error-source-name-twice = { $file } and { $other } have one name, and only one of them would be read. If they are volumes of one source, number their names (a_1.csv, a_2.csv) and write a_*.csv in the mapping; if they are the same, give one folder only.
