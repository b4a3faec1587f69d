"""Owns the typefaces of a briefing: loading, measuring, and which face prints a character.

It refuses a silent box: what no bundled face holds is printed as its code point in brackets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from console.errors import BriefingError

FILES = {
    "sans": "NotoSansSC-Regular.ttf",
    "bold": "NotoSansSC-Bold.ttf",
    "serif": "NotoSerifSC-Regular.ttf",
    "title": "NotoSerifSC-Bold.ttf",
    "mono": "JetBrainsMono-Regular.ttf",
    "letters": "Inter-Regular.ttf",
}
CHAINS = {
    "sans": ("sans", "letters", "mono", "serif"),
    "bold": ("bold", "sans", "letters", "mono", "serif"),
    "serif": ("serif", "sans", "letters", "mono"),
    "title": ("title", "serif", "bold", "sans", "letters", "mono"),
    "mono": ("mono", "sans", "letters", "serif"),
}
TRIMMED = {"“": (0.53, 0.46), "”": (0.03, 0.46), "‘": (0.72, 0.25), "’": (0.04, 0.25)}
"""Quotes fill a whole character in Chinese faces; elsewhere this much is left out before them, and this width kept."""
MOST_MEASURED = 100_000
"""Texts whose width is remembered: the same words are measured at many sizes."""
_BLANK = str.maketrans({"\n": " ", "\r": " ", "\t": " ", "\u00ad": None, "\ufeff": None, "\u200b": None})


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face."""

    font: str  # as registered
    text: str
    units: float  # width at one point
    before: float = 0.0  # blank left out at its start, at one point


@dataclass(frozen=True, slots=True)
class Faces:
    """The loaded faces: what each is registered as, and the width of each character it holds, in points at one point."""

    names: Mapping[str, str]
    widths: Mapping[str, Mapping[int, float]]
    western: bool = False  # whether quotes and points take the width of a Latin sign
    measured: dict[tuple[str, str], float] = field(default_factory=dict, compare=False, repr=False)

    def for_language(self, language: str) -> Faces:
        """Return the same faces for a briefing in a language."""
        return replace(self, western=language != "zh-CN", measured={})

    def runs(self, text: str, face: str) -> tuple[Run, ...]:
        """Return the text cut by face, code points in brackets for what no face holds."""
        found: list[Run] = []
        for sign in text.translate(_BLANK):
            if self.western and sign in TRIMMED:
                before, units = TRIMMED[sign]
                found.append(Run(self.names[CHAINS[face][0]], sign, units, before))
                continue
            holder = self._holder(ord(sign), face)
            shown = sign if holder else bracketed(sign)
            font = self.names[holder or face]
            units = sum(self.widths[holder or face].get(ord(each), 0.0) for each in shown)
            if found and found[-1].font == font and not found[-1].before:
                shown, units = found[-1].text + shown, found[-1].units + units
                found.pop()
            found.append(Run(font, shown, units))
        return tuple(found)

    def width(self, text: str, face: str, size: float) -> float:
        """Return how wide the text is printed, in points."""
        known = self.measured.get((text, face))
        if known is None:
            known = self._units(text, face)
            if len(self.measured) >= MOST_MEASURED:
                self.measured.clear()
            self.measured[text, face] = known
        return known * size

    def _units(self, text: str, face: str) -> float:
        total = 0.0
        for sign in text.translate(_BLANK):
            if self.western and sign in TRIMMED:
                total += TRIMMED[sign][1]
                continue
            holder = self._holder(ord(sign), face)
            shown = sign if holder else bracketed(sign)
            total += sum(self.widths[holder or face].get(ord(each), 0.0) for each in shown)
        return total

    def missing(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return the characters no face holds, in order of code point."""
        signs = {sign for text in texts for sign in text.translate(_BLANK)}
        return tuple(sorted(sign for sign in signs if not self._holder(ord(sign), "sans")))

    def _holder(self, code: int, face: str) -> str:
        if self.western and chr(code) in "…·":
            return "letters"
        for name in CHAINS[face]:
            if code in self.widths[name]:
                return name
        return ""


def bracketed(sign: str) -> str:
    """Return what is printed for a character no face holds."""
    return f"[U+{ord(sign):04X}]"


def load_faces(folder: Path) -> Faces:
    """Return the bundled faces; raises BriefingError briefing-font where a file is missing or no TrueType font."""
    return _loaded(folder.resolve())


@cache
def _loaded(folder: Path) -> Faces:
    names: dict[str, str] = {}
    widths: dict[str, dict[int, float]] = {}
    for face, file in FILES.items():
        try:
            font = TTFont(f"Plumbline-{face}", str(folder / file))
        except (TTFError, OSError) as fault:
            raise BriefingError("briefing-font", file=file, detail=str(fault)) from fault
        pdfmetrics.registerFont(font)
        names[face] = font.fontName
        held = font.face.charWidths
        widths[face] = {code: held[code] / 1000 for code in font.face.charToGlyph if code in held}
    return Faces(names, widths)
