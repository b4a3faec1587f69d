# Further ways in which the chain of money may not hold.
funds-break-plan-after-line = 预算年度过后才批的计划 { $count } 项，{ $amount } 万元
funds-break-tender-over-plan = 采购预算超出计划 { $count } 项，超 { $amount } 万元
funds-break-tender-before-plan = 计划批复前已公告的采购 { $count } 项，{ $amount } 万元
funds-break-contract-over-tender = 合同超出采购预算 { $count } 项，超 { $amount } 万元
funds-break-contract-before-award = 定标前已签的合同 { $count } 份，{ $amount } 万元
funds-break-acceptance-before-contract = 签约前已验收 { $count } 份，{ $amount } 万元
funds-break-acceptance-before-delivery = 到货前已验收 { $count } 份，{ $amount } 万元
funds-break-payment-without-contract = 所指合同不存在的支付 { $count } 笔，{ $amount } 万元
funds-break-voucher-of-several = 一张凭证付给多个收款方 { $count } 张，{ $amount } 万元
funds-break-voucher-before-payment = 支付前已记账 { $count } 笔，{ $amount } 万元
