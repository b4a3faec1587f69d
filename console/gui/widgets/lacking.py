"""Owns how a panel says that the extract lacks what its result rests on: how many columns of which tables, then by name.

It refuses to leave a panel blank, and to fill it with names nobody can read at a glance.
"""

from __future__ import annotations

from collections.abc import Sequence

from console.gui.widgets.panel import Panel
from console.gui.words import say

MOST_NAMES = 12
MOST_TABLES = 4


def show_lacking(panel: Panel, missing: Sequence[str], brief: bool = False) -> bool:
    """Show that a panel cannot be computed where anything is missing; returns whether it is. ``brief`` leaves names out."""
    if not missing:
        return False
    tables = list(dict.fromkeys(name.partition(".")[0] for name in missing))
    shown = ", ".join(tables[:MOST_TABLES]) + (" …" if len(tables) > MOST_TABLES else "")
    names = ", ".join(missing[:MOST_NAMES]) + (" …" if len(missing) > MOST_NAMES else "")
    why = say("theme-lacking", count=len(missing), tables=shown)
    panel.set_meta("")
    panel.state.show_not_computable(why, "" if brief else names)
    return True
