# The ranking by money at risk, on the command line
command-ranking = Rank organisations by the money their suspicions about funds are about (a row flagged by several rules counts once), beside others of their kind. Suspicions are no findings.
option-ranking-period = Rank over the budget year up to the end of this period; without it the last period of the extract.
option-ranking-region = Only organisations of this region and those below it; peers stay all of their kind.
option-ranking-organisation = Only this organisation.
option-ranking-limit = Print at most this many lines; --json prints all.
ranking-column-organisation = Organisation
ranking-column-at-risk = At risk (CNY 10k)
ranking-column-of-paid = Of paid
ranking-column-peer-rank = Rank among its kind
ranking-column-peer-middle = Median of its kind
ranking-column-suspicions = Suspicions
ranking-column-unpriced = Without a sum
ranking-column-rules = Rules
ranking-summary = { $starts } to { $ends }: { $count } organisations with suspicions ({ $shown } shown), CNY { $amount } ten thousand at risk. These are suspicions, not findings.
ranking-silent = { $count } rules judged nothing for want of data: no suspicion is no clearance. What is lacking: lacking.
