"""Owns what a spreadsheet shows where a formula came to nothing. It refuses to take any of it for a value."""

from __future__ import annotations

from collections.abc import Mapping

OTHER_ERROR = "#ERROR!"
"""Stands for an error in words of a language, or of a number that only its program knows."""

BY_CODE: Mapping[int, str] = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
"""Codes of errors in binary workbooks ([MS-XLS] 2.5.10 BErr)."""

ERRORS = (
    *BY_CODE.values(),
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
    "#CONNECT!",
    "#BUSY!",
    "#UNKNOWN!",
    "#EXTERNAL!",
    "#TIMEOUT!",
    "#PYTHON!",
    OTHER_ERROR,
)


def error_text(told: str) -> str:
    """Return one of ``ERRORS`` for what a cell shows that is known to hold an error."""
    return told if told in ERRORS else OTHER_ERROR
