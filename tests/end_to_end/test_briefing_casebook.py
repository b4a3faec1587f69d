"""Owns the proof that a briefing tells findings and suspicions apart, and what of the casebook it carries."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pypdfium2
import pytest

from console.briefing.render import render
from console.casebook import Casebook, verify_casebook
from console.domain.briefing import Document
from console.domain.briefing_blocks import CardTally, FindingsTable, Lead, SuspicionsTable
from console.domain.entries import Confirmation, Dismissal, Hearing, Registration, Reply, VerificationStart
from console.domain.finding import Actor, CasebookSnapshot, Role, identity
from console.domain.ports import Silent
from console.domain.rule import Suspicion
from console.domain.verification import Verdict
from console.errors import BriefingError
from console.jobs.brief import FixedClock, sign
from console.jobs.brief_compose import Composed, calculator_of, compose
from console.jobs.brief_request import BriefRequest
from console.jobs.findings_witness import witness_of
from console.jobs.recompute import Calculator
from console.jobs.recompute_briefing import read_head_of
from console.jobs.recompute_counts import unsettled
from console.signing.truststore import TrustStore
from tests.end_to_end.briefing_papers import RESOURCES, Bureau, failed_names
from tests.signing.papers import NOON

Kind = TypeVar("Kind")
KEY, SCHEME = b"\7" * 32, "lanjiang"  # the scheme of the sample's pseudonyms
SELDOM_RIGHT = tuple(f"FUND-1{place:02}" for place in range(0, 100, 2))
INSPECTOR, REVIEWER = Actor("张", Role.INSPECTOR), Actor("李", Role.REVIEWER)


@pytest.fixture(scope="module")
def calculator(bureau: Bureau) -> Iterator[Calculator]:
    """Return what computes figures on the sample without a casebook."""
    with bureau.opened() as extract:
        yield Calculator(extract, None, Silent())


def registered(one: Suspicion) -> Registration:
    return Registration(
        identity(one.rule_id, one.key, SCHEME),
        one.rule_id,
        one.rule_version,
        one.theme,
        one.severity,
        one.key,
        SCHEME,
        "LJ-2026Q2",
        one.organisation_id,
        one.region_id,
        one.occurred_on,
        one.amount,
        one.persons,
    )


def decide(book: Casebook, one: Suspicion, end: Confirmation | Dismissal) -> None:
    """Take a suspicion through verification and hearing to its end."""
    name = identity(one.rule_id, one.key, SCHEME)
    day = date(2026, 8, 1)
    book.append(VerificationStart(name, "张", day), INSPECTOR)
    book.append(Hearing(name, one.organisation_id or "", day), INSPECTOR)
    book.append(Reply(name, "accepts", "属实"), INSPECTOR)
    book.append(replace(end, finding=name), REVIEWER)


@pytest.fixture(scope="module")
def chosen(calculator: Calculator) -> tuple[Suspicion, ...]:
    """Return three red suspicions of the quarter on money: one to confirm, one to dismiss, one to leave open."""
    held = calculator.suspicions.within("", calculator.extract.period)
    red = [one for one in held if one.severity == "red" and one.amount and one.organisation_id]
    assert len(red) >= 3
    return tuple(red[:3])


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where an older copy of the whole casebook lies, database and checkpoint together."""
    return tmp_path_factory.mktemp("older") / "casebook"


@pytest.fixture(scope="module")
def snapshot(
    chosen: tuple[Suspicion, ...], older: Path, tmp_path_factory: pytest.TempPathFactory
) -> CasebookSnapshot:
    folder = tmp_path_factory.mktemp("casebook")
    with Casebook.create(folder, KEY, SteppingClock()) as book:
        book.append_many([registered(one) for one in chosen], INSPECTOR)
        shutil.copytree(folder, older)
        decide(book, chosen[0], Confirmation("", "red", "证据充分", Decimal("1234567.89"), 12))
        decide(book, chosen[1], Dismissal("", "data_error", "数据录入有误"))
        return replace(book.snapshot(), weak=SELDOM_RIGHT)


class SteppingClock:
    """A clock that goes on by a minute each time it is asked."""

    def __init__(self) -> None:
        self._at = NOON

    def now(self) -> datetime:
        self._at += timedelta(minutes=1)
        return self._at


@pytest.fixture(scope="module")
def written(bureau: Bureau, snapshot: CasebookSnapshot) -> Composed:
    with bureau.opened() as extract:
        request = BriefRequest(snapshot=snapshot)
        calculator = calculator_of(extract, request, Silent())
        return compose(calculator, request, RESOURCES, NOON, bureau.signers.cards)


def block(document: Document, kind: type[Kind]) -> Kind:
    return next(one for one in document.blocks if isinstance(one, kind))


def test_what_was_confirmed_is_a_card_with_its_name(
    written: Composed, chosen: tuple[Suspicion, ...], calculator: Calculator
) -> None:
    document = written.document
    (row,) = block(document, FindingsTable).rows
    names: dict[str | None, str] = dict(
        calculator.extract.connection.rows("SELECT organisation_id, name FROM organisation")
    )
    assert row.organisation == names[chosen[0].organisation_id]
    assert (document.figure(row.amount).printed, document.figure(row.persons).printed) == ("123.46", "12")
    tally = block(document, CardTally)
    assert (document.figure(tally.red).value, document.figure(tally.yellow).value) == ("1", "0")
    assert "红牌 1 项" in document.filled(block(document, Lead).text)


def test_what_was_decided_is_no_suspicion_any_more(written: Composed, calculator: Calculator) -> None:
    before = len(calculator.suspicions.within("", calculator.extract.period))
    tally = block(written.document, CardTally)
    assert written.document.figure(tally.suspicions).value == str(before - 2)


def test_a_rule_that_was_seldom_right_says_so_beside_its_suspicions(
    bureau: Bureau, written: Composed, tmp_path: Path
) -> None:
    table = block(written.document, SuspicionsTable)
    weak = {row.rule for row in table.rows if row.weak}
    assert weak == {row.rule for row in table.rows} & set(SELDOM_RIGHT)
    assert 0 < len(weak) < len(table.rows)
    unsigned = render(written.document, RESOURCES, written.attachments)
    pages = pypdfium2.PdfDocument(unsigned)
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    assert text.count("‡") == len(weak) + 1  # beside each rule, and before what it means
    rows = tuple(replace(row, weak=False) for row in table.rows)
    blocks = tuple(replace(table, rows=rows) if one is table else one for one in written.document.blocks)
    silent = replace(written.document, blocks=blocks)
    paper = tmp_path / "b.pdf"
    unsaid = render(silent, RESOURCES, written.attachments)
    paper.write_bytes(sign(unsaid, bureau.signers, FixedClock(NOON)))
    assert "names" in failed_names(bureau.verified(paper, bureau.extract))


def test_only_one_suspicion_goes_for_each_decision(
    snapshot: CasebookSnapshot, chosen: tuple[Suspicion, ...], calculator: Calculator
) -> None:
    twin = replace(chosen[0], key=("another",), organisation_id="another")
    left = unsettled((twin, *chosen), snapshot)
    assert left == (twin, chosen[2])


def test_nothing_undecided_leaves_the_case_file(written: Composed, chosen: tuple[Suspicion, ...]) -> None:
    told = json.loads(written.attachments["casebook.json"])
    assert {one["stage"] for one in told["findings"]} == {"confirmed", "dismissed"}
    assert [one["organisation_id"] for one in told["findings"]] == [chosen[0].organisation_id, None]
    assert chosen[2].organisation_id not in {chosen[0].organisation_id, chosen[1].organisation_id, None}
    for content in (written.document.to_json(), *written.attachments.values()):
        assert chosen[2].key[0] not in content.decode()


def test_the_head_of_the_log_stands_in_the_provenance(written: Composed, snapshot: CasebookSnapshot) -> None:
    held = written.document.provenance
    assert (held.casebook_id, held.casebook_size) == (snapshot.casebook_id, snapshot.head.size)
    assert held.casebook_root == snapshot.head.root_hex


def test_a_briefing_with_a_casebook_is_valid_and_says_what_was_not_at_hand(
    bureau: Bureau, written: Composed, snapshot: CasebookSnapshot, tmp_path: Path
) -> None:
    unsigned = render(written.document, RESOURCES, written.attachments)
    paper = tmp_path / "b.pdf"
    paper.write_bytes(sign(unsigned, bureau.signers, FixedClock(NOON)))
    found = bureau.verified(paper, bureau.extract)
    assert failed_names(found) == set()
    assert found.verdict is Verdict.VALID
    (casebook,) = [check for check in found.checks if check.name == "casebook"]
    assert casebook.facts["head"] == f"{snapshot.head.size}:{snapshot.head.root_hex}"


def test_a_signed_briefing_is_the_witness_of_its_casebook(
    bureau: Bureau, written: Composed, snapshot: CasebookSnapshot, tmp_path: Path
) -> None:
    paper = tmp_path / "b.pdf"
    unsigned = render(written.document, RESOURCES, written.attachments)
    paper.write_bytes(sign(unsigned, bureau.signers, FixedClock(NOON)))
    trust = TrustStore.load((bureau.trust,))
    witness = read_head_of(paper, trust, FixedClock(NOON))
    assert (witness.head, witness.source) == (snapshot.head, written.document.number)
    assert witness_of(str(paper), (bureau.trust,), FixedClock(NOON)) == witness
    with pytest.raises(BriefingError) as caught:
        read_head_of(paper, TrustStore.load(()), FixedClock(NOON))
    assert caught.value.key == "verify-witness"


def test_database_and_checkpoint_restored_together_are_told_by_the_first_briefing_shown(
    bureau: Bureau, written: Composed, older: Path, tmp_path: Path
) -> None:
    paper = tmp_path / "b.pdf"
    unsigned = render(written.document, RESOURCES, written.attachments)
    paper.write_bytes(sign(unsigned, bureau.signers, FixedClock(NOON)))
    alone = verify_casebook(older, KEY)
    assert (alone.verdict, alone.checks[-1].key) == (Verdict.VALID, "casebook-no-witness")
    shown = verify_casebook(older, KEY, [witness_of(str(paper), (bureau.trust,), FixedClock(NOON))])
    assert shown.verdict is Verdict.INVALID
    assert [check.key for check in shown.checks if not check.passed] == ["casebook-behind-witness"]


def test_another_casebook_attached_is_found(bureau: Bureau, written: Composed, tmp_path: Path) -> None:
    told = json.loads(written.attachments["casebook.json"])
    told["findings"][0]["severity"] = "yellow"
    files = {
        **written.attachments,
        "casebook.json": json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(),
    }
    unsigned = render(written.document, RESOURCES, files)
    paper = tmp_path / "b.pdf"
    paper.write_bytes(sign(unsigned, bureau.signers, FixedClock(NOON)))
    found = bureau.verified(paper, bureau.extract)
    assert found.verdict is Verdict.INVALID
    assert {"figures", "names", "words"} <= failed_names(found)
