error-definition-apart = The definition file { $file } is made by values of { $column }, and reads { $name }, which rests on rows of it without being made so itself.
