# 数据质量：GB/T 36344 的六个维度、各项检查、清单所载事项，以及相应命令的用语。
quality-dimension-conformity = 规范性
quality-dimension-completeness = 完整性
quality-dimension-accuracy = 准确性
quality-dimension-consistency = 一致性
quality-dimension-timeliness = 时效性
quality-dimension-accessibility = 可访问性

quality-check-present = 缺列
quality-check-key = 主键重复或残缺
quality-check-null = 必填为空
quality-check-blank = 空白文本
quality-check-allowed = 代码不在值域
quality-check-finite = 非有限数
quality-check-reference = 引用不存在
quality-check-filled = 应填未填
quality-check-range = 超出范围
quality-check-order = 时序颠倒
quality-check-past = 晚于截止日
quality-check-format = 格式不符
quality-check-duplicate = 重复记录
quality-check-stale = 超过更新周期
quality-check-cycle = 月份无记录
quality-check-rejected = 导入时拒收

quality-fact-classification = 密级
quality-fact-purpose = 用途
quality-fact-legal-basis = 法律依据
quality-fact-recipients = 接收方
quality-fact-destroy-by = 销毁期限
quality-fact-contract = 契约版本
quality-fact-cut-off = 数据截止
quality-fact-read = 导入行数
quality-days-left = { $date }（还有 { $days } 天）
quality-overdue = { $date }（已逾期 { $days } 天：应当销毁，不得留存副本）
quality-read-detail = 读入 { $read } = 接收 { $accepted } + 拒收 { $rejected }

option-check-table = 只检查契约中的这张表。
option-check-by = 各项检查按 organisation_id 或 month 细分。
check-dimension = 维度
check-checks = 检查项
check-failed = 不合格
check-checked = 受检
check-passed = 合格率
check-by-organisation-id = 机构
check-by-month = 月份
check-no-manifest = 没有清单：数据来自何处、可作何用、何时必须销毁，均无人说明。
check-source = 来源：{ $file }，{ $rows } 行，SHA-256 { $digest }
check-unchecked = 无法检查：{ $table } 的 { $count } 项；抽取包缺少 { $names }。
error-check-table = 契约中没有表 { $name }，最接近的是 { $nearest }。
error-check-by = 数据质量不能按 { $name } 细分，最接近的是 { $nearest }。
error-contract-check = 数据契约 { $file } 声明了不存在的检查种类 { $name }，最接近的是 { $nearest }。
error-contract-check-column = 数据契约 { $file } 的质量声明用到列 { $name }，但它不在列中。
error-contract-check-form = 数据契约 { $file } 对 { $columns } 声明的检查 { $name } 列数、列类型或界限不对。
error-contract-cycle = 数据契约 { $file } 的更新周期 { $cycle } 不可用：只能是 month，且须指明记录日期列。
