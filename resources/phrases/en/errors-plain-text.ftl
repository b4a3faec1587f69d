error-source-uneven = { $file } is not laid out as evenly as its first look told. Check its lines for quotes that do not close and for cells too many or too few.
error-mapping-decimal = In the mapping { $file } { $table }.{ $name }: decimal is “.” or “,” and never what thousands is; “{ $value }” was given.
