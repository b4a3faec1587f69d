"""Owns a page that holds life cycle, trail and editor, as the pages of findings and of SQL use them."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QGridLayout, QWidget

from console.gui.theme import Look
from console.gui.widgets.editor import Span, SqlEditor
from console.gui.widgets.panel import Panel
from console.gui.widgets.stepper import StepItem, Stepper
from console.gui.widgets.trail import TimelineTrail, TrailEntry

SQL = """-- R-214 复核：未作决定即送达
WITH step AS (SELECT case_id, lag(activity) OVER w AS prev FROM case_event WHERE item_code = $item)
SELECT organisation_id, count(*) AS deliveries
FROM   step WHERE prev = '审查' AND pct > 1.5
GROUP  BY ALL ORDER BY deliveries DESC;"""


def spans(sql: str) -> list[Span]:
    """Return tokens good enough for a picture."""
    kinds = (
        ("comment", r"--.*"),
        ("string", r"'[^']*'"),
        ("parameter", r"\$\w+"),
        ("keyword", r"\b(WITH|AS|SELECT|OVER|FROM|WHERE|AND|GROUP|BY|ALL|ORDER|DESC)\b"),
        ("function", r"\b\w+(?=\()"),
        ("number", r"\b\d+(\.\d+)?\b"),
    )
    found: list[Span] = []
    for kind, pattern in kinds:
        for hit in re.finditer(pattern, sql):
            if not any(span.start <= hit.start() < span.start + span.length for span in found):
                found.append(Span(hit.start(), len(hit.group()), kind))
    return found


def gallery_detail(look: Look) -> QWidget:
    """Life cycle, trail and editor, as pages 04 and 05 use them."""
    zh = look.language == "zh-CN"
    names = (
        ("发现", "核实", "整改", "复核", "销号") if zh else ("Found", "Verified", "Fix", "Review", "Closed")
    )
    page = QWidget()
    page.setObjectName("root")
    grid = QGridLayout(page)
    grid.setSpacing(look.px(12))
    grid.addWidget(_life_cycle(look, names, zh), 0, 0, 1, 2)
    grid.addWidget(_code(look), 1, 0)
    grid.addWidget(_notes(look, names, zh), 1, 1)
    grid.setColumnStretch(0, 2)
    grid.setColumnStretch(1, 1)
    grid.setRowStretch(1, 1)
    return page


def _life_cycle(look: Look, names: tuple[str, ...], zh: bool) -> Panel:
    who = "周岚" if zh else "Zhou Lan"
    states = ("done", "done", "now", "next", "stopped")
    days = ("06-22", "06-24", "06-26", "", "")
    steps = [StepItem(name, state, day, who) for name, state, day in zip(names, states, days, strict=True)]
    panel = Panel(look)
    panel.set_content(Stepper(look, steps))
    return panel


def _code(look: Look) -> Panel:
    editor = SqlEditor(look)
    editor.set_text(SQL)
    editor.highlighter.set_spans(spans(SQL))
    editor.show_error(SQL.index("deliveries"), 10)
    panel = Panel(look, "SQL", flush=True)
    panel.set_content(editor)
    return panel


def _notes(look: Look, names: tuple[str, ...], zh: bool) -> Panel:
    who = "陈立" if zh else "Chen Li"
    said = (
        "已暂停第三份合同付款，补充论证。"
        if zh
        else "Payment of the third contract is on hold; the case is argued again."
    )
    trail = TimelineTrail(look)
    entries = [
        TrailEntry(str(n), f"06-2{n} 15:40", who, names[n % 5], said * (n + 1), "8f21" * 16, n)
        for n in range(4)
    ]
    trail.set_entries(entries, True)
    panel = Panel(look, "意见与流转" if zh else "Notes", "最新在上" if zh else "newest first")
    panel.set_content(trail)
    return panel
