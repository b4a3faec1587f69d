# 简报语句：数字只出现在占位处
brief-comma = 、
brief-semicolon = ；
brief-full-stop = 。
brief-sentence-gap = {""}
brief-title = { $scope }{ $title }
brief-everything = 全部地区
brief-number-all = ALL
brief-nameless = 代码 { $name }
brief-no-classification = 未标密级
brief-no-organisation = 未登记单位
brief-role-signer = 签发人
brief-role-preparer = 编制人
brief-role-approver = 批准人

brief-period-year = { $year } 年
brief-period-quarter = { $year } 年第 { $quarter } 季度
brief-period-month = { $year } 年 { $month } 月
brief-issue = { $year } 年第 { $number } 期
brief-versus-year = 较上年
brief-versus-quarter = 较上季度
brief-versus-month = 较上月
brief-versus-span = 较上一时段
brief-before-year = 上年
brief-before-quarter = 上季度
brief-before-month = 上月
brief-before-span = 上一时段

brief-theme-services = 办事服务
brief-theme-funds = 资金使用
brief-theme-sharing = 数据共享
brief-theme-security = 安全与隐私
brief-theme-inclusion = 普惠服务
brief-theme-continuity = 应急灾备
brief-theme-evaluation = 第三方评估

brief-index-name = 综合指数
brief-index-name-middle = 综合指数（各地区中位数）
brief-index-note = { $how }，模拟 { $count } 次
brief-index-caption = 短线为其余地区，实心格为点估计
brief-index-caption-middle = 短线为各地区得分，色带为中位数的区间
brief-aggregation-arithmetic = 加权算术平均
brief-aggregation-geometric = 加权几何平均
brief-aggregation-harmonic = 加权调和平均
brief-dimension-missing = 缺：{ $names }

brief-cards-no-casebook = 未附问题台账，不统计红黄牌
brief-cards-movement = 本期新认定红牌 { $new_red }、黄牌 { $new_yellow }；销号 { $closed } 项；逾期 { $overdue } 项

brief-control-stable = 在正常范围内波动，无系统性变化
brief-control-unknown = 有读数的月份不足，不判断过程
brief-control-improved = 连续 { $run } 个月{ $side }，属系统性改善
brief-control-worse = 连续 { $run } 个月{ $side }，属系统性恶化
brief-control-changed = 连续 { $run } 个月{ $side }，属系统性变化
brief-control-high = 偏高
brief-control-low = 偏低
brief-ranking-verdict = 区间重叠者不分先后
brief-execution-verdict = 合计 { $whole }；图列最低的几家
brief-execution-verdict-all = 合计 { $whole }
brief-time-progress = 时间进度 { $value }

brief-lead-score = { $period }，{ $scope }综合指数 { $score }（{ $band } 区间 { $low }–{ $high }）
brief-lead-score-middle = { $period }，{ $scope } { $units } 个地区综合指数的中位数为 { $score }（{ $band } 区间 { $low }–{ $high }）
brief-lead-no-index = { $period }，{ $scope }的数据不足以计算综合指数。
brief-lead-rose = ，{ $versus }提高（{ $change }）
brief-lead-fell = ，{ $versus }下降（{ $change }）
brief-lead-within = ，{ $versus } { $change }，在误差范围之内，不作升降判断
brief-lead-same = ，{ $versus }持平（{ $change }）
brief-lead-rank = ，在 { $units } 个地区中居第 { $low } 至 { $high } 位
brief-lead-rank-one = ，在 { $units } 个地区中居第 { $low } 位
brief-lead-steady = 各维度均在正常范围内波动，没有系统性变化。
brief-lead-better = { $names }持续改善
brief-lead-worse = { $names }持续恶化
brief-lead-measure-worse = { $name } { $value }，已连续 { $run } 个月差于正常范围
brief-lead-measure-short = { $name } { $value }，未达目标 { $target }
brief-lead-cards = 经认定、在办的红牌 { $red } 项、黄牌 { $yellow } 项，其中逾期 { $overdue } 项
brief-lead-suspicions = 规则提示疑点 { $count } 条，均未认定，其中拟红牌 { $red } 条
brief-lead-amount = ，涉及资金 { $amount } 万元
brief-lead-no-suspicions = { $rules } 条规则没有提示疑点
brief-lead-decide = 建议决定：{ $actions }。
brief-lead-nothing = 本期没有需要决定的事项。
brief-ordinal-1 = 一是
brief-ordinal-2 = 二是
brief-ordinal-3 = 三是
brief-act-press = 督办逾期整改 { $count } 项
brief-act-verify = 先核实“{ $rule }”疑点 { $count } 条
brief-act-complete = 责成补齐数据，使无法判断的 { $count } 条规则可以运行

brief-findings-first = { $note }；先列最重者，余见台账
brief-findings-none = 没有经认定而未办结的问题。
brief-findings-no-casebook = 未附问题台账：本简报不列经认定的问题。
brief-subtotal = 红牌小计
brief-subtotal-note = “—”为不涉及
brief-rule-gone = 规则 { $rule }
brief-suspicions-first = { $note }；按拟牌级和金额先列，余见附件
brief-suspicions-none = { $count } 条规则在本期没有提示疑点；无法判断的见“不足”。

brief-sources-note = 拒收数取自签名清单；缺失为应有而没有的值所占比例
brief-sources-no-manifest = 没有清单；缺失为应有而没有的值所占比例
brief-source-extract = 抽取包
brief-source-absent = 抽取包中没有，相关指标和规则不计算
brief-source-unstated = 没有清单可查
brief-source-all-accepted = 全部接收
brief-source-rejected = 拒收 { $count } 行，原因见清单
brief-recompute-text = 在任何一台装有准绳的离线计算机上，对本文件与同一抽取包运行“核验”：先验签名，再按附件中的定义逐数重算，并重排版面逐字节比对；有一处不符，结论即为“无效”。全部语句、数据与定义摘要均已嵌入本文件。

brief-shortcomings = 不足：
brief-shortcomings-none = 没有已知的不足。
brief-short-unsigned = 抽取包未经签名，数据来源无人担保。
brief-short-no-index = 综合指数所需数据不足，未计算，不以零代替。
brief-short-measures = 未计入指数的指标：{ $names }。
brief-short-silent = 缺少{ $what }，无法判断：{ $rules }。
brief-short-silent-all = 因缺数据而完全无法运行的规则共 { $count } 条，逐条见附件。
brief-short-unjudged = “{ $rule }”有 { $count } 件无法判断，不记为通过。
brief-short-unverified = 所依据的标准值尚未与原文核对：{ $names }。
brief-short-earlier = 抽取包中另有 { $count } 条疑点发生在本期之前，不计入本期。
brief-short-no-casebook = 未附问题台账，不反映已认定、已整改的情况。

progress-brief-compute = 正在计算简报中的数
progress-brief-render = 正在排版
progress-brief-sign = 正在签名

error-brief-diagnosis = { $file } 的签名不成立，只能用于诊断，不能出简报。请取得原始抽取包后重试。
error-brief-region = 抽取包中没有地区“{ $name }”。最接近的是“{ $nearest }”。请用地区代码或名称。
error-briefing-unknown = 没有名为“{ $name }”的简报定义。最接近的是“{ $nearest }”。
error-briefing-recipe = 无法按“{ $recipe }／{ $detail }”计算：本控制台不认识这种算法。请用出具简报的版本核验。
error-briefing-definition = 本控制台没有定义 { $definition }。请用出具简报的版本核验，或安装该版本的定义。

option-brief-out = 要写的 PDF 文件。
option-brief-scope = 简报所述地区的代码或名称；不给出则为抽取包的全部地区。
option-brief-number = 简报编号；不给出则按期间与地区编号。
option-brief-issuer = 签发单位。
option-brief-casebook = 是否写入本机问题台账的台账首与已认定问题；默认写入（本机有台账时）。
option-brief-casebook-passphrase-file = 存有台账口令的文件，只能由本人读取。
option-brief-sign = 签名者名称；不给出则不签名，并在简报上注明。
option-brief-approve = 批准人名称；给出则由编制人先签、批准人后签。
option-brief-passphrase-file = 存有签名口令的文件，只能由本人读取。
option-brief-approver-passphrase-file = 存有批准人口令的文件；不给出则与签名口令同一文件。
option-brief-key-folder = 存放签名密钥的文件夹；不给出则用本人的密钥文件夹。

brief-unsigned = 注意：{ $file } 没有签名，简报上已注明；核验结论将是“未签名”。
brief-written = 已写入 { $file }：共 { $figures } 个数，复算摘要 { $digest }。

error-brief-language = 简报语言不能是“{ $told }”，只能是：{ $allowed }。
error-brief-signs-nobody = 给出了口令或批准人，却没有用 --sign 指明签名人。请补上签名人，或去掉这些选项。
error-brief-approves-own = 批准人不能与编制人是同一身份。请换一位批准人。
error-brief-passphrase = 签名人“{ $signer }”的密钥需要口令。请用 --passphrase-file 指明存有口令的文件。
error-brief-unwritable = 无法写入 { $file }：{ $detail }。请检查文件夹和权限后重试。
