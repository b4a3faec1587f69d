"""Owns the proof that checks and refusals say the same in both languages, with the same facts."""

from __future__ import annotations

import re

import pytest

from console.paths import resource_root

FILES = ("checks.ftl", "errors-signing.ftl", "errors-vault.ftl")


def _phrases(language: str, file: str) -> dict[str, set[str]]:
    text = (resource_root() / "phrases" / language / file).read_text("utf-8")
    lines = [line.split(" = ", 1) for line in text.splitlines() if line]
    assert len(lines) == len({key for key, _ in lines})
    return {key: set(re.findall(r"\{ \$([a-z0-9_]+) \}", words)) for key, words in lines}


@pytest.mark.parametrize("file", FILES)
def test_both_languages_have_the_same_phrases_and_places(file: str) -> None:
    chinese, english = _phrases("zh-CN", file), _phrases("en", file)
    assert chinese == english
    assert len(chinese) > 10


@pytest.mark.parametrize("package", ["signing", "vault"])
def test_no_phrase_is_without_its_use(package: str) -> None:
    """Every key stands in the source of a package that raises or reports it."""
    sources = [*(resource_root().parent / "console").rglob("*.py")]
    told = "".join(path.read_text("utf-8") for path in sources)
    keys = [key.removeprefix("error-") for key in _phrases("en", f"errors-{package}.ftl")]
    assert [key for key in keys if f'"{key}"' not in told] == []


def test_no_check_is_without_its_use() -> None:
    sources = [*(resource_root().parent / "console").rglob("*.py")]
    told = "".join(path.read_text("utf-8") for path in sources)
    keys = [key.removeprefix("check-") for key in _phrases("en", "checks.ftl") if key.startswith("check-")]
    assert [key for key in keys if f'"{key}"' not in told] == []
