error-source-uneven = { $file } is not laid out as evenly as its first look told. Check its lines for quotes that do not close and for cells too many or too few.
error-mapping-decimal = In the mapping { $file } { $table }.{ $name }: decimal is “.” or “,” and never what thousands is; “{ $value }” was given.
error-disk-full = Cannot write: the disk is full, or a quota is reached ({ $detail }). What was there is untouched; make room and try again.
error-build-engine = The engine failed as it wrote { $table } from { $file }: { $detail }. Source and mapping are not at fault and what was there is untouched; check the disk and try again.
progress-again = { $file } is not laid out as evenly as its first look told; each record is now read by itself, which takes longer
progress-again-because = { $file } could not be read the quick way ({ $detail }); each record is now read by itself, which takes longer
