wizard-extract-keep-rejected = 以口令封存被拒绝的行
wizard-extract-encrypt = 以口令加密抽取包
wizard-keep-none = 留空则不保留
wizard-encrypt-none = 留空则不加密
wizard-point-encrypt = 安全写出需要 DuckDB 的 httpfs 扩展：请在设置的 httpfs_extension 中写明其路径，或将此项留空。
wizard-point-short = 至少 { $shortest } 个字符
wizard-made-rejected = 被拒绝的行
wizard-encrypted = 是；口令须与文件分途送达
