"""Owns the notes at the end: methods, how to recompute with the digests it needs, and what the briefing does not see.

It refuses to shorten a digest somebody must compare.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from console.briefing.pen import Pen
from console.briefing.setting import CHINESE_ORDINALS, LEFT, WIDTH, Piece, Setting, heading, paragraph
from console.domain.briefing_blocks import MethodNote, Methods, Recompute, Shortcomings

LEAST_TITLE, MOST_CLOSE_TITLE, MOST_TITLE = 86.0, 106.0, 140.0
SMALL = 7.5


def methods(block: Methods, setting: Setting) -> tuple[Piece, ...]:
    """Return the heading and one note a method, its name at the left."""
    titles = [_numbered(place, note, setting) for place, note in enumerate(block.notes)]
    body = setting.density.body
    widest = max((setting.width(title, "bold", body) for title in titles), default=0.0) + 10
    column = min(MOST_CLOSE_TITLE if setting.density.close else MOST_TITLE, max(LEAST_TITLE, widest))
    notes = [_method(title, note, column, setting) for title, note in zip(titles, block.notes, strict=True)]
    return (heading(setting, block.heading), *notes)


def _numbered(place: int, note: MethodNote, setting: Setting) -> str:
    title = setting.filled(note.title)
    if setting.chinese and place < len(CHINESE_ORDINALS):
        return f"（{CHINESE_ORDINALS[place]}）{title}"
    return f"({place + 1}) {title}"


def _method(title: str, note: MethodNote, column: float, setting: Setting) -> Piece:
    size, leading = setting.density.body, setting.density.leading
    body = paragraph(setting, setting.filled(note.text), size, leading, x=LEFT + column, width=WIDTH - column)
    names = setting.wrapped(title, column - 6, size, "bold")
    height = max(body.height, len(names) * leading) + leading / 4

    def draw(pen: Pen, top: float) -> None:
        with pen.element("H3"):
            pen.lines(LEFT, top + leading * 0.5 + size * 0.36, names, column, leading, size, "bold")
        body.draw(pen, top)

    return Piece(height, draw)


def recompute(block: Recompute, setting: Setting) -> tuple[Piece, ...]:
    """Return the heading, the words, and the box of digests."""
    size, leading = setting.density.body, setting.density.leading
    indent = 2 * size if setting.chinese else 0.0
    words = paragraph(setting, setting.filled(block.text), size, leading, indent=indent)
    return (heading(setting, block.heading), words, _box(setting))


def _box(setting: Setting) -> Piece:
    facts = _facts(setting)
    label = max(setting.width(name, "sans", SMALL) for name, _, _ in facts) + 10
    room = WIDTH - 20 - label
    values = [setting.wrapped(value, room, SMALL, face) for _, value, face in facts]
    leading = 9.6 if setting.density.close else 10.5
    height = 10 + sum(len(lines) * leading + 1 for lines in values)

    def draw(pen: Pen, top: float) -> None:
        pen.box(LEFT, top, WIDTH, height, "sunken", "line", 3)
        base = top + 12
        for (name, _, face), lines in zip(facts, values, strict=True):
            with pen.element("P"):
                pen.text(LEFT + 10, base, name, SMALL, colour="text3")
                pen.lines(LEFT + 10 + label, base, lines, room, leading, SMALL, face, "text")
            base += len(lines) * leading + 1

    return Piece(height + 4, draw, before=4)


def _facts(setting: Setting) -> Sequence[tuple[str, str, str]]:
    """Return label, value and face of every digest; long ones in groups of eight, so that two people can read them out."""
    held = setting.document.provenance
    logged = setting.words("log-entries", count=str(held.casebook_size))
    made = "  ·  ".join((str(held.seed), held.contract_version, held.tool, held.renderer))
    kept = held.casebook_id
    definitions = [
        ("catalogue", grouped(held.catalogue_digest), "mono"),
        ("rules", grouped(held.rules_digest), "mono"),
    ]
    if setting.density.close:  # a machine compares them, and the attached provenance has them whole
        both = "  ·  ".join(
            f"{grouped(digest[:16])} …" for digest in (held.catalogue_digest, held.rules_digest)
        )
        definitions = [("definitions", both, "mono")]
    facts = (
        ("extract-digest", grouped(held.extract_sha256), "mono"),
        ("casebook-head", grouped(held.casebook_root) if kept else "", "mono"),
        ("casebook", f"{kept}  ·  {logged}" if kept else setting.words("no-casebook"), "sans"),
        *definitions,
        ("seed-and-tool", made, "sans"),
        ("attachments", ("、" if setting.chinese else ", ").join(setting.attachments), "sans"),
    )
    return [(setting.words(key), value, face) for key, value, face in facts if value]


def grouped(digest: str) -> str:
    """Return a digest in groups of eight."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def shortcomings(block: Shortcomings, setting: Setting) -> tuple[Piece, ...]:
    """Return the label and what is not seen, one line each; where it is tight, one after the other."""
    if not block.items:
        return ()
    label, size = setting.tight(setting.filled(block.label), WIDTH * 0.4, 8.5, "bold")
    inset = setting.width(label, "bold", size) + 4
    tight = setting.density.close
    told = [setting.filled(item) for item in block.items]
    gap = "" if setting.chinese else " "
    pieces = [
        paragraph(setting, words, 8.0 if tight else 8.5, 10.4 if tight else 13.0, "sans", **_beside(inset))
        for words in ([gap.join(told)] if tight else told)
    ]
    first = pieces[0]

    def draw(pen: Pen, top: float) -> None:
        with pen.element("P"):
            base = top + (5.2 + 2.88 if tight else 6.5 + 3.06)
            pen.text(LEFT, base, label, size, "bold", "text2")
        first.draw(pen, top)

    return (Piece(first.height, draw, before=6), *pieces[1:])


def _beside(inset: float) -> dict[str, Any]:
    return {"x": LEFT + inset, "width": WIDTH - inset, "colour": "text2"}
