# 命令 responsibility：责任与整改
command-responsibility = 责任与整改：案卷中的整改率、整改时长、逾期（按单位、地区、领域或规则），以及每名责任人手上的问题与批示。
option-responsibility-by = 按此列分列：organisation_id、region_id、theme 或 rule_id，可多次给出。
column-in-hand = 在办
column-overdue-findings = 逾期问题
column-orders = 未办结批示
error-measure-source = 定义文件 { $file } 的来源写作“{ $source }”，此处应为“{ $wanted }”。请改正 source，或移到对应的文件夹。
