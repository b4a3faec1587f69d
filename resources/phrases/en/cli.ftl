command-plumbline = Plumbline 准绳: an offline console for supervising online government services. Without a command it opens the window. Data go to stdout, talk to stderr.
command-exit-codes = Exit codes: { $codes }
command-sample = Make the extract of a fictional province in the folder DIR, signed by a demonstration authority.
command-build = Import source files by a mapping into an extract, account for every row, and sign it if asked.
command-verify = Verify an extract, a briefing or a casebook: signature, trust, every figure recomputed. Exit code 0 only for valid.
command-check = Check the quality of an extract's data against the contract.
command-measure = Read measures.
command-score = Score and rank regions by an index, with intervals.
command-supervise = Run supervision rules: flagged, clear, or not computable and why.
command-findings = The register of findings: register, verify, hear, confirm or dismiss.
command-brief = Make a signed PDF briefing in which every figure can be recomputed.
command-query = Run one SQL query on a read-only extract.
command-method = Run a statistical method or a set of rules on any CSV, JSON Lines or Parquet file.
command-keys = Manage signing keys and trusted authorities.
command-bench = Measure speed on this machine, as ratios within one run.
option-language-of-words = Language of talk and headings: zh-CN or en.
option-version = Show the version.
option-file = The file.
option-json = Print one JSON document and nothing else.
option-trust = A further folder of trusted authorities; may be repeated.
option-diagnose = Open an extract whose signature does not hold, for diagnosis only, never for a briefing.
option-measure-id = Only these measures; may be repeated.
option-by = Cut by this column, for example region_id; may be repeated.
option-period = The period: 2026, 2026Q2, 2026-05, or two joined by ..
option-monthly = One reading a month.
option-index = The index.
option-theme = Only rules of these themes; may be repeated.
option-rule = Only these rules; may be repeated.
option-suspicions = List every suspicion too.
option-against = The extract the briefing rests on.
option-passphrase-file = A file with the passphrase that nobody else may read.
option-sql = One query.
option-format = Output format: table, csv, json or parquet.
option-out = The file to write.
option-language = Language of the briefing: zh-CN or en.
option-scope = Code of the region the briefing speaks for.
option-sign = Name of the signer; without it the briefing is not signed.
option-cases = Number of cases.
option-seed = The seed; the same seed gives the same content.
option-folder = The folder.
option-mapping = The mapping file (TOML).
option-sources = Source files.
option-name = The method's name.
option-column = The column to use.
option-limit = The most rows to show; 0 for all.
exit-ok = success
exit-fault = a fault of the program itself
exit-usage = the command's words are off
exit-invalid = does not verify
exit-untrusted = signed by nobody known
exit-unsigned = not signed
exit-not-an-extract = not an extract
exit-damaged = damaged file
exit-newer-storage = file of a newer version
exit-missing-table = a required table or column is missing
exit-wrong-type = a column of the wrong type
exit-unsafe = the file holds a program
exit-not-found = no such file
exit-definition = a faulty definition file
exit-source = a faulty source file or mapping
exit-query = a faulty query
exit-settings = a faulty settings file
exit-memory = memory limit reached
exit-cancelled = cancelled
exit-casebook = the casebook cannot be opened or does not allow it
exit-keys = no key or a wrong passphrase
exit-signing = cannot sign
error-fault = The program met a fault nobody expected ({ $kind }). Details are in { $file }; hand them with what you did to whoever maintains it.
error-memory = The memory limit was reached. Narrow the period or region, or raise memory_gibibytes in the settings.
error-extract-invalid = { $check ->
    [signer-revocation] The certificate of the signer of the extract { $file } has been revoked: without an independent clock nothing they signed counts. Ask whoever supplied it for a file signed with a valid certificate. To look for the cause only, open it with --diagnose.
    [signer-dates] The certificate of the signer of the extract { $file } was not in force when it signed. Ask whoever supplied it for a file signed with a valid certificate. To look for the cause only, open it with --diagnose.
    [signing-time] The time the signature of the extract { $file } claims cannot be believed: it is ahead of this computer’s clock, or not given. Check this computer’s clock first; if it is right, ask for a new file. To look for the cause only, open it with --diagnose.
    [digest] The content of the extract { $file } is not what its manifest says: bytes were changed after it was signed. Do not use it; ask whoever supplied it for a new file. To look for the cause only, open it with --diagnose.
    [size] The size of the extract { $file } is not what its manifest says: the file is incomplete or was changed. Do not use it; ask whoever supplied it for a new file. To look for the cause only, open it with --diagnose.
    [signed-content] The manifest of the extract { $file } is not the one that was signed: it was changed. Do not use it; ask whoever supplied it for a new file. To look for the cause only, open it with --diagnose.
    [destroyed] The certificate beside the extract { $file } says that it was destroyed: this is a copy put back and not to be used. Find out where it came from, and destroy it again.
   *[other] The extract { $file } is not what its manifest or signature says. Do not use it; ask whoever supplied it for a new file. “verify” tells every check; to look for the cause only, open it with --diagnose.
}
error-extract-untrusted = { $check ->
    [revocation-known] No revocation list of the authority behind the extract { $file } is at hand: whether its signer was revoked is not known. Take the authority’s list in with “keys revoke-list”; to look for the cause only, use --diagnose.
   *[other] The signer of the extract { $file } is not among the trusted authorities. Once checked, put the certificate into the trust folder or name its folder with --trust; to look for the cause only, use --diagnose.
}
mark-unsigned = Note: { $file } is not signed; everything that comes of it carries the mark “unsigned”.
mark-diagnosis = Note: the signature of { $file } does not hold; for diagnosis only, never for a briefing.
column-id = ID
column-name = Name
column-subject = Subject
column-period = Period
column-value = Value
column-numerator = Numerator
column-denominator = Denominator
column-not-judged = Not judged
column-flagged = Flagged
column-clear = Clear
column-not-computable = Not computable
column-why = Why
column-rank = Rank
column-score = Score
column-interval = 5–95% interval
column-rank-band = Rank band
column-check = Check
column-passed = Result
column-detail = Detail
column-table = Table
column-column = Column
column-failed = Failed
column-checked = Checked
passed = passed
failed = failed
verdict-valid = Verdict: valid
verdict-invalid = Verdict: invalid
verdict-untrusted = Verdict: untrusted
verdict-unsigned = Verdict: unsigned
not-computable-because = not computable: { $reason } missing
reason-nothing-judgeable = not computable: nothing could be judged
reason-no-such-cut = not computable: cannot be cut this way
reason-absent = not computable: expected, but no record
reason-inputs-missing = not computable: the measures it rests on have no reading
check-summary = { $checks } checks, { $failing } with failing rows; { $missing } tables or columns missing.
