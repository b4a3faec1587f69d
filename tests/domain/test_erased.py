"""Owns the proof that an entry whose content was erased still moves its finding, and moves it only as the table says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.domain import entries as e
from console.domain.entries import Entry, Erased, Recorded
from console.domain.finding import Actor, Stage
from console.domain.lifecycle import replay
from console.errors import CasebookError
from tests.domain.test_lifecycle import CHEN, EACH, LI, PATHS, REGISTER, START, SYSTEM, ZHOU, F, recorded

LONG = (
    *PATHS[Stage.OBJECTION],
    ("reject", CHEN),
    "instruct",
    e.InstructionDone(F, 7, "已办"),
    "rectify",
    "report",
    ("countersign", LI),
    ("close", CHEN),
)


@pytest.mark.parametrize("erased", range(len(LONG) + 1))
def test_an_erased_entry_still_moves_and_breaks_nothing(erased: int) -> None:
    """Whichever payload is erased, every later entry stays lawful and the finding stands where it stood."""
    entries: list[tuple[Entry, Actor]] = [(REGISTER, SYSTEM)]
    for item in LONG:
        entry, actor = item if isinstance(item, tuple) else (item, ZHOU)
        entries.append((EACH[entry] if isinstance(entry, str) else entry, actor))
    rows = recorded(entries)
    gone = rows[erased]
    assert isinstance(gone.entry, Entry)
    rows[erased] = replace(gone, entry=Erased(gone.entry.kind, gone.entry.subject))
    whole, left = replay(recorded(entries))[F], replay(rows)[F]
    assert left.erased
    assert (left.stage, left.standing, left.number) == (whole.stage, whole.standing, whole.number)
    assert [s.action for s in left.trail] == [s.action for s in whole.trail]
    assert left.trail[erased].text == ""


def test_an_erased_entry_moves_only_as_the_table_says() -> None:
    rows = recorded([(REGISTER, SYSTEM)])
    with pytest.raises(CasebookError) as caught:
        replay([*rows, Recorded(1, START, ZHOU, Erased("close", F))])
    assert caught.value.key == "lifecycle-not-allowed"
