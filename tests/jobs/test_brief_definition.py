"""Owns the proof that a briefing definition is read strictly, and that the one we ship holds what it must."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from console.catalogue.briefings import Known, read_briefings
from console.catalogue.load import digest, load_catalogue
from console.domain.briefing_definition import BLOCKS, HEADED
from console.errors import DefinitionError
from console.i18n import Phrases
from console.paths import resource_root

CATALOGUE = load_catalogue(resource_root())
SHIPPED = resource_root() / "briefings" / "quarterly.toml"


def read(folder: Path, *changes: tuple[str, str], name: str = "quarterly") -> None:
    text = SHIPPED.with_stem(name).read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / f"{name}.toml").write_text(text, "utf-8")
    held = CATALOGUE
    read_briefings(folder, Known(held.contract, held.measures, held.indexes, held.rules))


def test_the_shipped_briefings_have_every_block_with_a_heading_in_both_languages() -> None:
    shipped = CATALOGUE.briefings.values()
    assert {block for found in shipped for block in found.blocks} == set(BLOCKS)
    for found in shipped:
        for language in ("zh-CN", "en"):
            assert all(found.text[language][f"heading_{name}"] for name in found.blocks if name in HEADED)
    assert CATALOGUE.briefings["quarterly"].name == "quarterly@1"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("months = 24", "months = 24\nmoons = 3", "definition-unknown"),
        ("months = 24", "months = 6", "definition-fault"),
        ('"masthead", "lead"', '"masthead", "leed"', "definition-choice"),
        ('"masthead", "lead"', '"masthead", "masthead"', "definition-choice"),
        ('index = "six-dimensions"', 'index = "seven"', "definition-reads"),
        ('"SVC-002", "SVC-001"', '"SVC-002", "SVC-999"', "definition-reads"),
        ('"service_case", "case_event"', '"service_case", "case_events"', "definition-reads"),
        ("findings = 10", "findings = 0", "definition-fault"),
        ("findings = 10", "", "definition-fault"),
        ("trends = 3", "trends = 9", "definition-fault"),
        ('kind = "control"', 'kind = "pie"', "definition-choice"),
        ('measure = "FUND-001"', 'measure = "FUND-002"', "definition-fault"),
        ('heading_index = "Index and dimensions"', "", "definition-text"),
        ('title = "政务服务监督简报"', 'title = "2026 年简报"', "definition-fault"),
        ("{f:simulations}", "10000", "definition-fault"),
        ("{f:simulations}", "{f:score}", "definition-choice"),
        ("{f:simulations}", "{f:simulations", "definition-fault"),
        ('id = "quarterly"', 'id = "yearly"', "definition-name"),
    ],
)
def test_a_fault_is_named_with_its_file(tmp_path: Path, old: str, new: str, key: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        read(tmp_path, (old, new))
    assert caught.value.key == key
    assert caught.value.facts["file"] == "quarterly.toml"
    for language in ("zh-CN", "en"):
        assert "quarterly.toml" in Phrases(language, resource_root() / "phrases").error(caught.value)


def test_another_word_in_a_briefing_is_another_catalogue(tmp_path: Path) -> None:
    for name in ("contract", "views", "measures", "rules", "indexes", "standards", "calendars", "briefings"):
        shutil.copytree(resource_root() / name, tmp_path / name)
    assert digest(tmp_path) == CATALOGUE.digest
    path = tmp_path / "briefings" / "quarterly.toml"
    path.write_text(path.read_text("utf-8").replace("季度监督简报", "季度简报"), "utf-8")
    assert digest(tmp_path) != CATALOGUE.digest


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('"masthead", "services", ', '"masthead", ', "definition-fault"),
        ('scanned = "SVC-003"', 'scanned = "SVC-998"', "definition-reads"),
        ('"SVC-104"', '"SVC-997"', "definition-reads"),
        ('kind = "clock"', 'kind = "ranking"', "definition-choice"),
        ('scale = "SVC-010"', 'scale = "SVC-010"\nscales = 3', "definition-unknown"),
    ],
)
def test_the_section_of_services_is_read_as_strictly(tmp_path: Path, old: str, new: str, key: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        read(tmp_path, (old, new), name="services")
    assert caught.value.key == key
