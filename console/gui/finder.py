"""Owns what the search palette searches by itself: pages, commands, and what the opened pages offer. It refuses to wait."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from console.gui.actions import COMMANDS, Commands
from console.gui.context import Page, View
from console.gui.offers import Hit
from console.gui.words import Say, say


class Shell(Protocol):
    """The part of the window the palette needs."""

    commands: Commands
    shown: str

    def go(self, key: str) -> None:
        """Show a page."""
        ...

    def do(self, key: str) -> None:
        """Do a command."""
        ...

    def shell_commands(self) -> dict[str, Callable[[], object]]:
        """Return what the shell itself does, by command."""
        ...


class Finder:
    """The sources of the palette for one window."""

    def __init__(self, shell: Shell, views: Mapping[str, View], pages: Mapping[str, Page]) -> None:
        self._shell = shell
        self._views = views
        self._pages = pages

    def sources(self) -> Sequence[Callable[[str], Sequence[Hit]]]:
        """Return the sources, in the order in which equal hits are shown."""
        return (self._page_hits, self._command_hits, self._offered_hits)

    def _page_hits(self, _words: str) -> list[Hit]:
        return [self._page_hit(key, view) for key, view in self._views.items()]

    def _page_hit(self, key: str, view: View) -> Hit:
        return Hit(
            say("search-page"), say(view.title_key), lambda: self._shell.go(key), view.icon, searched=key
        )

    def _command_hits(self, _words: str) -> list[Hit]:
        page = self._pages.get(self._shell.shown)
        offered = page.page_actions() if page is not None else ()
        hits = [
            Hit(say("search-command"), action.words, action.run, action.icon)
            for action in offered
            if action.enabled
        ]
        able = self._shell.shell_commands()
        hits.extend(self._command_hit(c.key, c.words) for c in COMMANDS if c.listed and c.key in able)
        return hits

    def _command_hit(self, key: str, words: Say) -> Hit:
        keys = self._shell.commands.keys(key)
        return Hit(say("search-command"), words, lambda: self._shell.do(key), "command", searched=keys)

    def _offered_hits(self, words: str) -> list[Hit]:
        return [hit for page in self._pages.values() for hit in page.search(words)]
