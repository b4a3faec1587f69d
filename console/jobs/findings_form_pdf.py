"""Owns the reply form as a PDF that is filled in on a screen: its rows, its fields, and the part that must come back unchanged.

It refuses to judge what was filled in: that is the same for a form of either kind.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from console.briefing.fields import CHOICE_HEIGHT, Field
from console.briefing.papers import Paper, Row, render_paper
from console.domain.procedure import POSITIONS
from console.i18n import Phrases
from console.paths import resource_root

ANSWERS = ("position", "text", "measures", "contact", "answered-on")
HIDDEN = "plumbline"
HEIGHTS = {"text": 110.0, "measures": 60.0, "contact": 28.0, "answered-on": 28.0}
SEVERAL = frozenset({"text", "measures"})


def pdf_form(told: Mapping[str, str], hidden: Mapping[str, str], phrases: Phrases) -> bytes:
    """Return the form: what is asked, worded, and fields for the answer; ``hidden`` comes back with it."""
    words = phrases.text
    asked = tuple(Row(words(f"form-{name}"), value) for name, value in told.items() if name != "number")
    answers = tuple(Row(words(f"form-{name}"), "", field=_field(name, phrases)) for name in ANSWERS)
    paper = Paper(
        phrases.language,
        told["office"],
        words("form-title"),
        told["number"],
        "",
        words("form-how-pdf"),
        (*asked, *answers),
        (),
        "",
        (),
        "",
        words("form-foot-pdf"),
        words("form-page", page="{page}", pages="{pages}"),
        (HIDDEN, hidden),
    )
    return render_paper(paper, resource_root())


def _field(name: str, phrases: Phrases) -> Field:
    if name == "position":
        options = tuple((one, phrases.text(f"position-{one}")) for one in POSITIONS)
        return Field(name, CHOICE_HEIGHT * len(options), options=options)
    return Field(name, HEIGHTS[name], name in SEVERAL)


def pdf_values(fields: Mapping[str, str]) -> dict[str, str]:
    """Return the part of a form that must come back unchanged; empty where the file holds none that can be read."""
    try:
        told = json.loads(fields.get(HIDDEN, ""))
    except (ValueError, RecursionError):
        return {}
    return {str(name): str(value) for name, value in told.items()} if isinstance(told, dict) else {}
