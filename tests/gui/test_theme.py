"""Tokens keep their contrast, icons their licence, settings their other keys; nothing shipped is missing."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from console.errors import DefinitionError
from console.gui.palette import Palette, contrast, read_tokens
from console.gui.preferences import keep_preferences
from console.gui.sampling import find_or_make, newest, trust_of
from console.gui.theme import Look, style_sheet
from console.gui.verifying import read_answer
from console.gui.words import Named, say, worded
from console.paths import resource_root
from console.settings import read_settings

RESOURCES = resource_root()
TOKENS = read_tokens(RESOURCES / "themes" / "tokens.toml")
TEXTS = ("text", "text2", "text3", "accent", "red", "yellow", "notice", "ok", "na")
GROUNDS = ("canvas", "nav", "surface", "sunken")


@pytest.mark.parametrize("palette", (TOKENS.light, TOKENS.dark), ids=lambda palette: palette.name)
def test_text_keeps_its_contrast_on_every_ground(palette: Palette) -> None:
    """At least 4.5 to 1, also on soft grounds and filled cells."""
    for text in TEXTS:
        for ground in GROUNDS:
            assert contrast(palette.color(text), palette.color(ground)) >= 4.5, (text, ground)
    for kind in ("red", "yellow", "notice", "ok"):
        assert contrast(palette.mark(kind), palette.soft(kind)) >= 4.5, kind
    for ground in palette.seq:
        assert contrast(palette.ink_on(ground), ground) >= 4.5, ground


def test_high_contrast_leaves_no_grey_text() -> None:
    """Every text token becomes the strongest ink."""
    strong = TOKENS.light.heightened()
    assert {strong.text2, strong.text3, strong.na} == {strong.text}


def test_ramps_are_named_as_figures_name_them() -> None:
    """A key with an underscore and a place, or a plain key that happens to hold an underscore."""
    assert TOKENS.light.token("seq_3") == TOKENS.light.seq[3]
    assert TOKENS.light.token("red_fill") == TOKENS.light.red_fill
    with pytest.raises(AttributeError):
        TOKENS.light.token("mauve")


def test_the_style_sheet_uses_tokens_only_and_grows() -> None:
    """No colour value of its own; hairlines stay hairlines at 200 percent."""
    template = (RESOURCES / "themes" / "window.qss").read_text("utf-8")
    assert not re.findall(r"#[0-9A-Fa-f]{3,8}\b", re.sub(r"#(root|pageArea)\b", "", template))
    sheet = style_sheet(template, TOKENS.dark, 2.0)
    assert "@" not in sheet
    assert "min-height: 52px" in sheet
    assert "border: 1px solid" in sheet


def test_every_icon_is_as_published_and_every_icon_asked_for_is_there() -> None:
    """Digests match SOURCES.toml, and no module names an icon that is not bundled."""
    folder = RESOURCES / "icons"
    told = tomllib.loads((folder / "SOURCES.toml").read_text("utf-8"))
    here = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.svg")}
    assert here == told["sha256"]
    assert hashlib.sha256((folder / told["licence_file"]).read_bytes()).hexdigest() == told["licence_sha256"]
    names = {name.removesuffix(".svg") for name in here}
    source = "\n".join(
        path.read_text("utf-8") for path in (RESOURCES.parent / "console" / "gui").rglob("*.py")
    )
    asked = set(re.findall(r'\.icon\("([a-z0-9-]+)"', source))
    assert asked
    assert asked <= names


def test_an_unknown_icon_is_refused(look: Look) -> None:
    """A typing error is an error, not a blank."""
    with pytest.raises(DefinitionError):
        look.icon("no-such-icon")


def test_switching_the_theme_reaches_the_application(look: Look) -> None:
    """Palette and style sheet change, and listeners hear of it."""
    heard: list[str] = []
    look.theme_changed.connect(lambda: heard.append(look.palette.name))
    look.set_theme("dark")
    look.toggle_theme()
    assert heard == ["dark", "light"]
    assert QApplication.palette().base().color() == QColor(look.palette.surface)


def test_words_chosen_late_speak_both_languages(look: Look) -> None:
    """Phrases, phrases inside phrases, and names of the data."""
    nested = say("tile-run", judgement=say("signal-better"), count=9, side="above")
    assert worded(nested, look.phrases) == "改善：连续 9 期高于均值"
    look.set_language("en")
    assert worded(nested, look.phrases) == "Improving: 9 above mean"
    assert look.words(Named({"zh-CN": "杭州", "en": "Hangzhou"})) == "Hangzhou"


def test_preferences_leave_other_settings_alone(tmp_path: Path) -> None:
    """Theme and language are kept; a limit somebody set stays; a broken file is not overwritten."""
    path = tmp_path / "settings.toml"
    path.write_text('threads = 2\nissuer = "督查室 \\"一处\\""\n', "utf-8")
    keep_preferences(path, "en", "dark")
    settings = read_settings(path)
    assert (settings.language, settings.theme, settings.threads) == ("en", "dark", 2)
    assert settings.issuer == '督查室 "一处"'
    path.write_text("threads = = 2", "utf-8")
    keep_preferences(path, "en", "dark")
    assert path.read_text("utf-8") == "threads = = 2"


def test_an_answer_without_a_verdict_is_an_error_with_its_last_words() -> None:
    """A verdict is read; anything else is told with what the process said last."""
    found = read_answer("b.pdf", 3, b'{"verdict":"invalid","kind":"briefing","checks":[]}', b"")
    assert (found.verdict, found.kind) == ("invalid", "briefing")
    with pytest.raises(Exception, match="verify-no-answer") as caught:
        read_answer("b.pdf", 10, b"", b"one\nnot a file\n")
    assert "not a file" in str(caught.value)


def test_the_sample_is_found_only_whole(tmp_path: Path) -> None:
    """A half-made file is not taken for the sample; the newest whole one is."""
    assert newest(tmp_path) is None
    (tmp_path / "half.duckdb").write_bytes(b"x")
    assert newest(tmp_path) is None
    (tmp_path / "half.duckdb.manifest.json").write_text("{}")
    assert newest(tmp_path) == tmp_path / "half.duckdb"
    (tmp_path / "trust").mkdir()
    assert trust_of(tmp_path / "half.duckdb") == (tmp_path / "trust", tmp_path)

    class Never:
        def report(self, fraction: float | None, key: str, **facts: str | int | float | None) -> None:
            raise AssertionError

        def cancelled(self) -> bool:
            return False

    assert find_or_make(["false"], tmp_path, Never()) == tmp_path / "half.duckdb"
