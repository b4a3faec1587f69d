"""Owns what is said of a line that names a command, an option or a value wrongly. It refuses the library's own sentences."""

from __future__ import annotations

import difflib
from typing import Any

from typer._click.core import Command  # Typer carries its own Click; its base classes have no public name
from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    ClickException,
    MissingParameter,
    NoArgsIsHelpError,
    NoSuchOption,
    UsageError,
)
from typer.core import TyperArgument

from console.i18n import Phrases

WHOLE, NUMBER = (
    ("int_parsing", "int_type", "int_from_float"),
    ("float_parsing", "float_type", "finite_number"),
)


def usage_sentence(phrases: Phrases, fault: ClickException) -> str:
    """Return what is wrong with the line, where and what to do, in the language of the phrases."""
    if isinstance(fault, NoArgsIsHelpError):
        return fault.format_message()
    if isinstance(fault, UsageError):
        told = _told(phrases, fault)
        if fault.ctx is None:
            return told
        return phrases.text("usage-and-help", told=told, command=fault.ctx.command_path)
    return fault.format_message()


def _told(phrases: Phrases, fault: UsageError) -> str:
    if isinstance(fault, MissingParameter):
        return phrases.text("usage-lacking", name=_name(fault))
    if isinstance(fault, BadParameter):
        return _value(phrases, fault)
    if isinstance(fault, NoSuchOption):
        return _unknown(phrases, "usage-option", fault.option_name, list(fault.possibilities or []))
    if isinstance(fault, BadOptionUsage):
        # Nothing but its sentence tells an option without its value from a value where none is taken.
        kind = "usage-no-value" if fault.message.endswith("does not take a value.") else "usage-value-lacking"
        return phrases.text(kind, name=fault.option_name)
    return _words(phrases, fault)


def _words(phrases: Phrases, fault: UsageError) -> str:
    """Words that are too many, or the first of which names no command."""
    command: Command | None = fault.ctx.command if fault.ctx else None
    known = list(getattr(command, "commands", {}))
    if known:
        return _unknown(phrases, "usage-command", fault.message.split("'")[1], known)
    return phrases.text("usage-words", words=fault.message.partition(" (")[2].removesuffix(")"))


def _unknown(phrases: Phrases, key: str, name: str, known: list[str]) -> str:
    nearest = difflib.get_close_matches(name, known, n=1)
    return phrases.text(f"{key}-near" if nearest else key, name=name, nearest="".join(nearest))


def _name(fault: BadParameter) -> str:
    """Return the long name of an option, or the word that stands for an argument."""
    if fault.param is None:
        return "—"
    if isinstance(fault.param, TyperArgument):
        return (fault.param.metavar or fault.param.name or "").upper()
    return max(fault.param.opts, key=len)


def _value(phrases: Phrases, fault: BadParameter) -> str:
    """Say what kind of value is wanted, as the check that refused it tells by name."""
    reader = getattr(fault.__cause__, "errors", None)
    found: dict[str, Any] = reader()[0] if reader else {}
    kind, bounds = found.get("type", ""), found.get("ctx", {})
    facts = {"name": _name(fault), "value": str(found.get("input", "—"))}
    if kind in WHOLE:
        return phrases.text("usage-whole", **facts)
    if kind in NUMBER:
        return phrases.text("usage-number", **facts)
    if "ge" in bounds:
        return phrases.text("usage-least", bound=str(bounds["ge"]), **facts)
    if "le" in bounds:
        return phrases.text("usage-most", bound=str(bounds["le"]), **facts)
    return phrases.text("usage-value", **facts)
