# 指标所依据数据的质量标记。
rest-working = 正在检查指标所依据的数据
rest-short = 数据 { $share }
rest-lacking = 数据缺列
rest-unchecked = 数据未检
rest-told = 数据质量（整个抽取包）：所依据的 { $columns } 列在最弱的维度合格 { $share }；最差一项检查：{ $where }，{ $check }，受检 { $checked } 项中 { $failed } 项不合格
rest-sound-told = 数据质量（整个抽取包）：所依据的 { $columns } 列没有不合格的检查
rest-lacking-told = 数据质量：抽取包缺少所依据的 { $names }
rest-unchecked-told = 数据质量：所依据的列都无法检查
rest-column = 数据合格率/%
rest-column-worst = 最差的检查
rest-of-measure = { $measure } · { $rest }
