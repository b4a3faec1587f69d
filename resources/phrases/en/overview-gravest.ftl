# What the overview lists first: number, stage, term
overview-column-severity = Level
overview-column-number = No.
overview-column-what = Finding
overview-column-stage = Stage
overview-column-due = Due
overview-particular = { $rule } · { $sentence }
overview-earlier = { $rule } · outside the period
overview-stage-new = New
