error-source-uneven = { $file } is not laid out as evenly as its first look told. Check its lines for quotes that do not close and for cells too many or too few.
