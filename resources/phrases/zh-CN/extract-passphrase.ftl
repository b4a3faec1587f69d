extract-passphrase-title = 加密的抽取包
extract-passphrase-detail = { $file } 已加密。请输入另行收到的口令。口令仅在抽取包打开期间保留在内存中。
extract-passphrase-line = 口令
extract-passphrase-open = 打开
