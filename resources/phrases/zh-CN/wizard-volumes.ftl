# 分卷的来源。
wizard-volumes = { $file } · { $count } 卷
wizard-pieces = { $file } · { $count } 段
wizard-replaced = { $file } 取代了列表中的同名文件；如果是另一张盘上的另一份，请先改名编号（如 { $example }）。
error-source-name-twice = { $file } 与 { $other } 同名，各盘上的数据只会读到一份。若是一份数据的几卷，请改名编号（如 a_1.csv、a_2.csv），映射中写 a_*.csv；若是同一份，只给一个文件夹。
