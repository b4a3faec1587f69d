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
verdict-valid = Signature valid
verdict-invalid = Signature invalid
verdict-untrusted = Signer not trusted
verdict-unsigned = Not signed
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
