"""Owns the briefings the tests print: that of the design's pictures in both languages, and distortions of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

from console.briefing.render import RENDERER
from console.domain.briefing import Document, FigureValue, Provenance, from_json
from console.domain.briefing_blocks import (
    Block,
    CardTally,
    Certificate,
    ControlTrend,
    DimensionRow,
    ExecutionBar,
    ExecutionTrend,
    FindingRow,
    FindingsTable,
    IndexOverview,
    InstructionRow,
    Lead,
    Masthead,
    MethodNote,
    Methods,
    Outcome,
    Outcomes,
    RankedUnit,
    RankingTrend,
    Recompute,
    Shortcomings,
    SignaturePanel,
    SourceRow,
    Sources,
    Subtotal,
    SuspicionRow,
    SuspicionsTable,
    ThemeCards,
    TrendPoint,
    Trends,
)
from console.domain.briefing_text import figure as f
from console.domain.briefing_text import named, on
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


def briefing(language: str = "zh-CN") -> Document:
    """Return the briefing of the design's pictures."""
    figures = Figures(language == "zh-CN")
    blocks = (
        Masthead(figures.say(on("2026 年第 2 期"), on("No. 2 of 2026"))),
        _lead(figures),
        index_overview(figures),
        card_tally(figures),
        Trends(
            figures.say("三个趋势", "Three trends"), (control(figures), ranking(figures), execution(figures))
        ),
        panel(figures),
        findings(figures, PROBLEMS),
        suspicions(figures),
        outcomes(figures),
        methods(figures),
        sources(figures),
        _recompute(figures),
        _shortcomings(figures),
    )
    return document(language, blocks, figures)


def document(language: str, blocks: Sequence[Block], figures: Figures) -> Document:
    """Return a document around some blocks."""
    say = figures.say
    return Document(
        definition="quarterly@1",
        number="PB-2026Q2-WC-07",
        title=say("望川市政务服务监督简报", "Supervision briefing on government services in Wangchuan"),
        language=language,
        issuer=say("望川市政务服务监督组", "Wangchuan Supervision Group"),
        issued_on=date(2026, 7, 3),
        classification=say("供内部监督使用", "For internal supervision"),
        period="2026Q2",
        scope=say("望川市", "Wangchuan"),
        demonstration=True,
        blocks=tuple(blocks),
        figures=tuple(figures.held.values()),
        provenance=provenance(),
    )


def provenance() -> Provenance:
    return Provenance(
        extract_id="2026Q2-R3",
        extract_sha256="b7e240d911c68f3a" * 4,
        extract_mark="signed",
        contract_version="3.2",
        catalogue_digest="5d02a40c8e4719b2" * 4,
        rules_digest="c9b130fa0e66d21c" * 4,
        seed=20260703,
        casebook_id="wangchuan",
        casebook_size=1284,
        casebook_root="71fec803b7e240d9" * 4,
        tool="Plumbline 0.1",
        renderer=RENDERER,
    )


def _lead(figures: Figures) -> Lead:
    zh = (
        f"二季度望川市综合指数 {f('score')}（区间 {f('low')}–{f('high')}），较上季度{{name:提高}} {f('change')}，居全省第 "
        f"{f('rank_low')} 至 {f('rank_high')} 名，与云泽、东浦、桐麓三市不分先后。服务效率和协同效率持续改善；数据共享下降，"
        f"共享接口成功率连续低于均值。认定问题红牌 {f('red')} 项、黄牌 {f('yellow')} 项，红牌涉及资金 {f('amount')} 万元；"
        f"另有疑点 {f('suspicions')} 项尚未认定。建议先办三件事：复核两起采购合同并暂停付款；停止向未登记系统下发身份证号"
        "明文；限期办结超期登记。"
    )
    en = (
        f"In the second quarter the composite index of Wangchuan stands at {f('score')} (interval {f('low')} to "
        f"{f('high')}), a change of {f('change')} on the quarter before; it ranks {f('rank_low')} to {f('rank_high')} in "
        "the province and is not told apart from Yunze, Dongpu and Tonglu. Efficiency and collaboration go on improving; "
        f"data sharing declines. Confirmed: {f('red')} red and {f('yellow')} yellow cards, the red ones touching "
        f"{f('amount')} ten thousand yuan; {f('suspicions')} suspicions await a hearing. Decide three things first: review "
        "two contracts and stop paying; stop sending identity numbers in clear; finish the overdue registrations."
    )
    return Lead(figures.say(zh, en))


def index_overview(figures: Figures, dimensions: int = 6) -> IndexOverview:
    add, say = figures.add, figures.say
    return IndexOverview(
        heading=say("指数与维度", "Index and dimensions"),
        note=say("加权几何平均，模拟 ", "Weighted geometric mean, ")
        + f(add("draws", "10000"))
        + say(" 次", " draws"),
        name=say("综合指数", "Composite index"),
        score=add("score", "78.512", 1),
        low=add("low", "77.04", 1),
        high=add("high", "79.94", 1),
        dimensions=tuple(_dimension(figures, place) for place in range(dimensions)),
        versus=say("较上季度", "on last quarter"),
        change=add("change", "1.48", 1, sign=True),
        previous_label=say("上季度", "last quarter"),
        peers=tuple(add(f"peer-{place}", score, 1) for place, score in enumerate(CITY_SCORES) if place != 3),
        rank=add("rank", "4"),
        rank_low=add("rank_low", "4"),
        rank_high=add("rank_high", "7"),
        units=add("units", "16"),
        caption=say("短线为其余各市，实心格为点估计", "Strokes: other cities; filled cell: point estimate"),
    )


def _dimension(figures: Figures, place: int) -> DimensionRow:
    zh, en, score, low, high, previous, signal, weight = DIMENSIONS[place]
    change = str(Decimal(score) - Decimal(previous))
    return DimensionRow(
        name=figures.say(zh, en),
        score=figures.add(f"d{place}", score, 1),
        low=figures.add(f"d{place}-low", low, 1),
        high=figures.add(f"d{place}-high", high, 1),
        weight=figures.add(f"d{place}-weight", weight, scale="100", after="%"),
        previous=figures.add(f"d{place}-before", previous, 1),
        change=figures.add(f"d{place}-change", change, 1, sign=True),
        signal=signal,
    )


def card_tally(figures: Figures, times: int = 1) -> CardTally:
    add, say = figures.add, figures.say
    themes = tuple(
        ThemeCards(
            say(zh, en),
            add(f"red-{en}", str(red * times)),
            add(f"yellow-{en}", str(yellow * times)),
            add(f"suspicion-{en}", str(suspicions * times)),
        )
        for zh, en, red, yellow, suspicions in THEMES
    )
    return CardTally(
        heading=say("红黄牌", "Red and yellow cards"),
        note=say(
            "红牌横杠，黄牌叹号，黑白打印可辨", "Red with a bar, yellow with a mark: told apart in grey"
        ),
        themes=themes,
        red=add("red", str(9 * times)),
        yellow=add("yellow", str(28 * times)),
        suspicions=add("suspicions", str(43 * times)),
        movement=say("本季度销号 ", "Closed this quarter: ") + f(add("closed", "34")) + say(" 项", ""),
    )


def control(figures: Figures) -> ControlTrend:
    add, say = figures.add, figures.say
    points = []
    for place, rate in enumerate(RATES):
        month = f"{2024 + (place + 6) // 12}-{(place + 6) % 12 + 1:02d}"
        points.append(TrendPoint(on(month), add(f"rate-{place}", rate, 2), "worse" if place >= 16 else ""))
    return ControlTrend(
        title=say("共享接口成功率（%）", "Interface success (%)"),
        verdict=say("连续低于均值，属系统性变化", "Below the mean again and again: a change of the system"),
        points=tuple(points),
        centre=add("centre", "98.6", 1),
        lower=add("lower", "97.7", 1),
        upper=add("upper", "99.5", 1),
    )


def ranking(figures: Figures, cities: int = 16) -> RankingTrend:
    add, say = figures.add, figures.say
    units = []
    for place in range(cities):
        score = Decimal(CITY_SCORES[place % 16]) - place // 16 * 20
        name = say(CITIES[place % 16], CITIES_EN[place % 16]) + "甲乙丙丁"[place // 16 - 1 : place // 16]
        units.append(
            RankedUnit(
                name,
                add(f"city-{place}", str(score), 1),
                add(f"city-{place}-low", str(score - Decimal("1.5")), 1),
                add(f"city-{place}-high", str(score + Decimal("1.4")), 1),
                focus=place == 3,
            )
        )
    title = say("十六市综合指数", "Index of the sixteen cities")
    return RankingTrend(
        title, say("区间重叠者不排先后", "Overlapping intervals are not ordered"), tuple(units)
    )


def execution(figures: Figures) -> ExecutionTrend:
    add, say = figures.add, figures.say
    bars = tuple(
        ExecutionBar(say(zh, en), add(f"bar-{place}", rate, 1, scale="100"), mark)
        for place, (zh, en, rate, mark) in enumerate(OFFICES)
    )
    return ExecutionTrend(
        title=say("预算执行率与时间进度（%）", "Budget execution and time (%)"),
        verdict=say("合计 ", "Total ") + f(add("total", "0.468", 1, scale="100")),
        bars=bars,
        progress=add("progress", "0.5", scale="100"),
        progress_label=say("时间进度 ", "time gone by ") + f("progress"),
    )


def certificate(figures: Figures, role: tuple[str, str] = ("签发人", "Issued by")) -> Certificate:
    return Certificate(
        role=figures.say(*role),
        person=figures.say("周岚（监督组组长）", "Zhou Lan (head of group)"),
        subject="CN=周岚, OU=监督组, O=望川市",
        issuer="CN=澜江省政务服务 CA G2",
        serial="4F21 8C07 D3A9 60E5",
        valid_from=date(2025, 1, 1),
        valid_until=date(2027, 12, 31),
    )


def panel(figures: Figures, people: int = 1) -> SignaturePanel:
    roles = (("签发人", "Issued by"), ("复核人", "Approved by"))
    return SignaturePanel(
        certificates=tuple(certificate(figures, roles[place]) for place in range(people)),
        signed_at=datetime(2026, 7, 3, 16, 20, 41, tzinfo=SHANGHAI),
        form="PAdES B-LT, ECDSA P-256 / SHA-256",
        digest="",
    )


def findings(figures: Figures, problems: Sequence[tuple[object, ...]]) -> FindingsTable:
    add, say = figures.add, figures.say
    rows = []
    for place, (severity, zh, en, theme, office, amount, persons, due) in enumerate(problems):
        rows.append(
            FindingRow(
                severity=str(severity),
                number=f"WT-{401 + place:04d}",
                problem=say(str(zh), str(en)),
                theme=say(*THEMES[int(str(theme))][:2]),
                organisation=say(*OFFICES[int(str(office))][:2]),
                stage=say("整改", "rectify"),
                amount=add(f"amount-{place}", str(amount), 2, scale="0.0001") if amount else "",
                persons=add(f"persons-{place}", str(persons)) if persons else "",
                due_on=date.fromisoformat(f"2026-{due}"),
                overdue=place == 1,
                contested=place == 4,
            )
        )
    return FindingsTable(
        heading=say("重点问题", "Findings"),
        note=say("红牌全列，黄牌列前几项；期限为", "All red, the gravest yellow; days of ") + on("2026"),
        rows=tuple(rows),
        subtotal=Subtotal(
            say("红牌小计", "Red together"),
            say("人数按证件散列去重；“—”为不涉及", "Persons counted once; a dash means none"),
            add("amount", "13291500", 2, scale="0.0001"),
            add("persons", "44848"),
        ),
        empty=say("本期没有认定的问题。", "No finding was confirmed in this period."),
    )


def suspicions(figures: Figures) -> SuspicionsTable:
    add, say = figures.add, figures.say
    rows = tuple(
        SuspicionRow(
            severity=severity,
            rule=rule,
            problem=say(zh, en),
            theme=say(*THEMES[theme][:2]),
            count=add(f"flag-{rule}", str(count)),
            unjudged=add(f"unjudged-{rule}", str(unjudged)),
            amount=add(f"money-{rule}", amount, 2, scale="0.0001") if amount else "",
            unverified=unverified,
        )
        for severity, rule, zh, en, theme, count, unjudged, amount, unverified in FLAGS
    )
    return SuspicionsTable(say("疑点（未认定）", "Suspicions, not confirmed"), say("按规则", "By rule"), rows)


def outcomes(figures: Figures) -> Outcomes:
    add, say = figures.add, figures.say
    return Outcomes(
        heading=say("成效与批示办理", "Outcomes and instructions"),
        note="",
        outcomes=(
            Outcome(
                say("追回资金", "Money recovered"),
                add("recovered", "6120000", 2, scale="0.0001"),
                say("万元", "ten thousand"),
            ),
            Outcome(say("惠及群众", "People served"), add("served", "31204"), say("人", "people")),
            Outcome(say("修订制度", "Rules changed"), add("changed", "3"), say("项", "")),
        ),
        instructions=(
            InstructionRow(
                say("批示一", "One"),
                say("复核采购合同", "Review the contracts"),
                say("市大数据局", "Data office"),
                date(2026, 6, 30),
                date(2026, 6, 24),
            ),
            InstructionRow(
                say("批示二", "Two"),
                say("停止下发明文", "Stop clear text"),
                say("市民政局", "Civil affairs"),
                date(2026, 6, 30),
                overdue=True,
            ),
        ),
    )


def methods(figures: Figures) -> Methods:
    say = figures.say
    notes = (
        (
            "综合指数",
            "Composite index",
            f"六个维度得分按名义权重作加权几何平均。得分误差与权重扰动同时模拟 {f('draws')} 次；名次带为模拟名次的同一分位。",
            f"Six dimensions in a weighted geometric mean; errors and weights are drawn {f('draws')} times.",
        ),
        (
            "过程信号",
            "Process signal",
            "单值—移动极差图。一点越出界限，或连续多点在均值同侧，判为系统性变化；其余视为正常波动，不作表扬或批评依据。",
            "Individuals and moving range. What stays within the limits is neither praised nor blamed.",
        ),
        (
            "法定时限",
            "Legal period",
            "自受理次日起计工作日，扣除法定节假日；补正、公告等依法暂停的天数不计。",
            "Working days from the day after acceptance; holidays and lawful pauses do not count.",
        ),
    )
    return Methods(
        say("方法", "Methods"),
        tuple(MethodNote(say(zh, en), say(text, told)) for zh, en, text, told in notes),
    )


def sources(figures: Figures) -> Sources:
    add, say = figures.add, figures.say
    rows = (
        ("办件与环节轨迹", "Cases and steps", "一体化平台", "Platform", "13042118", "0.009", "a40c77e1" * 8),
        ("政务服务评价", "Reviews", "好差评系统", "Review system", "217406", "0.021", "71fe0c80" * 8),
        ("资产与到货", "Assets", "资产系统", "Asset system", None, "0.132", ""),
    )
    return Sources(
        say("数据与来源", "Data and sources"),
        tuple(
            SourceRow(
                say(zh, en),
                say(system, system_en),
                add(f"rows-{en}", count),
                add(f"missing-{en}", missing, 1, scale="100", after="%"),
                say("时区统一，去重", "One zone, no doubles"),
                digest,
                alarming=count is None,
            )
            for zh, en, system, system_en, count, missing, digest in rows
        ),
    )


def _recompute(figures: Figures) -> Recompute:
    zh = (
        "核验人可在任何一台装有准绳的离线计算机上复算：导入同一抽取包，打开本简报，选择“核验简报”。程序先验证签名，再逐数"
        "重算；任何一个数不一致，结论即为“不一致”，并列出差异。"
    )
    en = (
        "Anyone can recompute this briefing on any offline computer with Plumbline: open the same extract, open the "
        "briefing, choose “Verify briefing”. The signature is checked first, then every figure; one that differs is told."
    )
    return Recompute(figures.say("复算", "Recomputing"), figures.say(zh, en))


def _shortcomings(figures: Figures) -> Shortcomings:
    say = figures.say
    return Shortcomings(
        say("不足：", "Not seen: "),
        (
            say(
                f"规则 {named('F-21')} 因数据缺失无法计算；满意度各市差异小。",
                f"Rule {named('F-21')} cannot be computed: data are missing.",
            ),
        ),
    )


def only(language: str, *kinds: type) -> Document:
    """Return the sample with these blocks and the masthead alone."""
    whole = briefing(language)
    blocks = [block for block in whole.blocks if isinstance(block, (Masthead, *kinds))]
    return trimmed(replace(whole, blocks=tuple(blocks)))


LENGTHENED = frozenset(
    "name organisation theme stage heading note title movement subject issuer classification number extract_id versus "
    "caption previous_label problem owner system handling label progress_label verdict role person unit why_not".split()
)


def lengthened(held: Document, times: int) -> Document:
    """Return a document whose names and words are that many times as long."""
    gap = "" if held.language == "zh-CN" else " "

    def longer(key: str, value: object) -> object:
        if isinstance(value, dict):
            return {name: longer(name, inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [longer(key, inner) for inner in value]
        return gap.join([value] * times) if isinstance(value, str) and key in LENGTHENED and value else value

    told = json.loads(held.to_json())
    told["document"] = longer("", told["document"])
    for figure, before in zip(told["document"]["figures"], held.figures, strict=True):
        figure["unit"] = before.unit
    return from_json(
        json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")
    )


def trimmed(held: Document) -> Document:
    """Return a document without the figures none of its blocks prints."""
    told = str(held.blocks)
    used = (item for item in held.figures if f"'{item.id}'" in told or f(item.id) in told)
    return replace(held, figures=tuple(used))


NOON = datetime(2026, 7, 3, 12, 0, tzinfo=UTC)
