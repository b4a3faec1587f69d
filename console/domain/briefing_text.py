"""Owns the words of a briefing as templates: plain text with places for figures, dates, names, articles and digests.

It refuses a digit outside a place: no number is printed of which nobody can say where it comes from.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Annotated

from console.errors import BriefingError

Words = Annotated[str, "words"]
"""A template: text with places such as ``{f:score}``, checked for bare digits."""
Name = Annotated[str, "name"]
"""A name printed as it is (an organisation, a certificate's subject); it must hold a letter."""
FigureId = Annotated[str, "figure"]
"""The id of one of the document's figures."""
Verbatim = Annotated[str, "verbatim"]
"""Digests, serial numbers and file names, printed as they are and recomputed as a whole."""

_PLACE = re.compile(r"\{(f|date|name|law|digest|def):([^{}]+)\}")
_DATE = re.compile(
    r"\d{4}(-\d\d(-\d\d)?)?(–\d{4}(-\d\d(-\d\d)?)?)?|\d\d-\d\d|\d{4}Q[1-4]"
    r"|\d{4} ?年(第? ?\d{1,2} ?(月|期|季度))?( ?\d{1,2} ?日)?|第 ?\d{1,3} ?期"
    r"|\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ \d{1,2}, \d{4}|[A-Z][a-z]+ \d{4}|No\. ?\d{1,3} of \d{4}"
)
_LAW = re.compile(r"第 ?\d+(-\d+)? ?条(第? ?\d+ ?款)?|(art\.|article|§) ?\d+(\(\d+\))?", re.IGNORECASE)
_DIGEST = re.compile(r"[0-9a-f]{4,64}([ …·][0-9a-f]{2,4})*…?")
_DEFINITION = re.compile(r"([A-Za-z][A-Za-z0-9_-]*@\d+)\|(.+)", re.DOTALL)
_NUMBER_SIGNS = {"Nd", "No", "Nl"}


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a template: ``kind`` is text, f, date, name, law, digest or def; ``of`` the definition quoted."""

    kind: str
    text: str
    of: str = ""


def figure(name: str) -> str:
    """Return the place of a figure in a template."""
    return f"{{f:{name}}}"


def quoted(definition: str, words: str) -> str:
    """Return a definition's own words (a rule's title with its thresholds) as a place; ``definition`` is ID@version."""
    return f"{{def:{definition}|{_plain(words)}}}"


def named(words: str) -> str:
    """Return a name with digits (a standard, a school, a hotline) as a place."""
    return f"{{name:{_plain(words)}}}"


def on(words: str) -> str:
    """Return a date, month, quarter or issue as a place."""
    return f"{{date:{_plain(words)}}}"


def _plain(words: str) -> str:
    return words.replace("{", "(").replace("}", ")")


def parts(template: str) -> tuple[Part, ...]:
    """Return the stretches of a template in order.

    Raises BriefingError: briefing-template (a brace that is no place), briefing-bare-number (a digit outside a place),
    briefing-place (a place that holds something else than its kind says).
    """
    found: list[Part] = []
    at = 0
    for place in _PLACE.finditer(template):
        found.extend(_literal(template, template[at : place.start()]))
        found.append(_place(template, place[1], place[2]))
        at = place.end()
    return (*found, *_literal(template, template[at:]))


def bare_number(text: str) -> str:
    """Return the first run of digits, empty where there is none; 〇 is a word, not a digit."""
    for at, sign in enumerate(text):
        if _counts(sign):
            end = at
            while end < len(text) and _counts(text[end]):
                end += 1
            return text[at:end]
    return ""


def has_letter(text: str) -> bool:
    """Say whether a name is more than a number with signs."""
    return any(sign.isalpha() for sign in text)


def _counts(sign: str) -> bool:
    return sign != "〇" and unicodedata.category(sign) in _NUMBER_SIGNS


def _literal(template: str, text: str) -> tuple[Part, ...]:
    if "{" in text or "}" in text:
        raise BriefingError("briefing-template", text=template)
    if number := bare_number(text):
        raise BriefingError("briefing-bare-number", text=template, number=number)
    return (Part("text", text),) if text else ()


def _place(template: str, kind: str, inner: str) -> Part:
    if kind == "def" and (held := _DEFINITION.fullmatch(inner)):
        return Part("def", held[2], held[1])
    if _fits(kind, inner):
        return Part(kind, inner)
    raise BriefingError("briefing-place", text=template, place=f"{{{kind}:{inner}}}")


def _fits(kind: str, inner: str) -> bool:
    if kind in ("f", "name"):
        return kind == "f" or has_letter(inner)
    pattern = {"date": _DATE, "law": _LAW, "digest": _DIGEST}.get(kind)
    return pattern is not None and pattern.fullmatch(inner) is not None
