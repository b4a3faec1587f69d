"""Owns the proof that a rule's conditions are quoted word for word, and that the impact of a suspicion is one number."""

from __future__ import annotations

from console.catalogue.load import load_catalogue
from console.jobs.findings_board import flags_when, make_board
from console.jobs.impact import bands_of
from console.paths import resource_root


def test_conditions_are_those_before_flagged_and_no_others() -> None:
    judge = """SELECT CASE WHEN a IS NULL THEN 'not_computable' WHEN x >  1
        AND y THEN 'flagged' WHEN z THEN 'clear' WHEN w THEN 'flagged' ELSE 'clear' END AS verdict"""
    assert flags_when(judge) == ("x > 1 AND y", "w")
    assert flags_when("SELECT 'flagged' AS verdict") == ()


def test_nearly_every_rule_that_ships_can_be_quoted() -> None:
    catalogue = load_catalogue(resource_root())
    sheets = make_board(catalogue, None, None).rules
    quoted = [sheet for sheet in sheets.values() if sheet.flags_when]
    assert len(quoted) > 0.9 * len(sheets)
    for sheet in quoted:
        assert all(one in " ".join(sheet.judge.split()) for one in sheet.flags_when)
    assert len({sheet.digest for sheet in sheets.values()}) == len(sheets)
    assert bands_of(catalogue)["amount_5"] > bands_of(catalogue)["amount_2"]
