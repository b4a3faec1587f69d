# Entries, steps and grounds of tolerance
decision-tolerance_apply = Record an application for tolerance
decision-tolerance_bind = Bind evidence to a ground
decision-tolerance_assess = Assess a ground
decision-tolerance_recuse = Recuse
decision-tolerance_admit = Admit to the file
decision-tolerance_verify = End the verification
decision-tolerance_return = Return for more
decision-tolerance_withdraw = Withdraw the application
decision-tolerance_grant = Record: tolerated
decision-tolerance_lighten = Record: weighs less
decision-tolerance_refuse = Record: not tolerated
decision-tolerance_notify = Record the notice
decision-tolerance_correct = Record the correction
decision-tolerance_appeal = Record an appeal
decision-tolerance_keep = Record: appeal fails
decision-tolerance_change_grant = Record: appeal brings tolerance
decision-tolerance_change_refuse = Record: appeal ends tolerance
decision-tolerance_revoke = Record: tolerance revoked
decision-tolerance_clear = Record the public clearing
decision-pilot_match = Become a notice by a pilot
decision-pilot_release = Lie in no pilot any more
decision-blind_review = Review blind
decision-pilot_enter = Enter an authorised pilot
decision-pilot_end = End a pilot early
decision-review_sample = Draw a sample for blind review
tolerance-step-appealed = Appealed
tolerance-step-withdrawn = Withdrawn
tolerance-step-revoked = Revoked
tolerance-step-none = not applied for
tolerance-verdict-shown = shown
tolerance-verdict-not_shown = not shown
tolerance-verdict-none = not looked at
tolerance-outcome-granted = Tolerated
tolerance-outcome-lightened = Weighs less
tolerance-outcome-refused = Not tolerated
tolerance-outcome-none = Undecided
tolerance-limit-verify_days = verify
tolerance-limit-decide_days = decide
tolerance-limit-notify_days = notify
tolerance-limit-appeal_days = appeal
tolerance-limit-hear_days = hear the appeal
tolerance-limit-clear_days = clear the name
tolerance-limit-correct_by = correct
tolerance-alike-rule = same rule
tolerance-alike-item = same item
tolerance-alike-theme = same theme
tolerance-alike-organisation = same organisation
tolerance-alike-amount = similar amount
tolerance-alike-persons = similar number of persons
tolerance-alike-days = similar number of days
tolerance-alike-facts = same facts
tolerance-pair-rule = Rule
tolerance-pair-item = Item
tolerance-pair-amount = Amount (yuan)
tolerance-pair-persons = Persons
tolerance-pair-days = Days
tolerance-pair-outcome = Outcome
tolerance-pair-document = Document
review-verdict-false_alarm = Rightly dismissed
review-verdict-violation = Should have stood
review-verdict-cannot_tell = Cannot tell
# Errors
error-tolerance-not-allowed = Tolerance of { $number } stands at “{ $step ->
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
    }”: “{ $action ->
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
    }” is not possible there; the finding stands at “{ $stage ->
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
    }”. Read the case again and choose from what it offers.
error-tolerance-role = The role “{ $role ->
         [system] { role-system }
         [analyst] { role-analyst }
         [inspector] { role-inspector }
         [reviewer] { role-reviewer }
        *[leader] { role-leader }
    }” may not do “{ $action ->
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
    }” ({ $number }, { $actor }). These roles may: { $roles }.
error-tolerance-recused = { $actor } applied, is involved or stepped back, and may not do “{ $action ->
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
    }” ({ $number }). Have somebody else do it.
error-tolerance-not-admitted = { $actor } does not need to know the tolerance file of { $number } and may not do “{ $action ->
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
    }”. Somebody inside, or a leader, can admit them.
error-tolerance-same-person = { $actor } took part in verifying or deciding { $number } and may not do “{ $action ->
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
    }”. Another person must.
error-tolerance-lacks = “{ $action ->
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
    }” of { $number } lacks: { $field ->
         [applicant] applicant
         [text] text
         [ground] ground
         [evidence] evidence
         [verdict] verdict
         [reason] reason
         [person] person
         [document_number] document number of the competent body
         [body] competent body
         [told] whoever was told
         [appellant] appellant
        *[place] place
    }. Add it and try again.
error-tolerance-choice = In “{ $action ->
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
    }” of { $number }, “{ $told }” is no { $field ->
         [applicant] applicant
         [text] text
         [ground] ground
         [evidence] evidence
         [verdict] verdict
         [reason] reason
         [person] person
         [document_number] document number of the competent body
         [body] competent body
         [told] whoever was told
         [appellant] appellant
        *[place] place
    } there is. Choose from: { $known }.
error-tolerance-date-future = The day { $day } of “{ $action ->
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
    }” is after today, { $today } ({ $number }). Check the day, or this computer's clock.
error-tolerance-date-order = The day { $day } of “{ $action ->
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
    }” is before { $earlier }, the day of the step before ({ $number }). Check the day.
error-tolerance-evidence-unknown = The evidence { $digest } is none of the { $count } files of { $number } and cannot serve “{ $action ->
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
    }”. Add the file first.
error-tolerance-unbound = “{ $ground ->
        *[lawful] { tolerance-lawful }
         [reforming] { tolerance-reforming }
         [diligent] { tolerance-diligent }
         [public_spirited] { tolerance-public_spirited }
         [proper_procedure] { tolerance-proper_procedure }
         [corrected] { tolerance-corrected }
         [pilot] { tolerance-pilot }
         [unregulated] { tolerance-unregulated }
         [honest_fault] { tolerance-honest_fault }
    }” of { $number } is bound to no evidence: “{ $action ->
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
    }” cannot say it is shown. Bind evidence first, or say it is not shown.
error-tolerance-unassessed = { $count } grounds of { $number } were not looked at, such as “{ $ground ->
        *[lawful] { tolerance-lawful }
         [reforming] { tolerance-reforming }
         [diligent] { tolerance-diligent }
         [public_spirited] { tolerance-public_spirited }
         [proper_procedure] { tolerance-proper_procedure }
         [corrected] { tolerance-corrected }
         [pilot] { tolerance-pilot }
         [unregulated] { tolerance-unregulated }
         [honest_fault] { tolerance-honest_fault }
    }”: “{ $action ->
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
    }” has to wait. Assess each of them.
error-tolerance-incomplete = { $count } grounds of { $number } have no evidence, such as “{ $ground ->
        *[lawful] { tolerance-lawful }
         [reforming] { tolerance-reforming }
         [diligent] { tolerance-diligent }
         [public_spirited] { tolerance-public_spirited }
         [proper_procedure] { tolerance-proper_procedure }
         [corrected] { tolerance-corrected }
         [pilot] { tolerance-pilot }
         [unregulated] { tolerance-unregulated }
         [honest_fault] { tolerance-honest_fault }
    }”: “{ $action ->
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
    }” is not possible. All six conditions and three distinctions need it; return the file and bind it.
error-tolerance-negative = The verification found { $number } on the negative list ({ $negative }): “{ $action ->
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
    }” is not possible. If that was wrong, return the file and verify again.
error-tolerance-negative-unknown = The negative list has no entry “{ $told }”. In force: { $known }.
error-tolerance-pilot-state = { $number } lies in the pilot { $held }, which this entry about { $pilot } does not fit. Read it again and retry.
error-tolerance-leniency-rule = The definition file { $file } names rules that do not exist in entry { $entry }: { $rule }. Use the number of a rule there is.
error-tolerance-entry = The definition file { $file } has entry { $entry } twice, or it ends before it begins. Correct it.
error-pilot-known = The register has, or had, a pilot { $pilot }. Choose another id.
error-pilot-unknown = The register has no pilot { $pilot }. See tolerance pilots.
error-pilot-role = The role { $role } may not enter or end a pilot. An inspector, a reviewer or a leader may.
error-pilot-end-late = The pilot { $pilot } ends on { $ends } anyway and cannot end on { $last_day }. To go on, enter another pilot.
error-review-undecided = Nobody decided on { $number } yet: there is nothing to review blind. Choose from the sample.
error-review-took-part = { $actor } handled { $number } and cannot review it blind. Somebody who did not must.
error-review-done = { $number } was reviewed blind in the sample { $sample } already.
error-review-none = There is no dismissal to draw from. Sampling begins once something was dismissed.
error-review-sample-unknown = There is no sample { $sample }. Draw one first with tolerance sample.
error-review-outside = { $number } is not in the sample { $sample }. Choose from the sample.
