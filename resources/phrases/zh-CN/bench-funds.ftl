bench-funds-memory = 资金主题全部规则占用过的最大内存（单位 GiB，不是秒）
bench-fact-payments = 支付笔数
bench-fact-contracts = 合同份数
bench-fact-flagged = 规则与脚本同样标出的疑点
bench-fact-looked_at = 所判事项
