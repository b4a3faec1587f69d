"""Owns a page that holds the kit: tiles, tables, states, controls. It refuses invented numbers in the product: these are the
figures of the design's own pictures."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QGridLayout, QWidget

from console.errors import ExtractError
from console.gui.faults import Failure
from console.gui.models.cells import (
    BarCell,
    DueCell,
    NotComputableCell,
    SignalCell,
    Spark,
    StageCell,
    TallyCell,
    WhiskerCell,
)
from console.gui.models.columns import Column
from console.gui.theme import Look
from console.gui.widgets.banner import Banner
from console.gui.widgets.buttons import Button
from console.gui.widgets.chips import Filter, FilterChips, MarkBadge, Seal
from console.gui.widgets.panel import Panel
from console.gui.widgets.piece import column, row
from console.gui.widgets.states import Loading, Move
from console.gui.widgets.table import DataTable
from console.gui.widgets.tile import Kpi, KpiTile
from console.gui.words import say

GOOD = (
    95.2,
    95.4,
    95.0,
    95.3,
    94.9,
    95.5,
    95.1,
    95.3,
    95.2,
    95.6,
    95.0,
    95.4,
    96.0,
    96.1,
    96.2,
    96.0,
    96.3,
    96.2,
    96.4,
)
BETTER = Spark(GOOD, 95.2, 94.2, 96.1, (0,) * 11 + (1,) * 8, 1)
WORSE = Spark(GOOD[::-1], 95.2, 94.7, 96.3, (0,) * 18 + (-1,), 1)
STEADY = Spark(GOOD[:12], 95.2, 94.2, 96.2, (0,) * 12, 1)


def tiles(look: Look) -> QWidget:
    """Six tiles in one row."""
    zh = look.language == "zh-CN"
    kpis = (
        Kpi("按时办结率" if zh else "On-time rate", "96.2", "%", 0.9, change_unit="pp", spark=BETTER),
        Kpi(
            "平均办理时长" if zh else "Mean handling time",
            "3.4",
            "个工作日" if zh else "wd",
            -0.6,
            good=-1,
            spark=STEADY,
        ),
        Kpi("一次办结率" if zh else "Done in one visit", "88.7", "%", 0.3, change_unit="pp", spark=STEADY),
        Kpi(
            "差评按期整改率" if zh else "Complaints fixed on time",
            "91.4",
            "%",
            -2.8,
            change_unit="pp",
            spark=WORSE,
        ),
        Kpi(
            "好评率" if zh else "Good reviews",
            None,
            line="评价时间缺失 13.2%" if zh else "13.2% without a time",
        ),
        Kpi(
            "预算执行率" if zh else "Budget executed",
            "46.8",
            "%",
            -3.2,
            share=0.468,
            limit=0.5,
            mark="yellow",
            line="落后时间进度 3.2 个点" if zh else "3.2 pp behind the clock",
            change_unit="pp",
        ),
    )
    shown = QWidget()
    line = row(look.px(12))
    for kpi in kpis:
        line.addWidget(KpiTile(look, kpi))
    shown.setLayout(line)
    return shown


def findings(look: Look) -> DataTable:
    """The table of the overview."""
    zh = look.language == "zh-CN"
    columns = (
        Column("card", "牌级" if zh else "Card", "mark"),
        Column("id", "编号" if zh else "No.", "code"),
        Column("title", "问题" if zh else "Finding", "text"),
        Column("theme", "领域" if zh else "Domain", "name"),
        Column("amount", "涉及金额/万元" if zh else "CNY 10k", "money"),
        Column("persons", "涉及人数" if zh else "People", "number"),
        Column("stage", "阶段" if zh else "Stage", "stage"),
        Column("due", "整改期限" if zh else "Due", "due"),
    )
    table = DataTable(look, columns, "重点问题" if zh else "Top findings", row_height=36)
    words = ("整改", "资金使用") if zh else ("Fix", "Funds")
    title = "同一供应商 30 日内拆分采购，均低于限额" if zh else "One supplier split below the threshold"
    table.set_rows(
        [
            {
                "card": kind,
                "id": f"WT-04{number:02d}",
                "title": title,
                "theme": words[1],
                "amount": amount,
                "persons": None if amount else 41260,
                "stage": StageCell(number % 5 + 1, 5, words[0]),
                "due": DueCell(date(2026, 7, 12), 2 if number == 1 else 0),
            }
            for number, (kind, amount) in enumerate(
                (
                    ("red", 2864000),
                    ("red", None),
                    ("yellow", 10427500),
                    ("notice", 950000),
                    ("na", None),
                    ("ok", 41600),
                )
            )
        ]
    )
    table.select(0)
    return table


def dimensions(look: Look) -> DataTable:
    """Whiskers, signals, bars, tallies and a cell that cannot be computed."""
    zh = look.language == "zh-CN"
    columns = (
        Column("name", "维度" if zh else "Dimension", "name"),
        Column("score", "分值" if zh else "Score", "heat", digits=1, heat=(60, 90)),
        Column("interval", "5–95%", "whisker"),
        Column("change", "变化" if zh else "Change", "delta", digits=1),
        Column("signal", "过程信号" if zh else "Signal", "signal"),
        Column("bar", "执行" if zh else "Executed", "bar", width=90),
        Column("cards", "牌" if zh else "Cards", "tally", width=80),
    )
    table = DataTable(look, columns, "六个维度" if zh else "Six dimensions", row_height=26)
    names = (
        ("服务效率", "服务质量", "数据共享", "信息安全")
        if zh
        else ("Service efficiency", "Quality", "Sharing", "Security")
    )
    table.set_rows(
        [
            {
                "name": name,
                "score": 82.6 - number * 5 if number < 3 else NotComputableCell("缺资产表"),
                "interval": WhiskerCell(78 - number, 80 - number, 84 - number, (66, 90), 79),
                "change": (3.2, -1.9, 0.0, None)[number],
                "signal": SignalCell((1, -1, 0, 0)[number], number == 0),
                "bar": BarCell(0.2 * (number + 1), 0.5, (None, "yellow", "red", None)[number]),
                "cards": TallyCell(3 - number, number * 2),
            }
            for number, name in enumerate(names)
        ]
    )
    return table


def states(look: Look) -> list[Panel]:
    """One panel for each state."""
    zh = look.language == "zh-CN"
    loading = Panel(
        look, "加载" if zh else "Loading", "超过 10 秒显示剩余时间" if zh else "time left after 10 s"
    )
    body = Loading(look)
    body.set_step(say("progress-working"), 0.62, 12.0)
    loading.set_content(body)
    empty = Panel(look, "空" if zh else "Empty", "先说范围，再说检查了什么" if zh else "scope first")
    empty.state.show_empty(
        "当前范围没有红牌" if zh else "No red card in this scope",
        "望川市 · 2026 年二季度，已检查 18 条规则" if zh else "Wangchuan, 2026 Q2; 18 rules checked",
        "",
        (
            Move("查看黄牌 3" if zh else "See 3 yellow", print),
            Move("放宽范围" if zh else "Widen scope", print),
        ),
    )
    why = Panel(look, "无法计算" if zh else "Not computable")
    why.state.show_not_computable(
        "验收先于到货（F-21）" if zh else "Accepted before arrival (F-21)",
        "到货日期缺失 13.2%，超过 5% 上限。"
        if zh
        else "13.2% of arrival dates are missing; the limit is 5%.",
    )
    failed = Panel(look, "出错" if zh else "Failed")
    failed.state.show_failure(Failure(ExtractError("cancelled"), "trace"), print)
    return [loading, empty, why, failed]


def controls(look: Look) -> Panel:
    """Buttons, filters, marks, seals."""
    zh = look.language == "zh-CN"
    panel = Panel(look, "控件" if zh else "Controls", link="查看全部 →" if zh else "View all →")
    panel.set_badge("红牌" if zh else "Red card", "red")
    body = QWidget()
    layout = column(look.px(8))
    kinds = row(look.px(8))
    for kind in ("primary", "", "danger", "ghost"):
        kinds.addWidget(Button(look, "提交" if zh else "Submit", "send", kind))
    disabled = Button(look, "提交" if zh else "Submit", "send")
    disabled.setEnabled(False)
    kinds.addWidget(disabled)
    kinds.addStretch(1)
    layout.addLayout(kinds)
    chips = FilterChips(look)
    names = ("全部", "红牌", "黄牌", "提醒") if zh else ("All", "Red", "Yellow", "Notice")
    marks = (None, "red", "yellow", "notice")
    chips.set_filters([Filter(n, n, 9, m) for n, m in zip(names, marks, strict=True)], [names[1]])
    layout.addWidget(chips)
    signs = row(look.px(12))
    for kind in ("red", "yellow", "notice", "ok", "na"):
        signs.addWidget(MarkBadge(look, kind))
    for verdict in ("valid", "untrusted", "invalid", "unsigned"):
        signs.addWidget(Seal(look, verdict))
    signs.addStretch(1)
    layout.addLayout(signs)
    layout.addStretch(1)
    body.setLayout(layout)
    panel.set_content(body)
    return panel


def gallery(look: Look) -> QWidget:
    """Everything on one page."""
    zh = look.language == "zh-CN"
    page = QWidget()
    page.setObjectName("root")
    grid = QGridLayout(page)
    grid.setSpacing(look.px(12))
    grid.setContentsMargins(*(look.px(16),) * 4)
    grid.addWidget(
        Banner(
            look,
            "yellow",
            "结果为部分：42 个部门中 3 个未报送" if zh else "Partial: 3 of 42 departments have not reported",
            "区间已相应放宽；合计标“≥”" if zh else "Intervals are wider; totals read ≥",
        ),
        0,
        0,
        1,
        2,
    )
    grid.addWidget(
        Banner(
            look,
            "red",
            "抽取包签名无效，已停止计算" if zh else "The signature is invalid; computing stopped",
            dismissible=False,
        ),
        0,
        2,
        1,
        2,
    )
    grid.addWidget(tiles(look), 1, 0, 1, 4)
    top = Panel(look, "重点问题" if zh else "Top findings", "共 80 项" if zh else "80 in all", flush=True)
    top.set_content(findings(look))
    grid.addWidget(top, 2, 0, 1, 3)
    grid.addWidget(controls(look), 2, 3)
    for place, panel in enumerate(states(look)[:3]):
        grid.addWidget(panel, 3, place)
    dims = Panel(look, "六个维度" if zh else "Six dimensions", flush=True)
    dims.set_content(dimensions(look))
    grid.addWidget(dims, 3, 3)
    for place in range(4):
        grid.setColumnStretch(place, 1)
    return page
