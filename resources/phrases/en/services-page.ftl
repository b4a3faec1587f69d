# The page of services: process, clock, suspicions.
services-title = Processes
services-working = Computing the processes
progress-process-map = Drawing the process map
progress-process-variants = Gathering the variants
progress-services-durations = Computing time used
progress-services-channels = Counting channels
progress-services-clocks = Computing the clocks of open cases
services-subtitle = { $item } · { $cases } submitted · { $traced } traced · { $flagged } against step rules · { $suspicions } suspicions
services-all-items = All items
services-item-choice = { $name } ({ $count })
services-rows = Case rows
services-register = Register finding
services-missing = The extract lacks: { $names }
services-map = Process map
services-map-meta = { $verdict }{ $hidden ->
    [0] {""}
   *[other] {" "}· { $hidden } rare hidden
}
services-map-flagged = { $flagged } closed cases broke a rule ({ $percent }%)
services-map-clear = All { $closed } closed cases kept the rules
services-map-no-rules = No step rules in the extract: not judged
services-map-description = From { $cases } cases with recorded steps
services-map-others = Refused { $refused } · withdrawn { $withdrawn } · open { $open }
services-legend-width = width: cases
services-legend-forbidden = against the step rules
services-legend-stay = median stay 0–{ $days } d
services-forbidden-pill = { $count } { $before }→{ $after }
services-days = { $days } d
services-unit-cases = cases
services-unit-days = days
services-before = Before
services-after = After
services-count = Cases
services-median = Median days
services-forbidden = Against rules
services-no-events = No steps recorded
services-no-events-detail = The { $cases } cases of this period have no usable steps. Widen the period or the region.
services-variants = Variants
services-variants-meta = { $count } ways · first 3: { $covered }
services-variants-rest = { $count } other ways
services-variants-untraced = Cases without steps
services-order = Order of steps (closed)
services-share = Share
services-on-time = On-time rate, control chart
services-on-time-meta = { $rate } ({ $low }–{ $high }), { $apart } pp, n { $judged }
services-limit-high = high
services-limit-centre = mean
services-limit-low = low
services-ranges = ranges
services-month = Month
services-week = Week (Monday)
services-by-month = Months
services-by-week = Weeks
services-rate = On time
services-signal = Signal
services-signal-improved = Better: { $rule }, for { $length } { $grain ->
    [week] weeks
   *[month] months
}
services-signal-worse = Worse: { $rule }, for { $length } { $grain ->
    [week] weeks
   *[month] months
}
services-signal-changed = { $grain ->
    [week] Changed, by week
   *[month] Changed
}
services-signal-stable = { $grain ->
    [week] Last week: routine variation
   *[month] Last month: routine variation
}
services-signal-unknown = { $grain ->
    [week] Fewer than 12 weeks: no verdict
   *[month] Fewer than 12 months: no verdict
}
services-rule-outside = beyond a limit
services-rule-seven-monotone = seven points in one direction
services-rule-two-of-three-beyond-two-sigma = two of three points beyond two sigma
services-rule-seven-on-one-side = seven points on one side of the mean
services-alarms = { $share } of stable series of this length show at least one false alarm.
services-autocorrelated = { $grain ->
    [week] Neighbouring weeks are correlated: expect more.
   *[month] Neighbouring months are correlated: expect more.
}
services-seasonal = There is a yearly season: expect more.
services-nothing-closed = Nothing closed that could be judged
services-nothing-closed-detail = Widen the period, the region or the organisation.
services-side = Time
services-part-organisations = Organisations
services-part-items = Items
services-part-channels = Channels
services-part-clocks = Open
services-organisations = Time used by organisation
services-items = Time used by item
services-channels = Channels of application
services-clocks = Clocks of open cases
services-organisation = Organisation
services-item = Item
services-closed = Closed
services-late = Late
services-of-promise = Of the promise
services-of-promise-tip = First quartile, median and ninth decile of time used as a share of the promise; the axis ends at 150%
services-median-days = Median d
services-promised = Promise d
services-statutory = Statute d
services-channel = Channel
services-submitted = Submitted
services-clock-signal = Signal
services-case = Case
services-used = Used d
services-clocks-meta = Red { $red } · yellow { $yellow } · due { $notice } · fine { $ok } · n/c { $na }
services-clock-red = Past statute
services-clock-yellow = Past promise
services-clock-notice = Due soon
services-no-signal = No open case gives a signal
services-no-signal-detail = At the cut-off no open case has used nine tenths of its promise.
services-no-case = No case chosen
services-clock-no-start = No date of acceptance: the clock has no beginning
services-clock-unclear = Written notice of a pause, or the kind of days, is unknown: the clock cannot be computed
services-clock-long = Cases of more than two years are not drawn day by day
services-clock-description = Outcome: { $outcome }
services-lane-steps = Steps
services-lane-clock = Legal clock
services-day-count = { $days } d
services-promised-days = promise { $days }
services-statutory-days = statute { $days }
services-cell-run = counts
services-cell-late = past the promise
services-cell-over = past the statute
services-cell-paused = lawful pause
services-cell-off = day of rest
services-cell-before = before the start
services-cell-after = after the end
services-day = Day
services-state = State
services-case-over = { $case } { $item }: { $used } { $kind ->
    [civil] civil
   *[working] working
 } days, { $over } past the statute, { $late } past the promise
services-case-late = { $case } { $item }: { $used } { $kind ->
    [civil] civil
   *[working] working
 } days, { $late } past the promise, within the statute
services-case-in-time = { $case } { $item }: { $used } { $kind ->
    [civil] civil
   *[working] working
 } days, in time
case-step-submit = Submit
case-step-accept = Accept
case-step-supplement = Supplement
case-step-review = Review
case-step-inspect = Inspect
case-step-publicise = Publicise
case-step-decide = Decide
case-step-deliver = Deliver
case-step-close = Close
case-step-short-submit = Su
case-step-short-accept = Ac
case-step-short-supplement = Sp
case-step-short-review = Re
case-step-short-inspect = In
case-step-short-publicise = Pu
case-step-short-decide = De
case-step-short-deliver = Dl
case-step-short-close = Cl
case-channel-web = Web
case-channel-app = App
case-channel-mini-program = Mini program
case-channel-kiosk = Kiosk
case-channel-counter = Counter
case-channel-assisted = Assisted
case-channel-hotline = Hotline
case-channel-unknown = Not recorded
case-outcome-granted = granted
case-outcome-refused = refused
case-outcome-not-accepted = not accepted
case-outcome-withdrawn = withdrawn
case-outcome-open = open
case-pause-hearing = Hearing
case-pause-inspection = Inspection
case-pause-testing = Testing
case-pause-expert-review = Expert review
case-pause-publication = Publication
case-pause-auction = Auction
case-pause-examination = Examination
case-pause-unknown = Pause
error-case-unknown = The extract has no case { $name }. Check the number, or open another extract.
