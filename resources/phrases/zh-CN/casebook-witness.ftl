# 以案卷之外保存的日志头核对案卷：命令与窗口
error-witness-foreign = 见证 { $source } 属于另一案卷（{ $found }…），本案卷是 { $wanted }…，不能据此判断本案卷。请改用本案卷的签名简报或检查点短式。
