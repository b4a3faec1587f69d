"""Owns where things are: resources from source or a frozen bundle, and the user's folders. It refuses to create any."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

APPLICATION = "Plumbline"


def resource_root() -> Path:
    """Return the folder ``resources`` of the source tree or of the frozen bundle."""
    bundled = getattr(sys, "_MEIPASS", None)
    base = Path(bundled) if bundled else Path(__file__).resolve().parent.parent
    return base / "resources"


def user_folder() -> Path:
    """Return the folder of the user's own data; ``PLUMBLINE_HOME`` moves it (tests, a stick, a shared office folder)."""
    moved = os.environ.get("PLUMBLINE_HOME")
    return Path(moved) if moved else Path(platformdirs.user_data_dir(APPLICATION, appauthor=False))


def cache_folder() -> Path:
    """Return the folder for what can be computed again."""
    moved = os.environ.get("PLUMBLINE_HOME")
    return Path(moved) / "cache" if moved else Path(platformdirs.user_cache_dir(APPLICATION, appauthor=False))


def settings_file() -> Path:
    """Return the settings file, which need not exist."""
    return user_folder() / "settings.toml"


def trust_folder() -> Path:
    """Return the folder of the user's trusted authorities (certificates and revocation lists)."""
    return user_folder() / "trust"


def own_rules_folder() -> Path:
    """Return the folder of the rules the user saved, one subfolder a theme as among the console's own."""
    return user_folder() / "rules"


def key_folder() -> Path:
    """Return the folder of the user's encrypted signing keys."""
    return user_folder() / "keys"


def casebook_folder() -> Path:
    """Return the folder of the user's casebook."""
    return user_folder() / "casebook"
