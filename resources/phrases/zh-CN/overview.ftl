page-overview = 总览
overview-index = 综合指数
overview-working = 正在计算总览
