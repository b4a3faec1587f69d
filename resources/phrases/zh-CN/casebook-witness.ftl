# 以案卷之外保存的日志头核对案卷：命令与窗口
error-witness-foreign = 见证 { $source } 属于另一案卷（{ $found }…），本案卷是 { $wanted }…，不能据此判断本案卷。请改用本案卷的签名简报或检查点短式。
finding-witness = 以外部见证核对…
finding-witness-title = 以外部见证核对案卷
finding-witness-detail = 选一份签名简报，或粘贴检查点短式二维码扫出的一行，也可输入“条数:64 位根”。整本案卷会读一遍，与见证不符即停止写入。
finding-witness-line = 见证
finding-witness-choose = 选择签名简报…
finding-witness-go = 核对
finding-witness-working = 正在以外部见证核对整本案卷
finding-witness-head = 见证的日志头
error-casebook-disk-refuses = { $folder } 所在的磁盘不收也不给（{ $detail }）：可能是配额或单个文件的大小上限已到，或磁盘、U 盘接触不良。这一次没有写入；已确认的记录都在。请检查磁盘，或把案卷移到好的磁盘后重试。
seal-casebook-valid = 案卷通过校验
seal-casebook-untrusted = 案卷缺少检查点，尚不可信
seal-casebook-invalid = 案卷未通过校验
error-witness-file-missing = 没有找到作为见证的简报 { $file }。请核对路径，或改用检查点短式二维码扫出的一行。
