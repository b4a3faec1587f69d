classification-public = 公开
classification-internal = 内部
classification-confidential = 秘密
classification-secret = 机密
classification-top-secret = 绝密
