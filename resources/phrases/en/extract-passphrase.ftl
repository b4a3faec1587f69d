extract-passphrase-title = Encrypted extract
extract-passphrase-detail = { $file } is encrypted. Say the passphrase that came with it by another way. It is kept in memory only while the extract is open.
extract-passphrase-line = Passphrase
extract-passphrase-open = Open
