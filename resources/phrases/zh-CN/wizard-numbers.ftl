# 数字的写法与读取结果。
wizard-field-decimal = 小数点
wizard-field-thousands = 千位分隔
wizard-mark-none = 无
wizard-mark-point = 句点（.）
wizard-mark-comma = 逗号（,）
wizard-mark-blank = 空格
wizard-mark-apostrophe = 撇号（'）
wizard-no-value = → 无法读取
wizard-key-of = 比对密钥 { $name }
wizard-point-key = 请生成：keys pseudonym { $name }
wizard-lines-more = { $lines }，另 { $more } 行
