# The office recovery key
command-findings-recovery-key = Make the office’s recovery key: the private half goes into a safe, the public half to every casebook.
command-findings-recovery-set = Wrap the casebook’s key to the office’s public recovery key too; backups made from then on carry it.
command-findings-recover = Open a casebook, or a backup of one, with the office’s private recovery key, and set a new passphrase.
option-recovery-key-folder = The folder to write the pair of keys to.
option-recover-folder = The folder of the casebook or the backup.
option-public = The public recovery key (PEM).
option-private = The private recovery key (PEM).
option-office-passphrase-file = File with the passphrase of the private recovery key.
option-new-passphrase-file = File with the casebook’s new passphrase.
findings-recovery-made = Made the recovery key, fingerprint { $fingerprint }. Move the private half into a safe; leave no copy here.
findings-recovery-set = The casebook’s key is wrapped to the recovery key { $fingerprint } too. Compare the fingerprint with the office.
error-recovery-public = This is no public recovery key (PEM, P-256). Ask the office for recovery.public.pem.
error-recovery-private = The private recovery key does not open: another file, or a wrong passphrase. Check both.
error-recovery-malformed = The casebook’s recovery.json is damaged. Take another backup.
error-recovery-refused = The casebook’s key was wrapped to the recovery key { $wanted }, this one is { $found }; or the file was changed. Take the right private key.
error-recovery-absent = There is no recovery.json in { $folder }: no office recovery key was set for this casebook.
error-recovery-file = { $file } could not be read or written ({ $detail }). Check path and permissions.
