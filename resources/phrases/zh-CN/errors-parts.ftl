error-definition-apart = 定义文件 { $file } 声明按 { $column } 逐值判断，却读取了 { $name }：后者依据该列的数据，自身并未声明逐值判断。
