# 总览的重点问题：编号、阶段、期限
overview-column-severity = 牌级
overview-column-number = 编号
overview-column-what = 问题
overview-column-stage = 阶段
overview-column-due = 期限
overview-particular = { $rule } · { $sentence }
overview-earlier = { $rule } · 不在所选期间
overview-stage-new = 待登记
