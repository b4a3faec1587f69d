command-plumbline = 准绳 Plumbline：离线的政务服务监督控制台。不带命令时打开窗口。标准输出只有数据，提示写到标准错误。
command-exit-codes = 退出码：{ $codes }
command-sample = 在文件夹 DIR 中生成示例省份的抽取包，并用演示机构签名。
command-build = 按映射文件把来源文件导入为抽取包，登记每一行的去向，并可签名。
command-verify = 核验抽取包、简报或案卷：签名、信任、逐数复算。仅“有效”时退出码为 0。
command-check = 按数据契约检查抽取包的数据质量。
command-measure = 读取指标。
command-score = 按指数给地区评分、排名，并给出区间。
command-supervise = 运行监督规则：存疑、未见异常或无法计算，并说明原因。
command-findings = 问题台账：登记、核实、听取意见、认定或不属实。
command-brief = 生成签名的 PDF 简报，其中每个数字均可复算。
command-query = 在只读抽取包上运行一条 SQL 查询。
command-method = 对任意 CSV、JSON Lines 或 Parquet 文件运行一种统计方法或一组规则。
command-keys = 管理签名密钥与信任机构。
command-bench = 在本机测量速度，给出同一次运行中的比值。
option-language-of-words = 提示与标题所用语言：zh-CN 或 en。
option-version = 显示版本。
option-file = 文件。
option-json = 只输出一个 JSON 文档。
option-trust = 另加的信任机构文件夹，可多次给出。
option-diagnose = 打开签名失效的抽取包，仅供诊断，不能用于简报。
option-measure-id = 只读这些指标，可多次给出。
option-by = 按此列切分，可多次给出，如 region_id。
option-period = 期间：2026、2026Q2、2026-05，或用 .. 连接。
option-monthly = 每月一个读数。
option-index = 指数编号。
option-theme = 只运行这些领域的规则，可多次给出。
option-rule = 只运行这些规则，可多次给出。
option-suspicions = 一并列出每条疑点。
option-against = 简报所依据的抽取包。
option-passphrase-file = 存有口令的文件，只能由本人读取。
option-sql = 一条查询语句。
option-format = 输出格式：table、csv、json 或 parquet。
option-out = 输出文件。
option-language = 简报语言：zh-CN 或 en。
option-scope = 简报所述地区的代码。
option-sign = 签名者名称；不给出则不签名。
option-cases = 办件数量。
option-seed = 随机种子；相同的种子得到相同的内容。
option-folder = 文件夹。
option-mapping = 映射文件（TOML）。
option-sources = 来源文件。
option-name = 方法名称。
option-column = 所用的列。
option-limit = 最多显示的行数；0 为全部。
exit-ok = 成功
exit-fault = 程序自身故障
exit-usage = 命令用法有误
exit-invalid = 核验不通过
exit-untrusted = 签名者不受信任
exit-unsigned = 未签名
exit-not-an-extract = 不是抽取包
exit-damaged = 文件损坏
exit-newer-storage = 文件版本过新
exit-missing-table = 缺少必需的表或列
exit-wrong-type = 列类型不符
exit-unsafe = 文件含有可执行内容
exit-not-found = 找不到文件
exit-definition = 定义文件有误
exit-source = 来源文件或映射有误
exit-query = 查询有误
exit-settings = 设置文件有误
exit-memory = 内存到达上限
exit-cancelled = 已取消
exit-casebook = 案卷打不开或不允许此操作
exit-keys = 没有密钥或口令错误
exit-signing = 无法签名
error-fault = 程序遇到未预料的故障（{ $kind }）。详情已写入 { $file }，请连同操作步骤交给维护人员。
error-memory = 内存到达上限。请缩小期间或地区，或在设置中提高 memory_gibibytes。
error-extract-invalid = { $check ->
    [signer-revocation] 抽取包 { $file } 的签名者的证书已被吊销：没有独立时钟，其所签一律不作数。请向提供方索取由有效证书重新签名的文件。仅为查找原因时可加 --diagnose 打开。
    [signer-dates] 抽取包 { $file } 签名时，签名者的证书不在有效期内。请向提供方索取由有效证书重新签名的文件。仅为查找原因时可加 --diagnose 打开。
    [signing-time] 抽取包 { $file } 的签名所称时间不可信：晚于本机时钟，或没有写明。请先核对本机时钟；无误则向提供方索取新文件。仅为查找原因时可加 --diagnose 打开。
    [digest] 抽取包 { $file } 的内容与其清单不符：签名之后有字节被改动。请勿使用；向提供方索取新文件。仅为查找原因时可加 --diagnose 打开。
    [size] 抽取包 { $file } 的大小与其清单不符：文件不完整或被改动。请勿使用；向提供方索取新文件。仅为查找原因时可加 --diagnose 打开。
    [signed-content] 抽取包 { $file } 的清单不是所签的那一份：清单被改动过。请勿使用；向提供方索取新文件。仅为查找原因时可加 --diagnose 打开。
    [destroyed] 旁边的销毁证明说明抽取包 { $file } 早已销毁：这是放回来的副本，不得再用。请查明它从何而来，再次销毁。
   *[other] 抽取包 { $file } 与其清单或签名不符。请勿使用；向提供方索取新文件。“verify” 逐项说明原因；仅为查找原因时可加 --diagnose 打开。
}
error-extract-untrusted = { $check ->
    [revocation-known] 抽取包 { $file } 的签发机构没有吊销列表在手：不知其签名者是否已被吊销。请用“keys revoke-list”收入该机构的列表；仅为查找原因时可加 --diagnose。
   *[other] 抽取包 { $file } 的签名者不在信任机构之列。核对无误后把其证书放入信任文件夹，或用 --trust 指明；仅为查找原因时可加 --diagnose。
}
mark-unsigned = 注意：{ $file } 没有签名，由此得到的一切结果都带有“未签名”标记。
mark-diagnosis = 注意：{ $file } 的签名无效，仅供诊断，不得用于简报。
column-id = 编号
column-name = 名称
column-subject = 对象
column-period = 期间
column-value = 值
column-numerator = 分子
column-denominator = 分母
column-not-judged = 无法判定
column-flagged = 存疑
column-clear = 未见异常
column-not-computable = 无法计算
column-why = 原因
column-rank = 名次
column-score = 得分
column-interval = 5–95% 区间
column-rank-band = 名次带
column-check = 检查
column-passed = 结果
column-detail = 说明
column-table = 表
column-column = 列
column-failed = 不合格
column-checked = 已检查
passed = 通过
failed = 不通过
verdict-valid = 结论：有效
verdict-invalid = 结论：无效
verdict-untrusted = 结论：不受信任
verdict-unsigned = 结论：未签名
not-computable-because = 无法计算：缺少 { $reason }
reason-nothing-judgeable = 无法计算：没有可判定的记录
reason-no-such-cut = 无法计算：不能按此列切分
reason-absent = 无法计算：应有而没有记录
reason-inputs-missing = 无法计算：所依据的指标没有读数
check-summary = 共 { $checks } 项检查，{ $failing } 项有不合格记录；缺少 { $missing } 个表或列。
