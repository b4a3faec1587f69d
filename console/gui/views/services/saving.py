"""Owns the map as a file: asks where, draws it with its sources, writes SVG or PNG off the window's thread.

It refuses to write a picture without the mark of its extract.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QFileDialog, QWidget

from console.charts.captioned import captioned
from console.charts.figure import Figure
from console.domain.ports import Progress
from console.errors import UsageError
from console.exports.svg import svg
from console.gui.context import ViewContext
from console.gui.plots import draw_figure
from console.gui.tasks import Ticket
from console.gui.theme import Look
from console.gui.widgets.brush import Brush
from console.gui.words import say

SHARP = 2  # pixels of the picture for one of the figure
SUFFIXES = (".svg", ".png")


def ask_path(look: Look, parent: QWidget, name: str) -> Path | None:
    """Ask where the picture goes; a name without a suffix becomes SVG. Returns None where nobody chose."""
    filters = f"SVG (*{SUFFIXES[0]});;PNG (*{SUFFIXES[1]})"
    told, chosen = QFileDialog.getSaveFileName(
        parent, look.text("services-save-map"), str(Path.home() / name), filters
    )
    if not told:
        return None
    path = Path(told)
    wanted = SUFFIXES[1] if chosen.startswith("PNG") else SUFFIXES[0]
    return path if path.suffix.lower() in SUFFIXES else path.with_name(path.name + wanted)


def save_figure(context: ViewContext, figure: Figure, title: str, path: Path) -> Ticket:
    """Write a figure with its sources; the ticket tells when it is there."""
    look = context.look
    session = context.session
    assert session is not None
    opened = session.opened
    source = look.text(
        "services-map-source",
        extract=opened.info.name or opened.path.name,
        mark=look.text(f"services-map-mark-{session.mark}"),
        cut=look.phrases.day(opened.cut_off),
        digest=opened.digest[:16],
    )
    whole = captioned(figure, title, (figure.description, source))
    token = look.palette.token
    painted = painted_png(look, whole) if path.suffix.lower() == ".png" else None

    def work(progress: Progress) -> object:
        try:
            path.write_bytes(svg(whole, token) if painted is None else painted)
        except OSError as fault:
            raise UsageError("picture-unwritable", file=str(path)) from fault
        return path

    return context.run(work, say("services-saving"), "services-save-map")


def save_where_asked(context: ViewContext, parent: QWidget, figure: Figure, title: str) -> None:
    """Ask where a figure goes, write it, and tell that it is there or why not."""
    path = ask_path(context.look, parent, "process-map.svg")
    if path is None:
        return
    ticket = save_figure(context, figure, title, path)
    ticket.succeeded.connect(lambda _path: context.tell(say("services-saved", file=path.name)))
    ticket.failed.connect(lambda failure: context.tell(failure.sentence(context.look)))


def painted_png(look: Look, figure: Figure) -> bytes:
    """Return a figure as PNG, two pixels for each of its own."""
    image = QImage(round(figure.width * SHARP), round(figure.height * SHARP), QImage.Format.Format_RGB32)
    image.fill(QColor(look.palette.token("surface")))
    painter = QPainter(image)
    try:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(SHARP, SHARP)
        draw_figure(Brush(painter, look, figure.width, figure.height), figure)
    finally:
        painter.end()
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(held, "PNG")  # type: ignore[call-overload]
    return bytes(held.data().data())
