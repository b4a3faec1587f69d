# Page of services: cases with a card, and the case selected
services-bottom-listed = Cases with a card
services-bottom-rules = Rules
services-bottom-times = Times
services-case-panel = Selected case
services-case-pauses = { $pauses ->
    [one] 1 pause
   *[other] { $pauses } pauses
 }, { $days } { $kind ->
    [civil] civil
   *[working] working
 } days in all
services-case-unpaused = No lawful pause
services-listed = Cases with a card
services-listed-meta = Escalated { $supervise } · red { $red } · yellow { $yellow } · due { $notice } · by level and days over
services-listed-all = All { $count } →
services-listed-cause = Caused by
services-listed-organisation = Handled by
services-listed-step = Step
services-listed-step-tip = The step at which the case stayed longest
services-listed-used = Used d
services-listed-over = Over d
services-listed-over-tip = Days past the statute, or past the promise where the statute is kept; “—” while in time
services-listed-pauses = Pauses
services-listed-number = Finding
services-listed-number-tip = Its number where it is registered as a finding; “—” while the casebook is locked or nobody registered it
services-listed-rule = { $rule } { $name }
services-listed-clock-supervise = Open: to be escalated
services-listed-clock-red = Open: past the statute
services-listed-clock-yellow = Open: past the promise
services-listed-clock-notice = Open: due soon
services-listed-more = { $cause } (+{ $count })
services-none-listed = No case has a card
services-none-listed-detail = No open case has used nine tenths of its promise, and no suspicion of this period is about a single case. Widen the period, or look at “Times”.
services-no-case-detail = Choose a case below to see its legal clock day by day, or search by its number.
