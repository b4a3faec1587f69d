own-rule-name-step = Goes through “{ $step }”
own-rule-name-follows = “{ $step }” directly followed by “{ $next }”
own-rule-name-way = Way taken: { $way }
own-rule-name-stay = More than { $over } { $kind ->
    [civil] calendar
   *[working] working
} days in “{ $step }”
own-rule-name-between = More than { $over } { $kind ->
    [civil] calendar
   *[working] working
} days from “{ $step }” to “{ $next }”
own-rule-of-item = { $name } ({ $item })
own-rule-finding-step = The case went through “{ $step }”; times: { $times }.
own-rule-finding-follows = “{ $step }” was directly followed by “{ $next }”; times: { $times }, of which ordered by sequence because both share an instant: { $tied }.
own-rule-finding-way = The case took the steps { $way }; places ordered by sequence because two share an instant: { $tied }.
own-rule-finding-stay = The longest stay in “{ $step }” took { $days } { $kind ->
    [civil] calendar
   *[working] working
} days where this computer’s rule allows { $allowed }; stays: { $times }.
own-rule-finding-between = From “{ $step }” to “{ $next }” right after it took up to { $days } { $kind ->
    [civil] calendar
   *[working] working
} days where this computer’s rule allows { $allowed }; times: { $times }.
own-rule-advice = Open the steps of the case and check what happened and why before registering it.
own-rule-innocent = The item is meant to be handled this way; a step entered later or in the wrong order; the applicant asked for it or the law pauses the clock.
own-rule-no-clause = A rule set on this computer; no article cited.
own-rule-why-no-events = no steps recorded
own-rule-why-unknown-step = a step without a name
own-rule-why-no-date = a step without a date
own-rule-why-no-calendar = the calendar does not cover that day

own-rule-named = Own: { $name }
own-rule-set-aside = Own rule file { $file } cannot be used: { $detail }
own-rule-aside-name = An own rule’s file is at fault and not used
own-rule-save = Save as rule
own-rule-save-this = Save as rule…
own-rule-detail = Saves the filter of the process map as a rule of this computer’s own; it runs with the others. Overview, index and briefings leave own rules out, because nobody else could recompute them.
own-rule-filter = Filter
own-rule-kind-step = Goes through “{ $step }”
own-rule-kind-follows = “{ $step }” directly followed by “{ $next }”
own-rule-kind-way = Way taken: { $way }
own-rule-kind-stay = In “{ $step }” for more than …
own-rule-kind-between = From “{ $step }” to “{ $next }” in more than …
own-rule-every-item = All items
own-rule-only-item = Only { $item }
own-rule-over = More than … days
own-rule-unit = Days counted
own-rule-unit-working = working days
own-rule-unit-civil = calendar days
own-rule-severity = Card
own-rule-severity-red = red
own-rule-severity-yellow = yellow
own-rule-severity-notice = notice
own-rule-name-zh = Chinese name (made from the filter if empty)
own-rule-name-en = English name (made from the filter if empty)
own-rule-basis = Basis (optional)
own-rule-try = Try
own-rule-keep = Save
own-rule-untried = Try it first and see what it would raise; then save.
own-rule-trying = Trying the rule …
own-rule-saving = Saving the rule …
own-rule-tried = { $rule } version { $version }, over the whole extract: flagged { $flagged }, clear { $clear }, not computable { $silent }. All { $cases } of its own cases hold.
own-rule-tried-scope = Of these { $scope } are of this page’s region and organisation and were closed in the period (open ones: submitted); the map takes cases by the day they were submitted.
own-rule-tried-missing = { $rule } cannot be computed on this extract: { $names } missing. All { $cases } of its own cases hold.
own-rule-tried-why = Not computable: { $why }.
own-rule-replaces = It takes the place of version { $version }.
own-rule-already = The very same rule is saved already.
own-rule-example-case = Case
own-rule-example-finding = Suspicion
own-rule-kept = Own rule { $rule } version { $version } saved; it runs with the others.
own-rule-saved-at = Saved { $rule } version { $version }: { $file }
own-rule-not-saved = Not saved; add --save to save it.
own-rule-removed = Removed { $rule }: { $file }
own-rule-added = Took in { $rule } version { $version }: { $file }
own-rule-none = No own rules yet. Folder: { $folder }
own-rule-total = Own rules: { $count }; not usable: { $aside }. Folder: { $folder }

column-own-severity = card
column-own-basis = basis
column-own-version = version

progress-own-rule-try = Trying the rule

error-own-rule-twice = { $file }: its id or a parameter is that of another rule, { $rule }. Choose another id.
error-own-rule-case = { $file }: its own case “{ $about }” comes out otherwise than it expects, so the rule was not saved. Correct the rule or the case.
error-own-rule-older = Own rule { $rule } is held in version { $held }; what was handed in is version { $version }. Raise the version first.
error-own-rule-unwritable = The folder of own rules { $folder } cannot be written. Check permissions and free space.
error-own-rule-unknown = There is no own rule { $rule }. See those there are with own-rules list.
error-own-rule-held = The very same rule { $rule } is saved already.
error-own-rule-kind = There is no filter “{ $name }”. Possible: { $allowed }.
error-own-rule-severity = There is no card “{ $name }”. Possible: { $allowed }.
error-own-rule-days = Days cannot be counted as “{ $name }”. Possible: { $allowed }.
error-own-rule-steps = The filter “{ $kind }” was given the wrong number of steps ({ $count }): one step, two that follow each other, or a whole way (at most 60), none without a name.
error-own-rule-step = The extract has no step “{ $name }”. The nearest is “{ $nearest }”; there are: { $known }.
error-own-rule-over = { $over } days is not between 0 and { $most }.
error-own-rule-name = A rule’s name has at most { $most } letters.
error-own-rule-choose = Name one filter with --through or --way, not both.
error-own-rule-over-way = A way has no days of stay; use --over with --through.
error-own-rule-file = The rule file { $file } cannot be read. Check path and permissions.

command-own-rules = Rules of this computer’s own: made from a filter of the process, taken in, listed, removed.
command-own-rules-make = Try a filter of the process as a rule; saved only with --save.
command-own-rules-list = List this computer’s own rules, and files that cannot be used.
command-own-rules-add = Take in a rule file, once it keeps its own cases.
command-own-rules-remove = Take an own rule away; what was registered under it stays in the casebook.
option-make-through = The step gone through, or two that follow each other (with a comma between).
option-make-way = The whole way, steps with commas between.
option-make-over = More than this many days in the step, or between the two.
option-make-unit = How days are counted: working or civil.
option-make-item = Only cases of this item.
option-make-severity = The card it proposes: red, yellow or notice.
option-make-name-zh = Chinese name; made from the filter if not given.
option-make-name-en = English name; made from the filter if not given.
option-make-basis = The article or document it rests on.
option-make-save = Save it after trying.
option-add-rule-file = A rule file (.toml).
option-remove-rule = A rule’s id, such as OWN-123456.
