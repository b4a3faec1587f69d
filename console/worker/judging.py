"""Owns the jobs of a worker that judge series: control charts, deadline risk, cards, reforms. It refuses to judge by itself.

Each imports what it needs when it first runs, so that a worker answers a fifth of a second after it was started.
"""

from __future__ import annotations

from typing import Any

from console.domain.ports import Progress
from console.jobs.desk import Desk
from console.jobs.frames import shaped


def deadline_risk(desk: Desk, arguments: Any, progress: Progress) -> object:
    """Tell which open cases may be late."""
    from console.jobs.risk import deadline_risk
    from console.jobs.risk_answers import RiskRequest

    return deadline_risk(desk.extract, shaped(arguments, RiskRequest), progress)


def reforms(desk: Desk, arguments: Any, progress: Progress) -> object:
    """Compare before and after reforms."""
    from console.jobs.reform import reforms
    from console.jobs.reform_answers import ReformRequest

    return reforms(desk.extract, shaped(arguments, ReformRequest), progress)


def cards(desk: Desk, arguments: Any, progress: Progress) -> object:
    """Put cards of open cases together by cause."""
    from console.jobs.cards import cards
    from console.jobs.cards_answers import CardsRequest

    return cards(desk.extract, shaped(arguments, CardsRequest), progress)


def control_offers(desk: Desk, arguments: Any, progress: Progress) -> object:
    """Name the measures one may draw."""
    from console.jobs.charts import offers

    return offers(desk.extract)


def control_chart(desk: Desk, arguments: Any, progress: Progress) -> object:
    """Judge one series."""
    from console.jobs.charts import control_chart_of
    from console.jobs.charts_answers import ControlRequest

    return control_chart_of(desk.extract, shaped(arguments, ControlRequest), progress)


def control_scan(desk: Desk, arguments: Any, progress: Progress) -> object:
    """Judge every subject of a column."""
    from console.jobs.charts_answers import ScanRequest
    from console.jobs.charts_scan import scan

    return scan(desk.extract, shaped(arguments, ScanRequest), progress)


def control_change(desk: Desk, arguments: Any, progress: Progress) -> object:
    """Split a change into its parts."""
    from console.jobs.charts_answers import ChangeRequest
    from console.jobs.charts_change import what_changed

    return what_changed(desk.extract, shaped(arguments, ChangeRequest), progress)
