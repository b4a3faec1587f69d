"""Owns the map of a process as a picture file, drawn without a screen: SVG or PNG by its suffix, with its sources below.

It refuses a picture without the mark of its extract, and to leave half a file behind.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2

from console.briefing.picture import figure_page, paper_colours, paper_measure
from console.charts.captioned import captioned
from console.charts.figure import Figure
from console.domain.ports import Progress
from console.errors import UsageError
from console.exports.png import png
from console.exports.svg import svg
from console.i18n import Phrases
from console.jobs.extract import OpenedExtract
from console.jobs.process import require_item
from console.jobs.services_answers import ProcessRequest, ProcessView
from console.jobs.services_map import hidden, map_figure, map_verdict
from console.jobs.services_process import services_process

SUFFIXES = (".svg", ".png")
SIZE = (1180.0, 380.0)
SHARP = 2  # pixels of the picture for one of the figure


@dataclass(frozen=True, slots=True)
class PictureRequest:
    """Which cases, and the file to write."""

    out: Path
    asked: ProcessRequest = field(default_factory=ProcessRequest)


def require_picture(out: Path) -> None:
    """Refuse what could not be written before anything is computed; raises UsageError picture-kind or picture-unwritable."""
    if out.suffix.lower() not in SUFFIXES:
        raise UsageError("picture-kind", file=str(out), allowed=", ".join(SUFFIXES))
    if not out.absolute().parent.is_dir():
        raise UsageError("picture-unwritable", file=str(out))


def write_map(
    extract: OpenedExtract, request: PictureRequest, phrases: Phrases, resources: Path, progress: Progress
) -> ProcessView:
    """Draw the map of the cases asked about and write it; return what it shows.

    Raises UsageError picture-kind, picture-unwritable, process-item, and process-missing where the extract lacks steps.
    """
    require_picture(request.out)
    require_item(extract, request.asked.item_id, progress)
    view = services_process(extract, request.asked, progress)
    if view.missing:
        raise UsageError("process-missing", names=", ".join(view.missing))
    measure = paper_measure(resources, phrases.language)
    figure, _ = map_figure(phrases, view, SIZE, measure)
    sources = (figure.description, _source(extract, phrases))
    whole = captioned(figure, _title(phrases, view), sources)
    _write(request.out, _picture(whole, request.out.suffix.lower(), resources, phrases.language))
    return view


def _title(phrases: Phrases, view: ProcessView) -> str:
    key, facts = map_verdict(view)
    return phrases.text("services-map-meta", verdict=phrases.text(key, **facts), hidden=hidden(phrases, view))


def _source(extract: OpenedExtract, phrases: Phrases) -> str:
    return phrases.text(
        "services-map-source",
        extract=extract.info.name or extract.path.name,
        mark=phrases.text(f"services-map-mark-{extract.mark}"),
        cut=phrases.day(extract.cut_off),
        digest=extract.digest[:16],
    )


def _picture(figure: Figure, suffix: str, resources: Path, language: str) -> bytes:
    if suffix == SUFFIXES[0]:
        return svg(figure, paper_colours(resources).token)
    with pypdfium2.PdfDocument(figure_page(figure, resources, language)) as document:
        bitmap = document[0].render(scale=SHARP, rev_byteorder=True)
        content, wide = bytes(bitmap.buffer), 3 * bitmap.width
        rows = [
            content[start : start + wide] for start in range(0, bitmap.height * bitmap.stride, bitmap.stride)
        ]
        return png(bitmap.width, bitmap.height, rows)


def _write(out: Path, content: bytes) -> None:
    part = out.with_name(out.name + ".part")
    try:
        part.write_bytes(content)
        part.replace(out)
    except OSError as fault:
        part.unlink(missing_ok=True)
        raise UsageError("picture-unwritable", file=str(out)) from fault
