# 窗口中的说法：命令行的说法提到选项和命令，这里改说窗口里怎么办。
window-error-extract-invalid = { $check ->
    [signer-revocation] 抽取包 { $file } 的签名者的证书已被吊销：没有独立时钟，其所签一律不作数。请向提供方索取由有效证书重新签名的文件。
    [signer-dates] 抽取包 { $file } 签名时，签名者的证书不在有效期内。请向提供方索取由有效证书重新签名的文件。
    [signing-time] 抽取包 { $file } 的签名所称时间不可信：晚于本机时钟，或没有写明。请先核对本机时钟；无误则向提供方索取新文件。
    [digest] 抽取包 { $file } 的内容与其清单不符：签名之后有字节被改动。请勿使用；向提供方索取新文件。
    [size] 抽取包 { $file } 的大小与其清单不符：文件不完整或被改动。请勿使用；向提供方索取新文件。
    [signed-content] 抽取包 { $file } 的清单不是所签的那一份：清单被改动过。请勿使用；向提供方索取新文件。
    [destroyed] 旁边的销毁证明说明抽取包 { $file } 早已销毁：这是放回来的副本，不得再用。请查明它从何而来，再次销毁。
   *[other] 抽取包 { $file } 与其清单或签名不符。请勿使用；向提供方索取新文件。
}
window-error-extract-untrusted = { $check ->
    [revocation-known] 抽取包 { $file } 的签发机构没有吊销列表在手：不知其签名者是否已被吊销。请在“信任与来源”页收入该机构的列表，再打开。
   *[other] 抽取包 { $file } 的签名者不在信任机构之列。请在“信任与来源”页收入其机构的证书，核对指纹后再打开。
}
window-error-extract-key-missing = { $file } 已加密，打开它需要口令。
window-error-supplement-missing = 补充件 { $file } 不在抽取包旁边，链条在此中断：现状无从还原。请取回该文件，再打开抽取包。
window-error-supplement-other = { $file } 不是这份抽取包的补充件，或不承接前一份补充件。请移走它，或取回正确的文件，再打开抽取包。
window-error-supplement-untrusted = 补充件 { $file } { $standing ->
    [unsigned] 没有签名
    [unknown-authority] 的签名者不受信任
    [past-destroy-by] 已过应销毁之日
    [gap-in-chain] 所承接的一份不在手边
   *[broken] 与其清单或签名不符
}，不如抽取包本身可信，不并入现状。请移走它，或向出具单位重新索取，再打开抽取包。
window-error-verify-witness = { $file } 不能为案卷作证：签名无效、签名人不受信任，或其中没有台账首。请换一份签名有效的简报；签发机构可在“信任与来源”页收入。
window-error-lifecycle-not-countersigned = { $number } 是红牌，销号须有另一人以本人密钥副签：请先由核实人与 { $actor } 以外的人副签。
window-error-lifecycle-not-endorsed = { $number } 是红牌，销号须有另一人会签：请先由核实人与 { $actor } 以外的人会签。
window-error-drill-failed = 恢复演练未通过（{ $reason }）：备份 { $folder } 不能用。请立即另做备份，并校验案卷。
window-error-backup-invalid = 备份 { $folder } 未通过校验（{ $reason }），没有清理旧备份。请先校验案卷本身。
window-error-signer-not-believed = { $reason ->
    [unknown] 本机不认识签发 { $person } 证书的机构，没有写入。请先在“信任与来源”页收入该机构的证书。
   *[revoked] { $person } 的证书已吊销，没有写入。请换一个有效的身份。
}
window-error-control-no-spans = 此图没有出现信号的月份，无从比较。请自行选定两个时段。
window-error-control-rebase-reason = 没有理由和姓名不能重算控制限。请写明二者。
window-error-card-excuse-evidence = 免责必须有依据和姓名。请写明二者。
window-error-paper-no-order = { $number } 还没有责令整改的记录。请先责令整改，写明责任人、期限与要求。
window-error-casebook-passphrase-needed = 需要案卷口令才能继续。请输入口令。
window-error-suggest-there = { $file } 已存在。请另取文件名，或先移走该文件。
