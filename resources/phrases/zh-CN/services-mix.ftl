# 办事流程页：同一事项的线上与线下
services-part-mix = 线上线下
services-mix = 同一事项线上与线下
services-mix-meta = 同一事项自己比自己
services-mix-raw = 直接差
services-mix-raw-tip = 全部办件线上减线下，含事项结构不同之差
services-mix-same = 同事项之差（95%）
services-mix-items = 事项
services-mix-few = 两种渠道都有的太少
