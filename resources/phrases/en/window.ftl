# The frame of the window
nav-user = Signed in on this computer
workbench-plan = Query plan
workbench-layout = Lay the SQL out
workbench-plans = Asking for the plan
quality-of-short = { $failed } / { $checked }
