# 办事流程页：挂牌案件与选中案件
services-bottom-listed = 挂牌案件
services-bottom-rules = 规则与疑点
services-bottom-times = 时限
services-case-panel = 选中案件时间线
services-case-pauses = 暂停 { $pauses } 次，合计 { $days } 个{ $kind ->
    [civil] 自然日
   *[working] 工作日
 }
services-case-unpaused = 没有依法暂停
services-listed = 挂牌案件
services-listed-meta = 督办 { $supervise } · 红牌 { $red } · 黄牌 { $yellow } · 提醒 { $notice } · 按级别与超期日数排序
services-listed-all = 全部 { $count } 件 →
services-listed-cause = 触发规则
services-listed-organisation = 经办单位
services-listed-step = 责任环节
services-listed-step-tip = 案件停留最久的环节
services-listed-used = 实际/日
services-listed-over = 超期/日
services-listed-over-tip = 超法定的日数；未超法定的，为超承诺的日数；在期限内的为“—”
services-listed-pauses = 暂停/次
services-listed-number = 问题编号
services-listed-number-tip = 已登记为问题的，为其台账编号；台账未解锁或未登记的为“—”
services-listed-rule = { $rule } { $name }
services-listed-clock-supervise = 在办：超法定，达到督办条件
services-listed-clock-red = 在办：超法定期限
services-listed-clock-yellow = 在办：超承诺期限
services-listed-clock-notice = 在办：即将到期
services-listed-more = { $cause }（另 { $count } 条）
services-none-listed = 没有挂牌案件
services-none-listed-detail = 在办件均未用到承诺期限的九成，本期也没有针对单件的疑点。可放宽期间，或看“时限”。
services-no-case-detail = 在下方“挂牌案件”中选一件，逐日查看法定时钟；也可按案件号搜索。
