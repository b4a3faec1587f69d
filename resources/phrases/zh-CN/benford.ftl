benford-mantissa = 尾数弧：平均向量长度平方 { $arc }；在定律之下出现不短于此的机会为 { $chance }。
benford-sums = 共 { $n } 个正数，合计 { $total }：按前两位求和，各和的占比平均偏离 { $mad }；最大的是 { $digit } 开头的，占 { $share }（期望 1.11%）。该检验没有公开的界限，不下结论。
method-column-sum = 合计
benford-distortion = 失真系数：按定律均值计为 { $exact }；按已发表软件的常数（39.0865 与两位数字颠倒的 39.0685）计为 { $published }。
