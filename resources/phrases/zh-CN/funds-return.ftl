# Taking in a checked work sheet, or a supplier's reply.
return-take = 收回
return-title = 收回底稿或协查回复
return-kinds = 底稿或回复（*.xlsx *.csv）
return-reading = 正在核对收回的文件
return-signers = 正在读取签名身份
return-signer = 以谁的名义签名
return-unsigned = 不签名
return-passphrase = 签名口令
return-add = 加入为补充件
return-reply = { $request } 的回复：合规 { $justified } 项，不应发放 { $wrong } 项，无法判断 { $unknown } 项。未听取意见之前仍只是疑点。
return-added = 已作为签名的补充件 { $file } 加入；重新打开抽取包后计入。
return-added-unsigned = 已作为未签名的补充件 { $file } 加入；重新打开抽取包后计入。
error-return-kind = { $file } 既不是抽样底稿（.xlsx），也不是协查回复（.csv）。请选择收回的文件。
