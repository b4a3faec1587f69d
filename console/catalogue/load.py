"""Owns the loading of the whole catalogue with its digest. It refuses to leave out a faulty file."""

from __future__ import annotations

import hashlib
from pathlib import Path

from console.catalogue.briefings import Known, read_briefings
from console.catalogue.contract import read_contract
from console.catalogue.indexes import read_indexes
from console.catalogue.measures import read_measures
from console.catalogue.rules import check_parameters, read_rules
from console.catalogue.standards import read_calendars, read_standards
from console.catalogue.views import read_views
from console.domain.catalogue import Catalogue

FOLDERS = ("contract", "views", "measures", "rules", "indexes", "standards", "calendars", "briefings")


def load_catalogue(resources: Path) -> Catalogue:
    """Read every definition below the resource root.

    Raises DefinitionError for the first fault, named by file and key.
    """
    contract = read_contract(resources / "contract")
    views = read_views(resources / "views", contract)
    standards = read_standards(resources / "standards")
    measures = read_measures(resources / "measures", views, standards)
    indexes = read_indexes(resources / "indexes", measures)
    rules = read_rules(resources / "rules", contract, views, standards)
    check_parameters(rules.values())
    return Catalogue(
        contract=contract,
        views=views,
        measures=measures,
        rules=rules,
        indexes=indexes,
        standards=standards,
        calendars=read_calendars(resources / "calendars"),
        digest=digest(resources),
        briefings=read_briefings(resources / "briefings", Known(contract, measures, indexes, rules)),
    )


def digest(resources: Path) -> str:
    """Return the SHA-256 over every definition file: its name, a zero byte, its bytes with line ends as \\n."""
    total = hashlib.sha256()
    for folder in FOLDERS:
        for path in sorted((resources / folder).rglob("*.toml")):
            total.update(path.relative_to(resources).as_posix().encode() + b"\0")
            total.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return total.hexdigest()
