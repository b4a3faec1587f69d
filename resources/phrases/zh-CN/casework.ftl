# 以本人密钥签署：副签与交接
decision-countersign = 副签同意销号
decision-hand_over = 交接
command-findings-countersign = 以本人密钥副签：同意销号。红牌须有核实人与销号人以外的人副签。
command-findings-hand-over = 交接：把几个问题由一人移交另一人，双方各以本人密钥签署。
option-countersign-reason = 同意销号的理由。
option-countersign-sign = 副签人的签名身份（keys issue 签发）。
option-giver = 移交人的签名身份。
option-taker = 接收人的签名身份。
option-giver-passphrase-file = 移交人私钥的口令文件。
option-taker-passphrase-file = 接收人私钥的口令文件。
findings-handed-over = 已由 { $giver } 移交 { $taker } 共 { $count } 项，双方签名已落盘。
check-casebook-signatures = 案卷中 { $count } 个本人签名都成立，签名人当时可信。
check-casebook-signature-untrusted = 第 { $sequence } 条记录由 { $person } 签名，签名成立，但本机不认识签发其证书的机构。请导入该机构的证书（keys trust）。
check-casebook-signature-broken = 第 { $sequence } 条记录上 { $person } 的签名不成立（{ $reason ->
        [broken] 签名与内容不符
        [other-casebook] 签的是另一个案卷
        [other-person] 证书属于别人
        [dates] 证书当时不在有效期内
       *[revoked] 证书在签名之前已吊销
    }）。不要据此销号；请查问。
error-statement-other = 签名所指的不是问题 { $number } 现在的状态：其后又有新的记录。请看过最新记录后重新签名。
error-lifecycle-other-person = 签名人是 { $person }，办理人却写 { $actor }：问题 { $number } 没有写入。请由本人签名。
error-lifecycle-not-countersigned = { $number } 是红牌，销号须有另一人以本人密钥副签：请先由核实人与 { $actor } 以外的人副签（findings countersign）。
error-hand-over-nothing = 没有指明要移交的问题。请用 --finding 写明编号。
error-signer-not-believed = { $reason ->
        [unknown] 本机不认识签发 { $person } 证书的机构，没有写入。请先导入该机构的证书（keys trust）。
       *[revoked] { $person } 的证书已吊销，没有写入。请换一个有效的身份。
    }
