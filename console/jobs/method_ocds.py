"""Owns the flags on a file of open contracting data: rule files run by the same engine as every other rule.

It refuses to judge in code: which process is flagged, and why another cannot be judged, stands in the rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from console.catalogue.rulesets import read_flag_settings, read_rule_set
from console.domain.catalogue import Catalogue
from console.domain.ocds import Flags, FlagSettings, flags_of, rule_of
from console.domain.period import Period
from console.domain.ports import Progress
from console.domain.rule import Judgement
from console.engine.connection import Connection, connect_empty
from console.engine.rules import judge_all
from console.engine.views import prepare, set_period
from console.errors import UsageError
from console.jobs.measure import choose
from console.sources.ocds import COLUMNS, TABLES, OcdsRows, read_ocds

EARLIEST, LATEST = date(1900, 1, 1), date(9999, 12, 31)
FOLDER = "ocds"


@dataclass(frozen=True, slots=True)
class FlagRequest:
    """Which file and which flags (all where empty), and what differs from the set's own settings.

    ``methods`` replace the procurement methods of every chosen flag that has such a list or of R003, ``days`` the least
    tender period by method details, ``parameters`` values by code and name.
    """

    path: Path
    codes: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    days: Mapping[str, int] = field(default_factory=dict)
    no_price: tuple[str, ...] | None = None
    excluded: tuple[str, ...] | None = None
    parameters: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    memory_bytes: int = 2 * 1024**3
    threads: int | None = None


@dataclass(frozen=True, slots=True)
class FlagOutcome:
    """What was flagged, how every rule judged, and how many releases were read and refused."""

    flags: Flags
    judgements: tuple[Judgement, ...]
    read: int
    refused: Mapping[str, int]


def flag(request: FlagRequest, resources: Path, progress: Progress) -> FlagOutcome:
    """Judge a file of compiled releases.

    Raises UsageError for a flag or a parameter that does not exist, InputError for a file that cannot be read.
    """
    catalogue = read_rule_set(resources / FOLDER)
    settings = _settings(request, read_flag_settings(resources / FOLDER / "settings.toml"))
    rules = choose(catalogue.rules, [rule_of(code) for code in request.codes], "flag-unknown")
    parameters = _parameters(request, catalogue)
    rows = read_ocds(request.path, progress)
    with connect_empty(
        catalogue.contract, memory_bytes=request.memory_bytes, threads=request.threads
    ) as held:
        _fill(held, rows, settings)
        prepare(held, catalogue, LATEST)
        set_period(held, Period(EARLIEST, LATEST), LATEST)
        judged = judge_all(held, catalogue, rules, frozenset(), progress, parameters)
    keys: dict[str, Sequence[str]] = {rule.id: rule.key for rule in rules}
    return FlagOutcome(flags_of(judged, keys), judged, rows.read, rows.refused)


def _settings(request: FlagRequest, own: FlagSettings) -> FlagSettings:
    methods = dict(own.methods)
    if request.methods:
        methods = dict.fromkeys({*methods, "R003"}, request.methods)
    return replace(
        own,
        methods=methods,
        days=request.days or own.days,
        no_price=own.no_price if request.no_price is None else request.no_price,
        excluded=own.excluded if request.excluded is None else request.excluded,
    )


def _parameters(request: FlagRequest, catalogue: Catalogue) -> dict[str, Mapping[str, float]]:
    """Return the changed values by rule id; each must be known and within the range in which the rule means what it says."""
    changed: dict[str, Mapping[str, float]] = {}
    for code, values in request.parameters.items():
        (rule,) = choose(catalogue.rules, [rule_of(code)], "flag-unknown")
        known = {one.name: one for one in rule.parameters}
        for name, value in values.items():
            if name not in known:
                raise UsageError("flag-parameter", code=code, name=name, known=", ".join(known) or "—")
            if not known[name].low <= value <= known[name].high:
                low, high = known[name].low, known[name].high
                raise UsageError("flag-range", code=code, name=name, value=value, low=low, high=high)
        changed[rule.id] = values
    return changed


def _fill(held: Connection, rows: OcdsRows, settings: FlagSettings) -> None:
    for name, table in TABLES.items():
        held.insert(table, COLUMNS[name], getattr(rows, name))
    held.insert("ocds_setting", ("name", "value", "days"), settings.rows())
