# Titles of the parts of the money panel; the first row of the table of execution.
funds-title-splitting = Split purchases
funds-title-months = Payments by month
funds-title-payees = Largest payees
funds-title-ranking = Ranked by money at risk
funds-execution-all = All
