"""Owns proof that every character is printed by a bundled face or told as its code point."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from console.briefing.faces import bracketed, load_faces
from console.errors import BriefingError
from console.paths import resource_root

FACES = load_faces(resource_root() / "fonts")
WESTERN = FACES.for_language("en")


@pytest.mark.parametrize("face", ["sans", "bold", "serif", "title", "mono"])
@pytest.mark.parametrize("text", ["综合指数 78.5（5–95% 区间）", "Wangchuan: −1.9, “quoted”", "a40c…19b2"])
def test_a_width_is_what_the_printer_measures(face: str, text: str) -> None:
    told = sum(stringWidth(run.text, run.font, 10) for run in FACES.runs(text, face))
    assert FACES.width(text, face, 10) == pytest.approx(told, abs=0.01)


def test_a_missing_character_becomes_its_code_point() -> None:
    assert bracketed("\U00030edd") == "[U+30EDD]"
    (run,) = FACES.runs("\U00030edd", "sans")
    assert run.text == "[U+30EDD]"
    assert run.units > 3
    assert FACES.missing(["政务\U00030edd", "\U0003106c"]) == ("\U00030edd", "\U0003106c")


def test_a_character_of_another_face_is_borrowed() -> None:
    held = FACES.runs("政ß", "serif")
    assert "".join(run.text for run in held) == "政ß"
    assert not FACES.missing(["ß"])


def test_line_ends_and_invisible_signs_print_nothing_odd() -> None:
    assert "".join(run.text for run in FACES.runs("a\nb\u200bc\u00ad", "sans")) == "a bc"


def test_latin_quotes_do_not_fill_a_whole_character() -> None:
    assert FACES.width("“", "serif", 10) == pytest.approx(10)
    assert WESTERN.width("“", "serif", 10) == pytest.approx(4.6)
    opening, word = WESTERN.runs("“word", "serif")
    assert opening.before > 0
    assert (word.text, word.before) == ("word", 0)


def test_a_folder_without_faces_is_told(tmp_path: Path) -> None:
    with pytest.raises(BriefingError) as caught:
        load_faces(tmp_path)
    assert caught.value.key == "briefing-font"
    (tmp_path / "NotoSansSC-Regular.ttf").write_bytes(b"no face")
    with pytest.raises(BriefingError):
        load_faces(tmp_path / ".")
