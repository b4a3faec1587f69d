# The chain of extracts, their term and their chunks
exit-gap = signed and trusted, but the extract it follows is not at hand
exit-expired = past the day it was to be destroyed by; locked
check-extract-chunks-same = All { $count } chunks of the extract have the digests the manifest states; the Merkle root is { $root }, the SHA-256 the manifest states is { $sha256 }.
check-extract-chunks-differ = { $count } chunks of the extract differ from the manifest, the first at bytes { $first } to { $last }: the file is damaged or was changed. Ask its issuer for another copy.
check-chain-first = This is the first extract of its chain.
check-chain-whole = The chain is whole: the { $count } extracts before are signed; the earliest begins on { $starts }.
check-chain-gap = A gap in the chain: the extract it follows (digest { $predecessor }…) is not in this folder. Put its manifest and signature beside this one to close the gap.
check-chain-untrusted = A gap in the chain: the extract it follows, { $file } (digest { $predecessor }…), has no trusted signature.
check-chain-silent = A gap in the chain: no extract covers { $first } to { $last }.
check-destroy-by-ahead = To be destroyed by { $day }, in { $days } days.
check-destroy-by-passed = The day of destruction, { $day }, went by { $days } days ago: the extract is locked and opens for nothing. Destroy it with “destroy”, which leaves a certificate.
standing-signed-and-trusted = signed and trusted
standing-gap-in-chain = signed and trusted, but with a gap in the chain
standing-unknown-authority = of an unknown authority
standing-unsigned = unsigned
standing-broken = damaged or changed
standing-past-destroy-by = past its destroy-by date, locked
error-extract-expired = { $file } was to be destroyed by { $day }; it is locked and opens for nothing. Run “plumbline destroy” to wipe it and leave a signed certificate of destruction.
option-predecessor = the extract (or its manifest) that this one follows; this makes the chain
build-unchanged = { $file } is the same as what stands there, to the last row; nothing was changed.
error-build-predecessor = { $file } is not what its manifest says; it cannot be the link before. Run verify on it first.
command-keys-untrust = Trust an authority no longer: take its certificate and revocation list out of one's own trust folder.
command-keys-revoke-list = Take an authority's revocation list from a file; one it did not sign, older than the one held, or of a stranger is refused.
option-untrust-fingerprint = The first 8 digits or more of the SHA-256 of the authority's certificate.
keys-untrusted = { $authority } is trusted no longer; from now on all it signed is of an unknown authority.
error-trust-none = { $count } trusted authorities have a fingerprint that begins with “{ $fingerprint }”; it must be one. Give the first { $shortest } digits or more; “keys list” shows them.
error-trust-not-own = { $authority } does not stand in your own trust folder and cannot be removed here. Delete its certificate in the folder it was put into.
command-destroy = Destroy an extract: overwrite and delete it with its rejected rows, supplements, key and kept readings, and leave a signed certificate.
option-destroy-reason = Why; needed where its day of destruction has not come.
option-yes = Do it without asking.
destroy-sure = Destroy { $file }? This cannot be undone
destroy-done = { $file } is destroyed (SHA-256 { $sha256 }); certificate: { $certificate }
destroy-limits = Only the file here was overwritten: copies on other media, snapshots, and old blocks that flash memory keeps of its own are not covered; dispose of those by the rules for classified media.
progress-wiping = Overwriting { $file }
error-destroy-confirm = Nobody confirmed; { $file } was not destroyed. Confirm at a terminal, or add --yes.
error-destroy-early = The day of destruction of { $file } ({ $day }) has not come, or no manifest tells it; say why with --reason.
error-destroy-unwritable = { $file } cannot be overwritten: { $detail }. Destroy an extract on read-only media together with the medium.
error-destruction-malformed = This is no certificate of destruction of ours, or it was changed: { $detail }.
check-destruction-malformed = The certificate of destruction is malformed or was changed: { $detail }.
check-destruction-read = { $person } certifies that { $file } (SHA-256 { $sha256 }) was destroyed at { $at }.
check-destruction-gone = { $file } stands no longer beside the certificate.
check-destruction-still-there = { $file } still stands beside the certificate: it is untrue, or somebody put a copy back.
error-extract-key-missing = { $file } is encrypted; it takes a passphrase to open: keep it in the system's own store (keys extract), type it at a terminal, or name a passphrase file in PLUMBLINE_PASSPHRASE_FILE.
error-extract-key-wrong = The key does not open { $file }: it is another extract's, or the passphrase is wrong. Ask its issuer.
error-extract-not-encrypted = { $file } is not encrypted; it takes no passphrase.
error-encrypt-needs = To write an encrypted extract securely takes the httpfs extension of DuckDB { $version } ({ $platform }), which was not found ({ $file }). On a machine with a network run INSTALL httpfs in the same version of DuckDB, copy ~/.duckdb/extensions/v{ $version }/{ $platform }/httpfs.duckdb_extension here, and set httpfs_extension = "path" in the settings. Without it nothing is encrypted: insecure random numbers are no substitute.
error-encrypt-extension = The extension { $file } cannot be loaded: { $detail } It must be the one DuckDB signed for version { $version } ({ $platform }).
option-encrypt = Encrypt the extract (AES-256-GCM); its key stands beside it in a .key file, under a passphrase.
build-ask-extract = Passphrase of the extract
command-keys-extract = Keep the passphrase of an encrypted extract in the system's own store, so that opening it asks no more.
keys-extract-kept = The passphrase of { $file } is kept in the system's own store.
command-supplement = Supplements of an extract: scan reports, assessments and returned samples that arrive later, each a small signed file.
command-supplement-add = Put rows that arrived later beside an extract as a supplement; the extract stays as it is, and each table is a view over the chain.
command-supplement-list = List the supplements of an extract and what can be said of them.
option-subject = What it brings: scan-report, assessment, returned-sample, benefit-reply, other.
option-add-table = The columns of the sources bear the names of this contract table's columns, or their labels; no mapping is needed.
supplement-subject-scan-report = scan report
supplement-subject-assessment = assessment
supplement-subject-benefit-reply = reply on benefits
supplement-subject-returned-sample = returned sample
supplement-subject-other = other
supplement-column-number = no.
supplement-column-subject = subject
supplement-column-tables = tables and rows
supplement-column-made = made at
supplement-column-standing = standing
supplement-column-file = file
error-supplement-subject = No supplement brings “{ $name }”; the nearest is { $nearest }. Known: { $known }.
error-supplement-needs = Give either --table (columns named as in the contract) or --mapping (a mapping file).
error-supplement-table = The contract has no table { $name }; the nearest is { $nearest }.
error-supplement-column = The column “{ $name }” of { $file } is none of table { $table }; the nearest is “{ $nearest }”. Rename it, or write a mapping file.
error-supplement-base = { $file } { $standing ->
    [unsigned] is not signed
    [unknown-authority] is signed by somebody nobody trusts
    [past-destroy-by] is past the day it had to be destroyed
    [gap-in-chain] follows one that is not at hand
   *[broken] is not what its manifest or signature says
}; nothing can be added to it. Run verify on it first.
error-supplement-plain = { $file } is encrypted; a supplement to it must be encrypted too.
error-supplement-most = There are { $most } supplements, the most there can be. Have its issuer make a new extract.
error-supplement-same = The same rows stand in supplement { $file } already; nothing was added.
error-supplement-missing = The supplement { $file } is not beside the extract; the chain breaks here and the state cannot be told. Bring the file back; for diagnosis only, add --diagnose.
error-supplement-other = { $file } is no supplement of this extract, or does not follow the one before. Move it away, or bring the right one; for diagnosis only, add --diagnose.
error-supplement-untrusted = The supplement { $file } { $standing ->
    [unsigned] is not signed
    [unknown-authority] is signed by somebody nobody trusts
    [past-destroy-by] is past the day it had to be destroyed
    [gap-in-chain] follows one that is not at hand
   *[broken] is not what its manifest or signature says
}, less than the extract itself, and does not enter its state. Move it away, or ask its issuer for another copy; for diagnosis only, add --diagnose.
option-extract = The extract.
error-mapping-volumes = The source file name “{ $file }” is unclear: for volumes it holds one *, which stands for the number, and not in a folder's name; nor may the names it stands for be those of other sources.
error-mapping-join-volumes = The source { $name } that table { $table } joins comes in several volumes; a join takes one file. Put it together first, or join from the side of the volumes.
error-source-volume-missing = The volume { $file } is not there (the last is { $last }): its rows would be lost, so nothing was imported. Bring it and try again.
error-source-volume-twice = The volumes { $file } and { $other } have the same number. Move one of them away.
command-chain = Tell where an extract stands in its chain: what it follows, what follows it, its supplements, what was destroyed.
chain-column-this = this
chain-column-extract = extract
chain-column-period = period
chain-column-destroy-by = destroy by
chain-column-state = state
chain-link-signed = signed and trusted
chain-link-untrusted = no trusted signature
chain-link-missing = missing
chain-link-away = manifest signed, data not here
chain-link-destroyed = destroyed, with a certificate
chain-supplement = Supplement { $number }: { $file }, { $standing }
brief-sources-supplements = {"; "}with supplements up to { $last }; the digest printed is over all these files together
check-supplement-missing = The supplement { $file } is not beside the extract; the chain breaks here and the state cannot be told. Bring the file back; for diagnosis only, add --diagnose.
check-supplement-other = { $file } is no supplement of this extract, or does not follow the one before. Move it away, or bring the right one; for diagnosis only, add --diagnose.
check-supplement-untrusted = The supplement { $file } { $standing ->
    [unsigned] is not signed
    [unknown-authority] is signed by somebody nobody trusts
    [past-destroy-by] is past the day it had to be destroyed
    [gap-in-chain] follows one that is not at hand
   *[broken] is not what its manifest or signature says
}, less than the extract itself, and does not enter its state. Move it away, or ask its issuer for another copy; for diagnosis only, add --diagnose.
check-supplements-whole = The { $count } supplements follow one another and are trusted as much as the extract.
check-destruction-signature-present = The certificate’s signature { $file } is there.
check-destruction-signature-absent = The certificate bears no signature ({ $file } is missing): nobody vouches for the destruction.
error-extract-destroyed = { $file } was destroyed at { $at }; why and by whom is told in { $certificate }.
