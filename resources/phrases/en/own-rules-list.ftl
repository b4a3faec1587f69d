own-rules = Own rules
own-rules-detail = Rules saved on this computer: made from a filter of the process map, or taken in by command. A removed rule no longer runs and can be put back at once; findings registered under it stay in the casebook.
own-rules-reading = Reading own rules …
own-rules-asks = What it asks
own-rules-version = Version
own-rules-saved = Saved
own-rules-by = By account
own-rules-fault = at fault
own-rules-told = { $name }. Basis: { $clause }
own-rules-saved-at = Saved by account { $who } on { $when }; file rules/{ $file }
own-rules-count = { $count ->
    [0] No own rules yet. Click a step, a transition or a way on the process map and choose “Save as rule”.
   *[other] Own rules: { $count }, kept in { $folder }
}
own-rule-remove = Remove…
own-rule-removing = Removing the rule …
own-rule-remove-title = Remove this own rule?
own-rule-remove-detail = No page will show what it raises or count it any longer. Undo puts the file back as it was.
own-rule-remove-registered = { $count ->
    [0] The casebook holds no finding registered under it.
   *[other] Findings registered under it stay in the casebook: { $count }.
}
own-rule-remove-locked = The casebook is locked; findings registered under the rule, if any, stay in it.
own-rule-remove-keep = Keep the rule
own-rule-remove-now = Remove the rule
own-rule-gone = Own rule { $rule } was removed; every page counts again.
own-rule-undo = Undo removal
own-rule-back = Own rule { $rule } is back as it was; every page counts again.

column-own-saved = saved
column-own-by = by account

error-own-rule-lost = The file of own rule { $rule } is no longer there; somebody may have moved it. Close the list and open it again.
error-own-rule-there = A new file stands where own rule { $rule } was; nothing was overwritten. Look at the new rule first.

own-rule-of-both = { $item }, { $organisation }
own-rule-organisation = Organisation
own-rule-only-organisation = Only { $name }
own-rule-every-organisation = All organisations

option-make-organisation = Only cases of this organisation (its id).
