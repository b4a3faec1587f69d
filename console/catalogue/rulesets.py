"""Owns the reading of a rule set that stands on tables of its own, such as the flags on open contracting data.

It refuses to mix them with the extract's contract: a set brings its contract, views and rules in one folder.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from console.catalogue.contract import read_contract
from console.catalogue.files import Strict, read
from console.catalogue.rules import read_rules
from console.catalogue.views import read_views
from console.domain.catalogue import Catalogue
from console.domain.ocds import FlagSettings


class DetailsFile(Strict, frozen=True):
    """``[details]``: a publisher's own words for procurement methods."""

    no_price: list[str] = []
    excluded: list[str] = []


class SettingsFile(Strict, frozen=True):
    """The settings of the flags."""

    methods: dict[str, list[str]] = {}
    details: DetailsFile = DetailsFile()


def read_rule_set(folder: Path) -> Catalogue:
    """Read a rule set as a catalogue without measures, indexes, standards or calendars.

    Raises DefinitionError for the first fault, named by file and key.
    """
    contract = read_contract(folder / "contract")
    views = read_views(folder / "views", contract)
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*.toml")):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        total.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return Catalogue(
        contract=contract,
        views=views,
        measures={},
        rules=read_rules(folder / "rules", contract, views, {}),
        indexes={},
        standards={},
        calendars=(),
        digest=total.hexdigest(),
    )


def read_flag_settings(path: Path) -> FlagSettings:
    """Return the lists the flags use where a call names no others."""
    told = read(path, SettingsFile)
    return FlagSettings(
        methods={code: tuple(names) for code, names in told.methods.items()},
        no_price=tuple(told.details.no_price),
        excluded=tuple(told.details.excluded),
    )
