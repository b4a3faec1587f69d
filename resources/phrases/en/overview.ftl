page-overview = Overview
overview-working = Computing the overview
overview-judging = Judging by every rule
progress-overview-tiles = Reading the key measures
progress-overview-index = Scoring the composite index
overview-everything = All regions
overview-subtitle = { $where }, { $period } · { NUMBER($cases) } cases · { NUMBER($organisations) } departments
overview-subtitle-short = { $where }, { $period }
overview-brief = New briefing

overview-index = Composite index
overview-index-of = Index · { $region }
overview-index-median = Composite index
overview-out-of = out of 100
overview-no-index = The index cannot be computed
overview-no-index-detail = The extract has no region that can be scored. Check that it holds the table of regions and the tables the indicators need.
overview-interval = 5–95%: { $low }–{ $high }
overview-spread = median of { $count }: { $low }–{ $high }
overview-against-before-short = vs before
overview-against-before = ± vs before
overview-among = Among all { $count } regions
overview-rank-band = Rank band
overview-rank = { $low }–{ $high } of { $count }
overview-method = Solid = point estimate · { $count } simulations
overview-aggregation-arithmetic = weighted arithmetic mean
overview-aggregation-geometric = weighted geometric mean
overview-aggregation-harmonic = weighted harmonic mean
overview-ranking = Ranking of regions
overview-dimensions = Six dimensions
overview-signal-basis = signals by process-behaviour rules
overview-dimension-efficiency = Efficiency
overview-dimension-quality = Quality
overview-dimension-satisfaction = Satisfaction
overview-dimension-sharing = Data sharing
overview-dimension-collaboration = Collaboration
overview-dimension-security = Security
overview-legend-now = This period
overview-legend-before = Before
overview-legend-interval = 5–95% interval
overview-legend-spread = Lowest–highest region

overview-column-rank = Rank
overview-column-region = Region
overview-column-score = Score
overview-column-dimension = Dimension
overview-column-change = Change
overview-column-signal = Signal
overview-column-weight = Weight/%
overview-column-measure = Measure
overview-column-value = Value
overview-column-unit = Unit
overview-column-previous = Before
overview-column-low = Lower limit
overview-column-mean = Mean
overview-column-high = Upper limit
overview-column-judged = Denominator
overview-column-silent = Not computable
overview-column-level = Risk
overview-column-likelihood = Likelihood
overview-column-impact = Impact
overview-column-count = Suspicions
overview-column-theme = Theme
overview-column-red = Red
overview-column-yellow = Yel.
overview-column-notice = Note
overview-column-cards = Cards
overview-column-amount = CNY 10k
overview-column-persons = People

overview-tiles = Key measures
overview-points = pp
overview-unit = { $unit ->
    [days] days
    [cases] cases
    [yuan] CNY 10k
    [persons] people
    [points] points
    [hours] hours
    [index] index
   *[count] items
 }
overview-tile-na = { $reason }
overview-lacking = { $count ->
    [1] { $table } is incomplete
   *[other] { $table } and others, { $count } tables
 }
overview-no-rules = No rule can run
overview-no-rules-detail = All { $rules } rules lack tables or columns, so that no row could be judged. That is not the same as nothing being wrong.
overview-nothing-judgeable = nothing to judge in this period
overview-behind = { $points } pp behind the clock
overview-ahead = { $points } pp ahead of the clock
overview-standing = { $state }: { $rule }
overview-state-improved = Better
overview-state-worse = Worse
overview-state-changed = Changed
overview-rule-outside_limits = { $side ->
    [above] above the limit
   *[below] below the limit
 }
overview-rule-seven_on_one_side = { $length } { $side ->
    [above] above
   *[below] below
 } mean
overview-rule-seven_monotone = { $length } { $side ->
    [above] rising
   *[below] falling
 }
overview-rule-two_of_three_beyond_two_sigma = 2 of 3 far { $side ->
    [above] above
   *[below] below
 }

overview-tally = Suspicions and cards
overview-tally-change = suspicions { $change } vs before
overview-tally-meta = as proposed by rules
overview-total = Total
overview-theme-services = Services
overview-theme-funds = Funds
overview-theme-sharing = Sharing
overview-theme-security = Security
overview-theme-inclusion = Inclusion
overview-theme-continuity = Continuity
overview-theme-evaluation = Evaluation
overview-theme-silent = everything the rules of this theme need is missing
overview-suspicion-meaning = What a rule flagged: no finding and no card until the department was heard and somebody confirmed it.
overview-cards-meaning = Red and yellow cards confirmed after a hearing, from the casebook; not shown while the casebook is closed.
overview-matrix = Risk matrix
overview-matrix-meta = { $count ->
    [none] likelihood × impact
   *[other] likelihood × impact · { $count } suspicions
 }
overview-likelihood-1 = V. low
overview-likelihood-2 = Low
overview-likelihood-3 = Medium
overview-likelihood-4 = High
overview-likelihood-5 = V. high
overview-impact-1 = Minor
overview-impact-2 = Small
overview-impact-3 = Mid
overview-impact-4 = Large
overview-impact-5 = Severe
overview-level-0 = Low
overview-level-1 = Medium
overview-level-2 = High
overview-level-3 = Extreme
overview-risk-red = Extreme { $count }
overview-risk-yellow = High { $count }
overview-risk-notice = Other { $count }
overview-cell = likelihood { $likelihood }, impact { $impact }: { $count } suspicions, { $change } against the period before
overview-cell-short = { $likelihood } likelihood · { $impact } impact
overview-gravest = What to handle first
overview-gravest-meta = cards first, then level, risk, money, people · { $count } in all
overview-gravest-first = cards first, then level, risk, money, people · first { $listed } of { $count }
overview-all = View all →
overview-proposed-red = Red
overview-proposed-yellow = Yellow
overview-proposed-notice = Notice
overview-none = No suspicion in this scope and period
overview-none-detail = { $rules } rules judged { $judged } rows; another { $silent } rows could not be judged.

scope-valid-short = Signature valid
scope-invalid-short = Signature invalid
scope-untrusted-short = Signer not trusted
scope-unsigned-short = Not signed

mark-red-proposed = Proposed red
mark-yellow-proposed = Proposed yellow
mark-notice-proposed = Proposed notice
