# 资金页：按风险金额排列
funds-part-ranking = 排序
funds-ranking = 按风险金额排列的单位
funds-ranking-meta = { $count } 个单位 · 风险金额 { $amount } 万元
funds-ranking-none = 期间内没有资金疑点
funds-ranking-none-detail = 预算年度起至期末，各规则未对任何单位提出疑点。
funds-at-risk = 风险金额
funds-at-risk-tip = 疑点涉及的金额；同一行被几条规则标出只计一次
funds-suspicions = 疑点
funds-of-paid = 占支付
funds-among-peers = 同类名次
funds-among-peers-tip = 风险金额占支付的比例，在同一类单位中的名次；1 为最高
funds-peer-middle = 同类中位
funds-few-peers = 同类不足五个
funds-unpriced = 疑点不涉及金额
funds-rank-of = { $rank } / { $peers }
# 预算执行到年末的预测
funds-year-end = 年末
funds-year-end-tip = 若余下月份按往年的节奏支出，年末的执行率
funds-execution-forecast = 执行 { $rate } · 时间 { $elapsed } · 年末 { $low }–{ $high }
# From a digit down
funds-digit-payments = { $digits } 开头的付款
funds-digit-repeated = { $digits } 开头的重复金额及收款方
funds-digit-payees = { $digits } 开头付给了谁
