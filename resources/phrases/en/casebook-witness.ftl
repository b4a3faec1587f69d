# Holding a casebook to a head kept outside: by command and in the window
error-witness-foreign = The witness { $source } is of another casebook ({ $found }…); this one is { $wanted }…. It says nothing about this one: give a briefing or a printed checkpoint of this casebook.
finding-witness = Hold against a witness…
finding-witness-title = Hold the casebook against a witness
finding-witness-detail = Choose a signed briefing, or paste the line of a scanned checkpoint; size:root with 64 digits does too. The whole casebook is read; where it contradicts the witness, writing stops.
finding-witness-line = Witness
finding-witness-choose = Choose a signed briefing…
finding-witness-go = Check
finding-witness-working = Holding the whole casebook against the witness
finding-witness-head = Head of the witness
error-casebook-disk-refuses = The disk of { $folder } neither takes nor gives ({ $detail }): a quota or the limit of a file's size may be reached, or the disk or stick has a bad contact. Nothing was written this time; every acknowledged entry is there. Check the disk, or move the casebook to a good one, and try again.
seal-casebook-valid = The record holds
seal-casebook-untrusted = The record lacks its checkpoint and is not trusted yet
seal-casebook-invalid = The record does not hold
error-witness-file-missing = The briefing { $file } to be the witness is not there. Check the path, or give the line of a scanned checkpoint.
