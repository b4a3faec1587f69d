# 以本人密钥签署：副签与交接
decision-countersign = 副签同意销号
decision-hand_over = 交接
command-findings-countersign = 以本人密钥副签：同意销号。红牌须有核实人与销号人以外的人副签。
command-findings-hand-over = 交接：把几个问题由一人移交另一人，双方各以本人密钥签署。
option-countersign-reason = 同意销号的理由。
option-countersign-sign = 副签人的签名身份（keys issue 签发）。
option-giver = 移交人的签名身份。
option-taker = 接收人的签名身份。
option-giver-passphrase-file = 移交人私钥的口令文件。
option-taker-passphrase-file = 接收人私钥的口令文件。
findings-handed-over = 已由 { $giver } 移交 { $taker } 共 { $count } 项，双方签名已落盘。
check-casebook-signatures = 案卷中 { $count } 个本人签名都成立，签名人当时可信。
check-casebook-signature-untrusted = 第 { $sequence } 条记录由 { $person } 签名，签名成立，但本机不认识签发其证书的机构。请导入该机构的证书（keys trust）。
check-casebook-signature-broken = 第 { $sequence } 条记录上 { $person } 的签名不成立（{ $reason ->
        [broken] 签名与内容不符
        [other-casebook] 签的是另一个案卷
        [other-person] 证书属于别人
        [dates] 证书当时不在有效期内
       *[revoked] 证书在签名之前已吊销
    }）。不要据此销号；请查问。
error-statement-other = 签名所指的不是问题 { $number } 现在的状态：其后又有新的记录。请看过最新记录后重新签名。
error-lifecycle-other-person = 签名人是 { $person }，办理人却写 { $actor }：问题 { $number } 没有写入。请由本人签名。
error-lifecycle-not-countersigned = { $number } 是红牌，销号须有另一人以本人密钥副签：请先由核实人与 { $actor } 以外的人副签（findings countersign）。
error-hand-over-nothing = 没有指明要移交的问题。请用 --finding 写明编号。
error-signer-not-believed = { $reason ->
        [unknown] 本机不认识签发 { $person } 证书的机构，没有写入。请先导入该机构的证书（keys trust）。
       *[revoked] { $person } 的证书已吊销，没有写入。请换一个有效的身份。
    }

# 台账导出与批量办理
command-findings-ledger = 导出问题台账（.xlsx 或 .csv）；认定之前不写单位名称，写明取自哪个日志头。
option-ledger-finding = 问题编号，可多次给出；不写则导出全部。
option-ledger-out = 要写出的文件，.xlsx 或 .csv。
findings-ledger-written = 已写出 { $file }：{ $count } 项。
ledger-title = 问题台账
ledger-taken = 取自案卷 { $casebook }，{ $at }，日志头 { $head }，共 { $count } 项。未认定的是疑点，不写单位名称。
ledger-contested = 异议复核中
ledger-tolerated = 已容错
ledger-checked = 已复查后销号
ledger-unchecked = 仅凭报告销号
column-theme = 领域
column-registered = 登记日
column-confirmed-on = 认定日
column-days-left = 剩余工作日
column-recovered = 追回金额（元）
column-served = 受益人数
column-outcome = 结果
error-bulk-nothing = 没有选中问题。请先选中要一并办理的问题。
error-ledger-suffix = 台账只能写成 .xlsx 或 .csv，不能写成 { $file }。请换一个文件名。

# 问题台账页：批量、筛选、导出、以本人密钥签署
finding-filter = 更多筛选与已存筛选
finding-extra-late = 逾期
finding-extra-ordered = 有批示未办
finding-extra-unanswered = 期满未答复
finding-extra-proposed = 建议了结
finding-extras = { $count } 项筛选
finding-filter-keep = 保存当前筛选…
finding-filter-name = 筛选名称
finding-filter-drop = 删除已存筛选
finding-filters-reading = 正在读取已存筛选
finding-filters-writing = 正在保存筛选
finding-bulk = 批量办理 { $count } 项
finding-bulk-number = { $count } 个问题
finding-register-picked = 登记所选 { $count } 项
finding-ledger = 导出台账
finding-papers = 文书
finding-package = 导出证据包
finding-package-go = 签名并导出
finding-proof = 导出日志证明
finding-file-writing = 正在写出 { $file }
finding-file-written = 已写出 { $file }
finding-file-refused = 没有写出
finding-keys-reading = 正在读取签名身份
finding-keys-none = 需要 { $count } 个签名身份，而 { $place } 中不够。请用 keys issue 为本人签发密钥。
finding-keys-empty = 请为每位签名人选择身份并输入口令。
finding-keys-same = 签名人须是不同的人。
finding-signing = 签名
finding-countersign-detail = 由核实人与销号人以外的第二人，以本人密钥对这个问题现在的状态签名。
finding-field-signer = 签名人
finding-field-countersigner = 副签人
finding-field-giver = 移交人
finding-field-taker = 接收人
finding-field-key-passphrase = { $who }的密钥口令
finding-field-served = 受益人数（可不填）
finding-field-rules_changed = 修订的制度（可不填）
finding-field-leader = 批示领导
finding-field-instructed = 承办人
finding-field-instruction = 批示
finding-field-no-count = “{ $field }”请写整数，如 37。
finding-term = 距今 { $days } 个工作日
finding-term-estimated = 距今约 { $days } 个工作日（该年节假日安排尚未载入，按周末推算）

# 证据文件
command-findings-attach = 把文件或照片收入一个问题的证据：原件按 SHA-256 记入日志，加密存放在案卷旁。
command-findings-file = 取出一个证据文件，与收入时一字不差。
option-attach-file = 要收入的文件，不超过 64 MB。
option-redacts = 若是遮盖副本：其原件的 SHA-256（前八位以上）。
option-digest = 证据文件的 SHA-256（前八位以上）。
option-file-out = 要写出的文件。
option-originals = 连同未遮盖的原件一并装入；默认只装遮盖副本。
findings-file-written = 已写出 { $file }（{ $name }），与收入时的摘要相符。
check-casebook-exhibits = { $count } 个证据文件都在，与日志中的摘要相符。
check-casebook-exhibits-broken = 有 { $count } 个证据文件缺失或已改动，例如 { $digest }…。请从备份恢复 files 文件夹中的文件。
error-exhibit-size = 文件有 { $size } 字节：证据文件不能为空，也不能超过 { $largest } MB。请压缩或分成几个文件。
error-exhibit-not-kept = 无法把证据文件写入 { $folder }（{ $detail }），没有收入。请检查空间与权限。
error-exhibit-missing = 证据文件 { $digest }… 不在案卷的 files 文件夹中。请从备份恢复。
error-exhibit-broken = 证据文件 { $digest }… 已损坏或被换过，没有打开。请从备份恢复。
error-exhibit-unreadable = 无法读取文件 { $file }（{ $detail }）。请检查路径与权限。
error-exhibit-unknown = 问题 { $number } 的 { $count } 个证据文件中没有摘要以“{ $digest }”开头的。请写前八位以上，可用 findings show 查看。
error-exhibit-known = 问题 { $number } 已有这个文件（{ $digest }…），没有重复收入。
error-package-exhibit-size = 证据文件 { $name } 超过 { $largest } MB，证据包装不下。请用 findings file 单独取出。

# 答复表、批示清单、检查点短式、查看原文
command-findings-form = 以答复表征求意见：写出一份 XLSX 或 PDF，单位填好寄回；表的摘要记入日志。
command-findings-take-reply = 收回答复表：核对是不是这次征求意见所发、固定部分有没有改动，登记答复，原表存为证据。
command-findings-instructions = 列出领导批示：承办人、期限、剩余工作日、办结日。
command-findings-checkpoint = 把日志头写成一页可打印的检查点短式，附二维码。
command-findings-unmask = 查看一行证据的原文：先记入谁看、为何看，再显示。
option-form-out = 要写出的答复表，.xlsx 或 .pdf。
option-form-name = 单位名称，印在表上。
option-form-office = 发出单位，印在表上。
option-take-reply-file = 单位寄回的答复表。
option-take-reply-finding = 问题编号；默认为表上所写。
option-waiting = 只列未办结的。
option-checkpoint-out = 要写出的 PDF。
option-proof-out = 把证明写入此文件。
option-unmask-reason = 查看的理由，记入日志。
option-row = 要看的行（如 benefit_grant/G-1）；只有一行证据时可不写。
findings-proof-written = 证明已写入 { $file }。
findings-slip-written = 检查点短式已写入 { $file }。请打印、签名，存于案卷之外。
findings-unmasked = 查看原文已记为第 { $sequence } 条。
column-leader = 领导
column-instruction = 批示
column-owner = 承办人
column-done = 办结日
form-sheet = 答复表
form-title = 征求意见答复表
form-how = 请填写下方黄色格子后寄回本文件；其余部分不要改动，否则无法收回登记。
form-number = 编号
form-organisation = 单位
form-matter = 事项
form-statement = 查明的情况
form-asked = 征求意见
form-asked-default = 请就上述情况提出意见，可附说明与证据。未认定之前，上述情况只是疑点。
form-due = 答复期限
form-office = 发出单位
form-answer = 单位答复
form-position = 立场（必填，从列表选择）
form-text = 说明（必填）
form-measures = 已采取或拟采取的措施
form-contact = 填表人与电话（必填）
form-answered-on = 填表日期（如 2026-07-12）
error-form-none = { $file } 不是本程序发出的答复表，或隐藏部分已丢失。请让单位在原表上填写，用 Excel 或 WPS 保存为 .xlsx；所发为 PDF 的，填好后仍存为 PDF。
error-form-empty = 答复表 { $file } 的“{ $field }”没有填写。请退回单位补填。
error-form-position = 答复表 { $file } 的立场写作“{ $told }”。可选：{ $known }。请退回单位改填。
error-form-date = 答复表 { $file } 的填表日期“{ $told }”不是日期。请写作 2026-07-12。
error-form-long = 答复表 { $file } 有一格超过 { $most } 字。请单位把详细材料另作附件。
error-form-not-heard = 问题 { $number } 不在征求意见阶段，没有登记答复。请先征求意见。
error-form-other = { $reason ->
        [casebook] 这份答复表是另一个案卷发出的
        [finding] 这份答复表是另一个问题的
        [hearing] 这份答复表是先前一次征求意见的
       *[changed] 答复表的固定部分被改动
    }，问题 { $number } 没有登记答复。请让单位在本次发出的原表上填写。
error-unmask-unknown = 问题 { $number } 的证据中没有“{ $told }”这一行。可看：{ $known }。
slip-title = 案卷检查点短式
slip-casebook = 案卷
slip-size = 记录条数
slip-at = 时间（本机时钟）
slip-short = 简码
slip-root = 日志根
slip-code = 二维码：案卷、条数与日志根
slip-how = 本页是案卷日志在上述时间的头。存于案卷之外，此后任何人删改、截短或整体换回旧卷，都与本页不符。
slip-command = 核对：扫出二维码，把整行（以 PLUMBLINE-HEAD 开头）粘贴到问题台账“更多 → 以外部见证核对”，或加引号填在 plumbline findings verify --witness 之后；也可抄录条数与根：{ $head }（64 位，不留空格）。
slip-limits = 本页只证明日志的先后与完整，不证明记录的内容属实；时间是本机时钟，没有独立的时间证明。
slip-sign = 经办人：
slip-date = 日期：

# 问题台账页：证据文件、答复表、批示清单、原文、锁定
finding-files = 证据文件…
finding-files-of = { $number } 的证据文件
finding-files-detail = 原件按摘要记入日志并加密存放，一字不改；遮盖副本是另一个文件，写明所遮的原件。证据包默认只带遮盖副本。
finding-file-add = 添加文件…
finding-file-look = 查看
finding-file-save = 另存原件…
finding-file-name = 文件
finding-file-kind = 类别
finding-file-original = 原件
finding-file-original-redacted = 原件（有遮盖副本）
finding-file-redacted = 遮盖副本
finding-file-reading = 正在读取 { $file }
finding-file-only-look = 遮盖副本只供查看。
finding-cover-how = 在页面上拖出黑框，遮住不应公开的内容，再存为遮盖副本；原件不变。
finding-cover-undo = 撤销上一框
finding-cover-keep = 存为遮盖副本
finding-page-before = 上一页
finding-page-after = 下一页
finding-page-of = 第 { $page } / { $pages } 页 · { $boxes } 个黑框
finding-form-send = 以答复表征求意见…
finding-form-take = 收回答复表…
finding-orders = 批示交办清单
finding-orders-detail = 共 { $count } 件，未办 { $waiting } 件，其中逾期 { $late } 件。双击打开所属问题。
finding-orders-number = 问题
finding-orders-state = 状态
finding-orders-done = { $date } 办结
finding-orders-left = 剩 { $days } 个工作日
finding-orders-late = 逾期 { $days } 个工作日
finding-slip = 检查点短式…
finding-continuation = 日志延续证明…
finding-continuation-since = 较早日志头的条数
finding-lock = 锁定案卷
finding-unmask = 查看原文…
finding-unmask-detail = 谁看、何时看、为何看，先写入日志，再显示。
finding-unmask-go = 记入并查看
finding-row-clear = 以下为原文，含个人信息；这次查看已记入日志。
error-exhibit-not-shown = 这个文件不能在窗口中显示（{ $detail }）。请另存后用相应程序打开。

# 快照
check-casebook-snapshot = 案卷较长，自第 { $size } 条的快照打开，其后逐条读过；全部记录的校验在后台进行，或用 findings verify 立即进行。
finding-checking = 正在校验全部记录

# 案卷的比较
bench-casebook-append = 案卷逐批写入并落盘，对每秒 2000 条
bench-casebook-open = 从快照打开案卷
bench-casebook-proof = 一条记录的日志证明（中位数）
finding-attached = 证据文件 { $name } { $text }

# 定期备份与恢复演练
command-findings-keep = 做到期的事：每天备份一次，每月把最新备份恢复到别处并全部校验。可交由系统定时运行。
findings-kept = 备份：{ $backup }；恢复演练：{ $drilled }（“—”表示未到期）。
finding-keeping = 正在备份案卷
check-casebook-drill = 恢复的副本可以继续写入，共 { $size } 条记录。
error-drill-failed = 恢复演练未通过（{ $reason }）：备份 { $folder } 不能用。请立即另做备份（findings backup）并校验案卷（findings verify）。
