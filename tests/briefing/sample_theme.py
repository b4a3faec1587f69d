"""Owns the section of a theme in the sample briefings. It refuses figures of its own that nothing prints."""

from __future__ import annotations

from console.domain.briefing_blocks import Outcome, SuspicionRow
from console.domain.briefing_text import figure as f
from console.domain.briefing_theme import ThemeRow, ThemeSection, ThemeTable
from tests.briefing.sample_blocks import control, ranking
from tests.briefing.sample_figures import Figures

CARDS = (
    ("督办", "Supervise", "1"),
    ("红牌", "Red", "3"),
    ("黄牌", "Yellow", "17"),
    ("提醒", "Reminder", "6"),
)
CHANNELS = (
    ("in_promise", "按时办结（%）", "Within the promise (%)", ("0.977", "0.972", "0.004"), "100"),
    ("days", "办理日数", "Days", ("5.88", "6.11", "-0.13"), "1"),
    ("visits", "到场次数", "Visits", ("0.21", "1.12", ""), "1"),
)


def theme_section(figures: Figures) -> ThemeSection:
    """Return a section with every part it can have."""
    add, say = figures.add, figures.say
    closed = add("closed", "14071")
    return ThemeSection(
        say("服务全流程监督", "Supervision of services"),
        say("疑点未经认定", "Suspicions are not confirmed"),
        say(f"本季度办结 {f(closed)} 件。", f"{f(closed)} cases were closed in the quarter."),
        say("在办件的牌", "Cards of open cases"),
        tuple(
            Outcome(say(zh, en), add(f"open-{count}", count), say("张", "cards")) for zh, en, count in CARDS
        ),
        (ranking(figures), control(figures)),
        (_channels(figures),),
        say("环节疑点", "Step suspicions"),
        (
            SuspicionRow(
                "red",
                "SVC-104",
                say("跳过必经环节", "Mandatory step skipped"),
                say("办事", "Services"),
                add("skipped", "12"),
                add("unread", "0"),
                unverified=True,
            ),
        ),
    )


def _channels(figures: Figures) -> ThemeTable:
    say = figures.say
    rows = tuple(
        ThemeRow(
            key,
            say(zh, en),
            tuple(
                figures.add(f"{key}-{place}", value, 2, scale=scale) if value else ""
                for place, value in enumerate(values)
            ),
        )
        for key, zh, en, values, scale in CHANNELS
    )
    heads = (say("结果", "Outcome"), say("线上", "Online"), say("窗口", "Counter"), say("差", "Difference"))
    return ThemeTable(
        say("同事项比较", "Same items"), heads, rows, say("差为线上减窗口", "Online less counter")
    )
