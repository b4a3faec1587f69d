wizard-extract-keep-rejected = Keep rejected rows under a passphrase
wizard-extract-encrypt = Encrypt the extract under a passphrase
wizard-keep-none = empty: they are not kept
wizard-encrypt-none = empty: not encrypted
wizard-point-encrypt = Writing securely takes DuckDB’s httpfs extension: name its path as httpfs_extension in the settings, or leave this empty.
wizard-point-short = at least { $shortest } characters
wizard-made-rejected = Rejected rows
wizard-encrypted = yes; the passphrase goes another way than the file
