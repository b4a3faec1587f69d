# Rules read payees as people decided in the casebook.
payees-as-decided = 收款方按数据与案卷中的 { $count } 条决定归并。
brief-short-payees = 收款方按数据与案卷中的 { $count } 条合并或拆开的决定归并。
option-supervise-casebook = 按案卷中合并与拆开的决定归并收款方，须打开案卷。
option-supervise-casebook-passphrase-file = 案卷口令文件。
option-ranking-casebook = 按案卷中合并与拆开的决定归并收款方，须打开案卷。
option-ranking-casebook-passphrase-file = 案卷口令文件。
