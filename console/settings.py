"""Owns the settings, frozen and read from one TOML file. It refuses an unknown key and offers the nearest name."""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from console.errors import SettingsError

GIBIBYTE = 1024**3


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person may set; every field has its words in the comment beside it."""

    language: str = "zh-CN"  # zh-CN or en
    theme: str = "system"  # light, dark or system
    memory_gibibytes: float = 4.0  # address space one worker may use
    threads: int = 0  # DuckDB threads; 0 means all cores
    region: str = ""  # the region a briefing speaks for when none is named
    issuer: str = ""  # who issues a briefing
    httpfs_extension: str = ""  # path of DuckDB's httpfs extension; only writing encrypted extracts needs it
    lock_minutes: float = 15.0  # minutes without a touch after which the casebook is locked; 0 never
    least_precision: float = 0.5  # a rule that was right less often says so on every suspicion
    show_notices: bool = True  # whether notices appear beside cards


LANGUAGES = ("zh-CN", "en")
THEMES = ("light", "dark", "system")


def read_settings(path: Path) -> Settings:
    """Read the settings file; a file that is not there means the defaults.

    Raises SettingsError for a file that is no TOML, an unknown key (with the nearest name) or a wrong type.
    """
    if not path.exists():
        return Settings()
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise SettingsError("settings-not-toml", file=str(path), detail=str(fault)) from fault
    for name, value in told.items():
        _check(path, name, value)
    return Settings(**told)


def _check(path: Path, name: str, value: object) -> None:
    known = {field.name: type(getattr(Settings(), field.name)) for field in fields(Settings)}
    if name not in known:
        nearest = difflib.get_close_matches(name, known, n=1)
        raise SettingsError(
            "settings-unknown", file=str(path), name=name, nearest=nearest[0] if nearest else "—"
        )
    wanted = known[name]
    fits = isinstance(value, wanted) or (wanted is float and isinstance(value, int))
    if not fits or (wanted is not bool and isinstance(value, bool)):
        raise SettingsError("settings-type", file=str(path), name=name, wanted=wanted.__name__)
    choices = {"language": LANGUAGES, "theme": THEMES}.get(name)
    if choices and value not in choices:
        raise SettingsError("settings-choice", file=str(path), name=name, wanted=", ".join(choices))
