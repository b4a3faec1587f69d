# The quality of data: dimensions of GB/T 36344, checks, what the manifest says, and the command that tells them.
quality-dimension-conformity = Conformity
quality-dimension-completeness = Completeness
quality-dimension-accuracy = Accuracy
quality-dimension-consistency = Consistency
quality-dimension-timeliness = Timeliness
quality-dimension-accessibility = Accessibility

quality-check-present = column absent
quality-check-key = key repeated or incomplete
quality-check-null = mandatory value absent
quality-check-blank = blank text
quality-check-allowed = not an allowed code
quality-check-finite = not a finite number
quality-check-reference = names no row
quality-check-filled = value due but absent
quality-check-range = out of range
quality-check-order = later before earlier
quality-check-past = after the cut-off
quality-check-format = wrong format
quality-check-duplicate = duplicate
quality-check-stale = past its update cycle
quality-check-cycle = months without rows
quality-check-rejected = refused at import

quality-fact-classification = Classification
quality-fact-purpose = Purpose
quality-fact-legal-basis = Legal basis
quality-fact-recipients = Recipients
quality-fact-destroy-by = Destroy by
quality-fact-contract = Contract version
quality-fact-cut-off = Cut-off
quality-fact-read = Rows imported
quality-days-left = { $date } ({ $days } days left)
quality-overdue = { $date } (overdue by { $days } days: destroy it, and keep no copy)
quality-read-detail = { $read } read = { $accepted } accepted + { $rejected } refused

option-check-table = Only this table of the contract.
option-check-by = Cut every check by organisation_id or by month.
check-dimension = Dimension
check-checks = Checks
check-failed = Failed
check-checked = Checked
check-passed = Passed
check-by-organisation-id = Organisation
check-by-month = Month
check-no-manifest = There is no manifest: nobody says where the data come from, what they may be used for, or by when they must be destroyed.
check-source = Source: { $file }, { $rows } rows, SHA-256 { $digest }
check-unchecked = Cannot be made: { $count } checks of { $table }; the extract lacks { $names }.
error-check-table = The contract has no table { $name }. The nearest is { $nearest }.
error-check-by = Quality cannot be cut by { $name }. The nearest is { $nearest }.
error-contract-check = The contract file { $file } declares a check of the kind { $name }, which there is not. The nearest is { $nearest }.
error-contract-check-column = The contract file { $file } names the column { $name } for quality, which is not among its columns.
error-contract-check-form = The contract file { $file } declares a check { $name } of { $columns } with the wrong number or type of columns, or with bounds that do not belong to it.
error-contract-cycle = The contract file { $file } has the update cycle { $cycle }; it may be month, and needs a column that dates the rows.
