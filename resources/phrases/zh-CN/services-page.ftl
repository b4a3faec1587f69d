# The page of services: process, clock, suspicions.
services-title = 办事流程
services-working = 正在计算办事流程
progress-process-map = 正在绘制流程图
progress-process-variants = 正在归并流程变体
progress-services-durations = 正在计算办理时限
progress-services-channels = 正在统计渠道
progress-services-clocks = 正在计算在办件时钟
services-subtitle = { $item } · 本期申请 { $cases } 件 · 有轨迹 { $traced } · 不合规流转 { $flagged } 件 · 疑点 { $suspicions } 条
services-all-items = 全部事项
services-item-choice = { $name }（{ $count } 件）
services-rows = 案件明细
services-register = 登记为问题
services-missing = 抽取包缺少：{ $names }
services-map = 流程图（直接后继）
services-map-meta = { $verdict }{ $hidden ->
    [0] {""}
   *[other] {" "}· 隐藏 { $hidden } 条低频流转
}
services-map-flagged = { $flagged } 件已办结案件流转不合规则（{ $percent }%）
services-map-clear = { $closed } 件已办结案件流转均合规则
services-map-no-rules = 抽取包没有环节规则，未判流转是否合规
services-map-description = 依 { $cases } 件有轨迹的办件
services-map-others = 不予许可 { $refused } · 撤回 { $withdrawn } · 在办 { $open }
services-legend-width = 线宽为件数
services-legend-forbidden = 环节规则不许的流转
services-legend-stay = 中位停留 0–{ $days } 日
services-forbidden-pill = { $count } 件 { $before }→{ $after }
services-days = { $days } 日
services-unit-cases = 件
services-unit-days = 日
services-before = 前一环节
services-after = 后一环节
services-count = 件数
services-median = 中位日数
services-forbidden = 不合规
services-no-events = 没有环节记录
services-no-events-detail = 本期 { $cases } 件办件没有可用的环节记录。请放宽期间或地区。
services-variants = 流程变体
services-variants-meta = { $count } 种 · 前 3 种占 { $covered }
services-variants-rest = 其余 { $count } 种变体
services-variants-untraced = 没有轨迹的办件
services-order = 环节顺序（已办结）
services-share = 占比
services-on-time = 按时办结率控制图
services-on-time-meta = 本期 { $rate }（{ $low }–{ $high }）· 较比 { $apart } 点 · { $judged } 件
services-limit-high = 上限
services-limit-centre = 均值
services-limit-low = 下限
services-ranges = 移动极差
services-month = 月份
services-week = 周（周一）
services-by-month = 按月
services-by-week = 按周
services-rate = 按时率
services-signal = 过程信号
services-signal-improved = 改善：{ $rule }，已持续 { $length } { $grain ->
    [week] 周
   *[month] 个月
}
services-signal-worse = 变差：{ $rule }，已持续 { $length } { $grain ->
    [week] 周
   *[month] 个月
}
services-signal-changed = { $grain ->
    [week] 按周有变化
   *[month] 有变化
}
services-signal-stable = { $grain ->
    [week] 最近一周在稳定波动范围内
   *[month] 最近一月在稳定波动范围内
}
services-signal-unknown = { $grain ->
    [week] 期数不足 12 周，不作判定
   *[month] 期数不足 12 个月，不作判定
}
services-rule-outside = 越出控制限
services-rule-seven-monotone = 连续七点单向
services-rule-two-of-three-beyond-two-sigma = 三点中两点在二倍标准差外
services-rule-seven-on-one-side = 连续七点在均值同侧
services-alarms = 同样长度的平稳序列有 { $share } 也会出现至少一处误报。
services-autocorrelated = { $grain ->
    [week] 相邻各周相关，误报会更多。
   *[month] 相邻月份相关，误报会更多。
}
services-seasonal = 有年度季节，误报会更多。
services-nothing-closed = 本期没有可判定的办结件
services-nothing-closed-detail = 请放宽期间、地区或部门。
services-side = 时限
services-part-organisations = 部门
services-part-items = 事项
services-part-channels = 渠道
services-part-clocks = 在办
services-organisations = 各部门办理时限
services-items = 各事项办理时限
services-channels = 申请渠道
services-clocks = 在办件时钟
services-organisation = 部门
services-item = 事项
services-closed = 办结
services-late = 超承诺
services-of-promise = 用时占承诺
services-of-promise-tip = 用时占承诺期限的四分位、中位与九成位，轴至 150%
services-median-days = 中位/日
services-promised = 承诺/日
services-statutory = 法定/日
services-channel = 渠道
services-submitted = 申请
services-clock-signal = 信号
services-case = 案件
services-used = 已计/日
services-clocks-meta = 红 { $red } · 黄 { $yellow } · 提醒 { $notice } · 正常 { $ok } · 无法算 { $na }
services-clock-red = 超法定
services-clock-yellow = 超承诺
services-clock-notice = 将到期
services-no-signal = 没有在办件发出信号
services-no-signal-detail = 截至数据截止日，在办件均未用到承诺期限的九成。
services-no-case = 尚未选中案件
services-clock-no-start = 没有受理日期，时钟无从起算
services-clock-unclear = 暂停是否书面告知不明，或缺事项日类型，时钟无法计算
services-clock-long = 超过两年的案件不逐日绘制
services-clock-description = 结果：{ $outcome }
services-lane-steps = 经办环节
services-lane-clock = 法定时钟
services-day-count = { $days } 日
services-promised-days = 承诺 { $days } 日
services-statutory-days = 法定 { $days } 日
services-cell-run = 计时
services-cell-late = 超承诺
services-cell-over = 超法定
services-cell-paused = 依法暂停
services-cell-off = 休息日
services-cell-before = 起算前
services-cell-after = 办结后
services-day = 日期
services-state = 状态
services-case-over = { $case } { $item }：累计计时 { $used } 个{ $kind ->
    [civil] 自然日
   *[working] 工作日
 }，超法定 { $over } 日，超承诺 { $late } 日
services-case-late = { $case } { $item }：累计计时 { $used } 个{ $kind ->
    [civil] 自然日
   *[working] 工作日
 }，超承诺 { $late } 日，未超法定
services-case-in-time = { $case } { $item }：累计计时 { $used } 个{ $kind ->
    [civil] 自然日
   *[working] 工作日
 }，在期限内
case-step-submit = 申请
case-step-accept = 受理
case-step-supplement = 补正
case-step-review = 审查
case-step-inspect = 勘验
case-step-publicise = 公示
case-step-decide = 决定
case-step-deliver = 送达
case-step-close = 办结
case-step-short-submit = 申
case-step-short-accept = 受
case-step-short-supplement = 补
case-step-short-review = 审
case-step-short-inspect = 勘
case-step-short-publicise = 公
case-step-short-decide = 决
case-step-short-deliver = 送
case-step-short-close = 结
case-channel-web = 网页
case-channel-app = 移动应用
case-channel-mini-program = 小程序
case-channel-kiosk = 自助终端
case-channel-counter = 窗口
case-channel-assisted = 帮办代办
case-channel-hotline = 热线
case-channel-unknown = 未记录
case-outcome-granted = 准予
case-outcome-refused = 不予许可
case-outcome-not-accepted = 不予受理
case-outcome-withdrawn = 撤回
case-outcome-open = 在办
case-pause-hearing = 听证
case-pause-inspection = 检验
case-pause-testing = 检测
case-pause-expert-review = 专家评审
case-pause-publication = 公告
case-pause-auction = 拍卖
case-pause-examination = 考试
case-pause-unknown = 暂停
error-case-unknown = 抽取包里没有案件 { $name }。请核对案件号，或换一个抽取包。
