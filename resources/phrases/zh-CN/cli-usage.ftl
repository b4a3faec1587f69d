usage-and-help = { $told }查看写法：{ $command } --help。
usage-lacking = 缺少 { $name }，请补上。
usage-option = 没有选项 { $name }。
usage-option-near = 没有选项 { $name }，最接近的是 { $nearest }。
usage-command = 没有命令 { $name }。
usage-command-near = 没有命令 { $name }，最接近的是 { $nearest }。
usage-no-value = 选项 { $name } 只作开关，后面不跟取值，请去掉“=”及其后的内容。
usage-value-lacking = 选项 { $name } 后面要有取值，请补上。
usage-words = 多出的词：{ $words }。含空格的文件名要加引号。
usage-whole = { $name } 要整数，给出的是“{ $value }”。
usage-number = { $name } 要数值，给出的是“{ $value }”。
usage-least = { $name } 最小为 { $bound }，给出的是“{ $value }”。
usage-most = { $name } 最大为 { $bound }，给出的是“{ $value }”。
usage-value = { $name } 不接受“{ $value }”。
