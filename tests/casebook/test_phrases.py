"""Owns the proof that everything the casebook can say has its words in both languages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.domain.entries import KINDS
from console.domain.finding import DISMISSAL_REASONS, OVERTURNED, Role, Stage
from console.domain.procedure import POSITIONS, TABLE
from console.domain.tolerance import Condition, Distinction, Step
from console.i18n import Phrases
from console.paths import resource_root

CONSOLE = Path(__file__).parents[2] / "console"
SOURCES = [
    *(CONSOLE / "casebook").glob("*.py"),
    *(
        CONSOLE / "domain" / f"{name}.py"
        for name in ("finding", "documents", "procedure", "lifecycle", "ledger", "tolerance")
    ),
]
LANGUAGES = ("zh-CN", "en")
PLACE = {"number", "stage", "action"}


def phrases(language: str) -> Phrases:
    return Phrases(language, resource_root() / "phrases")


def raised() -> Iterator[tuple[str, set[str]]]:
    """Return the key of every CasebookError in the source, with the facts it is given."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "CasebookError"
            ):
                key = node.args[0]
                if isinstance(key, ast.Constant):
                    named = {word.arg for word in node.keywords if word.arg}
                    yield (
                        str(key.value),
                        named | (PLACE if any(word.arg is None for word in node.keywords) else set()),
                    )


RAISED = sorted(raised(), key=lambda told: told[0])
BOTH, FOLDER = {"folder", "detail"}, {"folder"}
FROM_TABLES = {
    "casebook-damaged": BOTH,
    "casebook-wrong-key": BOTH,
    "casebook-wrong-key-or-damaged": BOTH,
    "casebook-folder-read-only": BOTH,
    "casebook-disk-full": BOTH,
    "casebook-disk-refuses": BOTH,
    "casebook-in-use": BOTH,
    "casebook-append-only": BOTH,
    "casebook-database-gone": FOLDER,
    "casebook-not-found": FOLDER,
}


def test_the_source_was_read() -> None:
    assert len({key for key, _ in RAISED}) > 30


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("key", "facts"), [*RAISED, *FROM_TABLES.items()])
def test_every_error_has_its_sentence(language: str, key: str, facts: set[str]) -> None:
    told: dict[str, object] = dict.fromkeys(facts, "x")
    told |= {"stage": "hearing", "action": "confirm"}
    text = phrases(language).text(f"error-{key}", **told)
    assert text.rstrip().endswith(("。", ".")), text
    assert len(text) > 15


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_check_has_its_sentence(language: str) -> None:
    keys = set()
    for path in SOURCES:
        keys |= set(re.findall(r'"((?:casebook|proof)-[a-z-]+)"', path.read_text("utf-8")))
    ours = {key for key in keys if phrases(language).has(f"check-{key}")}
    told = dict.fromkeys(("size", "sequence", "erased", "reason", "line", "expected", "head", "count"), 3)
    for key in ours:
        assert phrases(language).text(f"check-{key}", **told, source="简报", folder="f", detail="d")
    source = "".join(
        (CONSOLE / "casebook" / f"{name}.py").read_text("utf-8") for name in ("verification", "proofs")
    )
    used = set(re.findall(r'"((?:casebook|proof)-[a-z-]+)"', source))
    errors = {key for key in used if phrases(language).has(f"error-{key}")}
    assert used - errors <= ours


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_has_its_word(language: str) -> None:
    words = phrases(language)
    names = [
        *(f"stage-{stage}" for stage in Stage),
        *(f"role-{role}" for role in Role),
        *(f"decision-{kind.kind}" for kind in KINDS),
        *(f"reason-{reason}" for reason in (*DISMISSAL_REASONS, OVERTURNED)),
        *(f"position-{position}" for position in POSITIONS),
        *(f"tolerance-{item}" for item in (*Condition, *Distinction)),
        *(f"tolerance-step-{item}" for item in Step),
    ]
    told = [words.text(name) for name in names]
    assert all(told)
    for prefix in ("stage-", "decision-", "reason-"):
        same = [word for name, word in zip(names, told, strict=True) if name.startswith(prefix)]
        assert len(set(same)) == len(same)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stage", Stage)
def test_a_refusal_names_what_the_table_allows(language: str, stage: Stage) -> None:
    words = phrases(language)
    text = words.text(
        "error-lifecycle-not-allowed", number="WT-0001", stage=stage.value, action="comment", possible="…"
    )
    offered = re.split(r"现在可以：|Possible now: ", text)[1]
    moves = [rule.action for rule in TABLE if rule.moves and stage in rule.to]
    for action in moves:
        assert words.text(f"decision-{action}") in offered
    assert len(re.split(r"、|, ", offered)) == len(moves)
    assert words.text(f"stage-{stage}") in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted({name for rule in TABLE for name in rule.carries} | {"instruction"}))
def test_every_field_has_its_word(language: str, name: str) -> None:
    told = {"number": "WT-0001", "stage": "hearing", "action": "hear", "field": name}
    text = phrases(language).text("error-lifecycle-lacks", **told)
    default = phrases(language).text("error-lifecycle-lacks", **{**told, "field": "no such field"})
    assert (text == default) == (name == "instruction")


def blocks(text: str) -> Iterator[tuple[str, set[str]]]:
    """Return each message with the facts it asks for."""
    for block in re.split(r"\n(?=[a-z])", text):
        yield block.split(" =")[0], set(re.findall(r"\$([a-z_]+)", block))


def test_both_languages_say_the_same() -> None:
    for name in ("errors-casebook", "checks-casebook", "findings-stages"):
        files = [
            (resource_root() / "phrases" / language / f"{name}.ftl").read_text("utf-8")
            for language in LANGUAGES
        ]
        told = [dict(blocks(text)) for text in files]
        assert told[0] == told[1]
