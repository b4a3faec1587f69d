# The mark of the quality of the data a measure rests on.
rest-working = Checking the data the measures rest on
rest-short = data { $share }
rest-lacking = data lacking
rest-unchecked = data unchecked
rest-told = Data quality (of the whole extract): the { $columns } columns it rests on pass { $share } in their weakest dimension; the worst check: { $where }, { $check }, { $failed } of { $checked } fail
rest-sound-told = Data quality (of the whole extract): no check of the { $columns } columns it rests on fails
rest-lacking-told = Data quality: the extract lacks { $names }, on which it rests
rest-unchecked-told = Data quality: none of the columns it rests on can be checked
rest-column = Data passing/%
rest-column-worst = Worst check
rest-of-measure = { $measure } · { $rest }
