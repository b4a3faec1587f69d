"""Owns the bundled typefaces of the window. It refuses to rely on a font of the machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

SUFFIXES = (".ttf", ".otf")
# The tokens name the families of the pictures; these are the bundled cuts of the same designs.
BUNDLED = {
    "Noto Sans CJK SC": "Noto Sans SC",
    "Noto Serif CJK SC": "Noto Serif SC",
    "Noto Sans Mono CJK SC": "JetBrains Mono",
}
LARGEST_HINTED = 14  # px; larger letters are drawn unhinted


def load_fonts(folder: Path) -> tuple[str, ...]:
    """Register every font file below the folder and return the families, sorted."""
    families: set[str] = set()
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in SUFFIXES:
            number = QFontDatabase.addApplicationFont(str(path))
            families.update(QFontDatabase.applicationFontFamilies(number))
    return tuple(sorted(families))


class Fonts:
    """Fonts by pixel size, weight and purpose (ui, mono, editor, law), each made once."""

    def __init__(self, families: Mapping[str, Sequence[str]], scale: float = 1.0) -> None:
        self._families = {use: _bundled(names) for use, names in families.items()}
        self._made: dict[tuple[float, int, str], QFont] = {}
        self._metrics: dict[tuple[float, int, str], QFontMetricsF] = {}
        self.scale = scale

    def font(self, px: float = 13, weight: int = 400, use: str = "ui", scaled: bool = True) -> QFont:
        """Return the font; ``scaled`` follows the system's font size, painters that scale their canvas do not."""
        size = px * self.scale if scaled else px
        key = (size, weight, use)
        if key not in self._made:
            self._made[key] = self._make(size, weight, use)
        return QFont(self._made[key])

    def metrics(self, px: float = 13, weight: int = 400, use: str = "ui") -> QFontMetricsF:
        """Return the metrics of the unscaled font, for painters."""
        key = (px, weight, use)
        if key not in self._metrics:
            self._metrics[key] = QFontMetricsF(self.font(px, weight, use, scaled=False))
        return self._metrics[key]

    def _make(self, size: float, weight: int, use: str) -> QFont:
        font = QFont()
        font.setFamilies(self._families[use])
        font.setPixelSize(max(1, round(size)))
        font.setWeight(QFont.Weight(weight))
        hinted = size <= LARGEST_HINTED
        font.setHintingPreference(
            QFont.HintingPreference.PreferVerticalHinting
            if hinted
            else QFont.HintingPreference.PreferNoHinting
        )
        font.setFeature(QFont.Tag("tnum"), 1)
        if use in {"mono", "editor"}:  # SQL must show what was typed, never a ligature
            font.setFeature(QFont.Tag("calt"), 0)
            font.setFeature(QFont.Tag("liga"), 0)
        if size >= 20:
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, -0.2 if size < 30 else -0.8)
        return font


def _bundled(names: Sequence[str]) -> list[str]:
    found = [BUNDLED.get(name, name) for name in names]
    if "JetBrains Mono" in found and "Noto Sans SC" not in found:
        found.append("Noto Sans SC")  # Han inside identifiers and SQL
    return list(dict.fromkeys(found))
