error-log-position = The log has no place { $position }; it holds { $size } entries. Choose one between 0 and the last.
error-head-unreadable = Cannot read the log head (size { $size }, root { $root }). Enter it again from the signed briefing or the printed short form.
error-actor-nameless = It is not said who acts. Enter your name in the settings first.
error-entry-kind = This program knows no entry of kind “{ $kind }”. A newer version may have written the casebook; update before opening it.
error-entry-unreadable = In an entry of kind “{ $kind }” the field { $field } is missing, extra or of the wrong type. Correct it and try again; where this appears on opening, restore a backup.
error-lifecycle-not-allowed = Finding { $number } is at “{ $stage ->
         [suspicion] { stage-suspicion }
         [verifying] { stage-verifying }
         [hearing] { stage-hearing }
         [confirmed] { stage-confirmed }
         [rectifying] { stage-rectifying }
         [supervised] { stage-supervised }
         [reviewing] { stage-reviewing }
         [closed] { stage-closed }
         [dismissed] { stage-dismissed }
         [transferred] { stage-transferred }
         [objection] { stage-objection }
        *[reopened] { stage-reopened }
    }”; “{ $action ->
         [recognise] { decision-recognise }
         [vanish] { decision-vanish }
         [assign] { decision-assign }
         [verify] { decision-verify }
         [hear] { decision-hear }
         [reply] { decision-reply }
         [confirm] { decision-confirm }
         [dismiss] { decision-dismiss }
         [rectify] { decision-rectify }
         [supervise] { decision-supervise }
         [report] { decision-report }
         [return] { decision-return }
         [close] { decision-close }
         [endorse] { decision-endorse }
         [countersign] { decision-countersign }
         [hand_over] { decision-hand_over }
         [transfer] { decision-transfer }
         [object] { decision-object }
         [uphold] { decision-uphold }
         [reject] { decision-reject }
         [reopen] { decision-reopen }
         [instruct] { decision-instruct }
         [carry_out] { decision-carry_out }
         [comment] { decision-comment }
         [attach] { decision-attach }
         [tolerate] { decision-tolerate }
         [unmask] { decision-unmask }
         [reverse] { decision-reverse }
        *[register] { decision-register }
    }” is not possible from there. Possible now: { $stage ->
         [suspicion] { decision-verify }, { decision-dismiss }
         [verifying] { decision-hear }, { decision-dismiss }, { decision-transfer }
         [hearing] { decision-confirm }, { decision-dismiss }, { decision-return }, { decision-transfer }
         [confirmed] { decision-rectify }, { decision-supervise }, { decision-transfer }, { decision-object }
         [rectifying] { decision-supervise }, { decision-report }, { decision-transfer }, { decision-object }
         [supervised] { decision-report }, { decision-transfer }, { decision-object }
         [reviewing] { decision-supervise }, { decision-return }, { decision-close }, { decision-transfer }, { decision-object }
         [closed] { decision-object }, { decision-reopen }
         [dismissed] { decision-reopen }
         [transferred] { decision-close }, { decision-object }, { decision-reopen }
         [objection] { decision-uphold }, { decision-reject }
        *[reopened] { decision-verify }, { decision-dismiss }, { decision-rectify }, { decision-object }
    } ({ $possible }).
error-lifecycle-role = The role “{ $role ->
         [system] { role-system }
         [analyst] { role-analyst }
         [inspector] { role-inspector }
         [reviewer] { role-reviewer }
        *[leader] { role-leader }
    }” may not do “{ $action ->
         [recognise] { decision-recognise }
         [vanish] { decision-vanish }
         [assign] { decision-assign }
         [verify] { decision-verify }
         [hear] { decision-hear }
         [reply] { decision-reply }
         [confirm] { decision-confirm }
         [dismiss] { decision-dismiss }
         [rectify] { decision-rectify }
         [supervise] { decision-supervise }
         [report] { decision-report }
         [return] { decision-return }
         [close] { decision-close }
         [endorse] { decision-endorse }
         [countersign] { decision-countersign }
         [hand_over] { decision-hand_over }
         [transfer] { decision-transfer }
         [object] { decision-object }
         [uphold] { decision-uphold }
         [reject] { decision-reject }
         [reopen] { decision-reopen }
         [instruct] { decision-instruct }
         [carry_out] { decision-carry_out }
         [comment] { decision-comment }
         [attach] { decision-attach }
         [tolerate] { decision-tolerate }
         [unmask] { decision-unmask }
         [reverse] { decision-reverse }
        *[register] { decision-register }
    }” to finding { $number } ({ $stage ->
         [suspicion] { stage-suspicion }
         [verifying] { stage-verifying }
         [hearing] { stage-hearing }
         [confirmed] { stage-confirmed }
         [rectifying] { stage-rectifying }
         [supervised] { stage-supervised }
         [reviewing] { stage-reviewing }
         [closed] { stage-closed }
         [dismissed] { stage-dismissed }
         [transferred] { stage-transferred }
         [objection] { stage-objection }
        *[reopened] { stage-reopened }
    }). Ask one of: { $roles }.
error-lifecycle-same-person = { $actor } already did “{ $earlier ->
        [verify] { decision-verify }
        [confirm] { decision-confirm }
       *[dismiss] { decision-dismiss }
    }” to finding { $number } and may not do “{ $action ->
         [recognise] { decision-recognise }
         [vanish] { decision-vanish }
         [assign] { decision-assign }
         [verify] { decision-verify }
         [hear] { decision-hear }
         [reply] { decision-reply }
         [confirm] { decision-confirm }
         [dismiss] { decision-dismiss }
         [rectify] { decision-rectify }
         [supervise] { decision-supervise }
         [report] { decision-report }
         [return] { decision-return }
         [close] { decision-close }
         [endorse] { decision-endorse }
         [countersign] { decision-countersign }
         [hand_over] { decision-hand_over }
         [transfer] { decision-transfer }
         [object] { decision-object }
         [uphold] { decision-uphold }
         [reject] { decision-reject }
         [reopen] { decision-reopen }
         [instruct] { decision-instruct }
         [carry_out] { decision-carry_out }
         [comment] { decision-comment }
         [attach] { decision-attach }
         [tolerate] { decision-tolerate }
         [unmask] { decision-unmask }
         [reverse] { decision-reverse }
        *[register] { decision-register }
    }” ({ $stage ->
         [suspicion] { stage-suspicion }
         [verifying] { stage-verifying }
         [hearing] { stage-hearing }
         [confirmed] { stage-confirmed }
         [rectifying] { stage-rectifying }
         [supervised] { stage-supervised }
         [reviewing] { stage-reviewing }
         [closed] { stage-closed }
         [dismissed] { stage-dismissed }
         [transferred] { stage-transferred }
         [objection] { stage-objection }
        *[reopened] { stage-reopened }
    }). Ask somebody who took no part in that decision.
error-lifecycle-lacks = “{ $action ->
         [recognise] { decision-recognise }
         [vanish] { decision-vanish }
         [assign] { decision-assign }
         [verify] { decision-verify }
         [hear] { decision-hear }
         [reply] { decision-reply }
         [confirm] { decision-confirm }
         [dismiss] { decision-dismiss }
         [rectify] { decision-rectify }
         [supervise] { decision-supervise }
         [report] { decision-report }
         [return] { decision-return }
         [close] { decision-close }
         [endorse] { decision-endorse }
         [countersign] { decision-countersign }
         [hand_over] { decision-hand_over }
         [transfer] { decision-transfer }
         [object] { decision-object }
         [uphold] { decision-uphold }
         [reject] { decision-reject }
         [reopen] { decision-reopen }
         [instruct] { decision-instruct }
         [carry_out] { decision-carry_out }
         [comment] { decision-comment }
         [attach] { decision-attach }
         [tolerate] { decision-tolerate }
         [unmask] { decision-unmask }
         [reverse] { decision-reverse }
        *[register] { decision-register }
    }” on finding { $number } ({ $stage ->
         [suspicion] { stage-suspicion }
         [verifying] { stage-verifying }
         [hearing] { stage-hearing }
         [confirmed] { stage-confirmed }
         [rectifying] { stage-rectifying }
         [supervised] { stage-supervised }
         [reviewing] { stage-reviewing }
         [closed] { stage-closed }
         [dismissed] { stage-dismissed }
         [transferred] { stage-transferred }
         [objection] { stage-objection }
        *[reopened] { stage-reopened }
    }) must state { $field ->
         [owner] the owner
         [due_on] the due date
         [reason] the reason
         [text] the words
         [organisation_id] the organisation
         [position] the position
         [severity] the severity
         [body] the receiving body
         [document_number] the document number
         [leader] the leader
         [name] the file name
         [digest] the file digest
         [what] what is looked at
         [extract_id] the extract
         [person] the signer
         [signature] the signature
         [giver] who hands over
         [taker] who takes over
         [giver_signature] the signature of who hands over
         [taker_signature] the signature of who takes over
        *[instruction] the instruction
    }. Add it and try again.
error-lifecycle-choice = In “{ $action ->
         [recognise] { decision-recognise }
         [vanish] { decision-vanish }
         [assign] { decision-assign }
         [verify] { decision-verify }
         [hear] { decision-hear }
         [reply] { decision-reply }
         [confirm] { decision-confirm }
         [dismiss] { decision-dismiss }
         [rectify] { decision-rectify }
         [supervise] { decision-supervise }
         [report] { decision-report }
         [return] { decision-return }
         [close] { decision-close }
         [endorse] { decision-endorse }
         [countersign] { decision-countersign }
         [hand_over] { decision-hand_over }
         [transfer] { decision-transfer }
         [object] { decision-object }
         [uphold] { decision-uphold }
         [reject] { decision-reject }
         [reopen] { decision-reopen }
         [instruct] { decision-instruct }
         [carry_out] { decision-carry_out }
         [comment] { decision-comment }
         [attach] { decision-attach }
         [tolerate] { decision-tolerate }
         [unmask] { decision-unmask }
         [reverse] { decision-reverse }
        *[register] { decision-register }
    }” on finding { $number } ({ $stage ->
         [suspicion] { stage-suspicion }
         [verifying] { stage-verifying }
         [hearing] { stage-hearing }
         [confirmed] { stage-confirmed }
         [rectifying] { stage-rectifying }
         [supervised] { stage-supervised }
         [reviewing] { stage-reviewing }
         [closed] { stage-closed }
         [dismissed] { stage-dismissed }
         [transferred] { stage-transferred }
         [objection] { stage-objection }
        *[reopened] { stage-reopened }
    }), { $field ->
         [owner] the owner
         [due_on] the due date
         [reason] the reason
         [text] the words
         [organisation_id] the organisation
         [position] the position
         [severity] the severity
         [body] the receiving body
         [document_number] the document number
         [leader] the leader
         [name] the file name
         [digest] the file digest
         [what] what is looked at
         [extract_id] the extract
        *[instruction] the instruction
    } cannot be “{ $told }”. Choose one of: { $known }.
error-lifecycle-not-heard = The organisation of finding { $number } ({ $stage ->
         [suspicion] { stage-suspicion }
         [verifying] { stage-verifying }
         [hearing] { stage-hearing }
         [confirmed] { stage-confirmed }
         [rectifying] { stage-rectifying }
         [supervised] { stage-supervised }
         [reviewing] { stage-reviewing }
         [closed] { stage-closed }
         [dismissed] { stage-dismissed }
         [transferred] { stage-transferred }
         [objection] { stage-objection }
        *[reopened] { stage-reopened }
    }) has not answered, and its time until { $due_on } is not over: “{ $action ->
         [recognise] { decision-recognise }
         [vanish] { decision-vanish }
         [assign] { decision-assign }
         [verify] { decision-verify }
         [hear] { decision-hear }
         [reply] { decision-reply }
         [confirm] { decision-confirm }
         [dismiss] { decision-dismiss }
         [rectify] { decision-rectify }
         [supervise] { decision-supervise }
         [report] { decision-report }
         [return] { decision-return }
         [close] { decision-close }
         [endorse] { decision-endorse }
         [countersign] { decision-countersign }
         [hand_over] { decision-hand_over }
         [transfer] { decision-transfer }
         [object] { decision-object }
         [uphold] { decision-uphold }
         [reject] { decision-reject }
         [reopen] { decision-reopen }
         [instruct] { decision-instruct }
         [carry_out] { decision-carry_out }
         [comment] { decision-comment }
         [attach] { decision-attach }
         [tolerate] { decision-tolerate }
         [unmask] { decision-unmask }
         [reverse] { decision-reverse }
        *[register] { decision-register }
    }” is not possible. Record the reply, or wait until the day has passed.
error-lifecycle-not-standing = Finding { $number } ({ $stage ->
         [suspicion] { stage-suspicion }
         [verifying] { stage-verifying }
         [hearing] { stage-hearing }
         [confirmed] { stage-confirmed }
         [rectifying] { stage-rectifying }
         [supervised] { stage-supervised }
         [reviewing] { stage-reviewing }
         [closed] { stage-closed }
         [dismissed] { stage-dismissed }
         [transferred] { stage-transferred }
         [objection] { stage-objection }
        *[reopened] { stage-reopened }
    }) has no standing decision; “{ $action ->
         [recognise] { decision-recognise }
         [vanish] { decision-vanish }
         [assign] { decision-assign }
         [verify] { decision-verify }
         [hear] { decision-hear }
         [reply] { decision-reply }
         [confirm] { decision-confirm }
         [dismiss] { decision-dismiss }
         [rectify] { decision-rectify }
         [supervise] { decision-supervise }
         [report] { decision-report }
         [return] { decision-return }
         [close] { decision-close }
         [endorse] { decision-endorse }
         [countersign] { decision-countersign }
         [hand_over] { decision-hand_over }
         [transfer] { decision-transfer }
         [object] { decision-object }
         [uphold] { decision-uphold }
         [reject] { decision-reject }
         [reopen] { decision-reopen }
         [instruct] { decision-instruct }
         [carry_out] { decision-carry_out }
         [comment] { decision-comment }
         [attach] { decision-attach }
         [tolerate] { decision-tolerate }
         [unmask] { decision-unmask }
         [reverse] { decision-reverse }
        *[register] { decision-register }
    }” is not possible. Verify, hear and confirm it first.
error-lifecycle-standing = Finding { $number } ({ $stage ->
         [suspicion] { stage-suspicion }
         [verifying] { stage-verifying }
         [hearing] { stage-hearing }
         [confirmed] { stage-confirmed }
         [rectifying] { stage-rectifying }
         [supervised] { stage-supervised }
         [reviewing] { stage-reviewing }
         [closed] { stage-closed }
         [dismissed] { stage-dismissed }
         [transferred] { stage-transferred }
         [objection] { stage-objection }
        *[reopened] { stage-reopened }
    }) was confirmed; “{ $action ->
         [recognise] { decision-recognise }
         [vanish] { decision-vanish }
         [assign] { decision-assign }
         [verify] { decision-verify }
         [hear] { decision-hear }
         [reply] { decision-reply }
         [confirm] { decision-confirm }
         [dismiss] { decision-dismiss }
         [rectify] { decision-rectify }
         [supervise] { decision-supervise }
         [report] { decision-report }
         [return] { decision-return }
         [close] { decision-close }
         [endorse] { decision-endorse }
         [countersign] { decision-countersign }
         [hand_over] { decision-hand_over }
         [transfer] { decision-transfer }
         [object] { decision-object }
         [uphold] { decision-uphold }
         [reject] { decision-reject }
         [reopen] { decision-reopen }
         [instruct] { decision-instruct }
         [carry_out] { decision-carry_out }
         [comment] { decision-comment }
         [attach] { decision-attach }
         [tolerate] { decision-tolerate }
         [unmask] { decision-unmask }
         [reverse] { decision-reverse }
        *[register] { decision-register }
    }” is not possible directly. Record an objection and have it reviewed by somebody who did not decide.
error-lifecycle-same-taker = Finding { $number } was not handed over: { $actor } gives and takes it. Have another person take it with a key of their own.
error-lifecycle-reversal = { $actor } cannot reverse entry { $sequence } of finding { $number }: only the last step that changed its stage can be reversed, by whoever took it; { $last ->
        [0] there is no such step now
       *[other] that is entry { $last }, by { $by }
    }. Return or reopen the finding instead; correct an entry that changed no stage, such as an owner or a comment, by another entry.
error-lifecycle-unknown = The casebook holds no finding { $finding }; “{ $action ->
         [recognise] { decision-recognise }
         [vanish] { decision-vanish }
         [assign] { decision-assign }
         [verify] { decision-verify }
         [hear] { decision-hear }
         [reply] { decision-reply }
         [confirm] { decision-confirm }
         [dismiss] { decision-dismiss }
         [rectify] { decision-rectify }
         [supervise] { decision-supervise }
         [report] { decision-report }
         [return] { decision-return }
         [close] { decision-close }
         [endorse] { decision-endorse }
         [countersign] { decision-countersign }
         [hand_over] { decision-hand_over }
         [transfer] { decision-transfer }
         [object] { decision-object }
         [uphold] { decision-uphold }
         [reject] { decision-reject }
         [reopen] { decision-reopen }
         [instruct] { decision-instruct }
         [carry_out] { decision-carry_out }
         [comment] { decision-comment }
         [attach] { decision-attach }
         [tolerate] { decision-tolerate }
         [unmask] { decision-unmask }
         [reverse] { decision-reverse }
        *[register] { decision-register }
    }” is not possible. Register it first, or check its number.
error-lifecycle-registered = This suspicion is finding { $number } already. Go on with that one.
error-lifecycle-identity = The identity { $finding } of a suspicion of rule { $rule } does not follow from its rule, key and pseudonym scheme. Let the program make it again.
error-lifecycle-procedure = The entry was written under version { $procedure } of the procedure, which this program does not know. Update the program.
error-casebook-not-found = There is no casebook in { $folder }. Check the place, or create one.
error-casebook-database-gone = { $folder } holds a checkpoint but no casebook.db. Restore that file from a backup; do not create a new casebook.
error-casebook-exists = { $folder } already holds a casebook or its checkpoint. Open it, or choose another folder.
error-casebook-key-shape = The key of a casebook has { $wanted } bytes. Fetch it again from the key store.
error-casebook-wrong-key = The key is not that of the casebook in { $folder } ({ $detail }). Use the key it was created with, or the office's recovery key; nothing was changed.
error-casebook-wrong-key-or-damaged = Cannot open the casebook in { $folder } ({ $detail }): the key is wrong or the file is damaged; without its checkpoint file the two cannot be told apart. Check the key first, then restore a backup.
error-casebook-damaged = The casebook file in { $folder } is damaged ({ $detail }). The key is right; keep the file as evidence and restore the latest backup.
error-casebook-format = The casebook in { $folder } has format { $found }; this program reads format { $wanted }. Update the program.
error-casebook-folder-read-only = Cannot write to { $folder } ({ $detail }). Check its permissions, or open the casebook read-only; nothing was lost.
error-casebook-disk-full = The disk is full; the casebook in { $folder } did not take this entry ({ $detail }). Free some space and try again; everything acknowledged is there.
error-casebook-in-use = Another program is writing the casebook in { $folder } ({ $detail }). Close it first, or open the casebook read-only.
error-casebook-append-only = The casebook in { $folder } only grows; nothing is changed or deleted ({ $detail }). To correct something, add a reversing entry.
error-casebook-checkpoint-unreadable = Cannot read the checkpoint file { $file } ({ $detail }). Check its permissions, or restore it from a backup.
error-casebook-payload = What entry { $sequence } carries does not match the log and cannot be read. Verify the casebook and restore a backup.
error-casebook-untrusted = The casebook in { $folder } did not pass its checks: it can be read, not written. Restore a backup as told, or renew the checkpoint after comparing with a witness.
error-casebook-halted = The last entry was not acknowledged; the casebook in { $folder } no longer writes. Repair the disk and open the casebook again.
error-casebook-read-only = The casebook in { $folder } was opened read-only. Close it and open it for writing.
error-casebook-closed = The casebook in { $folder } is closed. Open it again first.
error-casebook-own-entry = Founding, erasing and renewing are entries the casebook writes itself. Use the function for it.
error-casebook-not-erasable = Entry { $sequence } holds nothing to erase: it does not exist, was erased, or belongs to the casebook itself. Check the number.
error-casebook-erasure-reason = Erasing what entry { $sequence } carries needs a person and a reason. State the legal basis and try again.
error-casebook-not-acknowledged = The entry is in the database, but the checkpoint in { $folder } could not be written ({ $detail }), so it is not acknowledged. Repair the fault, open the casebook again, and see whether the entry is there before writing it anew.
error-backup-not-empty = The backup folder { $folder } is not empty. Choose an empty one, so that no older backup is overwritten.
error-backup-failed = The backup to { $folder } was not finished ({ $detail }). Check space and permissions and back up again; the casebook itself is untouched.
error-renewal-reason = Renewing the checkpoint of the casebook in { $folder } needs a person and a reason. Add it and try again.
error-renewal-needless = The checkpoint of the casebook in { $folder } holds; there is nothing to renew. Open the casebook.
error-renewal-refused = In the casebook in { $folder } more than the checkpoint does not hold ({ $reason }); the checkpoint cannot be renewed. Restore a backup.
error-proof-unreadable = This is not a readable proof. Use the whole text as this program wrote it.
error-pilot-backwards = Pilot { $pilot } ends on { $ends }, before it starts on { $starts }. Swap the two dates.
error-pilot-unbounded = Pilot { $pilot } lacks the number of its authorising document, or does not name the rules it deviates from. Name each; “all” is not possible.
error-finding-unknown = The casebook holds no finding “{ $name }” (of { $count }). Check its number, such as WT-0001.
error-lifecycle-not-endorsed = { $number } is a red card: closing it needs a second person. Have somebody other than its verifier and { $actor } endorse it first (findings endorse).
