# Words of the briefing's pages
briefing-number = No. { $number }
briefing-day = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
 } { $year }
briefing-page = Page { $page } of { $pages }
briefing-made-by = Made by Plumbline
briefing-demonstration = Demonstration data
briefing-mark-unsigned = Unsigned extract
briefing-mark-untrusted = Extract of an untrusted signer
briefing-extract = Extract { $extract }
briefing-head = Casebook head { $head }
briefing-missing-glyphs = Characters no typeface here holds are printed as code points in brackets; the attached document.json has them. On this page: { $signs }
briefing-none = None
briefing-not-computable = Not computable

briefing-dimension = Dimension
briefing-score = Score
briefing-interval = 5–95% interval
briefing-change = Change
briefing-signal = Signal
briefing-signal-improving = better
briefing-signal-stable = stable
briefing-signal-worsening = worse
briefing-signal-unknown = unknown
briefing-weight = Weight
briefing-rank-label = Rank band
briefing-rank-band = { $low }–{ $high } of { $units }
briefing-rank-one = { $low } of { $units }

briefing-cell-scale = {" "}(one cell: { $count } cards)
briefing-suspicions = { $count } susp.
briefing-suspicion-total = Suspicions, not confirmed: { $count }
briefing-card-total = Total   Red { $red }   Yellow { $yellow }
briefing-limit-upper = upper { $value }
briefing-limit-lower = lower { $value }

briefing-signature = Signature
briefing-check-in-reader =
    Check it in
    your reader
briefing-seal-room = Place for signature and seal
briefing-not-signed = Made without a signer's certificate. Do not use as a formal briefing before your reader's signature panel shows a valid signature.
briefing-subject = Subject
briefing-issuer = Issuer
briefing-serial = Serial
briefing-validity = Valid
briefing-valid-span = { $start } to { $end }
briefing-signed-at = Signed at
briefing-timestamp = Time
briefing-local-clock = local clock, no timestamp
briefing-form = Form
briefing-recompute-all = Every figure can be recomputed: { $count } figures. Run “Verify briefing” on the same extract; equal digests mean equal figures.
briefing-digest = Digest
briefing-no-verdict = Facts of certificates, no verdict

briefing-card = Card
briefing-card-red = Red
briefing-card-yellow = Yellow
briefing-finding-number = No.
briefing-problem = Problem
briefing-theme = Theme
briefing-organisation = Organisation
briefing-amount = CNY 10,000
briefing-persons = Persons
briefing-stage = Stage
briefing-due = Due
briefing-overdue = late, { $day }
briefing-contested = { $problem } (contested)

briefing-suspicion-banner = What rules flagged; nobody was heard and nothing was confirmed: no names, no cards, no effect on any score.
briefing-proposes = Proposes
briefing-proposes-red = red?
briefing-proposes-yellow = yellow?
briefing-proposes-notice = notice
briefing-rule = Rule
briefing-flagged-what = Suspicion
briefing-flagged = Flagged
briefing-unjudged = Not judged
briefing-unverified = † Rests on a threshold not yet compared with its source.

briefing-instruction-number = No.
briefing-instruction = Instruction
briefing-owner = Owner
briefing-state = State
briefing-done = done { $day }
briefing-overdue-instruction = overdue
briefing-running = under way

briefing-data = Data
briefing-system = Source system
briefing-rows = Rows
briefing-missing = Key fields missing
briefing-handling = Handling
briefing-file-digest = File digest

briefing-extract-digest = Extract SHA-256
briefing-casebook-head = Casebook head (Merkle root)
briefing-no-casebook = No casebook attached
briefing-casebook = Casebook
briefing-log-entries = { $count } entries
briefing-catalogue = Definitions
briefing-rules = Rules
briefing-definitions = Definitions · rules
briefing-seed-and-tool = Seed · contract · tool
briefing-attachments = Attachments

error-briefing-value = The value of the briefing's figure “{ $figure }” is “{ $value }”, which is no number. Make the briefing again.
error-briefing-figure-missing = The briefing refers at { $path } to a figure “{ $figure }” it does not have. Make the briefing again.
error-briefing-figure-twice = Two figures of the briefing are called “{ $figure }”. Make the briefing again.
error-briefing-figure-unused = The briefing carries a figure “{ $figure }” that is printed nowhere. Make the briefing again.
error-briefing-print = The figure “{ $figure }” is printed as “{ $printed }”, which is not what { $value } rounds to. Do not use it; make the briefing again.
error-briefing-nameless = The briefing wants a name at { $path } and found “{ $text }”, a bare number. Correct the name in the source.
error-briefing-choice = The briefing says “{ $value }” at { $path }; only these are possible: { $allowed }. Make the briefing again.
error-briefing-template = A sentence of the briefing has braces that are no place: “{ $text }”. Correct the sentence.
error-briefing-bare-number = The sentence “{ $text }” writes the number { $number } out, so that nobody can recompute it. Refer to a figure instead.
error-briefing-place = In the sentence “{ $text }” the place { $place } does not hold what its kind says. Correct the sentence.
error-briefing-not-json = The attachment of the briefing is not JSON in UTF-8: { $detail }. Obtain the briefing again.
error-briefing-unreadable = The attachment of the briefing is not of the form at { $path }; wanted: { $wanted }. Obtain the briefing again, or upgrade the console.
error-briefing-not-canonical = The attachment of the briefing is not written in its only form: somebody saved it anew. Do not trust it; obtain the briefing again.
error-briefing-font = The typeface { $file } cannot be loaded: { $detail }. Install the console again.
error-briefing-masthead = A briefing begins with its one masthead; this one has { $count }, or it is not the first block. Correct the briefing's definition.
error-briefing-renderer = This console lays pages out with { $wanted }; the briefing was laid out by { $found } and cannot be rebuilt as it was. Use that version of the console.
error-briefing-too-long = One stretch of the briefing is { $height } points high; a page holds { $room }. Shorten that text.
error-briefing-attachment = “{ $file }” cannot be attached to the briefing: the name must be a plain ASCII file name that the briefing does not use itself. Rename it.
