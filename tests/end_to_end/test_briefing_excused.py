"""Owns the proof that what was tolerated leaves the figures of a briefing, that it says so, and that this can be recomputed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from console.briefing.render import render
from console.casebook import Casebook
from console.domain import entries as e
from console.domain.briefing import Document
from console.domain.briefing_blocks import Shortcomings
from console.domain.finding import CasebookSnapshot, identity
from console.domain.ports import Silent
from console.domain.rule import Suspicion
from console.domain.verification import Verdict
from console.jobs.brief import FixedClock, sign
from console.jobs.brief_compose import Composed, calculator_of, compose
from console.jobs.brief_request import BriefRequest
from console.jobs.findings_seen import pseudonym_scheme
from console.jobs.recompute import Ask, Calculator
from tests.domain.tolerance_kit import CONFIRM, granted
from tests.end_to_end.briefing_papers import RESOURCES, Bureau, failed_names
from tests.jobs.findings_kit import StepClock
from tests.signing.papers import NOON

ON_TIME = "SVC-001"


@dataclass(frozen=True)
class Late:
    """Cases that were late, their region, and how many cases its rate of punctuality counts, on time and in all."""

    keys: tuple[tuple[str, ...], ...]
    region: str
    scheme: str
    counted: tuple[object, object]


def asked(calculator: Calculator, region: str, part: str) -> object:
    measure = calculator.extract.catalogue.measures[ON_TIME]
    name, period = f"{ON_TIME}@{measure.version}", calculator.extract.period.name
    return calculator.value(Ask("reading", name, f"region_id={region}", period, part))


@pytest.fixture(scope="module")
def late(bureau: Bureau) -> Late:
    """Return two late cases of one region that a rule flags, both closed in the quarter."""
    with bureau.opened() as extract:
        calculator = Calculator(extract, None, Silent())
        view = extract.catalogue.measures[ON_TIME].view
        rows = extract.connection.rows(
            f"SELECT region_id, list(case_id ORDER BY case_id)[:2] FROM {view} WHERE legal_days_used > legal_days_allowed "
            f"AND closed_on BETWEEN DATE '{extract.period.starts}' AND DATE '{extract.period.ends}' "
            "GROUP BY region_id HAVING count(*) > 1 ORDER BY 1 LIMIT 1"
        )
        ((region, cases),) = rows
        counted = (asked(calculator, region, "numerator"), asked(calculator, region, "denominator"))
        return Late(tuple((case,) for case in cases), region, pseudonym_scheme(extract), counted)


@pytest.fixture(scope="module")
def snapshot(late: Late, tmp_path_factory: pytest.TempPathFactory) -> CasebookSnapshot:
    """Return a casebook that tolerated both, and a third thing that is no row of the extract."""
    keys = (*(("SVC-101", key) for key in late.keys), ("FUND-140", ("o",)))
    with Casebook.create(tmp_path_factory.mktemp("book"), b"\7" * 32, StepClock()) as book:
        for rule, key in keys:
            for entry, actor in (*CONFIRM, *granted()):
                told = replace(entry, finding=identity(rule, key, late.scheme))
                if isinstance(told, e.Registration):
                    told = replace(told, rule_id=rule, key=key, pseudonym_scheme=late.scheme)
                book.append(told, actor)
        return book.snapshot()


@pytest.fixture(scope="module")
def calculator(bureau: Bureau, snapshot: CasebookSnapshot) -> Iterator[Calculator]:
    with bureau.opened() as extract:
        yield calculator_of(extract, BriefRequest(snapshot=snapshot), Silent())


@pytest.fixture(scope="module")
def written(bureau: Bureau, snapshot: CasebookSnapshot, calculator: Calculator) -> Composed:
    return compose(calculator, BriefRequest(snapshot=snapshot), RESOURCES, NOON, bureau.signers.cards)


def test_a_measure_counts_without_them(calculator: Calculator, late: Late) -> None:
    on_time, counted = (int(str(one)) for one in late.counted)
    assert asked(calculator, late.region, "numerator") == on_time
    assert asked(calculator, late.region, "denominator") == counted - 2


def test_rules_look_at_every_row_all_the_same(bureau: Bureau, calculator: Calculator) -> None:
    def flagged(one: Calculator) -> list[Suspicion]:
        return [each for judged in one.suspicions.judgements for each in judged.suspicions]

    with bureau.opened() as extract:
        assert flagged(Calculator(extract, None, Silent())) == flagged(calculator)


def test_it_is_said_and_nothing_of_it_named(written: Composed, late: Late) -> None:
    document: Document = written.document
    told = next(one for one in document.blocks if isinstance(one, Shortcomings))
    words = [document.filled(item) for item in told.items]
    assert any("2 行不计入指标" in one for one in words)
    assert any("1 项已容错的疑点说的是整个单位" in one for one in words)
    assert any("2 项疑点不计入疑点数" in one for one in words)
    assert "service_case: NOT (sha256(" in written.attachments["queries.sql"].decode()
    for content in (document.to_json(), *written.attachments.values()):
        assert not any(key[0] in content.decode() for key in late.keys)


def test_it_verifies_and_only_with_what_was_left_out(
    bureau: Bureau, written: Composed, tmp_path: Path
) -> None:
    paper = tmp_path / "b.pdf"
    held = json.loads(written.attachments["casebook.json"])
    for files in (written.attachments, {**written.attachments, "casebook.json": _without(held)}):
        unsigned = render(written.document, RESOURCES, files)
        paper.write_bytes(sign(unsigned, bureau.signers, FixedClock(NOON)))
        found = bureau.verified(paper, bureau.extract)
        if files is written.attachments:
            assert failed_names(found) == set()
            assert found.verdict is Verdict.VALID
    assert found.verdict is Verdict.INVALID
    assert "figures" in failed_names(found)


def _without(held: dict[str, object]) -> bytes:
    return json.dumps({**held, "excused": []}, ensure_ascii=False, separators=(",", ":")).encode()
