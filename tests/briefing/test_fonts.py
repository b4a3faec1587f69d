"""Owns proof that the bundled typefaces are those of their sources file. It refuses fonts of the machine."""

from __future__ import annotations

import hashlib
import tomllib
from typing import Any

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from console.paths import resource_root

FOLDER = resource_root() / "fonts"
LARGEST = 25_000_000  # bytes of all faces together


def sources() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "SOURCES.toml").read_text("utf-8"))


def faces() -> list[str]:
    return [str(font["file"]) for font in sources()["font"]]


@pytest.fixture(scope="module")
def listed() -> dict[str, Any]:
    return sources()


def test_every_file_is_listed_and_every_listed_file_is_there(listed: dict[str, Any]) -> None:
    licences = {package["licence_file"] for package in listed["package"].values()}
    assert {path.name for path in FOLDER.iterdir()} == {*faces(), *licences, "SOURCES.toml"}


def test_digests_and_sizes_are_those_of_the_files(listed: dict[str, Any]) -> None:
    for font in listed["font"]:
        held = (FOLDER / font["file"]).read_bytes()
        assert (font["sha256"], font["bytes"]) == (hashlib.sha256(held).hexdigest(), len(held)), font["file"]
    for package in listed["package"].values():
        held = (FOLDER / package["licence_file"]).read_bytes()
        assert package["licence_sha256"] == hashlib.sha256(held).hexdigest()
        assert b"SIL Open Font License" in held


def test_the_faces_together_stay_small(listed: dict[str, Any]) -> None:
    assert sum(int(font["bytes"]) for font in listed["font"]) <= LARGEST


@pytest.mark.parametrize("face", faces())
def test_a_face_has_truetype_outlines_and_may_be_embedded(face: str) -> None:
    font = TTFontFile(str(FOLDER / face))  # refuses CFF outlines and faces which forbid embedding
    assert ord("0") in font.charToGlyph


@pytest.mark.parametrize("face", ["NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "NotoSerifSC-Regular.ttf"])
def test_the_chinese_faces_hold_the_national_list(face: str, listed: dict[str, Any]) -> None:
    held = TTFontFile(str(FOLDER / face)).charToGlyph
    recipe = listed["recipe"]
    missing = [sign for sign in recipe["beyond_gbk"] + recipe["beyond_gb2312"] if ord(sign) not in held]
    assert not missing
    assert all(ord(sign) in held for sign in gb2312())


def gb2312() -> list[str]:
    rows = [bytes([high, low]) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)]
    return [text for row in rows if (text := row.decode("gb2312", "ignore"))]
