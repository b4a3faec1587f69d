# 窗口里的审计抽样表单
sampling-form = 抽取审计样本
sampling-form-how = 从所示范围本年度起至期末的行中抽取。同一抽取包、同样的选择与种子总抽出同样的行；底稿填好后用 audit-sample in 收回。
sampling-draw = 审计抽样
sampling-field-table = 抽取对象
sampling-field-method = 方法
sampling-field-size = 抽取行数
sampling-field-strata = 按金额分层数
sampling-field-confidence = 置信水平
sampling-field-seed = 随机种子
sampling-table-payment = 支付
sampling-table-contract = 合同
sampling-table-benefit-grant = 补贴发放
error-sampling-unwritable = 无法写入 { $file }。请换一个文件夹，或清出磁盘空间。
