# 查准率偏低的规则：在每条疑点上、在命令与简报中说明
briefing-weak-rule = ‡ 该规则以往的疑点经核实后属实的比例低于所设限值：请先看证据再判断。
findings-weak-mark = ‡ { $rule }：{ $words }
column-doubt = 存疑
column-decided-share = 已决属实比
precision-provisional = { $count } 条规则尚无盲评结果：已决属实比只是认定与不属实之比，不是查准率；先抽样盲评（findings sample），再给出查准率与区间。
finding-precision = 规则查准率
finding-precision-detail = 已决属实比只是认定与不属实之比；从不属实中随机抽样盲评之后，才有查准率与 95% 区间。
finding-precision-working = 正在计算每条规则有多准
finding-precision-interval = 95% 区间
option-preview-save = 试算之后，把这些参数值存为该规则的下一版本文件；放到所示位置才生效。
preview-saved = 已把 { $rule } 的下一版本写入 { $file }。确认试算结果后，把它放到 { $place } 才生效；旧文件请另存。
error-rule-unchanged = 这些值就是 { $rule } 现用的参数值，没有可保存的改动。请给出另一个值。
error-rule-not-saved = { $file } 的写法不能逐字改写（version 一行，参数写作“名 = {"{"} value = … {"}"}”）。请手工修改参数值，并把 version 加一。
findings-none-at-stage = 案卷有 { $count } 个问题，没有一个在所选阶段。不加 --stage 可列出全部。
