"""Owns the proof that figures print what they are, and that no recipe computes what it was not made for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from console.catalogue.load import load_catalogue
from console.domain.briefing_text import parts
from console.domain.finding import CasebookSnapshot, FindingSummary, Stage
from console.domain.ledger import TreeHead
from console.domain.period import Period, parse
from console.domain.ports import Silent
from console.domain.quality import Tally
from console.errors import BriefingError
from console.i18n import Phrases
from console.jobs.brief_casebook import decided, read_snapshot, snapshot_json
from console.jobs.brief_draft import (
    BARE_SHARE,
    CHANGE,
    COUNT,
    MONEY,
    SHARE,
    FigureBook,
    Print,
    issue_words,
    lettered,
    period_words,
)
from console.jobs.extract import OpenedExtract, OpenRequest, open_extract
from console.jobs.recompute import Ask, Calculator, exact, written
from console.jobs.recompute_counts import casebook_count
from console.paths import resource_root
from tests.jobs.findings_kit import StepClock, extract_file

ZH, EN = (Phrases(language, resource_root() / "phrases") for language in ("zh-CN", "en"))
QUARTER = parse("2026Q2")


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenedExtract]:
    """Return an extract with four service points and one benefit paid after death."""
    path = extract_file(tmp_path_factory.mktemp("extract") / "x.duckdb")
    catalogue = load_catalogue(resource_root())
    with open_extract(OpenRequest(path, (), 1 << 30, 1), catalogue, StepClock(), Silent()) as opened:
        yield opened


@pytest.fixture(scope="module")
def calculator(extract: OpenedExtract) -> Calculator:
    return Calculator(extract, None, Silent())


@pytest.mark.parametrize(
    ("value", "shown", "printed"),
    [
        (1284306, COUNT, "1,284,306"),
        (0.9525, SHARE, "95.2%"),
        (0.9535, SHARE, "95.4%"),
        (0.9525, BARE_SHARE, "95.2"),
        (Decimal("13291500.00"), MONEY, "1,329.15"),
        (Decimal("-1.9"), CHANGE, "−1.9"),
        (Decimal("1.5"), CHANGE, "+1.5"),
        (Decimal("-0.04"), CHANGE, "0.0"),
        (None, SHARE, "—"),
    ],
)
def test_a_figure_is_printed_as_its_value_rounds(
    calculator: Calculator, value: Decimal | float | None, shown: Print, printed: str
) -> None:
    class Fixed(Calculator):
        def value(self, ask: Ask) -> Decimal | None:
            return exact(value)

    for phrases in (ZH, EN):
        book = FigureBook(Fixed(calculator.extract, None, Silent()), phrases)
        book.put(Ask("definition", detail="rules"), shown)
        (figure,) = book.figures
        assert figure.printed == printed
        assert figure.agrees()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        (0, "0"),
        (0.1, "0.1"),
        (1e22, "10000000000000000000000"),
        (1e-7, "0.0000001"),
        (Decimal("100.00"), "100"),
        (Decimal(1) / 3, "0.333333333333"),
        (-0.0, "0"),
    ],
)
def test_a_value_has_one_way_of_being_written(value: Decimal | float | None, text: str | None) -> None:
    assert written(exact(value)) == text


@pytest.mark.parametrize(
    "ask",
    [
        Ask("guess"),
        Ask("reading", "INC-001@1", "", "2026Q2", "__class__"),
        Ask("reading", "INC-001@99", "", "2026Q2", "value"),
        Ask("reading", "NO-001@1", "", "2026Q2", "value"),
        Ask("score", "six-dimensions@1", "", "2026Q2", "efficiency.__doc__"),
        Ask("reading", "INC-001@1", "", "soon", "value"),
        Ask("series", "INC-001@1", "", "0001..9999", "2026-05"),
        Ask("control", "INC-001@1", "", "0001..9999", "centre"),
        Ask("supervise", "", "", "2026Q2", "names"),
        Ask("casebook", "", "", "2026Q2", "everything"),
        Ask("extract", "", "", "2026Q2", "organisation.name"),
        Ask("definition", "six-dimensions@1", "", "", "weight.nothing"),
    ],
)
def test_what_no_recipe_computes_is_refused(extract: OpenedExtract, ask: Ask) -> None:
    with pytest.raises(BriefingError) as caught:
        Calculator(extract, snapshot_of(), Silent()).value(ask)
    assert caught.value.key in {"briefing-recipe", "briefing-definition"}
    assert ZH.error(caught.value)
    assert EN.error(caught.value)


def test_what_a_measure_rests_on_is_checked_anew_and_never_rounded_to_all(
    calculator: Calculator, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = calculator.extract.catalogue.measures
    held = calculator.quality
    resting = next(one for one in known.values() if "@" not in one.id and held.rest(one).share is not None)
    ask = Ask("rest", f"{resting.id}@{resting.version}", "", "", "passed")
    share = Calculator(calculator.extract, None, Silent()).value(ask)
    assert share is not None and 0 < share <= 1
    tallies = {"accuracy": Tally(1, 1_000_000, 1)}
    almost = replace(held.rest(resting), dimensions=tallies, lacking=())
    monkeypatch.setattr(held, "rest", lambda _measure: almost)
    assert exact(held.rest_part(resting, "passed")) == Decimal("0.9999")
    with pytest.raises(KeyError):
        held.rest_part(resting, "failed")


def test_what_cannot_be_computed_is_not_zero(calculator: Calculator) -> None:
    assert calculator.value(Ask("supervise", "", "", "2026Q2", "suspicions.security")) is None
    assert calculator.value(Ask("supervise", "", "", "2026Q2", "suspicions.inclusion")) == 3
    assert calculator.value(Ask("casebook", "", "", "2026Q2", "red")) is None
    assert calculator.value(Ask("extract", "", "", "2026Q2", "rows.payment")) is None
    assert calculator.value(Ask("manifest", "", "", "2026Q2", "rejected.payment")) is None
    assert calculator.value(Ask("extract", "", "", "2026Q2", "rows.service_point")) == 4


def test_a_suspicion_belongs_to_the_period_it_occurred_in(calculator: Calculator) -> None:
    told = [calculator.value(Ask("supervise", "", "", name, "suspicions")) for name in ("2026Q1", "2026Q2")]
    earlier = calculator.value(Ask("supervise", "", "", "2026Q3", "earlier"))
    assert told[0] == 0
    assert earlier == told[1] == 4


def summary(number: str, **changes: object) -> FindingSummary:
    told: dict[str, object] = {
        "number": number,
        "rule_id": "FUND-105",
        "rule_version": 1,
        "theme": "funds",
        "severity": "red",
        "stage": Stage.CONFIRMED,
        "organisation_id": "O2",
        "region_id": "990100",
        "occurred_on": date(2026, 4, 8),
        "registered_on": date(2026, 7, 1),
        "confirmed_on": date(2026, 6, 20),
        "closed_on": None,
        "due_on": None,
        "amount": Decimal("1250.50"),
        "persons": None,
        "recovered": None,
        "served": None,
        "dismissal": "",
        "counts_as_card": True,
        "contested": False,
        "tolerated": False,
        "checked": False,
    }
    return FindingSummary(**{**told, **changes})  # type: ignore[arg-type]


def snapshot_of(*findings: FindingSummary) -> CasebookSnapshot:
    taken = datetime.fromisoformat("2026-07-03T12:00:00+00:00")
    return CasebookSnapshot("book", TreeHead(3, b"\1" * 32), taken, True, findings)


def test_cards_are_what_stands_and_is_not_closed() -> None:
    held = snapshot_of(
        summary("WT-0001"),
        summary("WT-0002", severity="yellow", amount=None, due_on=date(2026, 7, 1)),
        summary("WT-0003", stage=Stage.CLOSED, closed_on=date(2026, 6, 30), recovered=Decimal(900)),
        summary(
            "WT-0004", stage=Stage.SUSPICION, organisation_id=None, confirmed_on=None, counts_as_card=False
        ),
        summary("WT-0005", tolerated=True, counts_as_card=False),
        summary("WT-0006", region_id="990200"),
    )

    def counted(detail: str, region: str = "990100", period: Period = QUARTER) -> object:
        return casebook_count(held, detail, region, period)

    assert [counted(name) for name in ("red", "yellow", "red.funds", "red.services")] == [1, 1, 1, 0]
    assert [counted("red", ""), counted("red.amount", "")] == [2, Decimal("2501.00")]
    assert [counted("overdue"), counted("closed"), counted("recovered")] == [1, 1, Decimal(900)]
    assert [counted("new.red"), counted("new.red", period=parse("2026Q1"))] == [1, 0]
    assert [counted("WT-0001.amount"), counted("WT-0002.amount")] == [Decimal("1250.50"), None]
    assert [one.number for one in decided(held).findings] == [f"WT-000{n}" for n in (1, 2, 3, 5, 6)]


def test_a_snapshot_comes_back_as_it_went() -> None:
    held = snapshot_of(summary("WT-0001"), summary("WT-0002", stage=Stage.DISMISSED, amount=None))
    assert read_snapshot(snapshot_json(held)) == held


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'{"casebook_id":1}', b"\xff"])
def test_a_snapshot_that_is_none_is_refused(content: bytes) -> None:
    with pytest.raises(BriefingError) as caught:
        read_snapshot(content)
    assert caught.value.key == "briefing-casebook"


@pytest.mark.parametrize("name", ["2026", "2026Q2", "2026-05", "2026-01..2026-05", "2026-05-04..2026-05-20"])
def test_every_period_and_issue_is_a_date_a_briefing_may_print(name: str) -> None:
    for phrases in (ZH, EN):
        for words in (period_words(phrases, parse(name)), issue_words(phrases, parse(name))):
            assert [part.kind for part in parts(words)] == ["date"]


def test_a_name_of_digits_alone_becomes_one_with_letters() -> None:
    assert lettered(ZH, "市政务中心") == "市政务中心"
    assert lettered(ZH, "110") == "代码 110"
    assert lettered(EN, "") == "Code —"
