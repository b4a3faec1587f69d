# The page of funds: the chain of money, execution, payees, digits.
funds-title = Funds
funds-working = Computing the funds
progress-funds-chain = Reconciling the chain of money
progress-funds-execution = Computing budget execution
progress-funds-payees = Counting payees and digits
funds-subtitle = { $year } · { $lines } budget lines · { $payments } payments · { $suspicions } suspicions in the period
funds-rows = Payment rows
funds-register = Register finding
funds-missing = The extract lacks: { $names }
funds-unit = CNY 10k
funds-na = n/c
funds-chain = Chain of money
funds-chain-meta = { $starts } to { $ends } · CNY 10k · { $verdict }
funds-chain-holds = { $silent ->
    [0] every link holds
   *[other] no break seen, { $silent } links not computable
}
funds-chain-breaks = { $count } breaks over { $amount }, { $pending } pending
funds-link = Link
funds-amount = CNY 10k
funds-count = Count
funds-joined-head = Joined
funds-breaks = { $count } breaks
funds-no-break = no break
funds-pending = { $count } pending
funds-node-budget = Budget
funds-node-plan = Plan
funds-node-tender = Tender
funds-node-contract = Contract
funds-node-acceptance = Acceptance
funds-node-payment = Payment
funds-node-voucher = Voucher
funds-count-budget = { $count } lines
funds-count-plan = { $count } plans
funds-count-tender = { $count } tenders
funds-count-contract = { $count } contracts
funds-count-acceptance = { $count } accepted
funds-count-payment = { $count } paid
funds-count-voucher = { $count } filed
funds-break-plan-without-line = { $count } plans without a budget line, { $amount }
funds-break-plan-over-line = { $count } lines planned above their budget, by { $amount }
funds-break-tender-without-plan = { $count } tenders without a plan, { $amount }
funds-break-plan-without-tender = { $count } plans not tendered yet, { $amount }
funds-break-contract-without-tender = { $count } contracts without a tender, { $amount }
funds-break-tender-without-contract = { $count } awarded tenders without a contract, { $amount }
funds-break-acceptance-without-contract = { $count } acceptances without a contract, { $amount }
funds-break-contract-not-accepted = { $count } contracts due and not accepted, { $amount }
funds-break-payment-over-contract = { $count } contracts paid above their amount, by { $amount }
funds-break-payment-before-acceptance = { $count } payments before acceptance, { $amount }
funds-break-payment-without-voucher = { $count } payments without a voucher, { $amount }
funds-part-months = Months
funds-part-payees = Payees
funds-months = Payments by month
funds-months-alone = { $amount } paid this year
funds-months-change = { $amount } paid this year, { $change } on the same months of { $year }
funds-month = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
funds-month-head = Month
funds-payees = Largest payees
funds-payees-meta = { $count } payees · ten largest { $share }
funds-payee = Payee
funds-payee-names = { $name } ({ $count } names)
funds-rank = No.
funds-paid = CNY 10k
funds-share = Share
funds-payments = Payments
funds-payers = Payers
funds-nothing-paid = Nothing paid
funds-nothing-paid-detail = No payment this year up to the end of the period. Widen the period, the region or the organisation.
funds-execution = Budget and time
funds-execution-meta = { $date } · spent { $rate } · year { $elapsed }
funds-organisation = Organisation
funds-budget = CNY 10k
funds-against-time = Progress
funds-rate = Spent
funds-apart = Apart
funds-no-budget = No budget lines
funds-no-budget-detail = The extract has no budget lines of { $year }. Choose another period, region or organisation.
funds-digits = Benford, first two digits
funds-digits-meta = { $count } payments · { $left } below ten left out
funds-digits-verdict = Mean absolute deviation { $mad }: { $conformity }
funds-digits-too-few = Only { $count } payments, fewer than 500: no verdict
funds-digits-too-narrow = { $count } amounts span less than two orders of magnitude: no verdict
funds-digits-no-limits = No published limits: no verdict
funds-digits-expected = expected
funds-digits-bounds = 95% bounds
funds-digits-within = observed
funds-digits-high = too often (p<0.001)
funds-conformity-close = close
funds-conformity-acceptable = acceptable
funds-conformity-marginal = marginal
funds-conformity-nonconformity = nonconformity
funds-digit = Digits
funds-observed = Observed
funds-expected = Expected
funds-part-splitting = Splitting
funds-splitting = Purchases without open tender against their threshold
funds-splitting-found = { $count ->
    [one] { $count } group of purchases may be one purchase split
   *[other] { $count } groups of purchases may each be one purchase split
}
funds-splitting-none = No splitting suspected among { $count } purchases
funds-splitting-meta = { $count } without open tender · { $unjudged } not judged
funds-cluster = Vendor { $vendor }: { $count } contracts, { $amount } in all
funds-suspected = suspected split
funds-other-purchases = other purchases
funds-threshold = open-tender threshold
funds-threshold-unverified = open-tender threshold (not verified)
funds-signed-on = Signed
funds-of-threshold = Of threshold
funds-no-purchase = No purchase without open tender
funds-no-purchase-detail = No contract of this year can be held against a threshold. Widen the period, the region or the organisation.
funds-digits-chance = Mean absolute deviation { $mad } is within chance for { $count } payments: no verdict
