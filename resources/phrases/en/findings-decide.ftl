# The command findings decide
command-findings-decide = Write a decision on one finding, or the same on several: all of them or none. Without --as it lists what may be done now.
findings-decided = "{ $action }" was written on { $count ->
    [one] 1 finding
   *[other] { $count } findings
  }: { $numbers }.
column-asks = fields (* must be told)
error-decide-action = There is no decision "{ $told }". Possible: { $known }.
error-decide-field = "{ $action }" has no use for, or lacks, "{ $told }". Write --set FIELD=VALUE; fields: { $known }.
error-decide-value = The value "{ $told }" of { $field } cannot be read. Write it like this: { $wanted }.
column-decision = decision
option-decide-action = Which decision to write; without it, what may be done now is listed
option-decide-told = One field of the decision; may be repeated
