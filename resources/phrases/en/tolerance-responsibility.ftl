# The command responsibility
command-responsibility = Responsibility and rectification: rate, time and lateness of rectification in the casebook (by organisation, region, theme or rule), and what each owner has in hand.
option-responsibility-by = Cut by this column: organisation_id, region_id, theme or rule_id; may be given more than once.
column-in-hand = In hand
column-overdue-findings = Overdue findings
column-orders = Instructions open
error-measure-source = The definition file { $file } says its source is “{ $source }”, where “{ $wanted }” is wanted. Correct the source, or move the file to the folder it belongs to.
