"""Owns how the values of a briefing become plain JSON values and back, by the types of their fields.

It refuses a field too many or too few, a value of another type, and a block of a kind it does not know.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from console.errors import BriefingError

KIND = "kind"


def plain(value: object) -> object:
    """Return a value as strings, whole numbers, booleans, lists and objects."""
    if is_dataclass(value) and not isinstance(value, type):
        told = {item.name: plain(getattr(value, item.name)) for item in fields(value)}
        kind = getattr(value, KIND, None)
        return {KIND: kind, **told} if kind else told
    if isinstance(value, tuple):
        return [plain(entry) for entry in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


def typed(hint: Any, value: object, path: str) -> Any:
    """Return the value a plain one tells of; raises BriefingError briefing-unreadable naming the path."""
    hint = _bare(hint)
    if is_dataclass(hint):
        return _typed_record(hint, value, path)
    origin = get_origin(hint)
    if origin is tuple:
        return _typed_list(get_args(hint)[0], value, path)
    if origin in (Union, types.UnionType):
        return _typed_choice(get_args(hint), value, path)
    if hint in (date, datetime):
        return _typed_time(hint, value, path)
    if type(value) is not hint:
        raise _unreadable(path, hint.__name__)
    return value


def strings(value: object, path: str = "") -> Iterator[tuple[str, str, str]]:
    """Return path, role and text of every string with a role (words, name, figure, verbatim) in a value, in order."""
    if not is_dataclass(value) or isinstance(value, type):
        return
    for name, hint in _hints(type(value)).items():
        yield from _strings(hint, getattr(value, name), f"{path}.{name}" if path else name)


def _strings(hint: Any, value: object, path: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, tuple):
        for place, entry in enumerate(value):
            yield from _strings(get_args(hint)[0], entry, f"{path}.{place}")
    elif isinstance(value, str) and (role := _role(hint)):
        yield path, role, value
    else:
        yield from strings(value, path)


def _role(hint: Any) -> str:
    if get_origin(hint) is Annotated:
        return str(get_args(hint)[1])
    for option in get_args(hint) if get_origin(hint) in (Union, types.UnionType) else ():
        if role := _role(option):
            return role
    return ""


def _bare(hint: Any) -> Any:
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


@cache
def _hints(record: type) -> Mapping[str, Any]:
    told = get_type_hints(record, include_extras=True)
    return {item.name: told[item.name] for item in fields(record)}


def _typed_record(record: Any, value: object, path: str) -> Any:
    hints, kind = _hints(record), getattr(record, KIND, None)
    wanted = {*hints, KIND} if kind else set(hints)
    if not isinstance(value, dict):
        raise _unreadable(path, "object")
    if odd := sorted(value.keys() ^ wanted):
        raise _unreadable(f"{path}.{odd[0]}", "—")
    if kind and value[KIND] != kind:
        raise _unreadable(f"{path}.{KIND}", kind)
    return record(**{name: typed(hint, value[name], f"{path}.{name}") for name, hint in hints.items()})


def _typed_list(hint: Any, value: object, path: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise _unreadable(path, "array")
    return tuple(typed(hint, entry, f"{path}.{place}") for place, entry in enumerate(value))


def _typed_choice(options: tuple[Any, ...], value: object, path: str) -> Any:
    if value is None and types.NoneType in options:
        return None
    present = [option for option in options if option is not types.NoneType]
    if len(present) == 1:
        return typed(present[0], value, path)
    kind = value.get(KIND) if isinstance(value, dict) else None
    for option in present:
        if getattr(option, KIND, None) == kind:
            return typed(option, value, path)
    raise _unreadable(f"{path}.{KIND}", " | ".join(option.kind for option in present))


def _typed_time(hint: Any, value: object, path: str) -> date:
    wanted = "2026-07-03" if hint is date else "2026-07-03T16:20:41+08:00"
    if not isinstance(value, str):
        raise _unreadable(path, wanted)
    try:
        found: date = hint.fromisoformat(value)
    except ValueError as fault:
        raise _unreadable(path, wanted) from fault
    if found.isoformat() != value or (isinstance(found, datetime) and found.tzinfo is None):
        raise _unreadable(path, wanted)
    return found


def _unreadable(path: str, wanted: str) -> BriefingError:
    return BriefingError("briefing-unreadable", path=path.lstrip("."), wanted=wanted)
