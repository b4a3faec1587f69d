# The shell of the window and the kit of widgets.
app-name = 准绳
app-name-other = Plumbline
mark-red = 红牌
mark-yellow = 黄牌
mark-notice = 提醒
mark-ok = 正常
mark-na = 无法计算
mark-red-short = 红牌
mark-yellow-short = 黄牌
mark-notice-short = 提醒
mark-ok-short = 正常
mark-na-short = 无法计算
signal-better = 改善
signal-stable = 稳定
signal-worse = 恶化
tile-stable = 稳定波动
tile-run = { $judgement }：连续 { $count } 期{ $side ->
    [above] 高于
   *[below] 低于
 }均值
tile-limit = { $judgement }：{ $side ->
    [above] 越过上限
   *[below] 跌破下限
 }
tile-few = 期数不足，不作判定
tile-name = { $title } { $value }{ $unit }，{ $delta }，{ $signal }
card-tally = 红牌 { $red }，黄牌 { $yellow }
cell-yes = 是
cell-no = 否
due-late = { $date } 逾期 { $days } 日
filter-on = 已选
filter-off = 未选
table-head = 表头
table-copy-too-large = 选中了 { $cells } 个单元格，剪贴板最多放 1,000,000 个。请改用导出，或缩小选区。
table-copy-waiting = 选区中有尚未读取的行，读取后自动放入剪贴板。
table-segment = 第 { $number } 段，共 { $count } 段（行 { $first } 至 { $last }）
verdict-valid = 签名有效
verdict-invalid = 签名无效
verdict-untrusted = 签名者不受信任
verdict-unsigned = 未签名
progress-working = 正在计算…
progress-rows = 正在读取行…
progress-opening = 正在打开抽取包…
loading-time = 已用 { $seconds } 秒
loading-left = 已用 { $seconds } 秒，约剩 { $left } 秒
loading-previous = 显示的是 { $time } 的结果
state-failed = 没有完成
state-cancelled = 已取消
state-cancelled-detail = 没有结果。可以重新计算。
state-partial = 部分结果
fault-title = 程序出现意外错误
fault-unexpected = 出现未预料的错误（{ $kind }：{ $detail }）。本次操作已停止，已登记的内容没有改变。请复制诊断信息交给维护人员。
fault-code = 错误编号 { $code }
fault-diagnostics = 诊断信息
action-cancel = 取消
action-retry = 重新计算
action-close = 关闭
action-continue = 继续使用
action-copy-diagnostics = 复制诊断
action-dismiss = 收起
