# One matter over several departments
column-bundle = 一件事
column-departments = 各部门（按办结先后）
column-matters = 件数
column-ended = 全部办结
column-parts = 平均联办件
column-whole-days = 全程中位日
column-longest-days = 最长一环中位日
process-matters-size = 共 { $matters } 件一件事，其中 { $several } 件由两个以上单位办理。全程为首个联办件收到至末个办结的自然日；有一环未办结的不计日数。
