# 容错之后：哪些行不再计入指标

brief-short-excused = 已予容错或属授权试点的 { $count } 行不计入指标与指数；附件 queries.sql 载明是哪些行。
brief-short-excused-not = 另有 { $count } 项已容错的疑点说的是整个单位、系统或供应商，没有专属于它的行，指标仍计入，疑点数已不计。
brief-short-excused-suspicions = 已予容错或查明不属实的 { $count } 项疑点不计入疑点数。
overview-index-excused = 不计容错 { $rows } 行
overview-index-excused-not = 容错除 { $rows } 行、余 { $unplaced } 项
overview-tally-excused = 不计容错、不属实 { $count } 项
supervise-excused = 不计容错、不属实的疑点 { $count } 项
