"""Owns proof that nothing under GPL or AGPL ships. It reads what each installed package states and refuses to guess."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
STRONG = re.compile(r"(?<![A-Za-z])A?GPL", re.IGNORECASE)
WEAK = re.compile(r"LGPL|Lesser General Public", re.IGNORECASE)
SPELLED = re.compile(r"(?<!Lesser )(?<!Library )General Public License", re.IGNORECASE)


def shipped() -> set[str]:
    """Return every package the program needs at run time, through all its dependencies."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    waiting, found = list(told["project"]["dependencies"]), set[str]()
    while waiting:
        requirement = Requirement(waiting.pop())
        if requirement.name in found or (
            requirement.marker and not requirement.marker.evaluate({"extra": ""})
        ):
            continue
        found.add(requirement.name)
        waiting.extend(distribution(requirement.name).requires or ())
    return found


def is_strong(licence: str) -> bool:
    """Say whether a licence would bind all of the program."""
    return bool(STRONG.search(licence) or SPELLED.search(licence)) and not WEAK.search(licence)


def stated(name: str) -> str:
    """Return what a package says of its licence: its field, else its classifiers, else the first words of its text."""
    held = distribution(name).metadata
    classifiers = [value for value in held.get_all("Classifier") or () if value.startswith("License ::")]
    fields = [held[field] for field in ("License-Expression", "License") if field in held]
    return (fields[0] if fields else "")[:80] or " | ".join(classifiers) or first_words(name)


def first_words(name: str) -> str:
    files = [file for file in distribution(name).files or () if "LICEN" in file.name.upper()]
    return " ".join(Path(str(files[0].locate())).read_text("utf-8").split())[:400] if files else ""


def test_what_ships_is_under_licences_that_allow_it() -> None:
    names = shipped()
    assert {"pyside6-essentials", "duckdb", "pyhanko", "sqlcipher3"} <= names
    for name in sorted(names):
        licence = stated(name)
        assert licence, f"{name} states no licence"
        assert not is_strong(licence), f"{name}: {licence}"


@pytest.mark.parametrize(
    ("licence", "strong"),
    [
        ("GPL-3.0-only", True),
        ("License :: OSI Approved :: GNU Affero General Public License v3", True),
        ("AGPL-3.0", True),
        ("LGPL-3.0-only", False),
        ("License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)", False),
        ("MIT", False),
    ],
)
def test_strong_licences_are_told_from_weak_ones(licence: str, strong: bool) -> None:
    assert is_strong(licence) is strong
