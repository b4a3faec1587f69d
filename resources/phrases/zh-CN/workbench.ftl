option-query-sql = 一条 SELECT 语句；可读抽取包的表、口径视图，以及 period、parameters、calendar_day、standard_value。
option-query-format-name = 输出格式：table、csv、json 或 parquet；不给出则取 --out 的文件名，否则为表格。json 在标准输出是一个文档，写文件时每行一个对象。
option-query-out = 写入此文件（.csv、.json 或 .parquet）；未签名抽取包的标记写入每一行。
option-query-limit = 表格最多显示的行数，0 为全部；其他格式总是全部。
query-shown = 仅显示前 { $shown } 行，共 { $rows } 行。用 --limit 0 显示全部，或用 --out 写入文件。
query-written = 已写入 { $file }：{ $rows } 行。
error-query-format = 没有输出格式 { $name }。可用：{ $known }。
error-query-parquet = Parquet 不能写到标准输出。请用 --out 给出文件。
