# Acts of a person's own key: countersigning and handing over
decision-countersign = Countersign the closing
decision-hand_over = Hand over
command-findings-countersign = Agree with your own key that a finding may be closed. A red card needs somebody other than its verifier and its closer.
command-findings-hand-over = Hand cases from one person to another; both sign with their own keys.
option-countersign-reason = Why it may be closed.
option-countersign-sign = The identity that countersigns (made by keys issue).
option-giver = The identity that hands over.
option-taker = The identity that takes over.
option-giver-passphrase-file = Passphrase file of the giver's key.
option-taker-passphrase-file = Passphrase file of the taker's key.
findings-handed-over = { $giver } handed { $count } findings over to { $taker }; both signatures are on disk.
check-casebook-signatures = All { $count } personal signatures of the casebook hold, and their signers were believed then.
check-casebook-signature-untrusted = Entry { $sequence } is signed by { $person } and the signature holds, but this computer does not know who issued the certificate. Take that authority into trust (keys trust).
check-casebook-signature-broken = The signature of { $person } on entry { $sequence } does not hold ({ $reason ->
        [broken] it does not fit what it signs
        [other-casebook] it signs another casebook
        [other-person] the certificate is somebody else's
        [dates] the certificate was not in force then
       *[revoked] the certificate was revoked before
    }). Do not rely on it for a closing; ask.
error-statement-other = The signature is about another standing of { $number } than the present one: there are later entries. Read them and sign again.
error-lifecycle-other-person = { $person } signed, but the entry names { $actor }: nothing was written for { $number }. Let the signer act.
error-lifecycle-not-countersigned = { $number } is a red card: closing it needs the countersignature of a second person's own key. Have somebody other than its verifier and { $actor } countersign it first (findings countersign).
error-hand-over-nothing = No finding to hand over was named. Give numbers with --finding.
error-signer-not-believed = { $reason ->
        [unknown] This computer does not know who issued the certificate of { $person }; nothing was written. Take that authority into trust first (keys trust).
       *[revoked] The certificate of { $person } is revoked; nothing was written. Use an identity in force.
    }
