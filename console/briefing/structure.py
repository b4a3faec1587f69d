"""Owns what a briefing's pages say to a reader who does not see them: headings, paragraphs, tables, pictures in words.

It refuses to know how a page is drawn, and to count anything as content that only decorates.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

PICTURE = "Figure"
"""An element whose strokes and words are one picture, told by its alternative text."""
LONGEST_ALTERNATIVE = 2000


@dataclass(frozen=True, slots=True)
class Content:
    """One marked stretch of a page."""

    page: int
    number: int


@dataclass(slots=True)
class Element:
    """A node of the tree; ``key`` joins the parts of one table which are drawn piece by piece."""

    tag: str
    alternative: str = ""
    key: str = ""
    kids: list[Element | Content] = field(default_factory=list)

    def child(self, tag: str, alternative: str = "") -> Element:
        """Return a new last child."""
        self.kids.append(Element(tag, alternative))
        return self._last()

    def joined(self, tag: str, key: str) -> Element:
        """Return the last child where it has this key, else a new one."""
        if not self.kids or self._last().key != key:
            self.kids.append(Element(tag, key=key))
        return self._last()

    def _last(self) -> Element:
        found = self.kids[-1]
        return found if isinstance(found, Element) else Element("Span")


def write_structure(pdf: Pdf, root: Element, language: str) -> None:
    """Put the tree into a document whose pages bear its marks."""
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    parents: dict[int, dict[int, Any]] = {}
    whole = _written(pdf, root, tree, parents)
    whole.Lang = String(language)
    tree.K = Array([whole])
    numbers: list[Any] = []
    for page, held in sorted(parents.items()):
        pdf.pages[page].obj.StructParents = page
        pdf.pages[page].obj.Tabs = Name.S
        numbers += [page, pdf.make_indirect(Array([held[number] for number in sorted(held)]))]
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    tree.ParentTreeNextKey = len(pdf.pages)
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _written(pdf: Pdf, element: Element, parent: Any, parents: dict[int, dict[int, Any]]) -> Any:
    made = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{element.tag}"), P=parent))
    if element.alternative:
        made.Alt = String(element.alternative[:LONGEST_ALTERNATIVE])
    if element.tag == "TH":
        made.A = Dictionary(O=Name.Table, Scope=Name.Column)
    kids = []
    for kid in element.kids:
        if isinstance(kid, Element):
            kids.append(_written(pdf, kid, made, parents))
            continue
        page = pdf.pages[kid.page].obj
        kids.append(Dictionary(Type=Name.MCR, Pg=page, MCID=kid.number))
        parents.setdefault(kid.page, {})[kid.number] = made
    made.K = Array(kids)
    return made
