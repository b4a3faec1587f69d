# Rules read payees as people decided in the casebook.
payees-as-decided = Payees are grouped by the data and by { $count } { $count ->
    [one] decision
   *[other] decisions
} of the casebook.
brief-short-payees = Payees are grouped by the data and by { $count } decisions of the casebook to join or split.
option-supervise-casebook = Group payees as people joined and split them in the casebook, which must be unlocked.
option-supervise-casebook-passphrase-file = A file with the casebook's passphrase.
option-ranking-casebook = Group payees as people joined and split them in the casebook, which must be unlocked.
option-ranking-casebook-passphrase-file = A file with the casebook's passphrase.
