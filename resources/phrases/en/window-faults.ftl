# As the window says it: the sentences of the command line name options and commands, these what to do in the window.
window-error-extract-invalid = { $check ->
    [signer-revocation] The certificate of the signer of the extract { $file } has been revoked: without an independent clock nothing they signed counts. Ask whoever supplied it for a file signed with a valid certificate.
    [signer-dates] The certificate of the signer of the extract { $file } was not in force when it signed. Ask whoever supplied it for a file signed with a valid certificate.
    [signing-time] The time the signature of the extract { $file } claims cannot be believed: it is ahead of this computer’s clock, or not given. Check this computer’s clock first; if it is right, ask for a new file.
    [digest] The content of the extract { $file } is not what its manifest says: bytes were changed after it was signed. Do not use it; ask whoever supplied it for a new file.
    [size] The size of the extract { $file } is not what its manifest says: the file is incomplete or was changed. Do not use it; ask whoever supplied it for a new file.
    [signed-content] The manifest of the extract { $file } is not the one that was signed: it was changed. Do not use it; ask whoever supplied it for a new file.
    [destroyed] The certificate beside the extract { $file } says that it was destroyed: this is a copy put back and not to be used. Find out where it came from, and destroy it again.
   *[other] The extract { $file } is not what its manifest or signature says. Do not use it; ask whoever supplied it for a new file.
}
window-error-extract-untrusted = { $check ->
    [revocation-known] No revocation list of the authority behind the extract { $file } is at hand: whether its signer was revoked is not known. Take the authority’s list in on the page “Trust and origin”, then open it again.
   *[other] The signer of the extract { $file } is not among the trusted authorities. Take its authority’s certificate in on the page “Trust and origin”, compare the fingerprint, then open it again.
}
window-error-extract-key-missing = { $file } is encrypted; it takes a passphrase to open.
window-error-supplement-missing = The supplement { $file } is not beside the extract; the chain breaks here and the state cannot be told. Bring the file back, then open the extract again.
window-error-supplement-other = { $file } is no supplement of this extract, or does not follow the one before. Move it away, or bring the right one; then open the extract again.
window-error-supplement-untrusted = The supplement { $file } { $standing ->
    [unsigned] is not signed
    [unknown-authority] is signed by somebody nobody trusts
    [past-destroy-by] is past the day it had to be destroyed
    [gap-in-chain] follows one that is not at hand
   *[broken] is not what its manifest or signature says
}, less than the extract itself, and does not enter its state. Move it away, or ask its issuer for another copy; then open the extract again.
window-error-verify-witness = { $file } is no witness of a casebook: its signature is not valid, its signer not trusted, or it carries no head. Give a briefing with a valid signature; an authority is taken in on the page “Trust and origin”.
window-error-lifecycle-not-countersigned = { $number } is a red card: closing it needs the countersignature of a second person’s own key. Have somebody other than its verifier and { $actor } countersign it first.
window-error-lifecycle-not-endorsed = { $number } is a red card: closing it needs a second person. Have somebody other than its verifier and { $actor } endorse it first.
window-error-drill-failed = The restoring drill failed ({ $reason }): the backup { $folder } cannot be used. Make another backup at once, and verify the casebook.
window-error-backup-invalid = The backup { $folder } does not verify ({ $reason }); no older one was thinned out. Verify the casebook itself first.
window-error-signer-not-believed = { $reason ->
    [unknown] This computer does not know who issued the certificate of { $person }; nothing was written. Take that authority’s certificate in on the page “Trust and origin” first.
   *[revoked] The certificate of { $person } is revoked; nothing was written. Use an identity in force.
}
window-error-control-no-spans = No month of this chart is flagged, so there is nothing to compare. Choose both spans yourself.
window-error-control-rebase-reason = Limits do not begin anew without a reason and a name. Give both.
window-error-card-excuse-evidence = An excuse needs evidence and a name. Give both.
window-error-paper-no-order = Nobody ordered the rectification of { $number } yet. Order it first: who, until when, and what.
window-error-casebook-passphrase-needed = The passphrase of the casebook is needed to go on. Type it.
window-error-suggest-there = { $file } is there already. Choose another file name, or remove that one.
