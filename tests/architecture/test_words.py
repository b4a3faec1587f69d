"""Owns proof that every error and every command has its words in both languages, once. It refuses a sentence nobody wrote."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message, Placeable, VariableReference
from fluent.syntax.visitor import Visitor

from console import errors
from console.errors import PlumblineError
from console.i18n import Phrases
from console.paths import resource_root

ROOT = resource_root().parent
FOLDER = resource_root() / "phrases"
LANGUAGES = ("zh-CN", "en")
KINDS = {
    name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, PlumblineError)
}


def raised() -> dict[str, tuple[str, frozenset[str] | None]]:
    """Return each error key raised as a literal: where, and the names of its facts (None where they are not literal)."""
    found: dict[str, tuple[str, frozenset[str] | None]] = {}
    for path in sorted((ROOT / "console").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                not isinstance(node, ast.Call)
                or not isinstance(node.func, ast.Name)
                or node.func.id not in KINDS
            ):
                continue
            if node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
                names = {word.arg for word in node.keywords} - {"exit_code"}
                facts = None if None in names else frozenset(str(name) for name in names)
                found[node.args[0].value] = (str(path.relative_to(ROOT)), facts)
    return found


class _Places(Visitor):
    """Collects the names of the facts a phrase wants."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_Placeable(self, node: Placeable) -> None:
        if isinstance(node.expression, VariableReference):
            self.names.add(node.expression.id.name)
        self.generic_visit(node)

    def visit_VariableReference(self, node: VariableReference) -> None:
        self.names.add(node.id.name)


def messages(language: str) -> list[tuple[str, str, set[str]]]:
    """Return file, key and wanted facts of every phrase."""
    found = []
    for path in sorted((FOLDER / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text("utf-8")).body:
            if isinstance(entry, Message):
                places = _Places()
                places.visit(entry)
                found.append((path.name, entry.id.name, places.names))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_has_its_sentence(language: str) -> None:
    phrases = Phrases(language, FOLDER)
    missing = {key: where for key, (where, _) in raised().items() if not phrases.has(f"error-{key}")}
    assert missing == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_gets_the_facts_it_wants(language: str) -> None:
    wanted = {key: names for _, key, names in messages(language)}
    odd = {
        key: (where, sorted(wanted[f"error-{key}"] - facts))
        for key, (where, facts) in raised().items()
        if facts is not None and f"error-{key}" in wanted and wanted[f"error-{key}"] - facts
    }
    assert odd == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_is_written_once(language: str) -> None:
    counted = Counter(key for _, key, _ in messages(language))
    assert [key for key, times in counted.items() if times > 1] == []


def test_no_phrase_of_one_language_stands_in_the_other() -> None:
    han = re.compile(r"[\u4e00-\u9fff]")
    allowed = {"command-plumbline", "app-title", "language-zh"}
    for path in sorted((FOLDER / "en").glob("*.ftl")):
        lines = [line for line in path.read_text("utf-8").splitlines() if han.search(line)]
        odd = [line for line in lines if line.split(" =")[0] not in allowed]
        assert len(odd) <= 12, (path.name, odd[:3])


def test_a_sentence_nobody_wrote_is_still_a_sentence(tmp_path: Path) -> None:
    told = Phrases("en", FOLDER).error(PlumblineError("no-such-key-anywhere", file="a.duckdb"))
    assert "no-such-key-anywhere" in told
    assert "a.duckdb" in told
