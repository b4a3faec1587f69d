"""Owns the tables of the services page: durations against the promise, channels, clocks of open cases.

It refuses to rank people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from console.gui.models.cells import BarCell, MarkCell, WhiskerCell
from console.gui.models.columns import Column
from console.gui.theme import Look
from console.gui.views.services.steps import channel_name
from console.gui.words import say
from console.jobs.channel_answers import ChannelAnswer, ChannelOutcome
from console.jobs.services_answers import Channels, Clocks, Duration, Grouped, OpenCase

AXIS = (0.0, 150.0)  # percent of the promise
Row = Mapping[str, object]


def duration_columns(subject: str) -> Sequence[Column]:
    """Return the columns of time used against the promise, by organisation or item."""
    return (
        Column("name", say(f"services-{subject}"), "text"),
        Column("closed", say("services-closed"), "number"),
        Column("late", say("services-late"), "number"),
        Column("rate", say("services-rate"), "percent", digits=1),
        Column(
            "used", say("services-of-promise"), "whisker", width=150, tooltip=say("services-of-promise-tip")
        ),
        Column("median", say("services-median-days"), "number", digits=1),
        Column("promised", say("services-promised"), "number", digits=0),
    )


def duration_rows(found: Grouped) -> list[Row]:
    """Return one row a subject."""
    return [_duration(one) for one in found.rows]


def _duration(one: Duration) -> Row:
    return {
        "subject": one.subject,
        "name": one.name,
        "closed": one.closed,
        "late": one.judged - one.in_promise if one.judged else None,
        "rate": one.in_promise / one.judged if one.judged else None,
        "used": _whisker(one),
        "median": one.median_days,
        "promised": one.promised_days,
    }


def _whisker(one: Duration) -> WhiskerCell | None:
    if one.low is None or one.middle is None or one.high is None:
        return None
    low, middle, high = (min(value * 100, AXIS[1]) for value in (one.low, one.middle, one.high))
    return WhiskerCell(low, middle, high, AXIS)


def channel_columns() -> Sequence[Column]:
    """Return the columns of channels."""
    return (
        Column("name", say("services-channel"), "name"),
        Column("cases", say("services-submitted"), "number"),
        Column("share", say("services-share"), "bar"),
        Column("percent", say("services-share"), "percent", digits=1),
        Column("rate", say("services-rate"), "percent", digits=1),
        Column("median", say("services-median-days"), "number", digits=1),
    )


def channel_rows(look: Look, found: Channels) -> list[Row]:
    """Return one row a channel; what was not recorded is a row of its own."""
    total = sum(one.cases for one in found.rows) or 1
    return [
        {
            "subject": one.channel,
            "name": channel_name(look, one.channel),
            "cases": one.cases,
            "share": BarCell(one.cases / total),
            "percent": one.cases / total,
            "rate": one.in_promise / one.judged if one.judged else None,
            "median": one.median_days,
        }
        for one in found.rows
    ]


def mix_columns() -> Sequence[Column]:
    """Return the columns of online against counter; the difference is that within items, with its interval."""
    return (
        Column("name", say("channels-outcome"), "name"),
        Column("online", say("channels-online"), "number", sortable=False),
        Column("offline", say("channels-offline"), "number", sortable=False),
        Column("raw", say("services-mix-raw"), "number", sortable=False, tooltip=say("services-mix-raw-tip")),
        Column("same", say("services-mix-same"), "number", sortable=False, tooltip=say("channels-said")),
        Column("items", say("services-mix-items"), "number", tooltip=say("channels-items")),
    )


def mix_rows(look: Look, found: ChannelAnswer) -> list[Row]:
    """Return one row an outcome; where too few items went both ways the difference says why it is not there."""
    return [_mixed(look, one) for one in found.outcomes if one.why_not != "missing"]


def _mixed(look: Look, one: ChannelOutcome) -> Row:
    def told(value: float | None, sign: bool = False) -> str:
        if one.name == "in_promise":
            return look.phrases.percent(value, 1, sign)
        return look.phrases.number(value, 2, sign)

    same = look.text("services-mix-few")
    if not one.why_not:
        same = f"{told(one.same_mix, True)} ({told(one.low, True)} … {told(one.high, True)})"
    return {
        "name": look.text(f"channels-{one.name.replace('_', '-')}"),
        "online": told(one.online),
        "offline": told(one.offline),
        "raw": told(one.raw, True),
        "same": same,
        "items": one.items,
    }


def clock_columns() -> Sequence[Column]:
    """Return the columns of open cases with a signal."""
    return (
        Column("state", say("services-clock-signal"), "mark"),
        Column("case", say("services-case"), "code"),
        Column("item", say("services-item"), "text"),
        Column("organisation", say("services-organisation"), "text"),
        Column("used", say("services-used"), "number"),
        Column("promised", say("services-promised"), "number"),
        Column("statutory", say("services-statutory"), "number"),
    )


def clock_rows(found: Clocks) -> list[Row]:
    """Return one row an open case."""
    return [_open(one) for one in found.cases]


def _open(one: OpenCase) -> Row:
    return {
        "state": MarkCell(one.state, say(f"services-clock-{one.state}"), proposed=True),
        "case": one.case_id,
        "item": one.item,
        "organisation": one.organisation,
        "used": one.days_used,
        "promised": one.promised,
        "statutory": one.statutory,
    }
