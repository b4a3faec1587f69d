# Sentences of the briefing: numbers stand in places only
brief-comma = {", "}
brief-semicolon = {"; "}
brief-full-stop = .
brief-sentence-gap = {" "}
brief-title = { $scope }: { $title }
brief-everything = All regions
brief-number-all = ALL
brief-nameless = Code { $name }
brief-no-classification = No classification
brief-no-organisation = Not registered
brief-role-signer = Signed by
brief-role-preparer = Prepared by
brief-role-approver = Approved by

brief-period-year = { $year }
brief-period-quarter = { $year }Q{ $quarter }
brief-period-month = { $month_name } { $year }
brief-issue = No. { $number } of { $year }
brief-versus-year = on the year before
brief-versus-quarter = on the quarter before
brief-versus-month = on the month before
brief-versus-span = on the span before
brief-before-year = Year before
brief-before-quarter = Quarter before
brief-before-month = Month before
brief-before-span = Span before

brief-theme-services = Services
brief-theme-funds = Funds
brief-theme-sharing = Data sharing
brief-theme-security = Security
brief-theme-inclusion = Inclusion
brief-theme-continuity = Continuity
brief-theme-evaluation = Assessment

brief-index-name = Index
brief-index-name-middle = Index (median of regions)
brief-index-note = Weighted { $how } mean, { $count } simulations
brief-index-caption = Strokes: other regions; filled cell: point estimate
brief-index-caption-middle = Strokes: each region; band: interval of the median
brief-aggregation-arithmetic = arithmetic
brief-aggregation-geometric = geometric
brief-aggregation-harmonic = harmonic
brief-dimension-missing = Missing: { $names }

brief-cards-no-casebook = No casebook attached: cards are not counted
brief-cards-movement = Newly confirmed: { $new_red } red, { $new_yellow } yellow; closed { $closed }; overdue { $overdue }

brief-control-stable = Ordinary variation, no special cause
brief-control-unknown = Too few months with readings to judge
brief-control-improved = { $side } for { $run } months: a lasting improvement
brief-control-worse = { $side } for { $run } months: a lasting decline
brief-control-changed = { $side } for { $run } months: a lasting change
brief-control-high = High
brief-control-low = Low
brief-ranking-verdict = What overlaps is not ordered
brief-execution-verdict = { $whole } in all; the lowest are shown
brief-execution-verdict-all = { $whole } in all
brief-time-progress = Time gone by { $value }

brief-lead-score = In { $period }, { $scope } scores { $score } on the index ({ $band } interval { $low }–{ $high })
brief-lead-score-middle = In { $period }, the median index of the { $units } regions of { $scope } is { $score } ({ $band } interval { $low }–{ $high })
brief-lead-no-index = In { $period }, the data on { $scope } do not suffice for the index.
brief-lead-rose = , up { $versus } ({ $change })
brief-lead-fell = , down { $versus } ({ $change })
brief-lead-within = ; { $change } { $versus } is within the error, neither a rise nor a fall
brief-lead-same = , level { $versus } ({ $change })
brief-lead-rank = , ranking { $low } to { $high } among { $units } regions
brief-lead-rank-one = , ranking { $low } among { $units } regions
brief-lead-steady = All dimensions vary within their ordinary limits; nothing has lastingly changed.
brief-lead-better = { $names }: lastingly better
brief-lead-worse = { $names }: lastingly worse
brief-lead-measure-worse = { $name } stands at { $value }, worse than its ordinary range for { $run } months
brief-lead-measure-short = { $name } stands at { $value }, short of its target of { $target }
brief-lead-cards = { $red } red and { $yellow } yellow cards are confirmed and open, { $overdue } of them overdue
brief-lead-suspicions = Rules flag { $count } suspicions, none confirmed, { $red } of them proposed as red
brief-lead-amount = , touching { $amount } ten thousand yuan
brief-lead-no-suspicions = { $rules } rules flag nothing
brief-lead-decide = To decide: { $actions }.
brief-lead-nothing = Nothing needs a decision this time.
brief-ordinal-1 = first,{" "}
brief-ordinal-2 = second,{" "}
brief-ordinal-3 = third,{" "}
brief-act-press = press { $count } overdue corrections
brief-act-verify = verify { $count } suspicions of “{ $rule }”
brief-act-complete = have the data completed that { $count } rules lack

brief-findings-first = { $note }; the gravest first, the rest in the casebook
brief-findings-none = No confirmed finding is open.
brief-findings-no-casebook = No casebook attached: this briefing lists no confirmed findings.
brief-subtotal = Red cards
brief-subtotal-note = “—”: does not apply
brief-rule-gone = Rule { $rule }
brief-suspicions-first = { $note }; by proposed card and money, the rest attached
brief-suspicions-none = { $count } rules flagged nothing in this period; for what could not be judged see Shortcomings.

brief-sources-note = Refused rows as the signed manifest says; missing: share of mandatory values that are absent
brief-sources-no-manifest = No manifest; missing: share of mandatory values that are absent
brief-source-extract = Extract
brief-source-absent = Not in the extract: what rests on it is not computed
brief-source-unstated = No manifest to tell
brief-source-all-accepted = All accepted
brief-source-rejected = { $count } rows refused, reasons in the manifest
brief-recompute-text = On any offline computer with Plumbline, run “verify” on this file and the same extract: the signature is checked, every figure is computed again from the attached definitions, and the pages are laid out again and compared byte by byte; one difference makes the verdict “invalid”. All queries, data and digests of definitions are embedded in this file.

brief-shortcomings = Shortcomings:
brief-shortcomings-none = None known.
brief-short-unsigned = The extract is not signed: nobody vouches for its data.
brief-short-no-index = The data do not suffice for the index; it is left out, not set to zero.
brief-short-measures = Indicators left out of the index: { $names }.
brief-short-silent = Without { $what } nothing can be judged by { $rules }.
brief-short-silent-all = In all, { $count } rules could not run for want of data; see the attachment.
brief-short-unjudged = “{ $rule }”: { $count } could not be judged and do not count as passed.
brief-short-unverified = Thresholds not yet checked against their source: { $names }.
brief-short-earlier = { $count } more suspicions in the extract date from before this period and are not counted.
brief-short-no-casebook = No casebook attached: what was confirmed or corrected is not shown.

progress-brief-compute = Computing the figures of the briefing
progress-brief-render = Laying out
progress-brief-sign = Signing

error-brief-diagnosis = The signature of { $file } does not hold: it may be diagnosed, not briefed on. Obtain the original extract and try again.
error-brief-region = The extract has no region “{ $name }”. The nearest is “{ $nearest }”. Use a region’s code or name.
error-briefing-unknown = There is no briefing definition “{ $name }”. The nearest is “{ $nearest }”.
error-briefing-recipe = “{ $recipe } / { $detail }” cannot be computed: this console does not know the method. Verify with the version that wrote the briefing.
error-briefing-definition = This console has no definition { $definition }. Verify with the version that wrote the briefing, or install that version of the definition.

option-brief-out = The PDF to write.
option-brief-scope = Code or name of the region to report on; everything in the extract where none is given.
option-brief-number = Number of the briefing; made of period and region where none is given.
option-brief-issuer = Who issues it.
option-brief-casebook = Whether this computer’s casebook goes in, with its head and its confirmed findings; it does where there is one.
option-brief-casebook-passphrase-file = File with the casebook’s passphrase, readable by you alone.
option-brief-sign = Who signs; without one the briefing is unsigned and says so.
option-brief-approve = Who approves: the preparer signs first, the approver second.
option-brief-passphrase-file = File with the signing passphrase, readable by you alone.
option-brief-approver-passphrase-file = File with the approver’s passphrase; the same file as the signer’s where none is given.
option-brief-key-folder = Folder of signing keys; your own where none is given.

brief-unsigned = Note: { $file } is not signed and says so; its verdict will be “unsigned”.
brief-written = Wrote { $file }: { $figures } figures, recomputation digest { $digest }.

error-brief-language = “{ $told }” is no language of a briefing; choose one of: { $allowed }.
error-brief-signs-nobody = A passphrase or an approver was given, but nobody with --sign. Name the signer, or leave these options out.
error-brief-approves-own = The approver cannot be the preparer. Choose another approver.
error-brief-passphrase = The key of “{ $signer }” needs a passphrase. Name the file that holds it with --passphrase-file.
error-brief-unwritable = { $file } cannot be written: { $detail }. Check folder and permissions, then try again.
