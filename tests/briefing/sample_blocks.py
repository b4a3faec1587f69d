"""Owns the blocks of the sample briefings, one function each. It refuses to number or to date them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from console.domain.briefing_blocks import (
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
)
from console.domain.briefing_text import figure as f
from console.domain.briefing_text import named, on
from tests.briefing.sample_figures import (
    CITIES,
    CITIES_EN,
    CITY_SCORES,
    DIMENSIONS,
    FLAGS,
    OFFICES,
    RATES,
    SHANGHAI,
    THEMES,
    Figures,
)


def lead(figures: Figures) -> Lead:
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


def recompute(figures: Figures) -> Recompute:
    zh = (
        "核验人可在任何一台装有准绳的离线计算机上复算：导入同一抽取包，打开本简报，选择“核验简报”。程序先验证签名，再逐数"
        "重算；任何一个数不一致，结论即为“不一致”，并列出差异。"
    )
    en = (
        "Anyone can recompute this briefing on any offline computer with Plumbline: open the same extract, open the "
        "briefing, choose “Verify briefing”. The signature is checked first, then every figure; one that differs is told."
    )
    return Recompute(figures.say("复算", "Recomputing"), figures.say(zh, en))


def shortcomings(figures: Figures) -> Shortcomings:
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
