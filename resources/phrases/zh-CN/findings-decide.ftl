# 命令 findings decide
command-findings-decide = 作出一项处置（一项或多项疑点同样处置，要么全部成立要么都不成立）；不带 --as 时列出现在可以做什么。
findings-decided = 已登记“{ $action }”，共 { $count } 项：{ $numbers }。
column-asks = 要填的字段（* 为必填）
error-decide-action = 没有“{ $told }”这种处置。可选：{ $known }。
error-decide-field = “{ $action }”用不上或少了“{ $told }”。请写成 --set 字段=内容；可用字段：{ $known }。
error-decide-value = 字段 { $field } 的内容“{ $told }”读不懂。请照这样写：{ $wanted }。
column-decision = 处置
option-decide-action = 作出哪种处置；不写则列出现在可以做什么
option-decide-told = 处置的一个字段，可重复
