"""Owns the line icons, coloured from the palette at load. It refuses a name that is not bundled."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from console.errors import DefinitionError

STROKE = 1.9


class Icons:
    """Lucide icons by name and colour, each parsed once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._renderers: dict[tuple[str, str, float], QSvgRenderer] = {}

    def draw(
        self,
        painter: QPainter,
        name: str,
        at: tuple[float, float],
        size: float,
        color: str,
        stroke: float = STROKE,
    ) -> None:
        """Draw an icon with its top left corner at ``at``."""
        self._renderer(name, color, stroke).render(painter, QRectF(at[0], at[1], size, size))

    def pixmap(self, name: str, size: int, color: str, ratio: float = 2.0) -> QPixmap:
        """Return the icon as a picture, sharp up to ``ratio`` device pixels a pixel."""
        picture = QPixmap(round(size * ratio), round(size * ratio))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.draw(painter, name, (0, 0), size * ratio, color)
        finally:
            painter.end()
        picture.setDevicePixelRatio(ratio)
        return picture

    def icon(self, name: str, size: int, color: str, disabled: str | None = None) -> QIcon:
        """Return the icon, with another colour where the control is disabled."""
        found = QIcon(self.pixmap(name, size, color))
        if disabled is not None:
            found.addPixmap(self.pixmap(name, size, disabled), QIcon.Mode.Disabled)
        return found

    def _renderer(self, name: str, color: str, stroke: float) -> QSvgRenderer:
        key = (name, color, stroke)
        if key not in self._renderers:
            self._renderers[key] = QSvgRenderer(QByteArray(self._drawing(name, color, stroke)))
        return self._renderers[key]

    def _drawing(self, name: str, color: str, stroke: float) -> bytes:
        path = self._folder / f"{name}.svg"
        if not path.exists():
            raise DefinitionError("icon-missing", name=name)
        drawing = path.read_text("utf-8").replace("currentColor", color)
        return re.sub(r'stroke-width="[^"]+"', f'stroke-width="{stroke}"', drawing).encode()
