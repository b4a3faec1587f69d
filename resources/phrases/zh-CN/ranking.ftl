# 命令行：按风险金额排列
command-ranking = 按资金疑点涉及的金额给单位排序（同一行被几条规则标出只计一次），并与同类单位比较。疑点不是认定的问题。
option-ranking-period = 自预算年度起算到该期间的末日；不指定则取抽取包的最后期间。
option-ranking-region = 只列该地区及其下级的单位；同类比较仍取全体。
option-ranking-organisation = 只列该单位。
option-ranking-limit = 最多打印多少行；--json 打印全部。
ranking-column-organisation = 单位
ranking-column-at-risk = 风险金额（万元）
ranking-column-of-paid = 占支付
ranking-column-peer-rank = 同类名次
ranking-column-peer-middle = 同类中位
ranking-column-suspicions = 疑点
ranking-column-unpriced = 不涉金额
ranking-column-rules = 规则
ranking-summary = { $starts } 至 { $ends }：{ $count } 个单位有疑点（列出 { $shown } 个），涉及 { $amount } 万元。均为疑点，未经认定。
ranking-silent = 有 { $count } 条规则因缺少数据没有判断：没有疑点不等于没有问题。缺什么见 lacking。
