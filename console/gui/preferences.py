"""Owns keeping theme and language for the next start, in the settings file. It refuses to touch any other setting."""

from __future__ import annotations

import tomllib
from pathlib import Path


def keep_preferences(path: Path, language: str, theme: str) -> None:
    """Write language and theme into the settings file and leave every other key as it is.

    A file that is no TOML is left alone: the start has already said so.
    """
    told: dict[str, object] = {}
    if path.exists():
        try:
            told = tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError):
            return
    wanted = {**told, "language": language, "theme": theme}
    if wanted == told:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{name} = {_toml(value)}" for name, value in wanted.items()]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
