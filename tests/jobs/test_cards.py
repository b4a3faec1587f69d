"""Cards of open cases over rows with known answers: levels, one a cause, outages as evidence, excuses that end."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from console.cli.main import run
from console.domain.finding import Role
from console.domain.ports import Silent
from console.errors import CasebookError, ExitCode, InputError, UsageError
from console.jobs import cards as listing
from console.jobs.brief_casebook import read_snapshot, snapshot_json
from console.jobs.card_excuses import (
    ExcuseRequest,
    decide_card,
    keep_excuse,
    kept_excuses,
    read_card_decisions,
)
from console.jobs.cards import Excused, card_totals, cards
from console.jobs.cards_answers import Card, CardsAnswer, CardsRequest
from console.jobs.findings import CasebookRequest, CaseDesk, unlock
from console.jobs.theme_answers import PageScope
from tests.jobs.findings_kit import PASSPHRASE, MemoryVault, StepClock
from tests.jobs.page_sample import opened, province, through_a_frame, tiny

CUT = date(2026, 6, 30)  # no period below ends on a day of rest, which would move its end


class Noon:
    """A clock that stands still."""

    def now(self) -> datetime:
        """Return the one instant there is."""
        return datetime(2026, 7, 3, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path))


def item(name: str, system: str) -> dict[str, Any]:
    return {
        "item_id": name,
        "item_version": 1,
        "name": f"{name} zh",
        "name_en": f"{name} en",
        "organisation_id": "O",
        "region_id": "R",
        "day_kind": "civil",
        "promised_days": 10,
        "statutory_days": 20,
        "system_id": system,
        "valid_from": "2020-01-01",
    }


def case(name: str, of: str, used: int, step: str = "review") -> list[dict[str, Any]]:
    """Return an open case that has run for so many civil days, and its events."""
    accepted = CUT - timedelta(days=used)
    row = {
        "case_id": name,
        "item_id": of,
        "item_version": 1,
        "organisation_id": "O",
        "region_id": "R",
        "submitted_on": str(accepted),
        "accepted_on": str(accepted),
    }
    return [
        row,
        {"case_id": name, "sequence": 1, "step": step, "occurred_on": str(accepted), "organisation_id": "O"},
    ]


CASES = [
    case("calm", "A", 8),
    case("soon", "B", 9),
    case("late-1", "A", 11),
    case("late-2", "A", 14),
    case("other-step", "A", 14, "accept"),
    case("red", "A", 24),
    case("order", "C", 35),
    case("down-1", "D", 11),
    case("down-2", "E", 11),
    case("too-late", "D", 15),
]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    outages = [
        {
            "system_id": "S",
            "from_at": f"2026-06-{day} 08:00:00",
            "to_at": f"2026-06-{day} 16:00:00",
            "from_on": f"2026-06-{day}",
            "up": "false",
            "planned": "false",
        }
        for day in (25, 26)
    ]
    short = {
        "system_id": "S",
        "from_at": "2026-06-27 08:00:00",
        "to_at": "2026-06-27 09:00:00",
        "from_on": "2026-06-27",
        "up": "false",
        "planned": "false",
    }
    tables: dict[str, list[dict[str, Any]]] = {
        "vendor": [{"vendor_id": "V", "name": "V"}],
        "extract_info": [
            {
                "extract_id": "x",
                "cut_at": f"{CUT} 18:00:00",
                "period_starts_on": "2026-01-01",
                "period_ends_on": str(CUT),
            }
        ],
        "region": [{"region_id": "R", "name": "R"}],
        "organisation": [{"organisation_id": "O", "name": "Ozh", "name_en": "Oen", "region_id": "R"}],
        "service_item": [item("A", "N"), item("B", "N"), item("C", "N"), item("D", "S"), item("E", "S")],
        "service_case": [one[0] for one in CASES],
        "case_event": [one[1] for one in CASES],
        "availability": [*outages, short],
        "incident": [],
        "case_pause": [],
        "case_extension": [],
        "case_supplement": [],
    }
    return tiny(tmp_path_factory.mktemp("cards") / "cards.duckdb", tables)


def answered(file: Path, scope: PageScope | None = None) -> CardsAnswer:
    with opened(file) as extract:
        return cards(extract, CardsRequest(scope or PageScope()), Silent())


def by_key(found: CardsAnswer) -> dict[str, Card]:
    return {one.key: one for one in found.cards}


def test_one_card_a_cause_at_the_level_of_its_gravest_case(file: Path) -> None:
    found = answered(file)
    told = {key: (one.level, one.cases, one.worst, one.cause) for key, one in by_key(found).items()}
    assert told == {
        "waiting/O/C/review": ("supervise", 1, 25, "waiting"),
        "waiting/O/A/review": ("red", 3, 14, "waiting"),
        "waiting/O/A/accept": ("yellow", 1, 4, "waiting"),
        "waiting/O/D/review": ("yellow", 1, 5, "waiting"),
        "outage/S": ("yellow", 2, 1, "outage"),
        "waiting/O/B/review": ("notice", 1, -1, "waiting"),
    }
    assert [one.level for one in found.cards] == ["supervise", "red", "yellow", "yellow", "yellow", "notice"]
    assert found.cases == 9
    assert by_key(found)["waiting/O/A/review"].case_ids == ("red", "late-2", "late-1")
    assert through_a_frame(found) == found


def test_what_is_not_listed_is_counted_still(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MOST_CARDS", 2)
    found = answered(file)
    assert [one.key for one in found.cards] == ["waiting/O/C/review", "waiting/O/A/review"]
    assert (found.unlisted, found.total, found.cases) == (4, 6, 9)
    with opened(file) as extract:
        totals = card_totals(extract, PageScope(), Silent())
    assert totals is not None
    assert totals.by_level == {"supervise": 1, "red": 1, "yellow": 3, "notice": 1}
    assert (totals.cards, totals.cases, totals.outage) == (6, 9, 1)


def test_an_outage_of_enough_hours_and_days_may_excuse_and_names_its_records(file: Path) -> None:
    card = by_key(answered(file))["outage/S"]
    assert (card.state, card.system, card.outage_days) == ("excusable", "S", 2)
    assert len(card.evidence) == 2
    assert all(one.startswith("availability/S/2026-06-2") for one in card.evidence)


def test_an_excuse_covers_so_many_days_then_the_card_is_reopened(file: Path) -> None:
    key = "waiting/O/A/accept"
    assert by_key(answered(file))[key].state == "open"
    keep_excuse(ExcuseRequest(key, "force_majeure", 4, "flood notice 12", "Li"), Noon())
    card = by_key(answered(file))[key]
    assert card.state == "excused"
    assert card.excuse is not None and (card.excuse.evidence, card.excuse.kept_on) == (
        "flood notice 12",
        date(2026, 7, 3),
    )
    keep_excuse(ExcuseRequest(key, "force_majeure", 3, "flood notice 12", "Li"), Noon())
    assert by_key(answered(file))[key].state == "reopened"
    keep_excuse(ExcuseRequest(key, "other", 0, "notice was forged", "Wang", withdrawn=True), Noon())
    assert by_key(answered(file))[key].state == "open"


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        (ExcuseRequest("c", "weather", 1, "e", "Li"), "card-excuse-kind"),
        (ExcuseRequest("c", "other", 1, " ", "Li"), "card-excuse-evidence"),
        (ExcuseRequest("c", "other", 0, "e", "Li"), "card-excuse-days"),
        (ExcuseRequest("c", "other", 0, "e", "Li", withdrawn=True), "card-no-excuse"),
    ],
)
def test_an_excuse_without_kind_evidence_or_days_is_refused(asked: ExcuseRequest, key: str) -> None:
    with pytest.raises(UsageError) as fault:
        keep_excuse(asked, Noon())
    assert fault.value.key == key


@pytest.fixture
def desk(tmp_path: Path) -> CaseDesk:
    return unlock(CasebookRequest(tmp_path / "book"), MemoryVault(), StepClock(), begin=True)


def test_an_excuse_in_the_casebook_is_an_entry_and_briefings_take_the_card_off(
    file: Path, desk: CaseDesk
) -> None:
    """A digest stands for the card outside the case file; days beyond the excuse count again; the casebook goes first."""
    key = "waiting/O/A/accept"
    keep_excuse(ExcuseRequest(key, "other", 30, "kept here", "Li"), Noon())
    decided = decide_card(desk, ExcuseRequest(key, "outage", 4, "incident 7", "Li"), Role.INSPECTOR)
    assert decided == read_card_decisions(desk)
    with opened(file) as extract:
        card = by_key(cards(extract, CardsRequest(decided=decided), Silent()))[key]
        assert card.state == "excused" and card.excuse is not None and card.excuse.in_casebook
        with desk.reading() as book:
            held = book.snapshot()
        assert key not in repr(held)
        before = card_totals(extract, PageScope(), Silent())
        after = card_totals(extract, PageScope(), Silent(), Excused(held.casebook_id, held.cards))
        short = Excused(held.casebook_id, tuple(replace(one, days=3) for one in held.cards))
        assert card_totals(extract, PageScope(), Silent(), short) == before
        assert before is not None and after is not None
        assert (after.cards, after.cases, after.excused) == (before.cards - 1, before.cases - 1, 1)
        again = decide_card(
            desk, ExcuseRequest(key, "other", 0, "forged", "Wang", withdrawn=True), Role.LEADER
        )
        assert by_key(cards(extract, CardsRequest(decided=again), Silent()))[key].state == "open"
    assert read_snapshot(snapshot_json(held)) == held


@pytest.mark.parametrize(
    ("asked", "role", "key"),
    [
        (ExcuseRequest("c", "other", 1, " ", "Li"), Role.INSPECTOR, "card-excuse-evidence"),
        (ExcuseRequest("c", "other", 1, "e", "Li"), Role.ANALYST, "card-role"),
        (ExcuseRequest("c", "other", 0, "e", "Li", withdrawn=True), Role.LEADER, "card-no-excuse"),
    ],
)
def test_the_casebook_takes_no_weak_excuse(
    desk: CaseDesk, asked: ExcuseRequest, role: Role, key: str
) -> None:
    with pytest.raises((UsageError, CasebookError)) as fault:
        decide_card(desk, asked, role)
    assert fault.value.key == key


def test_the_command_writes_into_the_casebook_where_there_is_one(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE)
    secret.chmod(0o600)
    begin = ["payees", str(file), "--split", "V", "--reason", "x", "--passphrase-file", str(secret)]
    assert run(begin) == ExitCode.OK
    excuse = [
        "cards",
        str(file),
        "--excuse",
        "outage/S",
        "--kind",
        "outage",
        "--days",
        "2",
        "--evidence",
        "incident 7",
    ]
    assert run([*excuse, "--passphrase-file", str(secret)]) == ExitCode.OK
    assert "案卷" in capsys.readouterr().err
    assert kept_excuses() == {}
    assert run(["cards", str(file), "--json"]) == ExitCode.OK
    read = capsys.readouterr()
    assert "口令" in read.err  # what the casebook excuses is not counted, and that is said
    assert "excused" not in {one["state"] for one in json.loads(read.out)["cards"]["cards"]}
    assert run(["cards", str(file), "--json", "--passphrase-file", str(secret)]) == ExitCode.OK
    told = {one["key"]: one["state"] for one in json.loads(capsys.readouterr().out)["cards"]["cards"]}
    assert told["outage/S"] == "excused"


def test_a_damaged_file_of_excuses_is_named_by_line(tmp_path: Path) -> None:
    path = tmp_path / "e.jsonl"
    path.write_text("{}\n", "utf-8")
    with pytest.raises(InputError):
        kept_excuses(path)


def test_the_cards_of_a_province_hold_every_open_case_with_a_signal(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with opened(province(tmp_path_factory)) as extract:
        found = cards(extract, CardsRequest(), Silent())
        signals = extract.connection.row(
            "SELECT count(*) FROM case_clock WHERE closed_on IS NULL AND legal_days_used >= 0.9 * promised_days_allowed"
        )[0]
        region = extract.connection.row(
            f"SELECT region_id FROM case_clock WHERE case_id = '{found.cards[0].first_case}'"
        )[0]
        narrow = cards(extract, CardsRequest(PageScope(region_id=region)), Silent())
    assert found.cases == signals > len(found.cards) > 0
    assert 0 < narrow.cases <= found.cases


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    assert answered(tiny(tmp_path / "bare.duckdb", {"region": []})).missing


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_command_lists_and_keeps(language: str, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoken = ["--language-of-words", language, "cards", str(file)]
    assert run(spoken) == ExitCode.OK
    assert "outage/S" in capsys.readouterr().out
    excuse = ["--excuse", "outage/S", "--kind", "outage", "--days", "2", "--evidence", "incident 7", "--json"]
    assert run([*spoken, *excuse]) == ExitCode.OK
    told = json.loads(capsys.readouterr().out)["cards"]["cards"]
    assert {one["key"]: one["state"] for one in told}["outage/S"] == "excused"
    assert run([*spoken, "--reopen", "outage/S", "--evidence", "no"]) == ExitCode.OK
    assert run([*spoken, "--excuse", "outage/S"]) == ExitCode.USAGE
    capsys.readouterr()
    assert run([*spoken, *excuse[:1], "outage/T", *excuse[2:]]) == ExitCode.USAGE
    assert "outage/S" in capsys.readouterr().err
    assert "outage/T" not in kept_excuses()
