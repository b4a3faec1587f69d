# PDF 答复表
form-how-pdf = 请在屏幕上填写下列黄色栏并保存，将本 PDF 文件原样寄回；打印后扫描的文件不能收回登记。
form-foot-pdf = 本表由案卷发出，封印随文件；请勿改动其余部分。
form-page = 第 { $page } 页，共 { $pages } 页
error-form-pdf = { $file } 读不出来：不是完好的 PDF，或加了口令。请让单位把收到的 PDF 填好后原样寄回。
error-form-large = { $file } 展开后超过 { $largest } MB，不像一张答复表，未予读取。请让单位寄回原来的 PDF。
