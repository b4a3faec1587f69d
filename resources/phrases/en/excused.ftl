# After tolerance: which rows no longer count

brief-short-excused = { $count } rows that were tolerated or lie in an authorised pilot count in no measure and no index; queries.sql says which.
brief-short-excused-not = { $count } tolerated findings are no single row of the extract and could not be left out; measures still count them.
overview-index-excused = { $rows } rows excused
overview-index-excused-not = { $rows } excused, { $unplaced } not
