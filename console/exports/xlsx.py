"""Owns workbooks that leave the console (Office Open XML, ISO/IEC 29500): typed cells, choices, locked sheets, the same bytes for
the same content.

It refuses a formula: whatever begins like one is text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape

from console.exports.packages import pack

Value = str | int | Decimal | date | None
STYLES = ("text", "head", "money", "day", "count", "wrap", "input", "label", "title")
_EPOCH = date(1899, 12, 30)
_LONGEST = 32_767  # characters a cell may hold
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"


@dataclass(frozen=True, slots=True)
class Cell:
    """One value and how it looks: one of STYLES. An ``input`` cell stays open in a locked sheet."""

    value: Value
    style: str = "text"


@dataclass(frozen=True, slots=True)
class Choice:
    """A cell ("B7") that takes one of these texts."""

    cell: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows, widths in characters, rows that stay in view, choices, whether what is no input is locked."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...] = ()
    frozen: int = 0
    choices: tuple[Choice, ...] = ()
    locked: bool = False
    hidden: bool = False


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """Return the workbook."""
    files = {f"xl/worksheets/sheet{n}.xml": _sheet(sheet) for n, sheet in enumerate(sheets, start=1)}
    files |= {
        "Content_Types.xml": _types(len(sheets)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _book(sheets),
        "xl/_rels/workbook.xml.rels": _relations(
            [
                *(("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)),
                ("styles", "styles.xml"),
            ]
        ),
        "xl/styles.xml": _styles(),
    }
    named = {
        "[Content_Types].xml" if name == "Content_Types.xml" else name: text for name, text in files.items()
    }
    return pack({name: text.encode() for name, text in named.items()})


def column_name(number: int) -> str:
    """Return the letters of a column counted from one."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _sheet(sheet: Sheet) -> str:
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{wide}" customWidth="1"/>'
        for n, wide in enumerate(sheet.widths, start=1)
    )
    pane = (
        f'<pane ySplit="{sheet.frozen}" topLeftCell="A{sheet.frozen + 1}" activePane="bottomLeft" state="frozen"/>'
        if sheet.frozen
        else ""
    )
    rows = "".join(_row(n, cells) for n, cells in enumerate(sheet.rows, start=1))
    parts = (
        f'<sheetViews><sheetView workbookViewId="0" showGridLines="0">{pane}</sheetView></sheetViews>',
        f"<cols>{widths}</cols>" if widths else "",
        f"<sheetData>{rows}</sheetData>",
        '<sheetProtection sheet="1" objects="1" scenarios="1"/>' if sheet.locked else "",
        _choices(sheet.choices),
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>',
    )
    return f'{_XML}<worksheet xmlns="{_MAIN}">{"".join(parts)}</worksheet>'


def _row(number: int, cells: Iterable[Cell]) -> str:
    made = "".join(_cell(f"{column_name(n)}{number}", cell) for n, cell in enumerate(cells, start=1))
    return f'<row r="{number}">{made}</row>'


def _cell(place: str, cell: Cell) -> str:
    style, value = STYLES.index(cell.style), cell.value
    if value is None or value == "":
        return f'<c r="{place}" s="{style}"/>'
    if isinstance(value, date):
        return f'<c r="{place}" s="{style}"><v>{(value - _EPOCH).days}</v></c>'
    if isinstance(value, int | Decimal):
        return f'<c r="{place}" s="{style}"><v>{value}</v></c>'
    text = escape(plain_text(value)[:_LONGEST])
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def plain_text(value: str) -> str:
    """Return a text without the characters XML cannot hold."""
    return "".join(sign for sign in value if sign in "\t\n\r" or " " <= sign <= "\ud7ff" or sign >= "\ue000")


def _choices(choices: Sequence[Choice]) -> str:
    if not choices:
        return ""
    made = "".join(
        f'<dataValidation type="list" allowBlank="0" showErrorMessage="1" sqref="{one.cell}">'
        f"<formula1>{escape(chr(34) + ','.join(one.options) + chr(34))}</formula1></dataValidation>"
        for one in choices
    )
    return f'<dataValidations count="{len(choices)}">{made}</dataValidations>'


def _book(sheets: Sequence[Sheet]) -> str:
    listed = "".join(
        f'<sheet name="{escape(sheet.name, {chr(34): "&quot;"})}" sheetId="{n}" r:id="rId{n}"'
        f"{' state=' + chr(34) + 'hidden' + chr(34) if sheet.hidden else ''}/>"
        for n, sheet in enumerate(sheets, start=1)
    )
    return f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{listed}</sheets></workbook>'


def _relations(told: Sequence[tuple[str, str]]) -> str:
    made = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(told, start=1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{made}</Relationships>'


def _types(count: int) -> str:
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_KINDS}.worksheet+xml"/>'
        for n in range(1, count + 1)
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KINDS}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KINDS}.styles+xml"/>{sheets}</Types>'
    )


def _styles() -> str:
    """Return the looks in the order of STYLES: font, fill, border, format, alignment, whether locked."""
    looks = {
        "text": (0, 0, 1, 0, "", 1),
        "head": (1, 2, 1, 0, '<alignment vertical="center" wrapText="1"/>', 1),
        "money": (0, 0, 1, 4, "", 1),
        "day": (0, 0, 1, 164, "", 1),
        "count": (0, 0, 1, 3, "", 1),
        "wrap": (0, 0, 1, 0, '<alignment vertical="top" wrapText="1"/>', 1),
        "input": (0, 3, 1, 49, '<alignment vertical="top" wrapText="1"/>', 0),
        "label": (1, 2, 1, 0, '<alignment vertical="top" wrapText="1"/>', 1),
        "title": (2, 0, 0, 0, "", 1),
    }
    made = "".join(
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" applyNumberFormat="1" '
        f'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1">{align}'
        f'<protection locked="{locked}"/></xf>'
        for font, fill, border, number, align, locked in (looks[name] for name in STYLES)
    )
    edge = "".join(
        f'<{side} style="thin"><color rgb="FFB4BFC5"/></{side}>'
        for side in ("left", "right", "top", "bottom")
    )
    fonts = "".join(
        f'<font>{bold}<sz val="{size}"/></font>' for bold, size in (("", 11), ("<b/>", 11), ("<b/>", 15))
    )
    fills = "".join(
        f'<fill><patternFill patternType="solid"><fgColor rgb="{colour}"/></patternFill></fill>'
        for colour in ("FFEBEEF0", "FFFDF1D0")
    )
    return (
        f'{_XML}<styleSheet xmlns="{_MAIN}">'
        '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
        f'<fonts count="3">{fonts}</fonts>'
        '<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
        f"{fills}</fills>"
        f'<borders count="2"><border/><border>{edge}</border></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
        f'<cellXfs count="{len(STYLES)}">{made}</cellXfs></styleSheet>'
    )
