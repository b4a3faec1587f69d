"""Owns the list of commands, one module each. Each refuses to compute: jobs do.

A module is loaded when its command is asked for: all of them together take longer than most commands.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, cast

Commands = tuple[tuple[str, Callable[..., Any]], ...]

MODULES = {
    "sample": "sample",
    "build": "build",
    "rejected": "rejected",
    "query": "query",
    "brief": "brief",
    "method": "method",
    "verify": "verify",
    "check": "check",
    "chain": "chain",
    "destroy": "destroy",
    "supplement": "supplement",
    "measure": "measure",
    "compare": "compare",
    "chart": "chart",
    "score": "score",
    "supervise": "supervise",
    "own-rules": "own_rules",
    "payees": "payees",
    "ranking": "ranking",
    "audit-sample": "audit_sample",
    "benefit-request": "benefit_request",
    "lacking": "lacking",
    "process": "process",
    "reform": "reform",
    "cards": "cards",
    "channels": "channels",
    "risk": "risk",
    "findings": "findings",
    "tolerance": "tolerance",
    "responsibility": "tolerance_responsibility",
    "keys": "keys",
    "cache": "cache",
    "bench": "bench",
}
"""The commands in the order they are listed, with the module of each."""


def load(name: str) -> Callable[..., Any] | Commands:
    """Return the function of a command, or the commands of a group, like those of ``findings``."""
    module = import_module(f"{__name__}.{MODULES[name]}")
    return cast(Callable[..., Any] | Commands, getattr(module, "COMMANDS", None) or module.run)
