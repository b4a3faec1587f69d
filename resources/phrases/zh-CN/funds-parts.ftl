# Titles of the parts of the money panel; the first row of the table of execution.
funds-title-splitting = 拆分采购识别
funds-title-months = 按月支付
funds-title-payees = 主要收款方
funds-title-ranking = 按风险金额排序
funds-execution-all = 全部
