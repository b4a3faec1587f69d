"""Owns the section on the quality of the data a briefing rests on: six dimensions, and the weakest columns.

It refuses a share without what it is a share of, and a verdict: how good data must be depends on what they are used for.
"""

from __future__ import annotations

from console.domain.briefing_theme import ThemeRow, ThemeSection, ThemeTable
from console.domain.quality import DIMENSIONS
from console.jobs.brief_draft import COUNT, Draft, Print
from console.jobs.recompute import Ask
from console.jobs.recompute_quality import ALL, check_name, key_of

PARTS = ("checked", "failed", "passed")
PASSED = Print(2, "100", mark="%", unit="percent")
MOST_COLUMNS = 8


def quality(draft: Draft) -> ThemeSection:
    """Return the section; a dimension in which nothing could be checked has no share."""
    tables = [ThemeTable(draft.say("quality-dimensions"), _heads(draft, "dimension"), _dimensions(draft))]
    weakest = _weakest(draft)
    if weakest:
        tables.append(ThemeTable(draft.say("quality-weakest"), _heads(draft, "check"), weakest))
    return ThemeSection(
        draft.words(draft.definition.text, "heading_quality"),
        draft.say("quality-note"),
        draft.say(
            "quality-lead" if weakest else "quality-lead-clean",
            **{part: draft.place(_ask(draft, ALL, part), _print(part)) for part in PARTS},
        ),
        tables=tuple(tables),
    )


def _ask(draft: Draft, key: str, part: str) -> Ask:
    return Ask("quality", draft.definition.name, "", "", f"{key}.{part}")


def _print(part: str) -> Print:
    return PASSED if part == "passed" else COUNT


def _heads(draft: Draft, first: str) -> tuple[str, ...]:
    return tuple(draft.say(f"quality-head-{name}") for name in (first, *PARTS))


def _dimensions(draft: Draft) -> tuple[ThemeRow, ...]:
    return tuple(_row(draft, name, draft.say(f"row-{name}")) for name in DIMENSIONS)


def _weakest(draft: Draft) -> tuple[ThemeRow, ...]:
    contract = draft.calculator.extract.catalogue.contract
    found = draft.calculator.quality.weakest(draft.definition.name, MOST_COLUMNS)
    return tuple(_row(draft, key_of(row), check_name(contract, draft.phrases, key_of(row))) for row in found)


def _row(draft: Draft, key: str, name: str) -> ThemeRow:
    values = tuple(draft.book.put(_ask(draft, key, part), _print(part)) for part in PARTS)
    return ThemeRow(key, name, values)
