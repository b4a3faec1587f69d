"""Owns what the sample briefings say: names, numbers and the figures made of them. It refuses a number without a figure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta, timezone
from decimal import Decimal

from console.domain.briefing import FigureValue
from console.i18n import Phrases
from console.paths import resource_root

SHANGHAI = timezone(timedelta(hours=8))
LANGUAGES = ("zh-CN", "en")
_FORMAT = Phrases("en", resource_root() / "phrases")


def printed(value: Decimal, digits: int, sign: bool = False) -> str:
    """Return a number as briefings print it."""
    return _FORMAT.number(value, digits, sign)


@dataclass
class Figures:
    """Collects the figures of a document under construction."""

    chinese: bool
    held: dict[str, FigureValue] = field(default_factory=dict)

    def add(
        self,
        name: str,
        value: str | None,
        digits: int = 0,
        *,
        sign: bool = False,
        scale: str = "1",
        after: str = "",
        recipe: str = "reading",
    ) -> str:
        """Keep a figure and return its id."""
        told = None if value is None else Decimal(value) * Decimal(scale)
        absent = "无法计算" if self.chinese else "n/c"
        words = absent if told is None else printed(told, digits, sign) + after
        self.held[name] = FigureValue(name, words, value, "", recipe, scale=scale)
        return name

    def say(self, chinese: str, english: str) -> str:
        """Return the words of the language at hand."""
        return chinese if self.chinese else english


DIMENSIONS = (
    ("服务效率", "Efficiency", "82.61", "80.1", "85.2", "79.4", "improving", "0.20"),
    ("服务质量", "Quality", "79.12", "76.2", "82.1", "77.6", "stable", "0.20"),
    ("用户满意度", "Satisfaction", "84.30", "81.0", "87.6", "83.9", "stable", "0.18"),
    ("数据共享", "Data sharing", "71.52", "68.1", "75.0", "73.4", "worsening", "0.16"),
    ("协同效率", "Collaboration", "74.83", "71.3", "78.2", "70.9", "improving", "0.12"),
    ("信息安全", "Security", "76.20", "72.6", "79.9", "74.1", "stable", "0.14"),
)
THEMES = (
    ("办事流程", "Process", 3, 9, 14),
    ("资金使用", "Funds", 2, 6, 8),
    ("数据共享", "Data sharing", 1, 5, 7),
    ("安全与隐私", "Security and privacy", 2, 3, 5),
    ("普惠与伦理", "Inclusion and ethics", 0, 3, 6),
    ("应急与灾备", "Continuity", 1, 2, 3),
)
CITIES = "青屿 沧澜 锦汀 望川 云泽 东浦 桐麓 南垣 松岑 北垣 临陵 怀屏 曲泽 白榆 西岚 汉塬".split()
CITIES_EN = (
    "Qingyu Canglan Jinting Wangchuan Yunze Dongpu Tonglu Nanyuan Songcen Beiyuan Linling Huaiping Quze Baiyu "
    "Xilan Hanyuan"
).split()
CITY_SCORES = "84.1 83.0 82.2 78.5 78.4 78.1 77.6 76.3 75.5 73.7 73.6 72.2 72.0 71.5 70.3 68.1".split()
RATES = (
    "98.68 99.1 98.1 99.2 98.5 98.3 98.3 98.2 98.4 98.8 98.7 98.7 98.1 98.1 99.1 98.8 98.1 97.8 97.2 97.9 97.6 97.5 "
    "97.3 97.1"
).split()
OFFICES = (
    ("市大数据局", "Data office", "0.572", ""),
    ("政务中心", "Service centre", "0.536", ""),
    ("登记中心", "Registry", "0.517", ""),
    ("市人社局", "Social security", "0.492", ""),
    ("市公安局", "Police", "0.447", ""),
    ("市医保局", "Health insurance", "0.386", "yellow"),
    ("市场监管局", "Market office", "0.314", "yellow"),
    ("市住建局", "Housing", "0.193", "red"),
)
PROBLEMS = (
    (
        "red",
        "同一供应商短期内拆分采购，均低于限额",
        "Purchases split below the limit",
        1,
        0,
        "2864000",
        None,
        "07-12",
    ),
    ("red", "身份证号明文下发至未登记系统", "Identity numbers sent in clear", 3, 0, None, "41260", "07-01"),
    ("red", "不动产登记超法定时限未办结", "Registrations past the legal period", 0, 2, None, "57", "07-10"),
    (
        "red",
        "合同金额超中标价且无变更审批",
        "Contract above the winning bid",
        1,
        7,
        "10427500",
        None,
        "07-15",
    ),
    ("red", "灾备副本未做恢复校验", "Backups never restored", 5, 0, None, None, "07-06"),
    ("red", "施工许可先发证后审查", "Permits issued before review", 0, 7, None, "6", "07-16"),
    ("red", "停用账号仍可查询个人档案", "Closed accounts still read files", 3, 3, None, "2318", "07-09"),
    ("red", "共享目录超期未更新", "Shared catalogue out of date", 2, 6, None, None, "07-14"),
    ("red", "“零材料”事项仍收取纸质证明", "Paper asked where none is due", 0, 4, None, "1207", "07-18"),
    ("yellow", "不动产登记“未决定先送达”", "Delivered before decided", 0, 2, None, "132", "07-18"),
    ("yellow", "社保共享接口连续低于控制均值", "Interface below its mean", 2, 3, None, "18904", "07-20"),
    ("yellow", "老年人线上弃办率高于其他人群", "Old people give up online", 4, 5, None, "6312", "07-22"),
)
FLAGS = (
    ("red", "FUND-014", "同一供应商拆分采购", "Purchases split to one vendor", 1, 4, 0, "5120000", True),
    (
        "yellow",
        "SVC-021",
        "线上申请失败后转线下",
        "Online attempts ending at the counter",
        0,
        11,
        320,
        None,
        False,
    ),
    ("notice", "SEC-007", "停用账号仍有访问", "Access by closed accounts", 3, 2, 14, None, False),
)
