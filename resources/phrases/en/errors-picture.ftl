error-picture-words = Usage: picture EXTRACT --out IMAGE.png [--page PAGE] [--language zh-CN|en] [--theme light|dark] [--size 1440x900] [--trust FOLDER] [--region CODE] [--scale 1] [--seconds 180].
error-picture-option = There is no option { $name }; the nearest is { $nearest }.
error-picture-value = { $name } cannot be “{ $value }”; it can be: { $wanted }.
error-picture-page = There is no page “{ $name }”; the nearest is { $nearest }.
error-picture-screen = There is no screen to draw on. Set QT_QPA_PLATFORM=offscreen and run it again.
error-picture-slow = The window was still computing after { $seconds } seconds, so no image was written. --seconds allows more time.
error-picture-unwritable = The image { $file } cannot be written. Check that its folder exists and may be written to.
error-picture-fault = The window failed unexpectedly ({ $kind }: { $detail }), so no image was written.
