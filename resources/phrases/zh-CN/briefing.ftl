# 简报版面用语
briefing-number = 编号 { $number }
briefing-day = { $year } 年 { $month } 月 { $day } 日
briefing-page = 第 { $page } 页，共 { $pages } 页
briefing-made-by = 准绳 Plumbline 生成
briefing-demonstration = 演示数据
briefing-mark-unsigned = 抽取包未签名
briefing-mark-untrusted = 抽取包签名人不受信任
briefing-extract = 抽取包 { $extract }
briefing-head = 台账首 { $head }
briefing-missing-glyphs = 字库未收的字印为方括号内的码位，原字见附件 document.json。本页有：{ $signs }
briefing-none = 无
briefing-not-computable = 无法计算

briefing-dimension = 维度
briefing-score = 得分
briefing-interval = 5–95% 区间
briefing-change = 变化
briefing-signal = 过程信号
briefing-signal-improving = 改善
briefing-signal-stable = 稳定
briefing-signal-worsening = 恶化
briefing-signal-unknown = 未知
briefing-weight = 权重
briefing-rank-label = 名次带
briefing-rank-band = 第 { $low }–{ $high } 名 / { $units }
briefing-rank-one = 第 { $low } 名 / { $units }

briefing-cell-scale = （一格 { $count } 张）
briefing-suspicions = 疑点 { $count }
briefing-suspicion-total = 疑点（未认定）{ $count } 项
briefing-card-total = 合计　红牌 { $red }　黄牌 { $yellow }
briefing-limit-upper = 上限 { $value }
briefing-limit-lower = 下限 { $value }

briefing-signature = 数字签名
briefing-check-in-reader =
    请在阅读器
    签名面板核验
briefing-seal-room = 签字与盖章处
briefing-not-signed = 编制时未附签名证书。在签名面板确认有效签名之前，请勿作为正式简报使用。
briefing-subject = 证书主体
briefing-issuer = 颁发机构
briefing-serial = 证书序列号
briefing-validity = 证书有效期
briefing-valid-span = { $start } 至 { $end }
briefing-signed-at = 签名时间
briefing-timestamp = 时间来源
briefing-local-clock = 本机时钟，无独立时间戳
briefing-form = 签名格式
briefing-recompute-all = 每个数字均可复算：共 { $count } 个数，用同一抽取包运行“核验简报”，摘要相同即为一致。
briefing-digest = 复算摘要
briefing-no-verdict = 此栏为证书事实，不代表核验结论

briefing-card = 牌级
briefing-card-red = 红牌
briefing-card-yellow = 黄牌
briefing-finding-number = 编号
briefing-problem = 问题
briefing-theme = 领域
briefing-organisation = 责任单位
briefing-amount = 金额/万元
briefing-persons = 人数
briefing-stage = 阶段
briefing-due = 期限
briefing-overdue = 逾 { $day }
briefing-contested = { $problem }（有异议）

briefing-suspicion-banner = 以下为规则提示的疑点，未经听取意见和认定：不点名、不计牌、不影响得分。
briefing-proposes = 建议
briefing-proposes-red = 拟红
briefing-proposes-yellow = 拟黄
briefing-proposes-notice = 提醒
briefing-rule = 规则
briefing-flagged-what = 疑点
briefing-flagged = 件数
briefing-unjudged = 无法判断
briefing-unverified = † 所依据的标准值尚未与原文核对。

briefing-instruction-number = 编号
briefing-instruction = 批示事项
briefing-owner = 承办单位
briefing-state = 办理情况
briefing-done = { $day } 办结
briefing-overdue-instruction = 逾期未办结
briefing-running = 办理中

briefing-data = 数据
briefing-system = 来源系统
briefing-rows = 行数
briefing-missing = 关键字段缺失
briefing-handling = 处理
briefing-file-digest = 文件摘要

briefing-extract-digest = 抽取包 SHA-256
briefing-casebook-head = 台账首（Merkle 根）
briefing-no-casebook = 未附问题台账
briefing-casebook = 问题台账
briefing-log-entries = 共 { $count } 条记录
briefing-catalogue = 口径库
briefing-rules = 规则库
briefing-definitions = 口径库·规则库
briefing-seed-and-tool = 种子·契约·程序
briefing-attachments = 附件

error-briefing-value = 简报中的数“{ $figure }”的值为“{ $value }”，不是一个数。请重新生成简报。
error-briefing-figure-missing = 简报的 { $path } 引用了不存在的数“{ $figure }”。请重新生成简报。
error-briefing-figure-twice = 简报中有两个数都叫“{ $figure }”。请重新生成简报。
error-briefing-figure-unused = 简报带有从未印出的数“{ $figure }”。请重新生成简报。
error-briefing-print = 数“{ $figure }”印为“{ $printed }”，与其值 { $value } 舍入后不符。请勿采用，请重新生成简报。
error-briefing-nameless = 简报的 { $path } 处应为名称，却是“{ $text }”，只有数字。请改正来源中的名称。
error-briefing-choice = 简报的 { $path } 为“{ $value }”，只能是：{ $allowed }。请重新生成简报。
error-briefing-template = 简报语句中的花括号不成对，或内容不明：“{ $text }”。请改正该语句。
error-briefing-bare-number = 简报语句“{ $text }”中直接写了数字 { $number }，无从复算。请改为引用一个数。
error-briefing-place = 简报语句“{ $text }”中的 { $place } 与其种类不符。请改正该语句。
error-briefing-not-json = 简报附件不是 UTF-8 编码的 JSON：{ $detail }。请重新取得该简报。
error-briefing-unreadable = 简报附件的 { $path } 不符合格式，应为：{ $wanted }。请重新取得该简报，或升级控制台。
error-briefing-not-canonical = 简报附件的字节不是唯一写法，有人另存过它。请勿采信，请重新取得该简报。
error-briefing-font = 无法载入字体 { $file }：{ $detail }。请重新安装控制台。
error-briefing-masthead = 简报应恰以一个刊头开始，现有 { $count } 个刊头，或不在首位。请改正简报定义。
error-briefing-renderer = 本控制台的版面程序为 { $wanted }，该简报由 { $found } 排版，无法照原样重排。请用原版本的控制台重排。
error-briefing-too-long = 简报中有一段高 { $height } 点，超过一页可容的 { $room } 点。请缩短这段文字。
error-briefing-attachment = 不能以“{ $file }”为名附入简报：名称须为 ASCII 文件名，且不与简报自带的附件重名。请改名。
