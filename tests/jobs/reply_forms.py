"""Owns the filling in of a reply form for tests, as a person in a spreadsheet would. It refuses to touch another cell unasked."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

SHEET, HIDDEN = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"


def filled(form: bytes, answers: Mapping[str, str], hidden: tuple[str, str] | None = None) -> bytes:
    """Return the form with answers by label; ``hidden`` exchanges a text of the hidden sheet, as a forger would."""
    with ZipFile(io.BytesIO(form)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    for label, words in answers.items():
        place = re.search(rf'<c r="A(\d+)"[^>]*><is><t[^>]*>{re.escape(escape(label))}</t>', files[SHEET])
        assert place, label
        empty = re.compile(rf'<c r="B{place[1]}" s="(\d+)"/>')
        cell = rf'<c r="B{place[1]}" s="\1" t="inlineStr"><is><t>{escape(words)}</t></is></c>'
        files[SHEET], count = empty.subn(cell, files[SHEET])
        assert count == 1, label
    if hidden is not None:
        assert hidden[0] in files[HIDDEN]
        files[HIDDEN] = files[HIDDEN].replace(*hidden)
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()
