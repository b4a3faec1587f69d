error-picture-words = 用法：picture 抽取包 --out 图片.png [--page 页面] [--language zh-CN|en] [--theme light|dark] [--size 1440x900] [--trust 文件夹] [--region 代码] [--scale 1] [--seconds 180]。
error-picture-option = 没有选项 { $name }；最接近的是 { $nearest }。
error-picture-value = { $name } 的值“{ $value }”不可用；可用的是：{ $wanted }。
error-picture-page = 没有页面“{ $name }”；最接近的是 { $nearest }。
error-picture-screen = 没有可显示的屏幕。请设置 QT_QPA_PLATFORM=offscreen 后再运行。
error-picture-slow = { $seconds } 秒内窗口仍未完成计算，未写图片。可用 --seconds 放宽时限。
error-picture-unwritable = 无法写入图片 { $file }。请检查文件夹是否存在、是否可写。
error-picture-fault = 窗口发生意外错误（{ $kind }：{ $detail }），未写图片。
