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

# The ledger that leaves the case file, and decisions on many findings
command-findings-ledger = Write the ledger of findings (.xlsx or .csv); nobody is named before a finding was confirmed, and the head it was taken from is told.
option-ledger-finding = Number of a finding, may be given several times; all where none is given.
option-ledger-out = The file to write, .xlsx or .csv.
findings-ledger-written = Wrote { $file }: { $count } findings.
ledger-title = Ledger of findings
ledger-taken = Taken from casebook { $casebook }, { $at }, log head { $head }, { $count } findings. What was not confirmed is a suspicion and names nobody.
ledger-contested = objection under review
ledger-tolerated = tolerated
ledger-checked = closed after a check
ledger-unchecked = closed on the report alone
column-theme = Theme
column-registered = Registered
column-confirmed-on = Confirmed
column-days-left = Working days left
column-recovered = Recovered (yuan)
column-served = Persons served
column-outcome = Outcome
error-bulk-nothing = No finding is selected. Select those to decide together first.
error-ledger-suffix = A ledger can be written as .xlsx or .csv, not as { $file }. Choose another name.

# The page of findings: many at once, filters, files, acts of a person's own key
finding-filter = More filters and kept filters
finding-extra-late = Overdue
finding-extra-ordered = Instruction open
finding-extra-unanswered = Term over, no answer
finding-extra-proposed = Closing proposed
finding-extras = { $count } filters
finding-filter-keep = Keep this filter…
finding-filter-name = Name of the filter
finding-filter-drop = Drop a kept filter
finding-filters-reading = Reading kept filters
finding-filters-writing = Keeping the filter
finding-bulk = Decide on { $count }
finding-bulk-number = { $count } findings
finding-register-picked = Register { $count }
finding-ledger = Export ledger
finding-papers = Papers
finding-package = Export evidence package
finding-package-go = Sign and export
finding-proof = Export proof of the log
finding-file-writing = Writing { $file }
finding-file-written = Wrote { $file }
finding-file-refused = Nothing was written
finding-keys-reading = Reading signing identities
finding-keys-none = { $count } signing identities are needed, and { $place } does not hold them. Make a key of one's own with keys issue.
finding-keys-empty = Choose an identity and type its passphrase for each signer.
finding-keys-same = The signers must be different people.
finding-signing = signature
finding-countersign-detail = A second person, neither who verified nor who closes, signs the present standing of this finding with their own key.
finding-field-signer = Signer
finding-field-countersigner = Second person
finding-field-giver = Hands over
finding-field-taker = Takes over
finding-field-key-passphrase = Key passphrase: { $who }
finding-field-served = Persons served (optional)
finding-field-rules_changed = Rules changed (optional)
finding-field-leader = Leader
finding-field-instructed = To be done by
finding-field-instruction = Instruction
finding-field-no-count = Write “{ $field }” as a whole number such as 37.
finding-term = { $days } working days from today
finding-term-estimated = about { $days } working days from today (that year's holidays are not known yet; weekends alone are left out)

# Evidence files
command-findings-attach = Take a file or photograph into the evidence of a finding: its SHA-256 goes into the log, the file lies encrypted beside the casebook.
command-findings-file = Take an evidence file out, byte for byte as it went in.
option-attach-file = The file to take in, 64 MB at most.
option-redacts = Where it is a redacted copy: the SHA-256 of its original (eight digits or more).
option-digest = SHA-256 of the evidence file (eight digits or more).
option-file-out = The file to write.
option-originals = Enclose originals that were not redacted too; by default redacted copies alone.
findings-file-written = Wrote { $file } ({ $name }); it is the file whose hash stands in the log.
check-casebook-exhibits = All { $count } evidence files are there and fit the hashes in the log.
check-casebook-exhibits-broken = { $count } evidence files are missing or changed, such as { $digest }…. Restore them into the folder files from a backup.
error-exhibit-size = The file has { $size } bytes: an evidence file may not be empty nor larger than { $largest } MB. Compress or divide it.
error-exhibit-not-kept = The evidence file cannot be written into { $folder } ({ $detail }); it was not taken in. Check space and permissions.
error-exhibit-missing = The evidence file { $digest }… is not in the casebook's folder files. Restore it from a backup.
error-exhibit-broken = The evidence file { $digest }… is damaged or was exchanged; it was not opened. Restore it from a backup.
error-exhibit-unreadable = The file { $file } cannot be read ({ $detail }). Check path and permissions.
error-exhibit-unknown = None of the { $count } evidence files of { $number } has a hash that begins with “{ $digest }”. Give eight digits or more; findings show lists them.
error-exhibit-known = { $number } has this file already ({ $digest }…); it was not taken in again.
error-package-exhibit-size = The evidence file { $name } is larger than { $largest } MB, more than a package takes. Take it out with findings file.

# Reply forms, instructions, the short form of a checkpoint, looking in clear
command-findings-form = Hear the organisation by a form: an XLSX or PDF goes out to be filled in; its hash goes into the log.
command-findings-take-reply = Take a form back: whether it is this hearing's and its fixed part unchanged is checked, the answer recorded, the form kept as evidence.
command-findings-instructions = List leaders' instructions: by whom, until when, working days left, when done.
command-findings-checkpoint = Write the head of the log as one page to print, with a QR code.
command-findings-unmask = Look at a row of evidence in clear: who looks and why is recorded first.
option-form-out = The form to write, .xlsx or .pdf.
option-form-name = Name of the organisation, printed on the form.
option-form-office = The office that asks, printed on the form.
option-take-reply-file = The form that came back.
option-take-reply-finding = Number of the finding; by default the one on the form.
option-waiting = Only what is not done.
option-checkpoint-out = The PDF to write.
option-proof-out = Write the proof into this file.
option-unmask-reason = Why it is looked at; goes into the log.
option-row = The row to look at (such as benefit_grant/G-1); not needed where there is one row only.
findings-proof-written = The proof is in { $file }.
findings-slip-written = The short form of the checkpoint is in { $file }. Print it, sign it, keep it outside the casebook.
findings-unmasked = The look in clear is entry { $sequence }.
column-leader = Leader
column-instruction = Instruction
column-owner = To be done by
column-done = Done
form-sheet = Reply
form-title = Form of reply
form-how = Please fill in the yellow cells below and send this file back; change nothing else, or it cannot be taken in.
form-number = Number
form-organisation = Organisation
form-matter = Matter
form-statement = What was found
form-asked = What is asked
form-asked-default = Please state your view of the above; explanations and evidence may be added. Until it is confirmed, the above is a suspicion.
form-due = Answer by
form-office = Asked by
form-answer = The organisation's answer
form-position = Position (needed; choose from the list)
form-text = Explanation (needed)
form-measures = Measures taken or planned
form-contact = Filled in by, with telephone (needed)
form-answered-on = Date (such as 2026-07-12)
error-form-none = { $file } is no reply form of this program, or its hidden part was lost. Have the organisation fill in the original and save it as .xlsx; where a PDF was sent, save it as PDF.
error-form-empty = “{ $field }” is empty in the form { $file }. Send it back to be completed.
error-form-position = The form { $file } gives the position “{ $told }”. Known: { $known }. Send it back to be corrected.
error-form-date = The date “{ $told }” in the form { $file } is none. It is written as 2026-07-12.
error-form-long = A cell of the form { $file } holds more than { $most } characters. Ask for the details as papers of their own.
error-form-not-heard = { $number } is not being heard; no answer was recorded. Hear the organisation first.
error-form-other = { $reason ->
        [casebook] This form was sent by another casebook
        [finding] This form is about another finding
        [hearing] This form is of an earlier hearing
       *[changed] The fixed part of this form was changed
    }; no answer was recorded for { $number }. Have the organisation fill in the original form of this hearing.
error-unmask-unknown = { $number } has no row “{ $told }” in its evidence. There are: { $known }.
slip-title = Checkpoint of a casebook
slip-casebook = Casebook
slip-size = Entries
slip-at = At (local clock)
slip-short = In short
slip-root = Root of the log
slip-code = QR code: casebook, entries and root
slip-how = This page is the head of the casebook's log at that time. Kept outside, it contradicts whoever later deletes, changes or cuts off entries, or puts an older casebook in its place.
slip-command = To check: scan the code and paste the whole line (it begins with PLUMBLINE-HEAD) under Findings, More, Hold against a witness, or give it in quotes after plumbline findings verify --witness; entries and root copied down do too: { $head } (64 digits, without spaces).
slip-limits = It proves order and completeness of the log, not that what was written is true; the time is the local clock's, without independent proof.
slip-sign = Signed:
slip-date = Date:

# The page of findings: evidence files, reply forms, instructions, looking in clear, locking
finding-files = Evidence files…
finding-files-of = Evidence files of { $number }
finding-files-detail = Originals go into the log by their hash and lie encrypted, never changed; a redacted copy is a file of its own that names its original. Packages take redacted copies along, originals only where asked.
finding-file-add = Add a file…
finding-file-look = Look at it
finding-file-save = Save original…
finding-file-name = File
finding-file-kind = Kind
finding-file-original = Original
finding-file-original-redacted = Original (redacted copy kept)
finding-file-redacted = Redacted copy
finding-file-reading = Reading { $file }
finding-file-only-look = A redacted copy is only looked at.
finding-cover-how = Drag black boxes over what must not be seen, then keep the page as a redacted copy; the original stays as it is.
finding-cover-undo = Take the last box away
finding-cover-keep = Keep as redacted copy
finding-page-before = Page before
finding-page-after = Next page
finding-page-of = Page { $page } of { $pages } · { $boxes ->
        [one] 1 box
       *[other] { $boxes } boxes
    }
finding-form-send = Hear by a reply form…
finding-form-take = Take a reply form back…
finding-orders = Leaders' instructions
finding-orders-detail = { $count } in all, { $waiting } not done, { $late } of them late. A double click opens the finding.
finding-orders-number = Finding
finding-orders-state = State
finding-orders-done = done { $date }
finding-orders-left = { $days } working days left
finding-orders-late = { $days } working days late
finding-slip = Checkpoint to print…
finding-continuation = Proof that the log continues…
finding-continuation-since = Entries of the earlier head
finding-lock = Lock the casebook
finding-unmask = Look in clear…
finding-unmask-detail = Who looks, when and why goes into the log first; then it is shown.
finding-unmask-go = Record and look
finding-row-clear = In clear, with personal data; this look is in the log.
error-exhibit-not-shown = This file cannot be shown in the window ({ $detail }). Save it and open it with its own program.

# Snapshots
check-casebook-snapshot = The casebook is long: it was opened from a snapshot at entry { $size }, and what came since was read. The check of the whole runs in the background, or at once by findings verify.
finding-checking = Checking every entry

# Comparisons of the casebook
bench-casebook-append = Casebook written in batches, on disk, against 2,000 entries a second
bench-casebook-open = Casebook opened from its snapshot
bench-casebook-proof = Proof of one entry in the log (median)
finding-attached = Evidence file { $name } { $text }

# Backups and restoring drills on a schedule
command-findings-keep = Do what is due: a backup a day; each month the newest backup is restored elsewhere and verified whole. May be run by the system's own schedule.
findings-kept = Backup: { $backup }; restoring drill: { $drilled } (“—” where not due).
finding-keeping = Backing the casebook up
check-casebook-drill = The restored copy can be written on; it holds { $size } entries.
error-drill-failed = The restoring drill failed ({ $reason }): the backup { $folder } cannot be used. Make another backup at once (findings backup) and verify the casebook (findings verify).
