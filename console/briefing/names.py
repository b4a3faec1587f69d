"""Owns how the names along a chart become short enough: what they all begin with goes first, then the end is cut.

It refuses to make two names look the same while there is room to tell them apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from console.briefing.setting import Setting

ELLIPSIS = "…"
LEAST_LEFT = 2
"""Signs of every name that must remain when the common beginning goes."""


def shortened(names: Sequence[str], width: float, size: float, setting: Setting) -> tuple[str, ...]:
    """Return names of which none is wider than ``width`` in the plain face."""
    if all(setting.width(name, "sans", size) <= width for name in names):
        return tuple(names)
    common = _common(names, setting)
    kept = [f"{ELLIPSIS}{name[common:]}" if common else name for name in names]
    return tuple(setting.clipped(name, width, size) for name in kept)


def _common(names: Sequence[str], setting: Setting) -> int:
    """Return how many signs all names begin with; whole words where words are parted by spaces."""
    if len(names) <= 1:
        return 0
    alike = takewhile(lambda signs: len(set(signs)) == 1, zip(*names, strict=False))
    common = sum(1 for _ in alike)
    if not setting.chinese:
        common = names[0].rfind(" ", 0, common) + 1
    return common if min(len(name) for name in names) - common >= LEAST_LEFT else 0
