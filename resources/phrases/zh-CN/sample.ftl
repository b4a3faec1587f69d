progress-sample = 正在生成示例：{ $table }
sample-made = 已生成 { $file }：{ $tables } 张表、{ $rows } 行，附清单与签名。为其担保的演示机构证书在 { $trust }，用 --trust 指明该文件夹。
error-sample-cases = 示例至少要有一件办件，而所给数目为 { $cases }。
