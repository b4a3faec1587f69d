error-source-uneven = { $file } 的排列不如初看时整齐。请检查其中未闭合的引号，以及单元格过多或过少的行。
error-mapping-decimal = 映射 { $file } 的 { $table }.{ $name }：decimal 只能写“.”或“,”，且不能与 thousands 相同，给出的是“{ $value }”。
error-disk-full = 无法写入：磁盘已满，或已达配额（{ $detail }）。原有文件未动，请腾出空间后重试。
error-build-engine = 引擎写入 { $table }（来自 { $file }）时出错：{ $detail }。来源与映射无误，原有文件未动；请检查磁盘后重试。
progress-again = { $file } 的排列不如初看时整齐，现改为逐条细读，用时较长
progress-again-because = { $file } 未能快读（{ $detail }），现改为逐条细读，用时较长
