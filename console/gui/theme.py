"""Owns how the window looks and speaks right now: palette, fonts, icons, phrases, scale; all switch while running.

It refuses colours, sizes or words that are not in the tokens and the phrases. Widgets get a Look and hear ``theme_changed``
and ``language_changed``, or simply override ``restyle`` and ``retranslate`` of Piece.
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from console.gui.dressing import Dresser
from console.gui.fonts import Fonts, load_fonts
from console.gui.icons import Icons
from console.gui.palette import Palette, read_tokens
from console.gui.words import Words, worded
from console.i18n import Phrases
from console.settings import LANGUAGES, THEMES

USUAL_TEXT = {"win32": 12.0, "darwin": 13.0}  # px of the system's text where nobody enlarged it
USUAL_TEXT_ELSEWHERE = 14.7  # 11 pt, the largest default of the Linux desktops
LARGEST_SCALE = 2.0
SPI_GETHIGHCONTRAST = 0x0042
HIGH_CONTRAST_ON = 1


@dataclass(slots=True)
class Audit:
    """What painters could not fit, kept for tests: (how, text, pixels needed, pixels given)."""

    found: list[tuple[str, str, float, float]] = field(default_factory=list)

    def add(self, how: str, text: str, needed: float, given: float) -> None:
        """Keep one text that did not fit; ``how`` is elided (free text, allowed) or clipped (never allowed)."""
        self.found.append((how, text, round(needed, 1), round(given, 1)))

    @property
    def clipped(self) -> list[tuple[str, str, float, float]]:
        """Return what should not have happened."""
        return [entry for entry in self.found if entry[0] != "elided"]


class Look(QObject):
    """The present palette, fonts, icons and phrases; ``text``, ``words``, ``px``, ``font`` and ``icon`` serve widgets."""

    theme_changed = Signal()
    language_changed = Signal()

    def __init__(
        self, resources: Path, language: str = "zh-CN", theme: str = "system", scale: float = 1.0
    ) -> None:
        super().__init__()
        self._tokens = read_tokens(resources / "themes" / "tokens.toml")
        self._sheet = (resources / "themes" / "window.qss").read_text("utf-8")
        self._phrases = {name: Phrases(name, resources / "phrases") for name in LANGUAGES}
        self._theme = theme
        self._high_contrast = system_wants_contrast()
        self.resources = resources
        self.scale = scale
        self.language = language
        self.audit: Audit | None = None
        self.icons = Icons(resources / "icons")
        self.fonts = Fonts(self._tokens.families, scale)
        self.palette = self._chosen_palette()
        self.dresser = Dresser(language, self)

    @property
    def theme(self) -> str:
        """Return light, dark or system, as chosen."""
        return self._theme

    @property
    def high_contrast(self) -> bool:
        """Whether greys and lines are strengthened."""
        return self._high_contrast

    @property
    def phrases(self) -> Phrases:
        """Return the phrases of the present language, also its numbers and dates."""
        return self._phrases[self.language]

    def prepare_words(self) -> None:
        """Read the phrases of every language; blocking, so that a change of language later does not wait for them."""
        for phrases in self._phrases.values():
            phrases.prepare()

    def text(self, key: str, **facts: object) -> str:
        """Return a phrase of the present language."""
        return self.phrases.text(key, **facts)

    def words(self, words: Words) -> str:
        """Return words chosen late in the present language."""
        return worded(words, self.phrases)

    def px(self, pixels: float) -> int:
        """Return design pixels at the present text scale."""
        return round(pixels * self.scale)

    def size(self, name: str) -> int:
        """Return a token size (nav_w, scope_h, row, …) at the present text scale."""
        return self.px(self._tokens.sizes[name])

    def font(self, px: float = 13, weight: int = 400, use: str = "ui") -> QFont:
        """Return a font at the present text scale; use is ui, mono, editor or law."""
        return self.fonts.font(px, weight, use)

    def icon(self, name: str, role: str = "text2", size: int = 16) -> QIcon:
        """Return an icon in the colour of a token, grey where its control is disabled."""
        return self.icons.icon(name, self.px(size), self.palette.color(role), self.palette.text3)

    def set_theme(self, theme: str) -> None:
        """Show light, dark or whatever the system shows."""
        assert theme in THEMES, theme
        self._theme = theme
        self.apply()

    def toggle_theme(self) -> None:
        """Show the other theme."""
        self.set_theme("light" if self.palette.dark else "dark")

    def set_high_contrast(self, wanted: bool) -> None:
        """Strengthen greys and lines, or stop doing so."""
        self._high_contrast = wanted
        self.apply()

    def set_scale(self, scale: float) -> None:
        """Enlarge text and everything that holds text, 1.0 to 2.0."""
        self.scale = min(max(scale, 1.0), LARGEST_SCALE)
        self.fonts = Fonts(self._tokens.families, self.scale)
        self.apply()

    def set_language(self, language: str) -> None:
        """Speak another language everywhere at once."""
        assert language in LANGUAGES, language
        if language == self.language:
            return
        self.language = language
        self.dresser.change(self.dresser.sheet, language)
        self.language_changed.emit()

    def toggle_language(self) -> None:
        """Speak the other language."""
        self.set_language("en" if self.language == "zh-CN" else "zh-CN")

    def follow_system(self) -> None:
        """Change with the system's own light and dark for as long as the theme is ``system``."""
        QApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    def dress(self, part: QWidget) -> None:
        """Give a page, a dialog or a piece of the shell the present style sheet, now and after every change."""
        self.dresser.dress(part)

    def apply(self) -> None:
        """Give the application the present palette and font, and every part the style sheet; widgets hear a StyleChange."""
        self.palette = self._chosen_palette()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.setPalette(qt_palette(self.palette))
        application.setFont(self.font(13))
        self.dresser.change(style_sheet(self._sheet, self.palette, self.scale), self.language)
        self.theme_changed.emit()

    def _system_changed(self) -> None:
        if self._theme == "system":
            self.apply()

    def _chosen_palette(self) -> Palette:
        scheme = QApplication.styleHints().colorScheme()
        dark = self._theme == "dark" or (self._theme == "system" and scheme == Qt.ColorScheme.Dark)
        chosen = self._tokens.dark if dark else self._tokens.light
        return chosen.heightened() if self._high_contrast else chosen


def make_look(resources: Path, language: str, theme: str) -> Look:
    """Load the bundled fonts and dress the running application; the one place where a Look comes from in the product."""
    scale = system_scale()
    load_fonts(resources / "fonts")
    look = Look(resources, language, theme, scale)
    look.apply()
    look.follow_system()
    return look


def style_sheet(template: str, palette: Palette, scale: float) -> str:
    """Fill the style sheet: ``@name`` is a colour token, every ``…px`` grows with the text scale (hairlines stay)."""
    colored = re.sub(r"@([a-z_0-9]+)", lambda found: palette.color(found[1]), template)
    return re.sub(r"(\d+)px", lambda found: f"{_grown(int(found[1]), scale)}px", colored)


def _grown(pixels: int, scale: float) -> int:
    return pixels if pixels <= 2 else round(pixels * scale)


def qt_palette(palette: Palette) -> QPalette:
    """Return Qt's own palette for what the style sheet does not reach: tooltips, menus, native dialogs."""
    role = QPalette.ColorRole
    colors = {
        role.Window: palette.canvas,
        role.WindowText: palette.text,
        role.Base: palette.surface,
        role.AlternateBase: palette.sunken,
        role.Text: palette.text,
        role.Button: palette.surface,
        role.ButtonText: palette.text,
        role.ToolTipBase: palette.surface,
        role.ToolTipText: palette.text,
        role.PlaceholderText: palette.text3,
        role.Highlight: palette.accent,
        role.HighlightedText: palette.on_accent,
        role.Link: palette.accent,
        role.LinkVisited: palette.accent_hover,
        role.Mid: palette.line_strong,
        role.Dark: palette.line_strong,
        role.Light: palette.surface,
    }
    made = QPalette()
    for name, color in colors.items():
        made.setColor(name, QColor(color))
    made.setColor(QPalette.ColorGroup.Disabled, role.Text, QColor(palette.text3))
    made.setColor(QPalette.ColorGroup.Disabled, role.ButtonText, QColor(palette.text3))
    return made


def system_scale() -> float:
    """Return how much larger than usual the person set the system's text, 1.0 to 2.0; ``PLUMBLINE_TEXT_SCALE`` overrules."""
    told = os.environ.get("PLUMBLINE_TEXT_SCALE")
    if told and re.fullmatch(r"[12](\.\d+)?", told):
        return min(float(told), LARGEST_SCALE)
    general = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    usual = USUAL_TEXT.get(sys.platform, USUAL_TEXT_ELSEWHERE)
    return min(max(QFontInfo(general).pixelSize() / usual, 1.0), LARGEST_SCALE)


def system_wants_contrast() -> bool:
    """Say whether the system asks for high contrast (Windows' own setting, the GTK theme elsewhere)."""
    if sys.platform == "win32":
        return _windows_high_contrast()
    return "highcontrast" in os.environ.get("GTK_THEME", "").lower()


class _HighContrast(ctypes.Structure):
    _fields_ = (("size", ctypes.c_uint), ("flags", ctypes.c_uint), ("scheme", ctypes.c_wchar_p))


def _windows_high_contrast() -> bool:
    told = _HighContrast(ctypes.sizeof(_HighContrast), 0, None)
    library = getattr(ctypes, "windll", None)
    if library is None:
        return False
    answered = library.user32.SystemParametersInfoW(SPI_GETHIGHCONTRAST, told.size, ctypes.byref(told), 0)
    return bool(answered) and bool(told.flags & HIGH_CONTRAST_ON)
