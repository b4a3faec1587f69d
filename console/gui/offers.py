"""Owns what a page offers the window: buttons of its title row, entries of the search palette, a count. It refuses to draw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from console.gui.words import Say, Words


@dataclass(frozen=True, slots=True)
class PageAction:
    """A button of the page's title row, also offered by the palette; at most one is primary."""

    key: str
    words: Say
    icon: str
    run: Callable[[], object]
    primary: bool = False
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Hit:
    """One entry of the search palette."""

    group: Say  # what it is: page, finding, rule, measure, SQL, command
    words: Words
    run: Callable[[], object]
    icon: str = "corner-down-left"
    mark: str | None = None
    searched: str = ""  # more words to find it by


@dataclass(frozen=True, slots=True)
class NavCount:
    """A number beside a page in the navigation, with a mark where they are cards; ``proposed`` where rules only propose them."""

    count: int
    mark: str | None = None
    proposed: bool = False
