# Rules of low precision: said on every suspicion, by command and in briefings
briefing-weak-rule = ‡ Suspicions of this rule held less often than the limit set, once they were looked into: look at the evidence before you judge.
findings-weak-mark = ‡ { $rule }: { $words }
column-doubt = Doubt
column-decided-share = Held of decided
precision-provisional = { $count } rules have no blind review yet: the share held of those decided is no precision. Draw a sample for blind review (findings sample) first; precision and interval follow.
finding-precision = How often rules were right
finding-precision-detail = What held of those decided is no precision yet: precision and its 95% interval follow once dismissals drawn at random were reviewed blind.
finding-precision-working = Counting how often each rule was right
finding-precision-interval = 95% interval
option-preview-save = After the preview, save these values as a file of the rule's next version; it takes effect only in the place named.
preview-saved = The next version of { $rule } was written to { $file }. It takes effect once you put it at { $place }; keep the old file elsewhere.
error-rule-unchanged = These are the values { $rule } has now; there is nothing to save. Give another value.
error-rule-not-saved = { $file } is not written in a way that can be changed word for word (a line of version, parameters as "name = {"{"} value = … {"}"}"). Change the value by hand and raise version by one.
findings-none-at-stage = The casebook has { $count } findings, none at the stage asked for. Leave out --stage to list all.
