"""Owns the proof that every refusal of tolerance is a whole sentence in both languages, with words instead of codes."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from console.domain.tolerance import GROUNDS, VERDICTS, Outcome, Step
from console.domain.tolerance_code import _LIMIT_OF
from console.domain.tolerance_entries import TOLERANCE_NAMES
from console.domain.tolerance_precedents import WEIGHTS
from console.domain.tolerance_procedure import CASE_TABLE, REVIEW_VERDICTS
from console.domain.tolerance_register import PilotEnded, PilotEntered, ReviewSample
from console.i18n import Phrases
from console.paths import resource_root

ROOT = resource_root().parent / "console"
SOURCES = sorted(
    [*ROOT.glob("domain/tolerance*.py"), *ROOT.glob("jobs/tolerance*.py"), ROOT / "jobs/findings_review.py"]
)
PLACE = {"number", "action"}
LANGUAGES = ("zh-CN", "en")


def raised() -> Iterator[tuple[str, frozenset[str]]]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id != "CasebookError" or not node.args:
                continue
            named = {word.arg for word in node.keywords if word.arg}
            whole = named | (PLACE if any(word.arg is None for word in node.keywords) else set())
            key = node.args[0]
            if isinstance(key, ast.Constant):
                yield str(key.value), frozenset(whole)
            else:  # why somebody is barred
                for barred in ("role", "recused", "not-admitted", "same-person"):
                    yield f"tolerance-{barred}", frozenset(whole)


RAISED = sorted({(key, tuple(sorted(facts))) for key, facts in raised()})


def test_the_source_was_read() -> None:
    assert len(RAISED) > 25


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("key", "facts"), RAISED)
def test_every_refusal_is_a_sentence(language: str, key: str, facts: tuple[str, ...]) -> None:
    words = Phrases(language, resource_root() / "phrases")
    told: dict[str, object] = dict.fromkeys(facts, "x")
    told |= {name: value for name, value in KNOWN.items() if name in facts}
    text = words.text(f"error-{key}", **told)
    assert text.rstrip().endswith(("。", ".")), text
    assert len(text) > 12
    assert "tolerance_" not in text


KNOWN: dict[str, object] = {
    "stage": "hearing",
    "step": "applied",
    "ground": "diligent",
    "role": "analyst",
    "action": "tolerance_bind",
    "field": "reason",
    "count": 3,
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_the_procedure_names_has_its_word(language: str) -> None:
    words = Phrases(language, resource_root() / "phrases")
    kinds = (*TOLERANCE_NAMES, *(kind.kind for kind in (PilotEntered, PilotEnded, ReviewSample)))
    names = [
        *(f"decision-{kind}" for kind in kinds),
        *(f"tolerance-step-{step}" for step in (*Step, "none")),
        *(f"tolerance-{ground}" for ground in GROUNDS),
        *(f"tolerance-short-{ground}" for ground in GROUNDS),
        *(f"tolerance-verdict-{one}" for one in (*VERDICTS, "none")),
        *(f"tolerance-outcome-{one or 'none'}" for one in Outcome),
        *(
            f"tolerance-limit-{one}"
            for one in (*_LIMIT_OF.values(), "clear_days", "appeal_days", "correct_by")
        ),
        *(f"tolerance-alike-{one}" for one in WEIGHTS),
        *(f"review-verdict-{one}" for one in REVIEW_VERDICTS),
    ]
    assert all(words.text(name).strip() for name in names)
    decisions = [words.text(name) for name in names if name.startswith("decision-")]
    assert len(set(decisions)) == len(decisions)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", CASE_TABLE, ids=lambda rule: rule.action)
def test_what_an_entry_lacks_is_named_in_words(language: str, rule: object) -> None:
    words = Phrases(language, resource_root() / "phrases")
    for name in rule.carries:  # type: ignore[attr-defined]
        action = rule.action  # type: ignore[attr-defined]
        text = words.text("error-tolerance-lacks", number="WT-0001", action=action, field=name)
        assert words.text(f"decision-{action}") in text
        assert (
            name == "place"
            or words.text("error-tolerance-lacks", number="WT-0001", action=action, field="no such field")
            != text
        )
