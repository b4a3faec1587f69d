# One matter over several departments
column-bundle = One matter
column-departments = Departments (in the order they end)
column-matters = Matters
column-ended = Ended
column-parts = Mean parts
column-whole-days = Median days, whole
column-longest-days = Median days, longest part
process-matters-size = { $matters } matters, { $several } of them handled by two organisations or more. The whole is from the first part’s receipt to the last one’s end in civil days; with a part still open no days are told.
