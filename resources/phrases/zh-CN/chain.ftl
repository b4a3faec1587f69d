# 数据包的链条、期限与分块
exit-gap = 已签名且可信，但所承接的上一份数据包不在手边
exit-expired = 已过应销毁之日，锁定不予打开
check-extract-chunks-same = 数据包 { $count } 个分块的摘要逐块一致，默克尔根为 { $root }；清单所载 SHA-256 为 { $sha256 }。
check-extract-chunks-differ = 数据包有 { $count } 个分块与清单不符，第一处在第 { $first } 至 { $last } 字节：文件已损坏或被改动，请向出具单位重新索取。
check-chain-first = 这是链条上的第一份数据包。
check-chain-whole = 链条完整：向前 { $count } 份均有签名，最早自 { $starts } 起。
check-chain-gap = 链条缺口：所承接的数据包（摘要 { $predecessor }…）不在同一文件夹。把它的清单与签名放到旁边即可接上。
check-chain-untrusted = 链条缺口：所承接的数据包 { $file }（摘要 { $predecessor }…）没有可信签名。
check-chain-silent = 链条缺口：{ $first } 至 { $last } 没有任何数据包覆盖。
check-destroy-by-ahead = 应于 { $day } 前销毁，还有 { $days } 天。
check-destroy-by-passed = 应销毁之日 { $day } 已过 { $days } 天：数据包已锁定，任何用途都不予打开。请用“destroy”销毁并留下证明。
standing-signed-and-trusted = 已签名且可信
standing-gap-in-chain = 已签名且可信，但链条有缺口
standing-unknown-authority = 签发机构未知
standing-unsigned = 未签名
standing-broken = 已损坏或被改动
standing-past-destroy-by = 已过销毁期限，锁定
error-extract-expired = { $file } 应于 { $day } 前销毁，现已锁定，任何用途都不予打开。请运行“plumbline destroy”销毁并留下签名的销毁证明。
option-predecessor = 本数据包所承接的上一份数据包（或其清单）；链条由此相连
build-unchanged = { $file } 与现有数据包逐行相同，未作任何改动。
error-build-predecessor = 所承接的 { $file } 与其清单不符，不能作为链条的上一环。请先用 verify 查验。
command-keys-untrust = 不再信任一个机构：从自己的信任文件夹移除其证书与吊销列表。
command-keys-revoke-list = 从文件收入一个机构的吊销列表；未经其签名、比现有的旧、或签发者不受信任的一律拒收。
option-untrust-fingerprint = 机构证书 SHA-256 的前 8 位以上。
keys-untrusted = 不再信任 { $authority }；它签发的一切从现在起均为“签发机构未知”。
error-trust-none = 以“{ $fingerprint }”开头的受信任机构有 { $count } 个，须恰为一个。请写出指纹的前 { $shortest } 位以上，“keys list”可查。
error-trust-not-own = { $authority } 不在自己的信任文件夹里，不能在此移除。请从放置其证书的文件夹中删除。
command-destroy = 销毁一份数据包：覆写后删除，连同其不合格行、补充件、密钥与缓存，并留下签名的销毁证明。
option-destroy-reason = 销毁的理由；未到应销毁之日时必须写明。
option-yes = 不再询问，直接执行。
destroy-sure = 确定销毁 { $file }？此举无法撤回
destroy-done = 已销毁 { $file }（SHA-256 { $sha256 }）；证明：{ $certificate }
destroy-limits = 覆写只及于此处的文件：其他介质上的副本、快照以及闪存自身保留的旧块不在其内，须按保密规定另行处置。
progress-wiping = 正在覆写 { $file }
error-destroy-confirm = 未得到确认，{ $file } 未被销毁。请在终端确认，或加 --yes。
error-destroy-early = { $file } 的应销毁之日（{ $day }）未到或无清单可查；提前销毁须用 --reason 写明理由。
error-destroy-unwritable = 无法覆写 { $file }：{ $detail }。只读介质上的数据包请连同介质销毁。
error-destruction-malformed = 这不是本程序写出的销毁证明，或其内容被改动过：{ $detail }。
check-destruction-malformed = 销毁证明不合格式或被改动过：{ $detail }。
check-destruction-read = { $person } 证明 { $file }（SHA-256 { $sha256 }）已于 { $at } 销毁。
check-destruction-gone = { $file } 已不在证明旁边。
check-destruction-still-there = { $file } 仍在证明旁边：证明与事实不符，或有人放回了副本。
error-extract-key-missing = { $file } 已加密，打开它需要口令：存入系统密钥库（keys extract），或在终端输入，或用环境变量 PLUMBLINE_PASSPHRASE_FILE 指明口令文件。
error-extract-key-wrong = 密钥打不开 { $file }：它属于另一份数据包，或口令有误。请向出具单位核对。
error-extract-not-encrypted = { $file } 没有加密，无需口令。
error-encrypt-needs = 安全地写出加密数据包需要 DuckDB { $version }（{ $platform }）的 httpfs 扩展，现未找到（{ $file }）。在联网的机器上用同一版本的 DuckDB 执行 INSTALL httpfs，把 ~/.duckdb/extensions/v{ $version }/{ $platform }/httpfs.duckdb_extension 拷来，并在设置中写明 httpfs_extension = "路径"。没有它就不加密：不用不安全的随机数代替。
error-encrypt-extension = 扩展 { $file } 不能载入：{ $detail } 它必须是 DuckDB { $version }（{ $platform }）的官方签名版本。
option-encrypt = 用 AES-256-GCM 加密数据包；密钥由口令保护，存于旁边的 .key 文件。
build-ask-extract = 数据包口令
command-keys-extract = 把一份加密数据包的口令存入系统密钥库，此后打开它不再询问。
keys-extract-kept = { $file } 的口令已存入系统密钥库。
command-supplement = 数据包的补充件：后到的扫描报告、评估、回收样本，各成一份签名的小文件。
command-supplement-add = 把后到的行作为补充件加到数据包旁边；数据包本身不变，各表的现状是整条链上的视图。
command-supplement-list = 列出数据包的补充件及其签名状况。
option-subject = 补充件的内容：scan-report（扫描报告）、assessment（评估）、returned-sample（回收样本）、benefit-reply（协查回复）、other（其他）。
option-add-table = 来源文件的列名即为该契约表的列名或其标签，无需映射文件。
supplement-subject-scan-report = 扫描报告
supplement-subject-assessment = 评估
supplement-subject-benefit-reply = 协查回复
supplement-subject-returned-sample = 回收样本
supplement-subject-other = 其他
supplement-column-number = 序号
supplement-column-subject = 内容
supplement-column-tables = 表与行数
supplement-column-made = 制作时间
supplement-column-standing = 状况
supplement-column-file = 文件
error-supplement-subject = 不知道内容“{ $name }”，最接近的是 { $nearest }；可用：{ $known }。
error-supplement-needs = 请给出 --table（列名即契约列名）或 --mapping（映射文件），二者取一。
error-supplement-table = 契约没有表 { $name }，最接近的是 { $nearest }。
error-supplement-column = { $file } 的列“{ $name }”不是表 { $table } 的列，最接近的是“{ $nearest }”。请改列名，或写一份映射文件。
error-supplement-base = { $file } { $standing ->
    [past-destroy-by] 已过应销毁之日
   *[broken] 没有清单，或与其清单或签名不符
}，不能在其上添加补充件。请先用 verify 查验。
error-supplement-plain = { $file } 已加密，其补充件也须加密，不得以明文加入。
error-supplement-most = 补充件已满 { $most } 份。请由出具单位另出一份新的数据包。
error-supplement-same = 同样的行已在补充件 { $file } 中，未再添加。
error-supplement-missing = 补充件 { $file } 不在数据包旁边，链条在此中断：现状无从还原。请取回该文件；仅作诊断可加 --diagnose。
error-supplement-other = { $file } 不是这份数据包的补充件，或不承接前一份补充件。请移走它，或取回正确的文件；仅作诊断可加 --diagnose。
error-supplement-untrusted = 补充件 { $file } { $standing ->
    [unsigned] 没有签名
    [unknown-authority] 的签名者不受信任
    [past-destroy-by] 已过应销毁之日
    [gap-in-chain] 所承接的一份不在手边
   *[broken] 与其清单或签名不符
}，不如数据包本身可信，不并入现状。请移走它，或向出具单位重新索取；仅作诊断可加 --diagnose。
option-extract = 数据包。
error-mapping-volumes = 来源文件名“{ $file }”不明确：分卷文件名中只能有一个 *，代表序号，且不得在文件夹名中；展开后的来源名也不得与其他来源重名。
error-mapping-join-volumes = 表 { $table } 联接的来源 { $name } 分为多卷；联接只认一个文件。请先合并，或改由分卷的一方联接。
error-source-volume-missing = 分卷 { $file } 不在（末卷为 { $last }）：缺卷即缺行，未开始导入。请补齐后再来。
error-source-volume-twice = 分卷 { $file } 与 { $other } 序号相同。请移走其中之一。
command-chain = 说明数据包在链条中的位置：承接哪一份、由哪一份承接、有哪些补充件、哪些已销毁。
chain-column-this = 本份
chain-column-extract = 数据包
chain-column-period = 期间
chain-column-destroy-by = 应销毁日
chain-column-state = 状况
chain-link-signed = 已签名且可信
chain-link-untrusted = 无可信签名
chain-link-missing = 缺失
chain-link-away = 清单已签名，数据不在此处
chain-link-destroyed = 已销毁，有证明
chain-supplement = 补充件 { $number }：{ $file }，{ $standing }
brief-sources-supplements = {"；"}含补充件至 { $last }，摘要由各件合并而成
check-supplement-missing = 补充件 { $file } 不在数据包旁边，链条在此中断：现状无从还原。请取回该文件；仅作诊断可加 --diagnose。
check-supplement-other = { $file } 不是这份数据包的补充件，或不承接前一份补充件。请移走它，或取回正确的文件；仅作诊断可加 --diagnose。
check-supplement-untrusted = 补充件 { $file } { $standing ->
    [unsigned] 没有签名
    [unknown-authority] 的签名者不受信任
    [past-destroy-by] 已过应销毁之日
    [gap-in-chain] 所承接的一份不在手边
   *[broken] 与其清单或签名不符
}，不如数据包本身可信，不并入现状。请移走它，或向出具单位重新索取；仅作诊断可加 --diagnose。
check-supplements-whole = { $count } 份补充件逐份承接，均与数据包同样可信。
check-destruction-signature-present = 证明的签名 { $file } 在旁边。
check-destruction-signature-absent = 证明没有签名（应有 { $file }）：无人为销毁作证。
error-extract-destroyed = { $file } 已于 { $at } 销毁，理由和经手人见 { $certificate }。
