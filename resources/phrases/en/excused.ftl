# After tolerance: which rows no longer count

brief-short-excused = { $count } rows that were tolerated or lie in an authorised pilot count in no measure and no index; queries.sql says which.
brief-short-excused-not = { $count } tolerated findings are about an organisation, system or vendor as a whole: no row is theirs alone, so measures still count it; counts of suspicions do not.
brief-short-excused-suspicions = Suspicions tolerated or untrue, not counted: { $count }.
overview-index-excused = { $rows } rows excused
overview-index-excused-not = { $rows } excused, { $unplaced } not
overview-tally-excused = { $count } tolerated or untrue left out
supervise-excused = { $count } suspicions left out: tolerated or not true
