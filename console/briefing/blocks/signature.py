"""Owns the panel of the signature: facts of certificates, room for a hand's signature and a seal, the digest of all figures.

It refuses to look like a verdict: a printed panel proves nothing, and says so.
"""

from __future__ import annotations

from collections.abc import Sequence

from console.briefing.marks import seal
from console.briefing.pen import Pen
from console.briefing.setting import LEFT, RIGHT, WIDTH, Piece, Setting
from console.briefing.wrapping import TextLine
from console.domain.briefing_blocks import Certificate, SignaturePanel

EMBLEM, ROOM = 60.0, 78.0
FACTS, FACTS_END = LEFT + EMBLEM + 6, RIGHT - ROOM - 17
LEADING, LABEL, VALUE, LEAST_VALUE = 10.5, 7.5, 8.0, 7.0
GUTTER, SAID = 12.0, 7.8
LEAST, LEAST_UNSIGNED, MOST_LABEL = 96.0, 88.0, 0.45

Facts = list[tuple[str, str]]


def pieces(block: SignaturePanel, setting: Setting) -> tuple[Piece, ...]:
    """Return the panel; it stands at the foot of its page."""
    grid = _grid(_columns(block, setting), setting)
    across, below = _across(block, setting), _said(setting)
    above = 12 + sum(grid.heights) + len(across) * LEADING
    least = LEAST if block.certificates else LEAST_UNSIGNED
    height = max(least, above + len(below) * LEADING + 26)

    def draw(pen: Pen, top: float) -> None:
        pen.box(LEFT, top, WIDTH, height, "sunken", "accent", 3, 0.8)
        _draw_emblem(pen, top, setting)
        _draw_room(pen, top, height, setting)
        grid.draw(pen, top + 8)
        with pen.element("P"):
            base = top + 16 + sum(grid.heights)
            pen.lines(FACTS, base, across, FACTS_END - FACTS, LEADING, LABEL, "sans", "text2")
        rule = top + height - len(below) * LEADING - 20
        pen.line((FACTS, rule), (FACTS_END, rule), "line_strong", 0.4)
        _draw_digest(pen, rule, below, setting)

    return (Piece(height, draw, before=setting.density.gap, foot=True),)


class _Grid:
    """Facts in columns whose rows stand at one height."""

    def __init__(self, columns: Sequence[Facts], setting: Setting) -> None:
        self.wide = (FACTS_END - FACTS - GUTTER * (len(columns) - 1)) / max(1, len(columns))
        self.columns, self.setting = columns, setting
        self.labels = [
            min(
                self.wide * MOST_LABEL,
                max((setting.width(label, "sans", LABEL) for label, _ in column), default=0.0) + 6,
            )
            for column in columns
        ]
        self.sizes = [
            [max(LEAST_VALUE, setting.fitted(value, self.wide - label, VALUE)) for _, value in column]
            for column, label in zip(columns, self.labels, strict=True)
        ]
        self.values = [
            [
                setting.wrapped(value, self.wide - label, size)
                for (_, value), size in zip(column, sizes, strict=True)
            ]
            for column, label, sizes in zip(columns, self.labels, self.sizes, strict=True)
        ]
        rows = max((len(column) for column in columns), default=0)
        self.heights = [
            max(len(column[row]) for column in self.values if row < len(column)) * LEADING + 1.5
            for row in range(rows)
        ]

    def draw(self, pen: Pen, top: float) -> None:
        """Draw the columns side by side."""
        for place, column in enumerate(self.columns):
            x = FACTS + place * (self.wide + GUTTER)
            base = top + 8
            for row, (label, _) in enumerate(column):
                with pen.element("P"):
                    name = self.setting.clipped(label, self.labels[place] - 4, LABEL)
                    pen.text(x, base, name, LABEL, colour="text3")
                    lines = self.values[place][row]
                    pen.lines(x + self.labels[place], base, lines, self.wide, LEADING, self.sizes[place][row])
                base += self.heights[row]


def _grid(columns: Sequence[Facts], setting: Setting) -> _Grid:
    return _Grid(columns, setting)


def _columns(block: SignaturePanel, setting: Setting) -> list[Facts]:
    """Return two columns for one signer, a column a signer where there are more."""
    if not block.certificates:
        return [[("", setting.words("not-signed"))]]
    facts = [_facts(certificate, setting) for certificate in block.certificates]
    if len(facts) > 1:
        return facts
    return [facts[0][:4], [*_signing(block, setting), *facts[0][4:]]]


def _signing(block: SignaturePanel, setting: Setting) -> Facts:
    """Return what is said of the signing itself."""
    moment = setting.phrases.moment(block.signed_at) if block.signed_at else "—"
    return [
        (setting.words("signed-at"), moment),
        (setting.words("timestamp"), setting.words("local-clock")),
        (setting.words("form"), block.form),
    ]


def _across(block: SignaturePanel, setting: Setting) -> tuple[TextLine, ...]:
    """Return the same as one line below the columns of several signers."""
    if len(block.certificates) <= 1:
        return ()
    told = ("\u3000" if setting.chinese else "   ").join(value for _, value in _signing(block, setting))
    return setting.wrapped(told, FACTS_END - FACTS, LABEL)


def _facts(held: Certificate, setting: Setting) -> Facts:
    valid = setting.words(
        "valid-span",
        start=setting.phrases.day(held.valid_from),
        end=setting.phrases.day(held.valid_until),
    )
    return [
        (held.role, held.person),
        (setting.words("subject"), held.subject),
        (setting.words("issuer"), held.issuer),
        (setting.words("serial"), held.serial),
        (setting.words("validity"), valid),
    ]


def _draw_emblem(pen: Pen, top: float, setting: Setting) -> None:
    middle = LEFT + EMBLEM / 2 + 2
    seal(pen, middle, top + 28, 1.15)
    title = setting.words("signature")
    size = setting.fitted(title, EMBLEM - 4, 8.5, "bold")
    with pen.element("P"):
        pen.text(middle, top + 57, title, size, "bold", "accent", "middle")
        for place, line in enumerate(setting.words("check-in-reader").splitlines()):
            size = setting.fitted(line, EMBLEM - 2, 7)
            pen.text(middle, top + 68 + place * 9, line, size, colour="text3", align="middle")


def _draw_room(pen: Pen, top: float, height: float, setting: Setting) -> None:
    """Leave a place for a hand and a seal: a digital signature is no official seal."""
    left = RIGHT - ROOM - 8
    pen.box(left, top + 8, ROOM, height - 16, "surface", "line_strong", 2, 0.6, dash=(2.5, 2))
    lines = setting.wrapped(setting.words("seal-room"), ROOM - 8, 7)
    with pen.element("P"):
        for place, line in enumerate(lines):
            base = top + height - 13 - (len(lines) - 1 - place) * 9
            pen.text(left + ROOM / 2, base, line.text, 7, colour="text3", align="middle")


def _said(setting: Setting) -> tuple[TextLine, ...]:
    words = setting.words("recompute-all", count=str(len(setting.figures)))
    return setting.wrapped(words, FACTS_END - FACTS, SAID)


def _draw_digest(pen: Pen, rule: float, said: Sequence[TextLine], setting: Setting) -> None:
    with pen.element("P"):
        pen.lines(FACTS, rule + 10, said, FACTS_END - FACTS, LEADING, SAID, "sans", "accent")
    base = rule + 11 + len(said) * LEADING
    with pen.element("P"):
        wide = pen.text(FACTS, base, setting.words("digest"), LABEL, colour="text3")
        wide += pen.text(FACTS + wide + 6, base, setting.digest, 9, "bold")
    words = setting.words("no-verdict")
    room = FACTS_END - FACTS - wide - 18
    size = setting.fitted(words, room, 7)
    with pen.element("P"):
        pen.text(FACTS_END, base, setting.clipped(words, room, size), size, colour="text3", align="end")
