error-picture-kind = 图片 { $file } 只能写成 { $allowed }。
error-process-picture = 只有流程图（map）能画成图片，{ $name } 没有图。请去掉 --out，或改问 map。
option-process-out = 同时把流程图写成图片：以 .svg 或 .png 结尾的文件。
