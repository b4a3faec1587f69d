# 阈值预览
option-supervise-parameter = 试用规则参数的另一个值，如 window_days=30，可多次给出；须只选一条规则，不保存。
error-parameter-rule = 试用参数须用 --rule 只选一条存在的规则，现在选了 { $count } 条。
error-parameter-unknown = 规则没有参数“{ $name }”。可选：{ $known }。
error-parameter-range = 参数 { $name } 不能是“{ $told }”：须在 { $low } 与 { $high } 之间，否则规则失去原意。
