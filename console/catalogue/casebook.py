"""Owns the reading of the definitions that stand on the casebook: its table, its views, its measures.

It refuses to mix them with the extract's: a measure says ``source = "casebook"``, and what an extract holds is not asked.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from console.catalogue.contract import read_contract
from console.catalogue.measures import read_measures
from console.catalogue.standards import read_calendars
from console.catalogue.views import read_views
from console.domain.catalogue import Catalogue

CASEBOOK = "casebook"


def read_casebook_set(resources: Path) -> Catalogue:
    """Read the set as a catalogue without rules, indexes or standards.

    Raises DefinitionError for the first fault, named by file and key.
    """
    folder = resources / CASEBOOK
    contract = read_contract(folder / "contract")
    views = read_views(folder / "views", contract)
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*.toml")):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        total.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return Catalogue(
        contract=contract,
        views=views,
        measures=read_measures(folder / "measures", views, {}, CASEBOOK),
        rules={},
        indexes={},
        standards={},
        calendars=read_calendars(resources / "calendars"),
        digest=total.hexdigest(),
    )
