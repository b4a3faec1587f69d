# 单位恢复密钥
command-findings-recovery-key = 为本单位生成恢复密钥：私钥离线保管于保险柜，公钥分发给各案卷。
command-findings-recovery-set = 把案卷密钥同时加密给单位恢复公钥；此后的备份随带。
command-findings-recover = 用单位恢复私钥打开案卷或其备份，并设定新口令。
option-recovery-key-folder = 写入密钥对的文件夹。
option-recover-folder = 案卷或备份的文件夹。
option-public = 恢复公钥文件（PEM）。
option-private = 恢复私钥文件（PEM）。
option-office-passphrase-file = 恢复私钥的口令文件。
option-new-passphrase-file = 案卷新口令的文件。
findings-recovery-made = 已生成恢复密钥，指纹 { $fingerprint }。请将私钥移入保险柜，不留在本机。
findings-recovery-set = 案卷密钥已加密给恢复公钥 { $fingerprint }。请与单位核对指纹。
error-recovery-public = 这不是恢复公钥（PEM，P-256）。请向单位索取 recovery.public.pem。
error-recovery-private = 恢复私钥打不开：文件不对，或口令不对。请核对。
error-recovery-malformed = 案卷的恢复文件 recovery.json 已损坏。请用另一份备份。
error-recovery-refused = 案卷密钥是加密给恢复密钥 { $wanted } 的，手头的是 { $found }，或文件已被改动。请换用正确的私钥。
error-recovery-absent = { $folder } 中没有恢复文件 recovery.json：此案卷没有设定单位恢复密钥。
error-recovery-file = 无法读写 { $file }（{ $detail }）。请检查路径与权限。
