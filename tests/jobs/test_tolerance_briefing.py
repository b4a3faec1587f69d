"""Owns the proof that what was tolerated leaves a briefing, and that a pilot's suspicions stand in it as notices."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from console.casebook import Casebook
from console.domain.finding import Stage, summary
from console.domain.period import parse
from console.domain.rule import Suspicion
from console.domain.tolerance import Pilot
from console.domain.tolerance_register import PilotEnded, pilot_entered
from console.jobs.brief_casebook import decided, read_snapshot, snapshot_json
from console.jobs.recompute_counts import cards, casebook_count, noticed, unsettled
from console.jobs.tolerance_pilots import suspicion_in
from tests.domain.tolerance_kit import CONFIRM, ZHOU, granted, run
from tests.jobs.findings_kit import StepClock
from tests.jobs.test_brief_figures import snapshot_of

PILOT = Pilot(
    *("P1", "改〔2026〕8号", "市改革办", "容缺受理", date(2026, 1, 1), date(2026, 12, 31)),
    frozenset({"SVC-003"}),
    frozenset({"o-7"}),
    frozenset({"*"}),
)


def test_a_tolerated_finding_is_neither_card_nor_suspicion_nor_closing() -> None:
    before, after = run(), run(*granted())
    suspicion = suspicion_in(before)
    assert unsettled([suspicion], snapshot_of(summary(after))) == ()
    assert cards(snapshot_of(summary(before)), "") != ()
    assert cards(snapshot_of(summary(after)), "") == ()
    told = replace(summary(after), stage=Stage.CLOSED, closed_on=date(2026, 6, 30), recovered=Decimal(900))
    for detail, left in (("closed", 0), ("recovered", None)):
        assert casebook_count(snapshot_of(told), detail, "", parse("2026Q2")) == left


def test_one_tolerated_before_it_was_confirmed_is_no_suspicion_any_more() -> None:
    early = replace(summary(run(*granted())), confirmed_on=None, stage=Stage.HEARING)
    assert unsettled([suspicion_in(run())], snapshot_of(early)) == ()
    assert len(decided(snapshot_of(early)).findings) == 1


def test_a_suspicion_inside_a_pilot_is_a_notice_and_one_outside_is_not() -> None:
    inside = suspicion_in(run())
    outside: Suspicion = replace(inside, organisation_id="o-8")
    snapshot = replace(snapshot_of(), pilots=(pilot_entered(PILOT),))
    assert [one.severity for one in noticed([inside, outside], snapshot)] == ["notice", "red"]
    assert [one.severity for one in noticed([inside], None)] == ["red"]
    assert read_snapshot(snapshot_json(snapshot)) == snapshot


def test_a_snapshot_holds_the_register_as_it_stands(tmp_path: Path) -> None:
    with Casebook.create(tmp_path / "book", bytes(range(32)), StepClock()) as book:
        for entry, actor in CONFIRM:
            book.append(entry, actor)
        book.record((pilot_entered(PILOT),), ZHOU)
        assert [one.pilot for one in book.snapshot().pilots] == ["P1"]
        book.record((PilotEnded("P1", date(2026, 3, 1), "改〔2026〕9号", "到期"),), ZHOU)
        (held,) = book.snapshot().pilots
        assert held.ends == date(2026, 3, 1)
