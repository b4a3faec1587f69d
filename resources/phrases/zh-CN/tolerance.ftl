# 容错纠错的记录、步骤与条件
decision-tolerance_apply = 登记容错申请
decision-tolerance_bind = 绑定条件证据
decision-tolerance_assess = 核实条件
decision-tolerance_recuse = 回避
decision-tolerance_admit = 准许知悉
decision-tolerance_verify = 办结核实
decision-tolerance_return = 退回补正
decision-tolerance_withdraw = 撤回申请
decision-tolerance_grant = 登记容错免责决定
decision-tolerance_lighten = 登记从轻减轻决定
decision-tolerance_refuse = 登记不予容错决定
decision-tolerance_notify = 登记告知
decision-tolerance_correct = 登记纠错
decision-tolerance_appeal = 登记申诉
decision-tolerance_keep = 登记申诉维持
decision-tolerance_change_grant = 登记申诉改为容错
decision-tolerance_change_refuse = 登记申诉改为不予容错
decision-tolerance_revoke = 登记撤销容错
decision-tolerance_clear = 登记澄清正名
decision-pilot_match = 按试点转为提醒
decision-pilot_release = 不再属于试点
decision-blind_review = 盲评复看
decision-pilot_enter = 登记授权试点
decision-pilot_end = 提前终止试点
decision-review_sample = 抽取盲评样本
tolerance-step-appealed = 申诉
tolerance-step-withdrawn = 已撤回
tolerance-step-revoked = 已撤销
tolerance-step-none = 尚未申请
tolerance-verdict-shown = 已证明
tolerance-verdict-not_shown = 未证明
tolerance-verdict-none = 未核实
tolerance-outcome-granted = 容错免责
tolerance-outcome-lightened = 从轻减轻
tolerance-outcome-refused = 不予容错
tolerance-outcome-none = 未决定
tolerance-limit-verify_days = 核实
tolerance-limit-decide_days = 决定
tolerance-limit-notify_days = 告知
tolerance-limit-appeal_days = 申诉期
tolerance-limit-hear_days = 申诉复核
tolerance-limit-clear_days = 澄清正名
tolerance-limit-correct_by = 纠错
tolerance-alike-rule = 同一规则
tolerance-alike-item = 同一事项
tolerance-alike-theme = 同一领域
tolerance-alike-organisation = 同一单位
tolerance-alike-amount = 金额相近
tolerance-alike-persons = 人数相近
tolerance-alike-days = 天数相近
tolerance-alike-facts = 事实相同
tolerance-pair-rule = 规则
tolerance-pair-item = 服务事项
tolerance-pair-amount = 金额（元）
tolerance-pair-persons = 人数
tolerance-pair-days = 天数
tolerance-pair-outcome = 结果
tolerance-pair-document = 决定文号
review-verdict-false_alarm = 确属误报
review-verdict-violation = 不应驳回
review-verdict-cannot_tell = 无法判断
# 错误
error-tolerance-not-allowed = 问题 { $number } 的容错现在是“{ $step ->
        *[none] { tolerance-step-none }
         [applied] { tolerance-step-applied }
         [verified] { tolerance-step-verified }
         [decided] { tolerance-step-decided }
         [notified] { tolerance-step-notified }
         [corrected] { tolerance-step-corrected }
         [cleared] { tolerance-step-cleared }
         [appealed] { tolerance-step-appealed }
         [withdrawn] { tolerance-step-withdrawn }
         [revoked] { tolerance-step-revoked }
    }”，不能“{ $action ->
         [tolerance_apply] { decision-tolerance_apply }
         [tolerance_bind] { decision-tolerance_bind }
         [tolerance_assess] { decision-tolerance_assess }
         [tolerance_recuse] { decision-tolerance_recuse }
         [tolerance_admit] { decision-tolerance_admit }
         [tolerance_verify] { decision-tolerance_verify }
         [tolerance_return] { decision-tolerance_return }
         [tolerance_withdraw] { decision-tolerance_withdraw }
         [tolerance_grant] { decision-tolerance_grant }
         [tolerance_lighten] { decision-tolerance_lighten }
         [tolerance_refuse] { decision-tolerance_refuse }
         [tolerance_notify] { decision-tolerance_notify }
         [tolerance_correct] { decision-tolerance_correct }
         [tolerance_appeal] { decision-tolerance_appeal }
         [tolerance_keep] { decision-tolerance_keep }
         [tolerance_change_grant] { decision-tolerance_change_grant }
         [tolerance_change_refuse] { decision-tolerance_change_refuse }
         [tolerance_revoke] { decision-tolerance_revoke }
        *[tolerance_clear] { decision-tolerance_clear }
         [pilot_match] { decision-pilot_match }
         [pilot_release] { decision-pilot_release }
         [blind_review] { decision-blind_review }
    }”，问题处于“{ $stage ->
         [suspicion] { stage-suspicion }
         [verifying] { stage-verifying }
         [hearing] { stage-hearing }
         [confirmed] { stage-confirmed }
         [rectifying] { stage-rectifying }
         [supervised] { stage-supervised }
         [reviewing] { stage-reviewing }
         [closed] { stage-closed }
         [dismissed] { stage-dismissed }
         [transferred] { stage-transferred }
         [objection] { stage-objection }
        *[reopened] { stage-reopened }
    }”。请刷新案卷，按列出的可办事项办理。
error-tolerance-role = 身份“{ $role ->
         [system] { role-system }
         [analyst] { role-analyst }
         [inspector] { role-inspector }
         [reviewer] { role-reviewer }
        *[leader] { role-leader }
    }”不能“{ $action ->
         [tolerance_apply] { decision-tolerance_apply }
         [tolerance_bind] { decision-tolerance_bind }
         [tolerance_assess] { decision-tolerance_assess }
         [tolerance_recuse] { decision-tolerance_recuse }
         [tolerance_admit] { decision-tolerance_admit }
         [tolerance_verify] { decision-tolerance_verify }
         [tolerance_return] { decision-tolerance_return }
         [tolerance_withdraw] { decision-tolerance_withdraw }
         [tolerance_grant] { decision-tolerance_grant }
         [tolerance_lighten] { decision-tolerance_lighten }
         [tolerance_refuse] { decision-tolerance_refuse }
         [tolerance_notify] { decision-tolerance_notify }
         [tolerance_correct] { decision-tolerance_correct }
         [tolerance_appeal] { decision-tolerance_appeal }
         [tolerance_keep] { decision-tolerance_keep }
         [tolerance_change_grant] { decision-tolerance_change_grant }
         [tolerance_change_refuse] { decision-tolerance_change_refuse }
         [tolerance_revoke] { decision-tolerance_revoke }
        *[tolerance_clear] { decision-tolerance_clear }
         [pilot_match] { decision-pilot_match }
         [pilot_release] { decision-pilot_release }
         [blind_review] { decision-blind_review }
    }”（问题 { $number }，办理人 { $actor }）。可由这些身份办理：{ $roles }。
error-tolerance-recused = { $actor } 是申请人、涉案人员或已回避，不能“{ $action ->
         [tolerance_apply] { decision-tolerance_apply }
         [tolerance_bind] { decision-tolerance_bind }
         [tolerance_assess] { decision-tolerance_assess }
         [tolerance_recuse] { decision-tolerance_recuse }
         [tolerance_admit] { decision-tolerance_admit }
         [tolerance_verify] { decision-tolerance_verify }
         [tolerance_return] { decision-tolerance_return }
         [tolerance_withdraw] { decision-tolerance_withdraw }
         [tolerance_grant] { decision-tolerance_grant }
         [tolerance_lighten] { decision-tolerance_lighten }
         [tolerance_refuse] { decision-tolerance_refuse }
         [tolerance_notify] { decision-tolerance_notify }
         [tolerance_correct] { decision-tolerance_correct }
         [tolerance_appeal] { decision-tolerance_appeal }
         [tolerance_keep] { decision-tolerance_keep }
         [tolerance_change_grant] { decision-tolerance_change_grant }
         [tolerance_change_refuse] { decision-tolerance_change_refuse }
         [tolerance_revoke] { decision-tolerance_revoke }
        *[tolerance_clear] { decision-tolerance_clear }
         [pilot_match] { decision-pilot_match }
         [pilot_release] { decision-pilot_release }
         [blind_review] { decision-blind_review }
    }”（问题 { $number }）。请换人办理。
error-tolerance-not-admitted = { $actor } 不在问题 { $number } 容错案卷的知悉范围内，不能“{ $action ->
         [tolerance_apply] { decision-tolerance_apply }
         [tolerance_bind] { decision-tolerance_bind }
         [tolerance_assess] { decision-tolerance_assess }
         [tolerance_recuse] { decision-tolerance_recuse }
         [tolerance_admit] { decision-tolerance_admit }
         [tolerance_verify] { decision-tolerance_verify }
         [tolerance_return] { decision-tolerance_return }
         [tolerance_withdraw] { decision-tolerance_withdraw }
         [tolerance_grant] { decision-tolerance_grant }
         [tolerance_lighten] { decision-tolerance_lighten }
         [tolerance_refuse] { decision-tolerance_refuse }
         [tolerance_notify] { decision-tolerance_notify }
         [tolerance_correct] { decision-tolerance_correct }
         [tolerance_appeal] { decision-tolerance_appeal }
         [tolerance_keep] { decision-tolerance_keep }
         [tolerance_change_grant] { decision-tolerance_change_grant }
         [tolerance_change_refuse] { decision-tolerance_change_refuse }
         [tolerance_revoke] { decision-tolerance_revoke }
        *[tolerance_clear] { decision-tolerance_clear }
         [pilot_match] { decision-pilot_match }
         [pilot_release] { decision-pilot_release }
         [blind_review] { decision-blind_review }
    }”。请由案卷内人员或领导用“准许知悉”加入。
error-tolerance-same-person = { $actor } 参与了问题 { $number } 此前的核实或决定，不能再“{ $action ->
         [tolerance_apply] { decision-tolerance_apply }
         [tolerance_bind] { decision-tolerance_bind }
         [tolerance_assess] { decision-tolerance_assess }
         [tolerance_recuse] { decision-tolerance_recuse }
         [tolerance_admit] { decision-tolerance_admit }
         [tolerance_verify] { decision-tolerance_verify }
         [tolerance_return] { decision-tolerance_return }
         [tolerance_withdraw] { decision-tolerance_withdraw }
         [tolerance_grant] { decision-tolerance_grant }
         [tolerance_lighten] { decision-tolerance_lighten }
         [tolerance_refuse] { decision-tolerance_refuse }
         [tolerance_notify] { decision-tolerance_notify }
         [tolerance_correct] { decision-tolerance_correct }
         [tolerance_appeal] { decision-tolerance_appeal }
         [tolerance_keep] { decision-tolerance_keep }
         [tolerance_change_grant] { decision-tolerance_change_grant }
         [tolerance_change_refuse] { decision-tolerance_change_refuse }
         [tolerance_revoke] { decision-tolerance_revoke }
        *[tolerance_clear] { decision-tolerance_clear }
         [pilot_match] { decision-pilot_match }
         [pilot_release] { decision-pilot_release }
         [blind_review] { decision-blind_review }
    }”。请由另一人办理。
error-tolerance-lacks = 问题 { $number } 的“{ $action ->
         [tolerance_apply] { decision-tolerance_apply }
         [tolerance_bind] { decision-tolerance_bind }
         [tolerance_assess] { decision-tolerance_assess }
         [tolerance_recuse] { decision-tolerance_recuse }
         [tolerance_admit] { decision-tolerance_admit }
         [tolerance_verify] { decision-tolerance_verify }
         [tolerance_return] { decision-tolerance_return }
         [tolerance_withdraw] { decision-tolerance_withdraw }
         [tolerance_grant] { decision-tolerance_grant }
         [tolerance_lighten] { decision-tolerance_lighten }
         [tolerance_refuse] { decision-tolerance_refuse }
         [tolerance_notify] { decision-tolerance_notify }
         [tolerance_correct] { decision-tolerance_correct }
         [tolerance_appeal] { decision-tolerance_appeal }
         [tolerance_keep] { decision-tolerance_keep }
         [tolerance_change_grant] { decision-tolerance_change_grant }
         [tolerance_change_refuse] { decision-tolerance_change_refuse }
         [tolerance_revoke] { decision-tolerance_revoke }
        *[tolerance_clear] { decision-tolerance_clear }
         [pilot_match] { decision-pilot_match }
         [pilot_release] { decision-pilot_release }
         [blind_review] { decision-blind_review }
    }”缺少：{ $field ->
         [applicant] 申请人
         [text] 说明
         [ground] 条件
         [evidence] 证据
         [verdict] 核实结论
         [reason] 理由
         [person] 姓名
         [document_number] 有权机关文号
         [body] 有权机关
         [told] 告知对象
         [appellant] 申诉人
        *[place] 澄清场合
    }。请补充后重试。
error-tolerance-choice = 问题 { $number } 的“{ $action ->
         [tolerance_apply] { decision-tolerance_apply }
         [tolerance_bind] { decision-tolerance_bind }
         [tolerance_assess] { decision-tolerance_assess }
         [tolerance_recuse] { decision-tolerance_recuse }
         [tolerance_admit] { decision-tolerance_admit }
         [tolerance_verify] { decision-tolerance_verify }
         [tolerance_return] { decision-tolerance_return }
         [tolerance_withdraw] { decision-tolerance_withdraw }
         [tolerance_grant] { decision-tolerance_grant }
         [tolerance_lighten] { decision-tolerance_lighten }
         [tolerance_refuse] { decision-tolerance_refuse }
         [tolerance_notify] { decision-tolerance_notify }
         [tolerance_correct] { decision-tolerance_correct }
         [tolerance_appeal] { decision-tolerance_appeal }
         [tolerance_keep] { decision-tolerance_keep }
         [tolerance_change_grant] { decision-tolerance_change_grant }
         [tolerance_change_refuse] { decision-tolerance_change_refuse }
         [tolerance_revoke] { decision-tolerance_revoke }
        *[tolerance_clear] { decision-tolerance_clear }
         [pilot_match] { decision-pilot_match }
         [pilot_release] { decision-pilot_release }
         [blind_review] { decision-blind_review }
    }”中，“{ $told }”不是可选的{ $field ->
         [applicant] 申请人
         [text] 说明
         [ground] 条件
         [evidence] 证据
         [verdict] 核实结论
         [reason] 理由
         [person] 姓名
         [document_number] 有权机关文号
         [body] 有权机关
         [told] 告知对象
         [appellant] 申诉人
        *[place] 澄清场合
    }。可选：{ $known }。
error-tolerance-date-future = “{ $action ->
         [tolerance_apply] { decision-tolerance_apply }
         [tolerance_bind] { decision-tolerance_bind }
         [tolerance_assess] { decision-tolerance_assess }
         [tolerance_recuse] { decision-tolerance_recuse }
         [tolerance_admit] { decision-tolerance_admit }
         [tolerance_verify] { decision-tolerance_verify }
         [tolerance_return] { decision-tolerance_return }
         [tolerance_withdraw] { decision-tolerance_withdraw }
         [tolerance_grant] { decision-tolerance_grant }
         [tolerance_lighten] { decision-tolerance_lighten }
         [tolerance_refuse] { decision-tolerance_refuse }
         [tolerance_notify] { decision-tolerance_notify }
         [tolerance_correct] { decision-tolerance_correct }
         [tolerance_appeal] { decision-tolerance_appeal }
         [tolerance_keep] { decision-tolerance_keep }
         [tolerance_change_grant] { decision-tolerance_change_grant }
         [tolerance_change_refuse] { decision-tolerance_change_refuse }
         [tolerance_revoke] { decision-tolerance_revoke }
        *[tolerance_clear] { decision-tolerance_clear }
         [pilot_match] { decision-pilot_match }
         [pilot_release] { decision-pilot_release }
         [blind_review] { decision-blind_review }
    }”的日期 { $day } 晚于今天 { $today }（问题 { $number }）。请核对日期或本机时钟。
error-tolerance-date-order = “{ $action ->
         [tolerance_apply] { decision-tolerance_apply }
         [tolerance_bind] { decision-tolerance_bind }
         [tolerance_assess] { decision-tolerance_assess }
         [tolerance_recuse] { decision-tolerance_recuse }
         [tolerance_admit] { decision-tolerance_admit }
         [tolerance_verify] { decision-tolerance_verify }
         [tolerance_return] { decision-tolerance_return }
         [tolerance_withdraw] { decision-tolerance_withdraw }
         [tolerance_grant] { decision-tolerance_grant }
         [tolerance_lighten] { decision-tolerance_lighten }
         [tolerance_refuse] { decision-tolerance_refuse }
         [tolerance_notify] { decision-tolerance_notify }
         [tolerance_correct] { decision-tolerance_correct }
         [tolerance_appeal] { decision-tolerance_appeal }
         [tolerance_keep] { decision-tolerance_keep }
         [tolerance_change_grant] { decision-tolerance_change_grant }
         [tolerance_change_refuse] { decision-tolerance_change_refuse }
         [tolerance_revoke] { decision-tolerance_revoke }
        *[tolerance_clear] { decision-tolerance_clear }
         [pilot_match] { decision-pilot_match }
         [pilot_release] { decision-pilot_release }
         [blind_review] { decision-blind_review }
    }”的日期 { $day } 早于前一步的 { $earlier }（问题 { $number }）。请核对日期。
error-tolerance-evidence-unknown = 证据 { $digest } 不在问题 { $number } 的 { $count } 份证据文件之中，不能用于“{ $action ->
         [tolerance_apply] { decision-tolerance_apply }
         [tolerance_bind] { decision-tolerance_bind }
         [tolerance_assess] { decision-tolerance_assess }
         [tolerance_recuse] { decision-tolerance_recuse }
         [tolerance_admit] { decision-tolerance_admit }
         [tolerance_verify] { decision-tolerance_verify }
         [tolerance_return] { decision-tolerance_return }
         [tolerance_withdraw] { decision-tolerance_withdraw }
         [tolerance_grant] { decision-tolerance_grant }
         [tolerance_lighten] { decision-tolerance_lighten }
         [tolerance_refuse] { decision-tolerance_refuse }
         [tolerance_notify] { decision-tolerance_notify }
         [tolerance_correct] { decision-tolerance_correct }
         [tolerance_appeal] { decision-tolerance_appeal }
         [tolerance_keep] { decision-tolerance_keep }
         [tolerance_change_grant] { decision-tolerance_change_grant }
         [tolerance_change_refuse] { decision-tolerance_change_refuse }
         [tolerance_revoke] { decision-tolerance_revoke }
        *[tolerance_clear] { decision-tolerance_clear }
         [pilot_match] { decision-pilot_match }
         [pilot_release] { decision-pilot_release }
         [blind_review] { decision-blind_review }
    }”。请先添加该文件。
error-tolerance-unbound = 问题 { $number } 的“{ $ground ->
        *[lawful] { tolerance-lawful }
         [reforming] { tolerance-reforming }
         [diligent] { tolerance-diligent }
         [public_spirited] { tolerance-public_spirited }
         [proper_procedure] { tolerance-proper_procedure }
         [corrected] { tolerance-corrected }
         [pilot] { tolerance-pilot }
         [unregulated] { tolerance-unregulated }
         [honest_fault] { tolerance-honest_fault }
    }”没有绑定证据，“{ $action ->
         [tolerance_apply] { decision-tolerance_apply }
         [tolerance_bind] { decision-tolerance_bind }
         [tolerance_assess] { decision-tolerance_assess }
         [tolerance_recuse] { decision-tolerance_recuse }
         [tolerance_admit] { decision-tolerance_admit }
         [tolerance_verify] { decision-tolerance_verify }
         [tolerance_return] { decision-tolerance_return }
         [tolerance_withdraw] { decision-tolerance_withdraw }
         [tolerance_grant] { decision-tolerance_grant }
         [tolerance_lighten] { decision-tolerance_lighten }
         [tolerance_refuse] { decision-tolerance_refuse }
         [tolerance_notify] { decision-tolerance_notify }
         [tolerance_correct] { decision-tolerance_correct }
         [tolerance_appeal] { decision-tolerance_appeal }
         [tolerance_keep] { decision-tolerance_keep }
         [tolerance_change_grant] { decision-tolerance_change_grant }
         [tolerance_change_refuse] { decision-tolerance_change_refuse }
         [tolerance_revoke] { decision-tolerance_revoke }
        *[tolerance_clear] { decision-tolerance_clear }
         [pilot_match] { decision-pilot_match }
         [pilot_release] { decision-pilot_release }
         [blind_review] { decision-blind_review }
    }”不能写“已证明”。请先绑定证据，或写“未证明”。
error-tolerance-unassessed = 问题 { $number } 还有 { $count } 项条件未核实，如“{ $ground ->
        *[lawful] { tolerance-lawful }
         [reforming] { tolerance-reforming }
         [diligent] { tolerance-diligent }
         [public_spirited] { tolerance-public_spirited }
         [proper_procedure] { tolerance-proper_procedure }
         [corrected] { tolerance-corrected }
         [pilot] { tolerance-pilot }
         [unregulated] { tolerance-unregulated }
         [honest_fault] { tolerance-honest_fault }
    }”，不能“{ $action ->
         [tolerance_apply] { decision-tolerance_apply }
         [tolerance_bind] { decision-tolerance_bind }
         [tolerance_assess] { decision-tolerance_assess }
         [tolerance_recuse] { decision-tolerance_recuse }
         [tolerance_admit] { decision-tolerance_admit }
         [tolerance_verify] { decision-tolerance_verify }
         [tolerance_return] { decision-tolerance_return }
         [tolerance_withdraw] { decision-tolerance_withdraw }
         [tolerance_grant] { decision-tolerance_grant }
         [tolerance_lighten] { decision-tolerance_lighten }
         [tolerance_refuse] { decision-tolerance_refuse }
         [tolerance_notify] { decision-tolerance_notify }
         [tolerance_correct] { decision-tolerance_correct }
         [tolerance_appeal] { decision-tolerance_appeal }
         [tolerance_keep] { decision-tolerance_keep }
         [tolerance_change_grant] { decision-tolerance_change_grant }
         [tolerance_change_refuse] { decision-tolerance_change_refuse }
         [tolerance_revoke] { decision-tolerance_revoke }
        *[tolerance_clear] { decision-tolerance_clear }
         [pilot_match] { decision-pilot_match }
         [pilot_release] { decision-pilot_release }
         [blind_review] { decision-blind_review }
    }”。请逐项核实。
error-tolerance-incomplete = 问题 { $number } 有 { $count } 项条件没有证据，如“{ $ground ->
        *[lawful] { tolerance-lawful }
         [reforming] { tolerance-reforming }
         [diligent] { tolerance-diligent }
         [public_spirited] { tolerance-public_spirited }
         [proper_procedure] { tolerance-proper_procedure }
         [corrected] { tolerance-corrected }
         [pilot] { tolerance-pilot }
         [unregulated] { tolerance-unregulated }
         [honest_fault] { tolerance-honest_fault }
    }”，不能“{ $action ->
         [tolerance_apply] { decision-tolerance_apply }
         [tolerance_bind] { decision-tolerance_bind }
         [tolerance_assess] { decision-tolerance_assess }
         [tolerance_recuse] { decision-tolerance_recuse }
         [tolerance_admit] { decision-tolerance_admit }
         [tolerance_verify] { decision-tolerance_verify }
         [tolerance_return] { decision-tolerance_return }
         [tolerance_withdraw] { decision-tolerance_withdraw }
         [tolerance_grant] { decision-tolerance_grant }
         [tolerance_lighten] { decision-tolerance_lighten }
         [tolerance_refuse] { decision-tolerance_refuse }
         [tolerance_notify] { decision-tolerance_notify }
         [tolerance_correct] { decision-tolerance_correct }
         [tolerance_appeal] { decision-tolerance_appeal }
         [tolerance_keep] { decision-tolerance_keep }
         [tolerance_change_grant] { decision-tolerance_change_grant }
         [tolerance_change_refuse] { decision-tolerance_change_refuse }
         [tolerance_revoke] { decision-tolerance_revoke }
        *[tolerance_clear] { decision-tolerance_clear }
         [pilot_match] { decision-pilot_match }
         [pilot_release] { decision-pilot_release }
         [blind_review] { decision-blind_review }
    }”。六个条件和三个区分都要有证据；请退回补正后绑定。
error-tolerance-negative = 核实认为问题 { $number } 属于负面清单（{ $negative }），不能“{ $action ->
         [tolerance_apply] { decision-tolerance_apply }
         [tolerance_bind] { decision-tolerance_bind }
         [tolerance_assess] { decision-tolerance_assess }
         [tolerance_recuse] { decision-tolerance_recuse }
         [tolerance_admit] { decision-tolerance_admit }
         [tolerance_verify] { decision-tolerance_verify }
         [tolerance_return] { decision-tolerance_return }
         [tolerance_withdraw] { decision-tolerance_withdraw }
         [tolerance_grant] { decision-tolerance_grant }
         [tolerance_lighten] { decision-tolerance_lighten }
         [tolerance_refuse] { decision-tolerance_refuse }
         [tolerance_notify] { decision-tolerance_notify }
         [tolerance_correct] { decision-tolerance_correct }
         [tolerance_appeal] { decision-tolerance_appeal }
         [tolerance_keep] { decision-tolerance_keep }
         [tolerance_change_grant] { decision-tolerance_change_grant }
         [tolerance_change_refuse] { decision-tolerance_change_refuse }
         [tolerance_revoke] { decision-tolerance_revoke }
        *[tolerance_clear] { decision-tolerance_clear }
         [pilot_match] { decision-pilot_match }
         [pilot_release] { decision-pilot_release }
         [blind_review] { decision-blind_review }
    }”。如核实有误，请退回补正后重新核实。
error-tolerance-negative-unknown = 负面清单中没有“{ $told }”。现行条目：{ $known }。
error-tolerance-pilot-state = 问题 { $number } 现在的试点是 { $held }，与试点 { $pilot } 的这条记录不符。请刷新后重试。
error-tolerance-leniency-rule = 定义文件 { $file } 的条目 { $entry } 引用了不存在的规则：{ $rule }。请改为现有规则编号。
error-tolerance-entry = 定义文件 { $file } 的条目 { $entry } 重复，或失效日早于生效日。请改正。
error-pilot-known = 登记册中已有（或曾有）试点 { $pilot }。请换一个编号。
error-pilot-unknown = 登记册中没有试点 { $pilot }。请用 tolerance pilots 查看。
error-pilot-role = 身份代码 { $role } 不能登记或终止试点。请由督查员、复核员或领导办理。
error-pilot-end-late = 试点 { $pilot } 本来就在 { $ends } 结束，不能改到 { $last_day }。延长须另行登记一个试点。
error-review-undecided = 问题 { $number } 尚无认定或不属实的结论，不能盲评。请从样本中选择。
error-review-took-part = { $actor } 参与过问题 { $number } 的办理，不能盲评。请由未参与的人评看。
error-review-done = 问题 { $number } 在样本 { $sample } 中已经盲评过。
error-review-none = 没有可抽取的不属实记录。先有认定为不属实的问题，才能抽样盲评。
error-review-sample-unknown = 没有样本 { $sample }。请先用 tolerance sample 抽取。
error-review-outside = 问题 { $number } 不在样本 { $sample } 中。请从样本中选择。
