# Further ways in which the chain of money may not hold.
funds-break-plan-after-line = { $count } plans approved after the year of their line, { $amount }
funds-break-tender-over-plan = { $count } plans tendered above their amount, by { $amount }
funds-break-tender-before-plan = { $count } tenders published before their plan was approved, { $amount }
funds-break-contract-over-tender = { $count } tenders contracted above their budget, by { $amount }
funds-break-contract-before-award = { $count } contracts signed before the award, { $amount }
funds-break-acceptance-before-contract = { $count } acceptances before the contract was signed, { $amount }
funds-break-acceptance-before-delivery = { $count } acceptances before delivery, { $amount }
funds-break-payment-without-contract = { $count } payments under a contract that is not there, { $amount }
funds-break-voucher-of-several = { $count } vouchers paid to several payees, { $amount }
funds-break-voucher-before-payment = { $count } payments recorded before they were made, { $amount }
