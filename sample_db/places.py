"""Owns the names of the fictional province: cities, kinds of organisation, services, one matters, mergers.

It refuses real names and codes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

PROVINCE = ("990000", "澜江省", "Lanjiang")
CITIES: tuple[tuple[str, str], ...] = (
    ("望川市", "Wangchuan"),
    ("青屿市", "Qingyu"),
    ("沧澜市", "Canglan"),
    ("锦汀市", "Jinting"),
    ("云泽市", "Yunze"),
    ("东浦市", "Dongpu"),
    ("桐麓市", "Tonglu"),
    ("南垣市", "Nanyuan"),
    ("松岑市", "Songcen"),
    ("北垣市", "Beiyuan"),
    ("临陵市", "Linling"),
    ("怀屏市", "Huaiping"),
    ("曲泽市", "Quze"),
    ("白榆市", "Baiyu"),
    ("西岚市", "Xilan"),
    ("汉塬市", "Hanyuan"),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of organisation, how busy it is, and its services (Chinese name, English name, statutory days)."""

    code: str
    name: str
    name_en: str
    weight: float
    services: tuple[tuple[str, str, int], ...]


def _kind(code: str, name: str, name_en: str, weight: float, *services: tuple[str, str, int]) -> Kind:
    return Kind(code, name, name_en, weight, services)


KINDS: tuple[Kind, ...] = (
    _kind(
        "human_resources",
        "人力资源和社会保障局",
        "Human Resources",
        9,
        ("社会保险登记", "Social insurance registration", 15),
        ("失业保险金申领", "Unemployment benefit", 20),
        ("职业资格认定", "Vocational qualification", 30),
    ),
    _kind(
        "medical_insurance",
        "医疗保障局",
        "Medical Insurance",
        8,
        ("异地就医备案", "Treatment elsewhere", 10),
        ("生育津贴申领", "Maternity allowance", 20),
    ),
    _kind(
        "public_security",
        "公安局",
        "Public Security",
        9,
        ("户口迁移", "Change of residence", 15),
        ("居住证办理", "Residence permit", 15),
        ("特种行业许可", "Special trades licence", 20),
    ),
    _kind(
        "registration_centre",
        "不动产登记中心",
        "Property Registry",
        7,
        ("不动产转移登记", "Transfer of property", 30),
        ("抵押权登记", "Mortgage registration", 30),
    ),
    _kind(
        "market_regulation",
        "市场监督管理局",
        "Market Regulation",
        8,
        ("企业设立登记", "Company formation", 15),
        ("食品经营许可", "Food business licence", 20),
        ("特种设备登记", "Equipment registration", 30),
    ),
    _kind("tax", "税务局", "Tax", 6, ("发票领用", "Invoices", 10), ("税务注销", "Tax deregistration", 20)),
    _kind(
        "civil_affairs",
        "民政局",
        "Civil Affairs",
        5,
        ("婚姻登记", "Marriage registration", 10),
        ("最低生活保障", "Minimum living allowance", 30),
        ("高龄津贴", "Old-age allowance", 30),
    ),
    _kind(
        "housing",
        "住房和城乡建设局",
        "Housing",
        4,
        ("施工许可", "Building permit", 20),
        ("房屋租赁备案", "Lease filing", 15),
    ),
    _kind(
        "housing_fund",
        "住房公积金管理中心",
        "Housing Fund",
        5,
        ("公积金提取", "Housing fund withdrawal", 10),
        ("公积金贷款", "Housing fund loan", 20),
    ),
    _kind(
        "education",
        "教育局",
        "Education",
        4,
        ("义务教育入学", "School admission", 30),
        ("教师资格认定", "Teacher qualification", 30),
    ),
    _kind(
        "health",
        "卫生健康委员会",
        "Health",
        4,
        ("医疗机构执业登记", "Clinic registration", 45),
        ("医师注册", "Doctor registration", 20),
    ),
    _kind(
        "transport",
        "交通运输局",
        "Transport",
        4,
        ("道路运输许可", "Road transport licence", 20),
        ("从业资格证", "Driver qualification", 15),
    ),
    _kind(
        "natural_resources",
        "自然资源和规划局",
        "Natural Resources",
        3,
        ("建设用地规划许可", "Land use permit", 20),
        ("采矿权登记", "Mining right", 40),
    ),
    _kind(
        "ecology",
        "生态环境局",
        "Ecology",
        2,
        ("环境影响评价审批", "Environmental assessment", 60),
        ("排污许可", "Discharge permit", 30),
    ),
    _kind(
        "agriculture",
        "农业农村局",
        "Agriculture",
        3,
        ("农药经营许可", "Pesticide licence", 20),
        ("农机购置补贴", "Farm machinery subsidy", 30),
    ),
    _kind("forestry", "林业局", "Forestry", 1, ("林木采伐许可", "Felling licence", 20)),
    _kind("water", "水利局", "Water", 1, ("取水许可", "Water abstraction permit", 45)),
    _kind(
        "emergency",
        "应急管理局",
        "Emergency Management",
        2,
        ("危险化学品经营许可", "Hazardous chemicals licence", 30),
    ),
    _kind("fire", "消防救援支队", "Fire Brigade", 2, ("公众聚集场所检查", "Fire safety check", 10)),
    _kind(
        "culture",
        "文化和旅游局",
        "Culture and Tourism",
        2,
        ("演出许可", "Performance licence", 20),
        ("旅行社设立", "Travel agency licence", 20),
    ),
    _kind("sports", "体育局", "Sports", 1, ("高危险性体育项目许可", "High-risk sports licence", 30)),
    _kind("commerce", "商务局", "Commerce", 1, ("对外贸易备案", "Foreign trade filing", 5)),
    _kind(
        "development_reform",
        "发展和改革委员会",
        "Development and Reform",
        2,
        ("投资项目核准", "Project approval", 20),
        ("投资项目备案", "Project filing", 5),
    ),
    _kind("industry", "工业和信息化局", "Industry", 1, ("技术改造备案", "Upgrade filing", 10)),
    _kind("science", "科学技术局", "Science", 1, ("高新技术企业推荐", "High-tech recommendation", 60)),
    _kind(
        "justice", "司法局", "Justice", 2, ("法律援助", "Legal aid", 7), ("律师执业", "Lawyer licence", 20)
    ),
    _kind("veterans", "退役军人事务局", "Veterans Affairs", 1, ("优待证办理", "Veteran card", 30)),
    _kind(
        "disabled", "残疾人联合会", "Disabled Persons Federation", 2, ("残疾人证办理", "Disability card", 30)
    ),
    _kind(
        "urban_management",
        "城市管理局",
        "Urban Management",
        2,
        ("户外广告设置", "Outdoor advertising", 20),
        ("占道许可", "Road occupation permit", 15),
    ),
    _kind("landscape", "园林局", "Parks", 1, ("绿地占用许可", "Green space permit", 20)),
    _kind("statistics", "统计局", "Statistics", 1, ("涉外调查许可", "Foreign survey licence", 20)),
    _kind("archives", "档案局", "Archives", 1, ("档案查询", "Archive search", 5)),
    _kind("data_bureau", "数据资源局", "Data Bureau", 1, ("数据共享协调", "Data sharing coordination", 20)),
    _kind("finance", "财政局", "Finance", 1, ("代理记账许可", "Bookkeeping licence", 15)),
    _kind(
        "religion", "民族宗教事务局", "Ethnic and Religious Affairs", 1, ("清真食品标志", "Halal mark", 20)
    ),
    _kind("tobacco", "烟草专卖局", "Tobacco", 2, ("烟草零售许可", "Tobacco retail licence", 20)),
    _kind("postal", "邮政管理局", "Postal", 1, ("快递末端网点备案", "Parcel point filing", 10)),
    _kind("meteorology", "气象局", "Meteorology", 1, ("防雷装置验收", "Lightning protection check", 20)),
    _kind("earthquake", "地震局", "Earthquake", 1, ("抗震设防要求", "Seismic requirement", 20)),
    _kind(
        "drug",
        "药品监督管理局",
        "Drug Administration",
        2,
        ("药品零售许可", "Pharmacy licence", 30),
        ("医疗器械备案", "Medical device filing", 10),
    ),
)

BUNDLES: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = (
    ("B-START", (("market_regulation", 1), ("tax", 1), ("human_resources", 1))),  # a firm is founded
    ("B-FOOD", (("market_regulation", 2), ("fire", 1), ("urban_management", 1))),  # a restaurant opens
    ("B-WEDDING", (("civil_affairs", 1), ("public_security", 1))),
    ("B-JOBLESS", (("human_resources", 2), ("housing_fund", 1), ("medical_insurance", 1))),
    ("B-HOUSE", (("registration_centre", 1), ("registration_centre", 2), ("housing_fund", 2))),
    ("B-DISABLED", (("disabled", 1), ("civil_affairs", 2))),
)
"""One matters 一件事: the services of several kinds of organisation (kind, number of the service) done at one go."""

MERGERS: tuple[tuple[str, str, str, date], ...] = (
    ("990600", "landscape", "urban_management", date(2026, 4, 1)),
    ("990900", "earthquake", "emergency", date(2026, 4, 1)),
    ("991400", "landscape", "urban_management", date(2026, 1, 1)),
)
"""Bodies that went into another (region, kind, kind of the heir, first day): their cases are the heir's from that day on."""
