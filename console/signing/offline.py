"""Owns the absence of the network: pyHanko's web client is never loaded, which is half of what a verification loads.

It refuses to make a client: whatever asks for one hears so. One that somebody else loaded already is left in its place.
"""

from __future__ import annotations

import sys
from types import ModuleType

CLIENT = "aiohttp"


class NoClient:
    """What stands where a class of the web client would: good for annotations, never made."""

    def __init__(self, *_: object, **__: object) -> None:
        raise RuntimeError(f"{CLIENT}: there is no network")


class _Nothing(ModuleType):
    """A module in which every class is there and none can be made."""

    def __getattr__(self, name: str) -> type[NoClient]:
        if name.startswith("__"):
            raise AttributeError(name)
        made = type(name, (NoClient,), {})
        setattr(self, name, made)
        return made


def stay_offline() -> None:
    """Have nothing in the place of the web client; to be said before pyHanko is first loaded."""
    sys.modules.setdefault(CLIENT, _Nothing(CLIENT))
