own-rule-name-step = 经过环节“{ $step }”
own-rule-name-follows = “{ $step }”之后紧接“{ $next }”
own-rule-name-way = 走法：{ $way }
own-rule-name-stay = 在环节“{ $step }”停留超过 { $over } 个{ $kind ->
    [civil] 自然日
   *[working] 工作日
}
own-rule-name-between = 从“{ $step }”到“{ $next }”超过 { $over } 个{ $kind ->
    [civil] 自然日
   *[working] 工作日
}
own-rule-of-item = { $name }（{ $item }）
own-rule-finding-step = 办件经过环节“{ $step }” { $times } 次。
own-rule-finding-follows = 环节“{ $step }”之后紧接“{ $next }” { $times } 次；其中两环节时刻相同、先后按记录序号排定的 { $tied } 次。
own-rule-finding-way = 办件所走环节依次为：{ $way }；其中时刻相同、先后按记录序号排定的 { $tied } 处。
own-rule-finding-stay = 在环节“{ $step }”最长停留 { $days } 个{ $kind ->
    [civil] 自然日
   *[working] 工作日
}，本机规则设定 { $allowed } 个，共停留 { $times } 次。
own-rule-finding-between = 从“{ $step }”到紧接的“{ $next }”最长 { $days } 个{ $kind ->
    [civil] 自然日
   *[working] 工作日
}，本机规则设定 { $allowed } 个，共 { $times } 次。
own-rule-advice = 打开办件的环节记录，逐件核对经过与原因，再决定是否登记。
own-rule-innocent = 依事项特点应当如此办理；环节补录或顺序记录有误；申请人要求或依法暂停。
own-rule-no-clause = 本机自定的监测口径，未引用条款。
own-rule-why-no-events = 没有环节记录
own-rule-why-unknown-step = 有环节没有名称
own-rule-why-no-date = 环节没有日期
own-rule-why-no-calendar = 日历不覆盖该日期

own-rule-named = 自定：{ $name }
own-rule-set-aside = 自定规则文件 { $file } 未能使用：{ $detail }
own-rule-aside-name = 自定规则文件有错，未使用
own-rule-save = 存为监测规则
own-rule-save-this = 存为监测规则…
own-rule-detail = 把流程图上的筛选存为本机自己的监测规则，与其他规则一起运行。总览、指数和简报不计入自定规则，因为别人无从重算。
own-rule-filter = 筛选
own-rule-kind-step = 经过环节“{ $step }”
own-rule-kind-follows = “{ $step }”之后紧接“{ $next }”
own-rule-kind-way = 走法：{ $way }
own-rule-kind-stay = 在环节“{ $step }”停留超过…
own-rule-kind-between = 从“{ $step }”到“{ $next }”超过…
own-rule-every-item = 全部事项
own-rule-only-item = 只看：{ $item }
own-rule-over = 超过日数
own-rule-unit = 日数算法
own-rule-unit-working = 工作日
own-rule-unit-civil = 自然日
own-rule-severity = 牌级
own-rule-severity-red = 红牌
own-rule-severity-yellow = 黄牌
own-rule-severity-notice = 提醒
own-rule-name-zh = 中文名称（留空则按筛选生成）
own-rule-name-en = 英文名称（留空则按筛选生成）
own-rule-basis = 依据（可不填）
own-rule-try = 试算
own-rule-keep = 保存
own-rule-untried = 先试算，看清会报出什么，再保存。
own-rule-trying = 正在试算规则…
own-rule-saving = 正在保存规则…
own-rule-tried = { $rule } 第 { $version } 版：在整个抽取包中触发 { $flagged } 件，未触发 { $clear } 件，无法计算 { $silent } 件。随附用例 { $cases } 个均通过。
own-rule-tried-scope = 其中属本页地区、部门且在本期办结（在办的按申请日）的 { $scope } 件；流程图按申请日取件。
own-rule-tried-missing = { $rule } 在此抽取包中无法计算：缺少 { $names }。随附用例 { $cases } 个均通过。
own-rule-tried-why = 无法计算：{ $why }。
own-rule-replaces = 将取代已保存的第 { $version } 版。
own-rule-already = 相同的规则已经保存，无需再存。
own-rule-example-case = 案件
own-rule-example-finding = 疑点
own-rule-kept = 已保存自定规则 { $rule } 第 { $version } 版，与其他规则一起运行。
own-rule-saved-at = 已保存 { $rule } 第 { $version } 版：{ $file }
own-rule-not-saved = 未保存；加 --save 保存。
own-rule-removed = 已移除 { $rule }：{ $file }
own-rule-added = 已收入 { $rule } 第 { $version } 版：{ $file }
own-rule-none = 还没有自定规则。文件夹：{ $folder }
own-rule-total = 自定规则 { $count } 条，未能使用 { $aside } 个。文件夹：{ $folder }

column-own-severity = 牌级
column-own-basis = 依据
column-own-version = 版本

progress-own-rule-try = 试算规则

error-own-rule-twice = { $file }：编号或参数与另一条规则 { $rule } 相同。请改用别的编号。
error-own-rule-case = { $file }：随附用例“{ $about }”的结果与其预期不符，规则未保存。请改正规则或用例。
error-own-rule-older = 自定规则 { $rule } 已有第 { $held } 版，送来的是第 { $version } 版。请提高版本号后再收入。
error-own-rule-unwritable = 无法写入自定规则的文件夹 { $folder }。请检查权限和剩余空间。
error-own-rule-unknown = 没有自定规则 { $rule }。用 own-rules list 查看已有的规则。
error-own-rule-held = 相同的规则 { $rule } 已经保存。
error-own-rule-kind = 没有“{ $name }”这种筛选。可用：{ $allowed }。
error-own-rule-severity = 没有牌级“{ $name }”。可用：{ $allowed }。
error-own-rule-days = 没有“{ $name }”这种日数算法。可用：{ $allowed }。
error-own-rule-steps = 筛选“{ $kind }”的环节个数不对（给了 { $count } 个）：一个环节、紧接的两个环节，或完整走法（至多 60 个），名称不能为空。
error-own-rule-step = 抽取包中没有环节“{ $name }”。最接近的是“{ $nearest }”，共有：{ $known }。
error-own-rule-over = 日数 { $over } 不在 0 至 { $most } 之间。
error-own-rule-name = 规则名称不超过 { $most } 个字。
error-own-rule-choose = 请用 --through 或 --way 指明一种筛选，二者择一。
error-own-rule-over-way = 走法没有停留日数；--over 与 --through 一起使用。
error-own-rule-file = 读不到规则文件 { $file }。请检查路径和权限。

command-own-rules = 本机自定的监测规则：由流程筛选生成、收入、列出、移除。
command-own-rules-make = 把一种流程筛选试算为规则；加 --save 才保存。
command-own-rules-list = 列出本机自定的规则和未能使用的文件。
command-own-rules-add = 收入一个规则文件；先核对它自带的用例。
command-own-rules-remove = 移除一条自定规则；已登记的问题仍在台账中。
option-make-through = 经过的环节，或紧接的两个环节（用逗号分开）。
option-make-way = 完整走法，环节用逗号分开。
option-make-over = 在该环节停留或两环节之间超过的日数。
option-make-unit = 日数算法：working 工作日，civil 自然日。
option-make-item = 只看这一事项的办件。
option-make-severity = 建议的牌级：red、yellow 或 notice。
option-make-name-zh = 中文名称；不给则按筛选生成。
option-make-name-en = 英文名称；不给则按筛选生成。
option-make-basis = 依据的条款或文件。
option-make-save = 试算后保存。
option-add-rule-file = 规则文件（.toml）。
option-remove-rule = 规则编号，如 OWN-123456。
