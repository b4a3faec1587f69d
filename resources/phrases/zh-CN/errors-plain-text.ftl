error-source-uneven = { $file } 的排列不如初看时整齐。请检查其中未闭合的引号，以及单元格过多或过少的行。
