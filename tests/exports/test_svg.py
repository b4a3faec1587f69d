"""Holds the SVG of a figure to well-formed XML with every shape and word, the same bytes for the same figure."""

from __future__ import annotations

from xml.etree import ElementTree

from console.charts.captioned import captioned
from console.charts.figure import Circle, Figure, Line, Polygon, Rect, Text
from console.exports.svg import svg

SPACE = "{http://www.w3.org/2000/svg}"
FIGURE = Figure(
    100,
    50,
    (
        Line(((0, 0), (10, 10)), "ink", 1.5, (4.0, 3.0)),
        Polygon(((0, 0), (5, 0), (5, 5)), "band", "ink"),
        Rect(1, 2, 30, 10, "", "ink", 2, "red"),
        Rect(1, 2, 0, 10, "ink"),
        Circle(5, 5, 2, "ink", "surface"),
        Text(3, 9, "5 < 6 & 受理", 12, "ink", True, "end", "mono"),
    ),
    "verdict <1>",
    "described",
    "cases",
    3,
    ("a",),
    (("1",),),
)
COLOURS = {
    "ink": "#112233",
    "band": "#44556680",
    "surface": "#FFFFFF",
    "red": "#AA0000",
    "text": "#000000",
    "text3": "#777777",
}


def test_every_primitive_is_there_and_words_are_escaped() -> None:
    root = ElementTree.fromstring(svg(FIGURE, COLOURS.__getitem__))
    kinds = [one.tag.removeprefix(SPACE) for one in root]
    assert kinds == ["title", "desc", "defs", "rect", "polyline", "polygon", "rect", "rect", "circle", "text"]
    text = root.find(f"{SPACE}text")
    assert text is not None and text.text == "5 < 6 & 受理"
    assert (text.get("text-anchor"), text.get("font-weight")) == ("end", "600")
    polygon = root.find(f"{SPACE}polygon")
    assert polygon is not None and (polygon.get("fill"), polygon.get("fill-opacity")) == ("#445566", "0.502")
    assert root.findtext(f"{SPACE}title") == "verdict <1>"


def test_the_same_figure_gives_the_same_bytes() -> None:
    assert svg(FIGURE, COLOURS.__getitem__) == svg(FIGURE, COLOURS.__getitem__)


def test_a_caption_moves_the_figure_and_adds_title_and_sources() -> None:
    whole = captioned(FIGURE, "Title", ("signed", "2026"))
    assert whole.width == 140 and whole.height > 100
    assert [one.text for one in whole.texts()] == ["Title", "5 < 6 & 受理", "signed", "2026"]
    line = whole.primitives[1]
    assert isinstance(line, Line)
    assert list(line.points) == [(20.0, 54.0), (30.0, 64.0)]
    assert whole.rows == FIGURE.rows
    root = ElementTree.fromstring(svg(whole, COLOURS.__getitem__))
    assert root.get("width") == "140"
