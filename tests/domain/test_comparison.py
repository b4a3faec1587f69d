"""Owns the tests of the comparison: successors, judgements, silence. It refuses numbers that would pass for any answer."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.comparison import (
    BETTER,
    CHANGED,
    NO_READING,
    RESTATED,
    SAME,
    SILENT,
    WITHIN,
    WORSE,
    Cell,
    Heirs,
    Side,
    Subject,
    compare_sides,
    counted,
    find_heirs,
    judge,
)
from console.domain.period import parse

NAMES = {"zh-CN": "甲", "en": "A"}


def _subject(key: str, successor: str = "") -> Subject:
    return Subject(key, {"zh-CN": key, "en": key}, successor)


def _side(period: str, cells: dict[str, dict[str, Cell]], realm: tuple[str, ...] = ("99",)) -> Side:
    span = parse(period)
    return Side(period, f"{period}.duckdb", period, "signed", span.ends, span, (_subject("A"),), cells, realm)


def test_a_line_of_successors_ends_at_its_last() -> None:
    heirs = find_heirs([[_subject("A", "B"), _subject("B", "C")], [_subject("C"), _subject("D")]])
    assert [heirs.of(key) for key in "ABCD"] == ["C", "C", "C", "D"]
    assert heirs.circular == ()


def test_a_later_extract_knows_better_who_follows() -> None:
    heirs = find_heirs([[_subject("A", "B")], [_subject("A", "C")]])
    assert heirs.of("A") == "C"


def test_successors_in_a_circle_are_named_and_keep_their_figures() -> None:
    heirs = find_heirs([[_subject("A", "B"), _subject("B", "A"), _subject("X", "A"), _subject("Y", "Z")]])
    assert heirs.circular == ("A", "B", "X")
    assert [heirs.of(key) for key in "ABXY"] == ["A", "B", "X", "Z"]


@given(st.dictionaries(st.sampled_from("ABCDEFG"), st.sampled_from("ABCDEFG"), max_size=7))
def test_following_an_heir_again_leads_nowhere_else(following: dict[str, str]) -> None:
    heirs = find_heirs([[_subject(key, successor) for key, successor in following.items()]])
    for key in following:
        assert heirs.of(heirs.of(key)) == heirs.of(key)


@pytest.mark.parametrize(
    ("first", "last", "direction", "same_days", "judgement"),
    [
        (Cell(0.80, 0.78, 0.82), Cell(0.90, 0.88, 0.92), "up", False, BETTER),
        (Cell(0.80, 0.78, 0.82), Cell(0.90, 0.88, 0.92), "down", False, WORSE),
        (Cell(0.90, 0.88, 0.92), Cell(0.80, 0.78, 0.82), "up", False, WORSE),
        (Cell(0.80, 0.78, 0.82), Cell(0.83, 0.82, 0.84), "up", False, WITHIN),
        (Cell(0.80, 0.78, 0.82), Cell(0.90, 0.88, 0.92), "none", False, CHANGED),
        (Cell(12.0), Cell(20.0), "up", False, CHANGED),
        (Cell(12.0), Cell(12.0), "up", True, SAME),
        (Cell(12.0), Cell(12.1), "up", True, RESTATED),
        (Cell(None, reason="payment"), Cell(12.0), "up", True, SILENT),
        (Cell(0.0), Cell(None), "up", False, SILENT),
    ],
)
def test_judgements(first: Cell, last: Cell, direction: str, same_days: bool, judgement: str) -> None:
    assert judge(first, last, direction, same_days) == judgement


def test_a_subject_without_a_reading_stands_as_absent() -> None:
    sides = (
        _side("2026Q1", {"M": {"A": Cell(1.0), "B": Cell(2.0, merged=("B", "OLD"))}}),
        _side("2026Q2", {"M": {"A": Cell(1.0)}}),
    )
    found = compare_sides(sides, {"M": "up"}, Heirs(circular=("X",)))
    first, second = found.rows
    assert (first.subject, first.change, first.judgement) == ("A", 0.0, SAME)
    assert second.cells[1] == Cell(None, reason=NO_READING)
    assert second.change is None
    assert counted(found.rows) | {SAME: 1, SILENT: 1} == counted(found.rows)
    assert [(one.key, one.heir) for one in found.mergers] == [("OLD", "B")]
    assert found.circular == ("X",)


def test_only_the_same_days_of_the_same_places_are_restated() -> None:
    def judgement(second: str, realm: tuple[str, ...]) -> str:
        cells = ({"M": {"": Cell(1.0)}}, {"M": {"": Cell(2.0)}})
        sides = (_side("2026Q1", cells[0]), _side(second, cells[1], realm))
        return compare_sides(sides, {"M": "up"}, Heirs()).rows[0].judgement

    assert judgement("2026Q1", ("99",)) == RESTATED
    assert judgement("2026Q2", ("99",)) == CHANGED
    assert judgement("2026Q1", ("98",)) == CHANGED


def test_the_youngest_extract_names_the_subjects() -> None:
    old, new = Subject("A", {"zh-CN": "旧名", "en": "Old"}), Subject("A", {"zh-CN": "新名", "en": "New"})
    cells = {"M": {"A": Cell(1.0)}}
    span = parse("2026Q1")
    sides = [
        Side("n", "n", "2", "signed", date(2026, 6, 30), span, (new,), cells),
        Side("o", "o", "1", "signed", date(2026, 3, 31), span, (old,), cells),
    ]
    assert compare_sides(sides, {"M": "up"}, Heirs()).rows[0].names["zh-CN"] == "新名"
