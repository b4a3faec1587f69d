# The page on trust: the open extract, its chain, authorities, signers.
trust-title = Trust and origin
trust-reading = Reading keys and authorities
trust-judging = Checking the extract
trust-changing = Changing the trust folder
trust-extract = The open extract
trust-checks = Checks
trust-checks-meta = { $count } checks, in the order in which they were made
trust-checks-failed = { $count } checks, { $failed } failed
trust-result = Result
trust-check = What was checked
trust-standing-signed-and-trusted = Signed and trusted
trust-standing-signed-and-trusted-detail = The bytes are those that were signed, by somebody this computer trusts.
trust-standing-gap-in-chain = Signed and trusted, with a gap in the chain
trust-standing-gap-in-chain-detail = The extract itself holds; what it says it follows is not at hand, so nothing can be said of the time before.
trust-standing-unknown-authority = Signed by an unknown authority
trust-standing-unknown-authority-detail = The bytes are those that were signed, but this computer does not trust whoever signed. Compare the authority below.
trust-standing-unsigned = Unsigned
trust-standing-unsigned-detail = Nobody vouches for this extract. Everything exported from it is marked so.
trust-standing-broken = Broken
trust-standing-broken-detail = The bytes are not those that were signed. Open for diagnosis only; ask for the extract again.
trust-standing-past-destroy-by = Past its destroy-by date
trust-standing-past-destroy-by-detail = It may no longer be used and has to be destroyed; the destruction leaves a certificate.
trust-use = { $file } · { $level } · { $purpose }
trust-chain = Chain of extracts
trust-chain-meta = { $count ->
    [one] 1 extract further back
   *[other] { $count } extracts further back
}
trust-silent = Nobody reports on { $first } to { $last }
trust-link = Period · file
trust-link-signed = signed
trust-link-untrusted = not vouched for
trust-link-missing = missing
trust-link-unknown = (not at hand)
trust-link-gone = { $file } (destroyed or moved; its manifest is here)
trust-destroy-by = Destroy by
trust-first = The first of its chain
trust-first-detail = The manifest names no extract that this one follows.
trust-no-manifest = No manifest
trust-no-manifest-detail = Without one nobody says what this extract follows.
trust-no-extract = No extract is open
trust-no-extract-detail = Open one to see who vouches for it and what it follows.
trust-authorities = Trusted authorities
trust-authorities-meta = { $count } trusted on this computer
trust-authority = Authority
trust-organisation = Organisation
trust-fingerprint = SHA-256
trust-kind = Kind
trust-kind-root = root
trust-kind-intermediate = intermediate
trust-kind-shipped = given with the console
trust-state = State
trust-state-in-force = in force
trust-state-soon-over = soon over
trust-state-expired = expired
trust-state-not-yet = not good yet
trust-state-revoked = revoked
trust-state-untrusted = authority not trusted
trust-ends = Until
trust-list = Revocation list
trust-list-none = none here
trust-list-fresh = current
trust-list-stale = overdue
trust-list-due = Next due
trust-revoked = Revoked
trust-demonstration = { $name } (demonstration)
trust-nobody = Nobody is trusted yet
trust-nobody-detail = Take in the certificate of the authority that vouches for your extracts, and compare its fingerprint with what it told you by another way.
trust-signers = Signers with a key here
trust-signers-meta = { $count ->
    [one] 1 key
   *[other] { $count } keys
}
trust-signer = Signer
trust-no-signers = No signing key here
trust-no-signers-detail = Reading needs none. Keys are issued with the command keys issue.
trust-take = Trust from a file…
trust-take-title = A certificate or a revocation list
trust-take-filter = Certificates and lists (*.pem *.crt *.cer *.crl);;All files (*)
trust-taken = { $file } was taken in.
trust-open-again = What is open keeps the verdict it was opened with. Open it again to have it judged anew.
trust-refused = Not taken in
trust-withdraw = Trust no longer…
trust-withdraw-title = Trust this authority no longer?
trust-withdraw-detail = Extracts and briefings signed under { $name } will open as signed by an unknown authority. Its certificate and its revocation list leave the trust folder.
trust-withdrawn = { $name } is trusted no longer.
trust-compare-title = Compare the fingerprint
trust-compare-detail = Ask the authority by another way, by telephone or from a paper, for the SHA-256 of its certificate, and type at least its first 16 digits here. They are not shown: what is copied from the file proves nothing.
trust-compare-digits = SHA-256 as the authority told it
trust-compare-more = { $left ->
    [one] 1 more digit
   *[other] { $left } more digits
}
trust-compare-same = These are the digits of the certificate in the file.
trust-compare-differs = These are not the digits of the certificate in the file. Do not trust it.
trust-compare-trust = Trust it
