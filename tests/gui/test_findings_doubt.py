"""Owns the proof that every undecided suspicion of a weak rule says so, and that what is excused says why it is no card."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.catalogue.load import load_catalogue
from console.domain import entries as e
from console.domain.finding import FindingState, identity
from console.domain.ledger import TreeHead
from console.domain.lifecycle import replay
from console.gui.theme import Look
from console.gui.views.findings.detail import BasisPanel
from console.jobs.findings_answers import Board, Ledger
from console.jobs.findings_board import make_board
from console.paths import resource_root
from tests.domain.tolerance_kit import CONFIRM, REGISTER, SYSTEM, ZHOU, Told, granted, recorded

RULE = "SVC-103"
CATALOGUE = load_catalogue(resource_root())


def states(*findings: tuple[Told, ...]) -> tuple[FindingState, ...]:
    """Return what the entries of several findings of one rule add up to."""
    pairs: list[Told] = []
    for place, told in enumerate(findings):
        key = f"C{place}"
        for entry, actor in told:
            bare = replace(entry, finding=identity(RULE, (key,), "k1"))
            if isinstance(bare, e.Registration):
                bare = replace(bare, key=(key,), rule_id=RULE)
            pairs.append((bare, actor))
    return tuple(replay(recorded(pairs)).values())


def board(held: tuple[FindingState, ...], least: float) -> Board:
    ledger = Ledger("book", TreeHead(1, b"\0" * 32), True, (), held)
    return make_board(CATALOGUE, None, ledger, least)


FRESH: tuple[Told, ...] = ((REGISTER, SYSTEM),)
FALSE: tuple[Told, ...] = (*FRESH, (e.Dismissal("", "not_proven", "查无实据"), ZHOU))


@pytest.mark.parametrize(("least", "doubtful"), [(0.5, True), (0.1, False), (0.0, False)])
def test_a_suspicion_of_a_weak_rule_says_so_until_somebody_decides(least: float, doubtful: bool) -> None:
    held = states(FRESH, *[FALSE] * 4, CONFIRM)
    rows = {row.number: row for row in board(held, least).rows}
    assert (rows["WT-0001"].weak is not None) == doubtful
    assert all(rows[f"WT-000{n}"].weak is None for n in range(2, 7))
    if doubtful:
        weak = rows["WT-0001"].weak
        assert weak is not None
        assert (weak.share, weak.decided, weak.least) == (0.2, 5, 0.5)


def test_the_panel_words_the_doubt(look: Look) -> None:
    shown = board(states(FRESH, *[FALSE] * 5), 0.5)
    row = next(one for one in shown.rows if one.number == "WT-0001")
    panel = BasisPanel(look)
    panel.show_row(row, shown.rules[RULE])
    assert "0%" in panel.weak.text()
    assert "50%" in panel.weak.text()
    other = next(one for one in shown.rows if one.number == "WT-0002")
    panel.show_row(other, shown.rules[RULE])
    assert panel.weak.text() == ""
    panel.deleteLater()


def test_the_panel_says_why_something_is_no_card(look: Look) -> None:
    shown = board(states((*CONFIRM, *granted())), 0.5)
    panel = BasisPanel(look)
    panel.show_row(shown.rows[0], shown.rules[RULE])
    assert "容〔2026〕3号" in panel.excused.text()
    assert not shown.rows[0].card
    panel.deleteLater()
