"""Owns what a worker loads before anybody asks: definitions and the engine at once, what the first page needs beside.

It refuses to keep the opening of an extract waiting for what only computing needs: hashing and the engine leave the
interpreter free meanwhile.
"""

from __future__ import annotations

import gc
import sys
import threading
from importlib import import_module

from console.jobs.desk import Desk

OPENING = ("console.jobs.extract", "console.jobs.glance")
COMPUTING = ("numpy.random", "console.jobs.overview", "console.jobs.overview_figures")
TURN_S = 0.0005  # the opening asks for the interpreter hundreds of times, and should never wait long for it


def warm_up(desk: Desk) -> tuple[str, ...]:
    """Load what opening needs, begin to load what computing needs, and return the names of all of it."""
    gc.disable()  # what is loaded now stays: looking through it for rubbish takes a tenth of the time
    for name in OPENING:
        import_module(name)
    from console.engine.subset import facts_of

    for view in desk.catalogue().views.values():
        facts_of(f"{view.name}.toml", view.sql)
    threading.Thread(target=_load_the_rest, daemon=True).start()
    return OPENING + COMPUTING


def _load_the_rest() -> None:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(TURN_S)
    for name in COMPUTING:
        import_module(name)
    sys.setswitchinterval(usual)
    gc.freeze()
    gc.enable()
