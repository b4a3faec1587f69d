error-log-position = 日志中没有序号 { $position }，现有 { $size } 条。请在 0 到末条之间选择。
error-head-unreadable = 无法读取日志头（条数 { $size }，根 { $root }）。请从已签名简报或打印的短码重新录入。
error-actor-nameless = 没有写明是谁在操作。请先在设置中填写姓名。
error-entry-kind = 本程序不认识名为“{ $kind }”的记录。案卷可能由更新的版本写入，请升级程序后再打开。
error-entry-unreadable = 一条“{ $kind }”记录的字段 { $field } 不完整或类型不对。请核对该字段后重试；如在打开案卷时出现，请从备份恢复。
error-lifecycle-not-allowed = 问题 { $number } 正处于“{ $stage ->
         [suspicion] { stage-suspicion }
         [verifying] { stage-verifying }
         [hearing] { stage-hearing }
         [confirmed] { stage-confirmed }
         [rectifying] { stage-rectifying }
         [supervised] { stage-supervised }
         [reviewing] { stage-reviewing }
         [closed] { stage-closed }
         [dismissed] { stage-dismissed }
         [transferred] { stage-transferred }
         [objection] { stage-objection }
        *[reopened] { stage-reopened }
    }”，不能“{ $action ->
         [recognise] { decision-recognise }
         [vanish] { decision-vanish }
         [assign] { decision-assign }
         [verify] { decision-verify }
         [hear] { decision-hear }
         [reply] { decision-reply }
         [confirm] { decision-confirm }
         [dismiss] { decision-dismiss }
         [rectify] { decision-rectify }
         [supervise] { decision-supervise }
         [report] { decision-report }
         [return] { decision-return }
         [close] { decision-close }
         [endorse] { decision-endorse }
         [countersign] { decision-countersign }
         [hand_over] { decision-hand_over }
         [transfer] { decision-transfer }
         [object] { decision-object }
         [uphold] { decision-uphold }
         [reject] { decision-reject }
         [reopen] { decision-reopen }
         [instruct] { decision-instruct }
         [carry_out] { decision-carry_out }
         [comment] { decision-comment }
         [attach] { decision-attach }
         [tolerate] { decision-tolerate }
         [unmask] { decision-unmask }
         [reverse] { decision-reverse }
        *[register] { decision-register }
    }”。现在可以：{ $stage ->
         [suspicion] { decision-verify }、{ decision-dismiss }
         [verifying] { decision-hear }、{ decision-dismiss }、{ decision-transfer }
         [hearing] { decision-confirm }、{ decision-dismiss }、{ decision-return }、{ decision-transfer }
         [confirmed] { decision-rectify }、{ decision-supervise }、{ decision-transfer }、{ decision-object }
         [rectifying] { decision-supervise }、{ decision-report }、{ decision-transfer }、{ decision-object }
         [supervised] { decision-report }、{ decision-transfer }、{ decision-object }
         [reviewing] { decision-supervise }、{ decision-return }、{ decision-close }、{ decision-transfer }、{ decision-object }
         [closed] { decision-object }、{ decision-reopen }
         [dismissed] { decision-reopen }
         [transferred] { decision-close }、{ decision-object }、{ decision-reopen }
         [objection] { decision-uphold }、{ decision-reject }
        *[reopened] { decision-verify }、{ decision-dismiss }、{ decision-rectify }、{ decision-object }
    }（{ $possible }）。
error-lifecycle-role = “{ $role ->
         [system] { role-system }
         [analyst] { role-analyst }
         [inspector] { role-inspector }
         [reviewer] { role-reviewer }
        *[leader] { role-leader }
    }”不能对问题 { $number }（{ $stage ->
         [suspicion] { stage-suspicion }
         [verifying] { stage-verifying }
         [hearing] { stage-hearing }
         [confirmed] { stage-confirmed }
         [rectifying] { stage-rectifying }
         [supervised] { stage-supervised }
         [reviewing] { stage-reviewing }
         [closed] { stage-closed }
         [dismissed] { stage-dismissed }
         [transferred] { stage-transferred }
         [objection] { stage-objection }
        *[reopened] { stage-reopened }
    }）“{ $action ->
         [recognise] { decision-recognise }
         [vanish] { decision-vanish }
         [assign] { decision-assign }
         [verify] { decision-verify }
         [hear] { decision-hear }
         [reply] { decision-reply }
         [confirm] { decision-confirm }
         [dismiss] { decision-dismiss }
         [rectify] { decision-rectify }
         [supervise] { decision-supervise }
         [report] { decision-report }
         [return] { decision-return }
         [close] { decision-close }
         [endorse] { decision-endorse }
         [countersign] { decision-countersign }
         [hand_over] { decision-hand_over }
         [transfer] { decision-transfer }
         [object] { decision-object }
         [uphold] { decision-uphold }
         [reject] { decision-reject }
         [reopen] { decision-reopen }
         [instruct] { decision-instruct }
         [carry_out] { decision-carry_out }
         [comment] { decision-comment }
         [attach] { decision-attach }
         [tolerate] { decision-tolerate }
         [unmask] { decision-unmask }
         [reverse] { decision-reverse }
        *[register] { decision-register }
    }”。请由以下身份之一操作：{ $roles }。
error-lifecycle-same-person = { $actor } 已对问题 { $number } 作过“{ $earlier ->
        [verify] { decision-verify }
        [confirm] { decision-confirm }
       *[dismiss] { decision-dismiss }
    }”，不能再“{ $action ->
         [recognise] { decision-recognise }
         [vanish] { decision-vanish }
         [assign] { decision-assign }
         [verify] { decision-verify }
         [hear] { decision-hear }
         [reply] { decision-reply }
         [confirm] { decision-confirm }
         [dismiss] { decision-dismiss }
         [rectify] { decision-rectify }
         [supervise] { decision-supervise }
         [report] { decision-report }
         [return] { decision-return }
         [close] { decision-close }
         [endorse] { decision-endorse }
         [countersign] { decision-countersign }
         [hand_over] { decision-hand_over }
         [transfer] { decision-transfer }
         [object] { decision-object }
         [uphold] { decision-uphold }
         [reject] { decision-reject }
         [reopen] { decision-reopen }
         [instruct] { decision-instruct }
         [carry_out] { decision-carry_out }
         [comment] { decision-comment }
         [attach] { decision-attach }
         [tolerate] { decision-tolerate }
         [unmask] { decision-unmask }
         [reverse] { decision-reverse }
        *[register] { decision-register }
    }”（{ $stage ->
         [suspicion] { stage-suspicion }
         [verifying] { stage-verifying }
         [hearing] { stage-hearing }
         [confirmed] { stage-confirmed }
         [rectifying] { stage-rectifying }
         [supervised] { stage-supervised }
         [reviewing] { stage-reviewing }
         [closed] { stage-closed }
         [dismissed] { stage-dismissed }
         [transferred] { stage-transferred }
         [objection] { stage-objection }
        *[reopened] { stage-reopened }
    }）。请由未参与该决定的人办理。
error-lifecycle-lacks = 对问题 { $number }（{ $stage ->
         [suspicion] { stage-suspicion }
         [verifying] { stage-verifying }
         [hearing] { stage-hearing }
         [confirmed] { stage-confirmed }
         [rectifying] { stage-rectifying }
         [supervised] { stage-supervised }
         [reviewing] { stage-reviewing }
         [closed] { stage-closed }
         [dismissed] { stage-dismissed }
         [transferred] { stage-transferred }
         [objection] { stage-objection }
        *[reopened] { stage-reopened }
    }）“{ $action ->
         [recognise] { decision-recognise }
         [vanish] { decision-vanish }
         [assign] { decision-assign }
         [verify] { decision-verify }
         [hear] { decision-hear }
         [reply] { decision-reply }
         [confirm] { decision-confirm }
         [dismiss] { decision-dismiss }
         [rectify] { decision-rectify }
         [supervise] { decision-supervise }
         [report] { decision-report }
         [return] { decision-return }
         [close] { decision-close }
         [endorse] { decision-endorse }
         [countersign] { decision-countersign }
         [hand_over] { decision-hand_over }
         [transfer] { decision-transfer }
         [object] { decision-object }
         [uphold] { decision-uphold }
         [reject] { decision-reject }
         [reopen] { decision-reopen }
         [instruct] { decision-instruct }
         [carry_out] { decision-carry_out }
         [comment] { decision-comment }
         [attach] { decision-attach }
         [tolerate] { decision-tolerate }
         [unmask] { decision-unmask }
         [reverse] { decision-reverse }
        *[register] { decision-register }
    }”时必须写明{ $field ->
         [owner] 责任人
         [due_on] 期限
         [reason] 理由
         [text] 说明
         [organisation_id] 单位
         [position] 答复立场
         [severity] 牌级
         [body] 受理机关
         [document_number] 文号
         [leader] 批示领导
         [name] 文件名
         [digest] 文件摘要
         [what] 查看内容
         [extract_id] 抽取包编号
         [person] 签名人
         [signature] 签名
         [giver] 移交人
         [taker] 接收人
         [giver_signature] 移交人签名
         [taker_signature] 接收人签名
        *[instruction] 批示序号
    }。请补充后重试。
error-lifecycle-choice = 对问题 { $number }（{ $stage ->
         [suspicion] { stage-suspicion }
         [verifying] { stage-verifying }
         [hearing] { stage-hearing }
         [confirmed] { stage-confirmed }
         [rectifying] { stage-rectifying }
         [supervised] { stage-supervised }
         [reviewing] { stage-reviewing }
         [closed] { stage-closed }
         [dismissed] { stage-dismissed }
         [transferred] { stage-transferred }
         [objection] { stage-objection }
        *[reopened] { stage-reopened }
    }）“{ $action ->
         [recognise] { decision-recognise }
         [vanish] { decision-vanish }
         [assign] { decision-assign }
         [verify] { decision-verify }
         [hear] { decision-hear }
         [reply] { decision-reply }
         [confirm] { decision-confirm }
         [dismiss] { decision-dismiss }
         [rectify] { decision-rectify }
         [supervise] { decision-supervise }
         [report] { decision-report }
         [return] { decision-return }
         [close] { decision-close }
         [endorse] { decision-endorse }
         [countersign] { decision-countersign }
         [hand_over] { decision-hand_over }
         [transfer] { decision-transfer }
         [object] { decision-object }
         [uphold] { decision-uphold }
         [reject] { decision-reject }
         [reopen] { decision-reopen }
         [instruct] { decision-instruct }
         [carry_out] { decision-carry_out }
         [comment] { decision-comment }
         [attach] { decision-attach }
         [tolerate] { decision-tolerate }
         [unmask] { decision-unmask }
         [reverse] { decision-reverse }
        *[register] { decision-register }
    }”时，{ $field ->
         [owner] 责任人
         [due_on] 期限
         [reason] 理由
         [text] 说明
         [organisation_id] 单位
         [position] 答复立场
         [severity] 牌级
         [body] 受理机关
         [document_number] 文号
         [leader] 批示领导
         [name] 文件名
         [digest] 文件摘要
         [what] 查看内容
         [extract_id] 抽取包编号
        *[instruction] 批示序号
    }不能是“{ $told }”。可选：{ $known }。
error-lifecycle-not-heard = 问题 { $number }（{ $stage ->
         [suspicion] { stage-suspicion }
         [verifying] { stage-verifying }
         [hearing] { stage-hearing }
         [confirmed] { stage-confirmed }
         [rectifying] { stage-rectifying }
         [supervised] { stage-supervised }
         [reviewing] { stage-reviewing }
         [closed] { stage-closed }
         [dismissed] { stage-dismissed }
         [transferred] { stage-transferred }
         [objection] { stage-objection }
        *[reopened] { stage-reopened }
    }）的单位尚未答复，答复期限 { $due_on } 也未届满，不能“{ $action ->
         [recognise] { decision-recognise }
         [vanish] { decision-vanish }
         [assign] { decision-assign }
         [verify] { decision-verify }
         [hear] { decision-hear }
         [reply] { decision-reply }
         [confirm] { decision-confirm }
         [dismiss] { decision-dismiss }
         [rectify] { decision-rectify }
         [supervise] { decision-supervise }
         [report] { decision-report }
         [return] { decision-return }
         [close] { decision-close }
         [endorse] { decision-endorse }
         [countersign] { decision-countersign }
         [hand_over] { decision-hand_over }
         [transfer] { decision-transfer }
         [object] { decision-object }
         [uphold] { decision-uphold }
         [reject] { decision-reject }
         [reopen] { decision-reopen }
         [instruct] { decision-instruct }
         [carry_out] { decision-carry_out }
         [comment] { decision-comment }
         [attach] { decision-attach }
         [tolerate] { decision-tolerate }
         [unmask] { decision-unmask }
         [reverse] { decision-reverse }
        *[register] { decision-register }
    }”。请先登记答复，或待期满后再办。
error-lifecycle-not-standing = 问题 { $number }（{ $stage ->
         [suspicion] { stage-suspicion }
         [verifying] { stage-verifying }
         [hearing] { stage-hearing }
         [confirmed] { stage-confirmed }
         [rectifying] { stage-rectifying }
         [supervised] { stage-supervised }
         [reviewing] { stage-reviewing }
         [closed] { stage-closed }
         [dismissed] { stage-dismissed }
         [transferred] { stage-transferred }
         [objection] { stage-objection }
        *[reopened] { stage-reopened }
    }）没有有效的认定，不能“{ $action ->
         [recognise] { decision-recognise }
         [vanish] { decision-vanish }
         [assign] { decision-assign }
         [verify] { decision-verify }
         [hear] { decision-hear }
         [reply] { decision-reply }
         [confirm] { decision-confirm }
         [dismiss] { decision-dismiss }
         [rectify] { decision-rectify }
         [supervise] { decision-supervise }
         [report] { decision-report }
         [return] { decision-return }
         [close] { decision-close }
         [endorse] { decision-endorse }
         [countersign] { decision-countersign }
         [hand_over] { decision-hand_over }
         [transfer] { decision-transfer }
         [object] { decision-object }
         [uphold] { decision-uphold }
         [reject] { decision-reject }
         [reopen] { decision-reopen }
         [instruct] { decision-instruct }
         [carry_out] { decision-carry_out }
         [comment] { decision-comment }
         [attach] { decision-attach }
         [tolerate] { decision-tolerate }
         [unmask] { decision-unmask }
         [reverse] { decision-reverse }
        *[register] { decision-register }
    }”。请先核实、征求意见并认定。
error-lifecycle-standing = 问题 { $number }（{ $stage ->
         [suspicion] { stage-suspicion }
         [verifying] { stage-verifying }
         [hearing] { stage-hearing }
         [confirmed] { stage-confirmed }
         [rectifying] { stage-rectifying }
         [supervised] { stage-supervised }
         [reviewing] { stage-reviewing }
         [closed] { stage-closed }
         [dismissed] { stage-dismissed }
         [transferred] { stage-transferred }
         [objection] { stage-objection }
        *[reopened] { stage-reopened }
    }）已经认定，不能直接“{ $action ->
         [recognise] { decision-recognise }
         [vanish] { decision-vanish }
         [assign] { decision-assign }
         [verify] { decision-verify }
         [hear] { decision-hear }
         [reply] { decision-reply }
         [confirm] { decision-confirm }
         [dismiss] { decision-dismiss }
         [rectify] { decision-rectify }
         [supervise] { decision-supervise }
         [report] { decision-report }
         [return] { decision-return }
         [close] { decision-close }
         [endorse] { decision-endorse }
         [countersign] { decision-countersign }
         [hand_over] { decision-hand_over }
         [transfer] { decision-transfer }
         [object] { decision-object }
         [uphold] { decision-uphold }
         [reject] { decision-reject }
         [reopen] { decision-reopen }
         [instruct] { decision-instruct }
         [carry_out] { decision-carry_out }
         [comment] { decision-comment }
         [attach] { decision-attach }
         [tolerate] { decision-tolerate }
         [unmask] { decision-unmask }
         [reverse] { decision-reverse }
        *[register] { decision-register }
    }”。请登记异议，由未参与决定的人复核。
error-lifecycle-same-taker = 问题 { $number } 没有交接：移交人与接收人都是 { $actor }。请由另一人以本人密钥接收。
error-lifecycle-reversal = 问题 { $number } 的第 { $sequence } 条记录不能由 { $actor } 撤销：只能撤销改变了阶段的最后一步，且只能由作出该步的人撤销；{ $last ->
        [0] 现在没有这样的一步
       *[other] 现为第 { $last } 条，由 { $by } 作出
    }。可改用退回或重开；交办、意见等不改变阶段的记录，请另写一条更正。
error-lifecycle-unknown = 案卷中没有问题 { $finding }，不能“{ $action ->
         [recognise] { decision-recognise }
         [vanish] { decision-vanish }
         [assign] { decision-assign }
         [verify] { decision-verify }
         [hear] { decision-hear }
         [reply] { decision-reply }
         [confirm] { decision-confirm }
         [dismiss] { decision-dismiss }
         [rectify] { decision-rectify }
         [supervise] { decision-supervise }
         [report] { decision-report }
         [return] { decision-return }
         [close] { decision-close }
         [endorse] { decision-endorse }
         [countersign] { decision-countersign }
         [hand_over] { decision-hand_over }
         [transfer] { decision-transfer }
         [object] { decision-object }
         [uphold] { decision-uphold }
         [reject] { decision-reject }
         [reopen] { decision-reopen }
         [instruct] { decision-instruct }
         [carry_out] { decision-carry_out }
         [comment] { decision-comment }
         [attach] { decision-attach }
         [tolerate] { decision-tolerate }
         [unmask] { decision-unmask }
         [reverse] { decision-reverse }
        *[register] { decision-register }
    }”。请先登记，或核对编号。
error-lifecycle-registered = 该疑点已登记为问题 { $number }。请在该问题下继续办理。
error-lifecycle-identity = 规则 { $rule } 的疑点标识 { $finding } 与其规则、主键和假名方案不符。请由程序重新生成后登记。
error-lifecycle-procedure = 记录按第 { $procedure } 版办理程序写入，本程序不认识该版本。请升级程序。
error-casebook-not-found = { $folder } 中没有案卷。请核对位置，或新建案卷。
error-casebook-database-gone = { $folder } 中有检查点却没有案卷数据库 casebook.db。请从备份恢复该文件，不要新建。
error-casebook-exists = { $folder } 中已有案卷或其检查点。请打开它，或另选文件夹。
error-casebook-key-shape = 案卷密钥必须是 { $wanted } 个字节。请从密钥库重新取得密钥。
error-casebook-wrong-key = 密钥不是 { $folder } 中案卷的密钥（{ $detail }）。请换用建立该案卷时的密钥或机关恢复密钥；案卷未改动。
error-casebook-wrong-key-or-damaged = 无法打开 { $folder } 中的案卷（{ $detail }）：密钥不对，或文件已损坏；因缺少检查点文件，无法区分。请先核对密钥，再从备份恢复。
error-casebook-damaged = { $folder } 中的案卷文件已损坏（{ $detail }）。密钥无误；请保留该文件作证据，并从最近的备份恢复。
error-casebook-format = { $folder } 中的案卷为第 { $found } 版格式，本程序只读第 { $wanted } 版。请升级程序。
error-casebook-folder-read-only = 无法写入 { $folder }（{ $detail }）。请检查文件夹权限，或以只读方式打开案卷；未丢失任何记录。
error-casebook-disk-full = 磁盘已满，{ $folder } 中的案卷未写入本次记录（{ $detail }）。请腾出空间后重试；已确认的记录都在。
error-casebook-in-use = 另一个程序正在写 { $folder } 中的案卷（{ $detail }）。请先关闭它，或以只读方式打开。
error-casebook-append-only = { $folder } 中的案卷只能追加，不能改写或删除（{ $detail }）。如需更正，请追加一条撤销记录。
error-casebook-checkpoint-unreadable = 无法读取检查点文件 { $file }（{ $detail }）。请检查权限，或从备份恢复该文件。
error-casebook-payload = 第 { $sequence } 条记录的内容与日志不符，无法读取。请运行案卷校验，并从备份恢复。
error-casebook-untrusted = { $folder } 中的案卷未通过校验，只能阅读，不能写入。请按提示从备份恢复，或在核对见证后重设检查点。
error-casebook-halted = 上一条记录没有得到确认，{ $folder } 中的案卷已停止写入。请排除磁盘故障后重新打开案卷。
error-casebook-read-only = { $folder } 中的案卷以只读方式打开，不能写入。请关闭后以可写方式打开。
error-casebook-closed = { $folder } 中的案卷已关闭。请重新打开后再试。
error-casebook-own-entry = 建立、删除内容和重设检查点的记录只能由案卷自己写入。请使用相应的功能。
error-casebook-not-erasable = 第 { $sequence } 条记录没有可删除的内容：它不存在、已删除，或属于案卷自身。请核对序号。
error-casebook-erasure-reason = 删除第 { $sequence } 条记录的内容必须由人员办理并写明依据。请补充法律依据后重试。
error-casebook-not-acknowledged = 记录已写入数据库，但 { $folder } 中的检查点没有写成（{ $detail }），因此未予确认。请排除故障后重新打开案卷，查看该记录是否保留，再决定是否重写。
error-backup-not-empty = 备份文件夹 { $folder } 不是空的。请选择一个空文件夹，以免覆盖旧备份。
error-backup-failed = 备份到 { $folder } 没有完成（{ $detail }）。请检查空间和权限后重新备份；原案卷未受影响。
error-renewal-reason = 重设 { $folder } 中案卷的检查点必须由人员办理并写明理由。请补充后重试。
error-renewal-needless = { $folder } 中案卷的检查点完好，无需重设。请直接打开案卷。
error-renewal-refused = { $folder } 中的案卷除检查点外还有不符之处（{ $reason }），不能重设检查点。请从备份恢复。
error-proof-unreadable = 这不是可读的证明文件。请取得由本程序导出的完整文本。
error-pilot-backwards = 试点 { $pilot } 的结束日 { $ends } 早于开始日 { $starts }。请对调两个日期。
error-pilot-unbounded = 试点 { $pilot } 缺少授权文号，或未列明偏离哪些规则。请逐一列明，不能写“全部”。
error-finding-unknown = 案卷中没有编号为“{ $name }”的问题（共 { $count } 项）。请核对编号，如 WT-0001。
error-lifecycle-not-endorsed = { $number } 是红牌，销号须有另一人会签：请先由核实人与 { $actor } 以外的人会签（findings endorse）。
