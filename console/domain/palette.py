"""Owns the colours of one theme as the tokens name them. It refuses to read files and to invent a colour."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from console.errors import DefinitionError

_COLOUR = re.compile(r"#[0-9A-F]{6}([0-9A-F]{2})?")


@dataclass(frozen=True, slots=True)
class Palette:
    """One theme: token → #RRGGBB (#RRGGBBAA where it lets light through); an entry of a ramp is ``seq_3``."""

    name: str
    colours: Mapping[str, str]

    def token(self, name: str) -> str:
        """Return the colour of a token; raises DefinitionError palette-token with the nearest name."""
        found = self.colours.get(name)
        if found is None:
            nearest = difflib.get_close_matches(name, self.colours, n=1, cutoff=0.0)
            raise DefinitionError("palette-token", token=name, nearest=nearest[0] if nearest else "—")
        return found


def palette(tokens: Mapping[str, object], theme: str) -> Palette:
    """Return one theme (``light`` or ``dark``) of the parsed tokens file.

    Raises DefinitionError palette-theme where the theme is missing, palette-colour where a value is no colour.
    """
    colours: dict[str, str] = {}
    for group in ("color", "chart"):
        for name, value in _theme(tokens, group, theme).items():
            ramp = isinstance(value, list)
            entries = value if isinstance(value, list) else [value]
            for place, entry in enumerate(entries):
                colours[f"{name}_{place}" if ramp else name] = _colour(name, entry)
    return Palette(theme, colours)


def _theme(tokens: Mapping[str, object], group: str, theme: str) -> Mapping[str, object]:
    themes = tokens.get(group)
    found = themes.get(theme) if isinstance(themes, Mapping) else None
    if not isinstance(found, Mapping):
        raise DefinitionError("palette-theme", theme=theme, group=group)
    return found


def _colour(name: str, value: object) -> str:
    if not isinstance(value, str) or not _COLOUR.fullmatch(value):
        raise DefinitionError("palette-colour", token=name, value=str(value))
    return value
