bench-funds-memory = Memory all rules about funds ever held (GiB instead of seconds)
bench-fact-payments = Payments
bench-fact-contracts = Contracts
bench-fact-flagged = Suspicions that rules and script raise alike
bench-fact-looked_at = Things judged
