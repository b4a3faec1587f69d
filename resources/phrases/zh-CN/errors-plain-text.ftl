error-source-uneven = { $file } 的排列不如初看时整齐。请检查其中未闭合的引号，以及单元格过多或过少的行。
error-mapping-decimal = 映射 { $file } 的 { $table }.{ $name }：decimal 只能写“.”或“,”，且不能与 thousands 相同，给出的是“{ $value }”。
