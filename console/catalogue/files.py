"""Owns the strict reading of definition files. It refuses unknown keys, wrong types and names that do not match."""

from __future__ import annotations

import difflib
import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from console.errors import DefinitionError

Shape = TypeVar("Shape", bound=msgspec.Struct)
LANGUAGES = ("zh-CN", "en")
LARGEST = 4 * 1024 * 1024  # a definition is a page of text; anything larger is a mistake


class Strict(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """The base of every file shape: a key it does not name is a fault."""


def read(path: Path, shape: type[Shape]) -> Shape:
    """Read one TOML file into its shape.

    Raises DefinitionError with the file and the key at fault, and the nearest name for an unknown key.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise DefinitionError("definition-large", file=path.name, limit=LARGEST)
        told: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise DefinitionError("definition-not-toml", file=path.name, detail=str(fault)) from fault
    except OSError as fault:
        raise DefinitionError("definition-unreadable", file=str(path), detail=fault.strerror or "") from fault
    try:
        return msgspec.convert(told, shape)
    except msgspec.ValidationError as fault:
        raise _worded(path, shape, str(fault)) from fault


def _worded(path: Path, shape: type[msgspec.Struct], detail: str) -> DefinitionError:
    unknown = re.search(r"unknown field `([^`]+)`", detail)
    if unknown:
        known = _all_fields(shape)
        nearest = difflib.get_close_matches(unknown[1], known, n=1)
        return DefinitionError(
            "definition-unknown", file=path.name, name=unknown[1], nearest=nearest[0] if nearest else "—"
        )
    return DefinitionError("definition-fault", file=path.name, detail=detail)


def _all_fields(shape: type[msgspec.Struct]) -> list[str]:
    names: list[str] = []
    waiting: list[Any] = [shape]
    while waiting:
        found = waiting.pop()
        if isinstance(found, type) and issubclass(found, msgspec.Struct):
            for field in msgspec.structs.fields(found):
                names.append(field.encode_name)
                waiting.append(field.type)
        else:
            waiting += [part for part in getattr(found, "__args__", ()) if part is not found]
    return names


def check_name(path: Path, name: str, what: str = "id") -> None:
    """Refuse a definition whose name is not its file's name."""
    if name != path.stem:
        raise DefinitionError("definition-name", file=path.name, name=name, what=what)


def check_texts(path: Path, text: dict[str, dict[str, str]], wanted: tuple[str, ...]) -> None:
    """Refuse a definition that lacks a language, or whose languages do not hold the same fields."""
    for language in LANGUAGES:
        missing = [field for field in wanted if not text.get(language, {}).get(field, "").strip()]
        if missing:
            raise DefinitionError(
                "definition-text", file=path.name, language=language, missing=", ".join(missing)
            )
    if set(text) != set(LANGUAGES) or set(text["zh-CN"]) != set(text["en"]):
        uneven = sorted(set(text["zh-CN"]) ^ set(text["en"])) or sorted(set(text) - set(LANGUAGES))
        raise DefinitionError("definition-text", file=path.name, language="en", missing=", ".join(uneven))
