page-overview = 总览
overview-working = 正在计算总览
overview-judging = 正在按规则判定疑点
progress-overview-tiles = 正在计算关键指标
progress-overview-index = 正在计算综合指数
overview-everything = 全部地区
overview-subtitle = { $where } { $period } · 办件 { NUMBER($cases) } 件 · { NUMBER($organisations) } 个部门
overview-subtitle-short = { $where } { $period }
overview-brief = 生成简报

overview-index = 综合指数
overview-index-of = 综合指数 · { $region }
overview-index-median = 综合指数 · 各地区
overview-out-of = 满分 100
overview-no-index = 综合指数无法计算
overview-no-index-detail = 抽取包中没有可计分的地区。请检查是否包含地区表与指标所需的各表。
overview-interval = 5–95% 区间 { $low }–{ $high }
overview-spread = { $count } 地区中位数 · { $low }–{ $high }
overview-against-before-short = 较对比期
overview-against-before = ± 较对比期
overview-among = 在 { $count } 个地区中的位置
overview-rank-band = 名次带
overview-rank = 第 { $low }–{ $high } 名
overview-method = 实心为点估计 · { $aggregation } · 模拟 { $count } 次
overview-aggregation-arithmetic = 加权算术平均
overview-aggregation-geometric = 加权几何平均
overview-aggregation-harmonic = 加权调和平均
overview-ranking = 地区排名
overview-dimensions = 六个维度
overview-signal-basis = 信号按过程行为图规则判定
overview-dimension-efficiency = 服务效率
overview-dimension-quality = 服务质量
overview-dimension-satisfaction = 用户满意度
overview-dimension-sharing = 数据共享
overview-dimension-collaboration = 组织协同
overview-dimension-security = 信息安全
overview-legend-now = 本期
overview-legend-before = 对比期
overview-legend-interval = 5–95% 区间
overview-legend-spread = 各地区最低–最高

overview-column-rank = 名次
overview-column-region = 地区
overview-column-score = 分值
overview-column-dimension = 维度
overview-column-change = 变化
overview-column-signal = 过程信号
overview-column-weight = 权重/%
overview-column-measure = 指标
overview-column-value = 本期
overview-column-unit = 单位
overview-column-previous = 对比期
overview-column-low = 下限
overview-column-mean = 均值
overview-column-high = 上限
overview-column-judged = 分母
overview-column-silent = 无法计算
overview-column-level = 风险
overview-column-likelihood = 可能性
overview-column-impact = 影响
overview-column-count = 疑点
overview-column-theme = 领域
overview-column-red = 红
overview-column-yellow = 黄
overview-column-notice = 提醒
overview-column-cards = 已认定
overview-column-amount = 涉及金额/万元
overview-column-persons = 涉及人数

overview-tiles = 关键指标
overview-points = 个点
overview-unit = { $unit ->
    [days] 日
    [cases] 件
    [yuan] 万元
    [persons] 人
    [points] 分
    [hours] 小时
    [index] 指数
   *[count] 个
 }
overview-tile-na = { $reason }
overview-lacking = { $count ->
    [1] 缺 { $table } 表的数据
   *[other] 缺 { $table } 等 { $count } 表的数据
 }
overview-no-rules = 没有规则可以运行
overview-no-rules-detail = { $rules } 条规则所需的表或列均缺失，无法判定任何一行；这不等于没有问题。
overview-nothing-judgeable = 本期没有可判定的记录
overview-behind = 落后时间进度 { $points } 个点
overview-ahead = 领先时间进度 { $points } 个点
overview-standing = { $state }：{ $rule }
overview-state-improved = 改善
overview-state-worse = 恶化
overview-state-changed = 有变化
overview-rule-outside_limits = { $side ->
    [above] 超过上限
   *[below] 低于下限
 }
overview-rule-seven_on_one_side = 连续 { $length } 期{ $side ->
    [above] 高于
   *[below] 低于
 }均值
overview-rule-seven_monotone = 连续 { $length } 期{ $side ->
    [above] 上升
   *[below] 下降
 }
overview-rule-two_of_three_beyond_two_sigma = 三期中两期偏{ $side ->
    [above] 高
   *[below] 低
 }

overview-tally = 疑点与红黄牌
overview-tally-change = 疑点较对比期 { $change }
overview-tally-meta = 疑点按拟定级
overview-total = 合计
overview-theme-services = 办事流程
overview-theme-funds = 资金使用
overview-theme-sharing = 数据共享
overview-theme-security = 安全与隐私
overview-theme-inclusion = 普惠与伦理
overview-theme-continuity = 应急与灾备
overview-theme-evaluation = 评估质量
overview-theme-silent = 该领域的规则所需数据全部缺失
overview-suspicion-meaning = 规则标出的疑点；部门陈述并经认定之前不是问题，更不是牌。
overview-cards-meaning = 经征求意见并认定的红牌、黄牌，来自案卷；案卷未打开时不显示。
overview-matrix = 风险矩阵
overview-matrix-meta = { $count ->
    [none] 纵轴 可能性 · 横轴 影响
   *[other] 可能性 × 影响 · 疑点 { $count } 项
 }
overview-likelihood-1 = 很低
overview-likelihood-2 = 低
overview-likelihood-3 = 中
overview-likelihood-4 = 高
overview-likelihood-5 = 很高
overview-impact-1 = 轻微
overview-impact-2 = 较小
overview-impact-3 = 中等
overview-impact-4 = 较大
overview-impact-5 = 重大
overview-level-0 = 低
overview-level-1 = 中
overview-level-2 = 高
overview-level-3 = 极高
overview-risk-red = 极高 { $count }
overview-risk-yellow = 高 { $count }
overview-risk-notice = 中低 { $count }
overview-cell = 可能性{ $likelihood }，影响{ $impact }：疑点 { $count } 项，较对比期 { $change }
overview-cell-short = 可能性{ $likelihood } · 影响{ $impact }
overview-gravest = 重点问题
overview-gravest-meta = 已认定在前，再按级别、风险、金额与人数 · 共 { $count } 项
overview-gravest-first = 已认定在前，再按级别、风险、金额与人数 · 前 { $listed } 项，共 { $count } 项
overview-all = 查看全部 →
overview-proposed-red = 红
overview-proposed-yellow = 黄
overview-proposed-notice = 提醒
overview-none = 本范围、本期没有疑点
overview-none-detail = 已按 { $rules } 条规则判定 { $judged } 行；另有 { $silent } 行无法判定。

scope-valid-short = 签名有效
scope-invalid-short = 签名无效
scope-untrusted-short = 签名者不受信任
scope-unsigned-short = 未签名

mark-red-proposed = 拟红牌
mark-yellow-proposed = 拟黄牌
mark-notice-proposed = 拟提醒
