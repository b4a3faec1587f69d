# 容错之后：哪些行不再计入指标

brief-short-excused = 已予容错或属授权试点的 { $count } 行不计入指标与指数；附件 queries.sql 载明是哪些行。
brief-short-excused-not = 另有 { $count } 项已容错的疑点不对应抽取包中的某一行，无从剔除，指标仍计入。
overview-index-excused = 不计容错 { $rows } 行
overview-index-excused-not = 容错除 { $rows } 行、余 { $unplaced } 项
