own-rules = 自定规则
own-rules-detail = 本机用户存下的规则：由流程图的筛选存成，或由命令收入。移除后不再运行，可当场撤销；已登记的问题留在台账。
own-rules-reading = 正在读取自定规则…
own-rules-asks = 查什么
own-rules-version = 版本
own-rules-saved = 保存日期
own-rules-by = 保存人账号
own-rules-fault = 有错
own-rules-told = { $name }。依据：{ $clause }
own-rules-saved-at = 由账号 { $who } 保存于 { $when }；文件 rules/{ $file }
own-rules-count = { $count ->
    [0] 还没有自定规则。在流程图上点环节、流转或走法，选“存为监测规则”。
   *[other] 共 { $count } 条自定规则，存于 { $folder }
}
own-rule-remove = 移除…
own-rule-removing = 正在移除规则…
own-rule-remove-title = 移除这条自定规则？
own-rule-remove-detail = 移除后，各页不再显示它报出的疑点，也不再计入本机的件数。撤销可把文件原样放回。
own-rule-remove-registered = { $count ->
    [0] 台账中没有据它登记的问题。
   *[other] 据它登记的 { $count } 个问题留在台账，不受影响。
}
own-rule-remove-locked = 台账尚未解锁；据它登记的问题如有，都留在台账，不受影响。
own-rule-remove-keep = 保留规则
own-rule-remove-now = 移除规则
own-rule-gone = 已移除自定规则 { $rule }，各页已重新统计。
own-rule-undo = 撤销移除
own-rule-back = 自定规则 { $rule } 已原样放回，各页已重新统计。

column-own-saved = 保存日期
column-own-by = 保存人账号

error-own-rule-lost = 自定规则 { $rule } 的文件已不在，可能已被移走。请关闭列表后重新打开。
error-own-rule-there = 自定规则 { $rule } 的位置上已有新文件，未覆盖。请先核对新规则。

own-rule-of-both = { $item }，{ $organisation }
own-rule-organisation = 部门
own-rule-only-organisation = 只管：{ $name }
own-rule-every-organisation = 全部部门

option-make-organisation = 只管这个部门的办件，填部门编号。
