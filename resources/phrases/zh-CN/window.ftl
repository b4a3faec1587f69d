# 窗口外框
nav-user = 本机登录用户
workbench-plan = 执行计划
workbench-layout = 排版 SQL
workbench-plans = 正在问执行计划
quality-of-short = { $failed } / { $checked }
