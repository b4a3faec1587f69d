# The funds page: organisations by money at risk
funds-part-ranking = Ranking
funds-ranking = Organisations by money at risk
funds-ranking-meta = { $count } organisations · { $amount } CNY 10k at risk
funds-ranking-none = No suspicion about funds in the period
funds-ranking-none-detail = From the first day of the budget year to the end of the period no rule flagged any organisation.
funds-at-risk = At risk
funds-at-risk-tip = Money the suspicions are about; a row flagged by several rules counts once
funds-suspicions = Flags
funds-of-paid = Of paid
funds-among-peers = Rank
funds-among-peers-tip = Rank of money at risk by money paid among organisations of the same kind; 1 is the highest
funds-peer-middle = Peers
funds-few-peers = fewer than five of its kind
funds-unpriced = no sum of money at stake
funds-rank-of = { $rank } / { $peers }
# The forecast of execution to the year's end
funds-year-end = Year end
funds-year-end-tip = Where execution would end if the rest of the year were spent as in earlier years
funds-execution-forecast = spent { $rate } · year { $elapsed } · to end { $low }–{ $high }
# From a digit down
funds-digit-payments = Payments beginning with { $digits }
funds-digit-repeated = Repeated amounts beginning with { $digits }
funds-digit-payees = Who was paid amounts beginning with { $digits }
