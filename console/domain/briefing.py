"""Owns what a briefing says: its blocks, every figure printed with the way to compute it, and where it all came from.

It refuses a number without a figure, a figure that is not printed, and print that is not what the value rounds to.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from hashlib import sha256

from console.domain.briefing_blocks import SIGNALS, FindingRow, IndexOverview, SuspicionRow
from console.domain.briefing_kinds import Block
from console.domain.briefing_text import Name, Verbatim, Words, bare_number, has_letter, parts
from console.domain.briefing_theme import ThemeSection
from console.domain.briefing_values import plain, strings, typed
from console.errors import BriefingError

FORMAT = "plumbline-briefing/1"
RECIPES = (
    "reading",
    "series",
    "control",
    "score",
    "supervise",
    "casebook",
    "manifest",
    "extract",
    "definition",
    "cards",
    "channels",
    "signals",
    "funds",
    "quality",
    "rest",
)
MARKS = ("signed", "untrusted", "unsigned")
LANGUAGES = ("zh-CN", "en")
LARGEST = Decimal(10) ** 18
"""No figure is as large: sums of money and rows stay exact below, and charts can place them."""
MOST_DIGITS = 9
"""Decimals a figure may be printed with."""
_NUMBER = re.compile(r"[+\u2212-]?\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class FigureValue:
    """One number: as printed, exactly, and what has to be computed again to get it.

    ``value`` is the exact decimal, None where it is not computable; ``printed`` is ``value`` × ``scale`` rounded half to even.
    """

    id: Verbatim
    printed: Verbatim
    value: Verbatim | None
    unit: Verbatim
    recipe: str  # one of RECIPES
    definition: Verbatim = ""  # ID@version of the measure, rule or index; empty for casebook and manifest
    subject: Verbatim = ""  # such as region_id=510100; empty for the whole
    period: Verbatim = ""  # a period's name
    detail: Verbatim = ""  # which part of what the definition yields: rank_high, efficiency.low, red
    scale: Verbatim = "1"

    @property
    def exact(self) -> Decimal | None:
        """Return the value in the unit printed; raises BriefingError briefing-value where it is no number."""
        if self.value is None:
            return None
        try:
            told = Decimal(self.value) * Decimal(self.scale)
        except InvalidOperation as fault:
            raise BriefingError("briefing-value", figure=self.id, value=self.value) from fault
        if not told.is_finite() or abs(told) >= LARGEST:
            raise BriefingError("briefing-value", figure=self.id, value=self.value)
        return told

    @property
    def at(self) -> float | None:
        """Return where a chart puts it."""
        exact = self.exact
        return None if exact is None else float(exact)

    def agrees(self) -> bool:
        """Say whether the print is what the value rounds to."""
        exact, found = self.exact, _NUMBER.findall(self.printed)
        if exact is None:
            return not bare_number(self.printed)
        if len(found) != 1:
            return False
        told = found[0].replace(",", "").replace("\u2212", "-")
        digits = len(told.partition(".")[2])
        if digits > MOST_DIGITS:
            return False
        step = Decimal(1).scaleb(-digits)
        return exact.quantize(step, rounding=ROUND_HALF_EVEN) == Decimal(told)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the figures came from; what ``verify`` needs before it recomputes anything."""

    extract_id: Name
    extract_sha256: Verbatim
    extract_mark: str  # one of MARKS
    contract_version: Verbatim
    catalogue_digest: Verbatim
    rules_digest: Verbatim
    seed: int
    casebook_id: Verbatim
    casebook_size: int  # entries under the head
    casebook_root: Verbatim
    tool: Verbatim
    renderer: Verbatim


@dataclass(frozen=True, slots=True)
class Document:
    """A whole briefing in one language."""

    definition: Verbatim  # such as quarterly@1
    number: Name
    title: Words
    language: str
    issuer: Name
    issued_on: date
    classification: Name
    period: Verbatim
    scope: Name
    demonstration: bool  # every page says that the data are invented
    blocks: tuple[Block, ...]
    figures: tuple[FigureValue, ...]
    provenance: Provenance

    def figure(self, name: str) -> FigureValue:
        """Return a figure by its id; raises BriefingError briefing-figure-missing."""
        for figure in self.figures:
            if figure.id == name:
                return figure
        raise BriefingError("briefing-figure-missing", figure=name, path="figures")

    def to_json(self) -> bytes:
        """Return the only bytes this document has: keys sorted, UTF-8, no spaces."""
        return _canonical({"format": FORMAT, "document": plain(self)})

    def figures_json(self) -> bytes:
        """Return the figures alone, for whoever recomputes them with other tools."""
        return _canonical({"format": FORMAT, "figures": plain(self.figures)})

    def provenance_json(self) -> bytes:
        """Return the provenance alone."""
        return _canonical({"format": FORMAT, "provenance": plain(self.provenance)})

    def filled(self, words: str) -> str:
        """Return a template with its places filled; raises BriefingError as ``parts`` and ``figure`` do."""
        told = (self.figure(part.text).printed if part.kind == "f" else part.text for part in parts(words))
        return "".join(told)


def from_json(content: bytes) -> Document:
    """Return the document these bytes hold.

    Raises BriefingError briefing-not-json, briefing-unreadable (naming the path) or briefing-not-canonical.
    """
    try:
        told = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as fault:
        raise BriefingError("briefing-not-json", detail=str(fault)) from fault
    if not isinstance(told, dict) or told.keys() != {"format", "document"} or told["format"] != FORMAT:
        raise BriefingError("briefing-unreadable", path="format", wanted=FORMAT)
    document: Document = typed(Document, told["document"], "document")
    try:
        canonical = document.to_json()
    except UnicodeEncodeError as fault:  # half a character, written as an escape
        raise BriefingError("briefing-not-json", detail=fault.reason) from fault
    if canonical != content:
        raise BriefingError("briefing-not-canonical")
    return document


def figures_digest(figures: tuple[FigureValue, ...]) -> str:
    """Return the SHA-256 over every figure's id, exact value and print, in order of id: equal where all numbers are."""
    told = sorted([figure.id, figure.value, figure.printed] for figure in figures)
    return sha256(_canonical(told)).hexdigest()


def require_sound(document: Document) -> None:
    """Raise BriefingError for the first thing in a document that must not be printed.

    Keys: briefing-choice, briefing-figure-missing, briefing-figure-twice, briefing-figure-unused, briefing-print,
    briefing-value, briefing-nameless, and those of ``parts``.
    """
    known = _figures(document)
    used: set[str] = set()
    for path, role, text in strings(document):
        if path.startswith("figures."):
            continue
        used.update(_used(path, role, text, known))
    if unused := sorted(known.keys() - used):
        raise BriefingError("briefing-figure-unused", figure=unused[0])
    for path, value, allowed in _choices(document):
        if value not in allowed:
            raise BriefingError("briefing-choice", path=path, value=value, allowed=", ".join(allowed))


def _figures(document: Document) -> Mapping[str, FigureValue]:
    counted = Counter(figure.id for figure in document.figures)
    for name, times in counted.items():
        if times > 1:
            raise BriefingError("briefing-figure-twice", figure=name)
    for figure in document.figures:
        if not figure.agrees():
            raise BriefingError(
                "briefing-print", figure=figure.id, printed=figure.printed, value=figure.value or "—"
            )
    return {figure.id: figure for figure in document.figures}


def _used(path: str, role: str, text: str, known: Mapping[str, FigureValue]) -> Iterator[str]:
    if role == "name" and bare_number(text) and not has_letter(text):
        raise BriefingError("briefing-nameless", path=path, text=text)
    if role == "words":
        names = [part.text for part in parts(text) if part.kind == "f"]
    else:
        names = [text] if role == "figure" and text else []
    for name in names:
        if name not in known:
            raise BriefingError("briefing-figure-missing", figure=name, path=path)
        yield name


def _choices(document: Document) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    yield "language", document.language, LANGUAGES
    yield "provenance.extract_mark", document.provenance.extract_mark, MARKS
    for figure in document.figures:
        yield f"figures.{figure.id}.recipe", figure.recipe, RECIPES
    for place, block in enumerate(document.blocks):
        for name, value, allowed in _block_choices(block):
            yield f"blocks.{place}.{name}", value, allowed


def _block_choices(block: Block) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    if isinstance(block, IndexOverview):
        for dimension in block.dimensions:
            yield "signal", dimension.signal, SIGNALS
        return
    rows = block.suspicions if isinstance(block, ThemeSection) else getattr(block, "rows", ())
    for row in rows:
        if isinstance(row, FindingRow):
            yield "severity", row.severity, ("red", "yellow")
        elif isinstance(row, SuspicionRow):
            yield "severity", row.severity, ("red", "yellow", "notice")
    for chart in getattr(block, "charts", ()):
        for point in getattr(chart, "points", ()):
            yield "mark", point.mark, ("", "worse", "better")
        for bar in getattr(chart, "bars", ()):
            yield "mark", bar.mark, ("", "yellow", "red")


def _canonical(value: object) -> bytes:
    told = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return told.encode("utf-8")
