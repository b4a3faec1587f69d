# The shell of the window and the kit of widgets.
app-name = Plumbline
app-name-other = 准绳
mark-red = Red card
mark-yellow = Yellow card
mark-notice = Notice
mark-ok = OK
mark-na = Not computable
mark-red-short = Red
mark-yellow-short = Yellow
mark-notice-short = Notice
mark-ok-short = OK
mark-na-short = n/c
signal-better = Improving
signal-stable = Stable
signal-worse = Worsening
tile-stable = Stable
tile-run = { $judgement }: { $count } { $side ->
    [above] above
   *[below] below
 } mean
tile-limit = { $judgement }: { $side ->
    [above] above
   *[below] below
 } limit
tile-few = Too few periods to judge
tile-name = { $title } { $value }{ $unit }, { $delta }, { $signal }
card-tally = { $red } red, { $yellow } yellow
cell-yes = Yes
cell-no = No
due-late = { $date } +{ $days }d late
filter-on = on
filter-off = off
table-head = Column heads
table-copy-too-large = { $cells } cells are selected; the clipboard takes 1,000,000 at most. Export instead, or select fewer.
table-copy-waiting = Some selected rows are not fetched yet; they will be on the clipboard when they are.
table-segment = Segment { $number } of { $count } (rows { $first } to { $last })
seal-valid = Signature valid
seal-invalid = Signature invalid
seal-untrusted = Signer not trusted
seal-unsigned = Not signed
progress-working = Computing…
progress-rows = Reading rows…
progress-opening = Opening the extract…
loading-time = { $seconds } s so far
loading-left = { $seconds } s so far, about { $left } s left
loading-previous = showing the result of { $time }
state-failed = Not done
state-cancelled = Cancelled
state-cancelled-detail = There is no result. You can compute it again.
state-partial = Partial result
fault-title = The console ran into an unexpected fault
fault-unexpected = An unexpected fault ({ $kind }: { $detail }). This action stopped; nothing registered was changed. Please copy the diagnostics and pass them to your maintainer.
fault-code = Error code { $code }
fault-diagnostics = Diagnostics
action-cancel = Cancel
action-retry = Compute again
action-close = Close
action-continue = Continue
action-copy-diagnostics = Copy diagnostics
action-dismiss = Dismiss
app-title = Plumbline · supervision of government services
nav-name = Navigation
nav-offline = Offline · data stays here
nav-settings = Display settings
nav-group-assess = ASSESS
nav-group-supervise = SUPERVISE
nav-group-act = ACT
nav-group-analyse = ANALYSE
nav-group-deliver = DELIVER
scope-name = Scope bar
scope-nothing-open = No extract is open
scope-details = Signature and extract
scope-region = Region
scope-organisation = Department
scope-period = Period
scope-compare = Compare with
scope-all = All
scope-all-regions = All regions
scope-all-organisations = All { $count }
scope-compare-none = Nothing
scope-compare-previous = Period before: { $period }
scope-compare-year_earlier = A year earlier: { $period }
scope-valid = Signature valid · data to { $date }
scope-invalid = Signature invalid · data to { $date }
scope-untrusted = Signer not trusted · data to { $date }
scope-unsigned = Not signed · data to { $date }
period-year = { $year }
period-quarter = { $year } Q{ $quarter }
period-month = { $name }
period-span = { $name }
choices-filter = Type to filter
choices-list = Choices
search-name = Search or run a command
search-hits = Hits
search-nothing = Nothing matches
search-open = ↵ Open
search-page = Page
search-command = Command
search-keys = ↑↓ select   ↵ open   Esc close   > commands only
status-figures = { $count ->
    [one] 1 figure on this page is recomputable
   *[other] { $count } figures on this page are recomputable
 } · snapshot { $digest }
status-snapshot = snapshot { $digest }
status-signed = Extract with a verified signature · data to { $date }
status-unsigned = Extract without a signature: everything exported is marked so
status-diagnosis = For diagnosis only: not for a briefing
welcome-title = Open an extract to begin
welcome-detail = An extract is a signed DuckDB file. Its digest and signature are checked before it is opened; everything stays offline and read-only.
welcome-open = Open an extract…
welcome-open-detail = Ctrl+O, or drop a .duckdb file on the window
welcome-sample = Open the sample province
welcome-sample-detail = A fictional province with planted problems, to get to know the pages
welcome-verify = Verify a briefing…
welcome-verify-detail = Check the signature of a PDF briefing and recompute every figure in it
welcome-offline = This program never uses a network and never writes to an extract.
do-palette = Search
do-scope = Go to the scope bar
do-next-panel = Next panel
do-previous-panel = Previous panel
do-open = Open an extract…
do-verify = Verify a briefing…
do-help = Help
do-theme = Switch between light and dark
do-language = 切换到中文
do-larger-text = Larger text
do-smaller-text = Smaller text
do-cancel = Cancel what is being computed
do-as-table = Show the chart as a table
do-show-sql = Show the SQL
do-add-evidence = Add to evidence
do-register-finding = Register as a finding
do-add-to-briefing = Add to the briefing
do-previous-finding = Previous finding
do-next-finding = Next finding
do-run = Run or sign
do-format-sql = Format the SQL
do-comment-line = Comment the line
do-filter = Filter the panel
do-back = Back
settings-theme = Theme
settings-theme-light = Light
settings-theme-dark = Dark
settings-theme-system = As the system
settings-language = Language
settings-text-size = Text size
settings-high-contrast = High contrast
settings-language-zh-CN = 中文
settings-language-en = English
banner-invalid-title = The signature of the extract is invalid; computing has stopped
banner-invalid-detail = { $file }: { $check }. The file may have been changed; ask its sender for it again. It can be opened for diagnosis only.
banner-unsigned-title = This extract is not signed
banner-unsigned-detail = Nobody vouches for where it comes from or that it is unchanged. Every export and briefing is marked as unsigned.
banner-untrusted-title = The signer is not trusted
banner-untrusted-detail = The signature is intact, but the signer is none of the authorities trusted here. Put its authority’s certificate into the trust folder and open the extract again.
open-title = Open an extract
open-filter = DuckDB extracts (*.duckdb)
verify-title = Verify a briefing
verify-filter = PDF briefings (*.pdf)
opening = Opening { $file }
opened = { $file } is open
open-failed-title = { $file } was not opened
settings-faulty = The settings file has a fault; started with the defaults
seal-title = Extract and signature
seal-passed = passed
seal-failed = failed
seal-digest = Digest
seal-file = File
seal-check = Check
seal-result = Result
action-choose-other = Choose another file…
action-diagnose = Open for diagnosis only
banner-broken-title = The signature of the extract does not hold; computing has stopped
editor-name = SQL editor
editor-placeholder = Type a SELECT here, Ctrl+Enter runs it
step-done = done
step-now = now
step-next = to come
step-stopped = ended here
trail-whole = { $count ->
    [one] 1 entry, the hash chain is whole
   *[other] { $count } entries, the hash chain is whole
 }
trail-broken = The hash chain is broken: some of { $count } entries were changed or are missing
trail-unchecked = { $count ->
    [one] 1 entry
   *[other] { $count } entries
 }; the hash chain is not verified yet
trail-attachments = { $count ->
    [one] 1 attachment
   *[other] { $count } attachments
 }
