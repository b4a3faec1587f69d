"""Owns the running of rules: one query judges everything a rule looks at. It refuses verdicts that are none.

SQL counts the verdicts; only flagged rows leave the engine. What the rule needs and the extract lacks makes the whole
rule not computable, by name: silence is never "clear".
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from console.domain.catalogue import Catalogue
from console.domain.ports import Progress, Silent, stop_if_cancelled
from console.domain.rule import JUDGE_COLUMNS, Judgement, Rule, Suspicion
from console.domain.view import resolve
from console.engine.columns import quoted
from console.engine.connection import Connection
from console.engine.parts import (
    PART_ROWS,
    Part,
    looking_at,
    one_by_one,
    order_of,
    parted_tables,
    parts_of,
)
from console.engine.session import Row
from console.engine.standins import Use, columns_read, standing_in
from console.engine.subset import facts_of
from console.engine.views import check_declared, set_parameters
from console.errors import DefinitionError, Fact

VERDICTS = ("flagged", "clear", "not_computable")


def check_rule(rule: Rule) -> None:
    """Refuse a judge off the allow-listed subset or reading what it did not declare; done once at load, not a run."""
    file = f"{rule.id}.toml"
    check_declared(file, facts_of(file, rule.judge).tables, rule.reads)


def lacking(rule: Rule, catalogue: Catalogue, missing: frozenset[str]) -> tuple[str, ...]:
    """Return the contract tables and columns the rule rests on that the extract lacks, in order."""
    needed = resolve(frozenset(rule.needs), catalogue.views)
    return tuple(sorted(name for name in needed if name in missing or name.partition(".")[0] in missing))


def judge_all(
    session: Connection,
    catalogue: Catalogue,
    rules: Iterable[Rule],
    missing: frozenset[str],
    progress: Progress,
    parameters: Mapping[str, Mapping[str, float]] | None = None,
    part_rows: int = PART_ROWS,
) -> tuple[Judgement, ...]:
    """Run rules one after the other; ``parameters`` changes values by rule id and name.

    Those that judge each value of a column by itself are run on a large extract part by part, each of about ``part_rows``.
    """
    chosen = tuple(rules)
    run = _Run(session, catalogue, missing, progress, parameters or {})
    found: dict[str, Judgement] = {}
    for column in sorted({rule.apart for rule in chosen} - {""}):
        alike = tuple(
            rule for rule in chosen if rule.apart == column and not lacking(rule, catalogue, missing)
        )
        tables = parted_tables(catalogue.contract, catalogue.views, _reads(alike), column)
        parts = parts_of(session, tables, column, progress, part_rows)
        run.left += len(parts) * len(alike)
        found |= _judge_parts(run, alike, tables, parts) if parts else {}
    rest = tuple(rule for rule in chosen if rule.id not in found)
    run.left += len(rest)
    found |= _judged(run, rest)
    return tuple(found[rule.id] for rule in chosen)


@dataclass(slots=True)
class _Run:
    """What every rule of one run is judged with; ``done`` and ``left`` count judgements."""

    session: Connection
    catalogue: Catalogue
    missing: frozenset[str]
    progress: Progress
    parameters: Mapping[str, Mapping[str, float]]
    done: int = 0
    left: int = 0
    known: set[str] = field(default_factory=set)  # rules whose judge was seen to have its columns


def _reads(rules: Iterable[Rule]) -> frozenset[str]:
    return frozenset(name for rule in rules for name in rule.reads)


def judge_one_by_one(
    session: Connection, catalogue: Catalogue, rule: Rule, parameters: Mapping[str, float] | None = None
) -> Judgement:
    """Judge each value of the column by which a rule judges apart alone; for cases, which prove that it may be so judged."""
    tables = parted_tables(catalogue.contract, catalogue.views, rule.reads, rule.apart)
    run = _Run(session, catalogue, frozenset(), Silent(), {rule.id: parameters or {}}, left=1)
    return _judge_parts(run, [rule], tables, one_by_one(session, tables, rule.apart))[rule.id]


def _judge_parts(
    run: _Run, rules: Sequence[Rule], tables: Sequence[str], parts: Iterable[Part]
) -> dict[str, Judgement]:
    """Judge each part by all rules, then bring together what they said."""
    pieces: dict[str, list[Judgement]] = {}
    order = order_of(run.session, run.catalogue.views, _reads(rules), run.progress)
    for part in parts:
        with looking_at(run.session, part, tables, order):
            for name, piece in _judged(run, rules).items():
                pieces.setdefault(name, []).append(piece)
    return {name: _together(held) for name, held in pieces.items()}


def _judged(run: _Run, rules: Sequence[Rule]) -> dict[str, Judgement]:
    found = {}
    with standing_in(
        run.session, run.catalogue.views, _uses(rules, run.catalogue, run.missing), run.progress
    ):
        for rule in rules:
            stop_if_cancelled(run.progress)
            run.progress.report(run.done / (run.done + run.left), "rule", rule=rule.id)
            changed, known = run.parameters.get(rule.id), rule.id in run.known
            found[rule.id] = judge(
                run.session, run.catalogue, rule, run.missing, changed, run.progress, known
            )
            run.known.add(rule.id)
            run.done, run.left = run.done + 1, run.left - 1
    return found


def _together(pieces: Sequence[Judgement]) -> Judgement:
    """Return what a rule said of all parts; no key is in two of them, for every key names the column they differ in."""
    silent: dict[str, int] = {}
    for reason, count in (item for piece in pieces for item in piece.not_computable.items()):
        silent[reason] = silent.get(reason, 0) + count
    told = sorted((one for piece in pieces for one in piece.suspicions), key=lambda one: one.key)
    return replace(
        pieces[0],
        flagged=len(told),
        clear=sum(piece.clear for piece in pieces),
        not_computable=dict(sorted(silent.items())),
        suspicions=tuple(told),
        milliseconds=sum(piece.milliseconds for piece in pieces),
    )


def _uses(rules: Iterable[Rule], catalogue: Catalogue, missing: frozenset[str]) -> list[Use]:
    """Return what the rules read of views, as far as they can be computed at all."""
    return [
        Use(name, columns_read(rule.id, rule.judge))
        for rule in rules
        if not lacking(rule, catalogue, missing)
        for name in rule.reads
        if name in catalogue.views
    ]


def judge(
    session: Connection,
    catalogue: Catalogue,
    rule: Rule,
    missing: frozenset[str] = frozenset(),
    parameters: Mapping[str, float] | None = None,
    progress: Progress | None = None,
    known: bool = False,
) -> Judgement:
    """Run one rule and return its verdicts; ``known`` where a run before this one has shown that its columns are all there."""
    began = time.perf_counter()
    absent = lacking(rule, catalogue, missing)
    if absent:
        return Judgement(rule.id, rule.version, rule.theme, 0, 0, {}, (), reason=", ".join(absent))
    set_parameters(session, rule.parameters, parameters)
    counts, names, rows = (_in_two if rule.apart else _at_once)(session, rule, known, progress)
    _check_columns(rule, names)
    found = _read(rule, counts, _flagged(rule, rows))
    return replace(found, milliseconds=(time.perf_counter() - began) * 1000)


def verdicts(
    session: Connection, rule: Rule, parameters: Mapping[str, float] | None = None
) -> list[dict[str, Any]]:
    """Return every row a rule judges with its key, verdict and reason; for cases and samples, not for whole extracts."""
    set_parameters(session, rule.parameters, parameters)
    keys = ", ".join(f"CAST({quoted(key)} AS VARCHAR)" for key in rule.key)
    rows = session.rows(f"SELECT [{keys}], verdict, why_not FROM ({rule.judge}) ORDER BY ALL")
    return [{"key": tuple(row[0]), "verdict": row[1], "why_not": row[2]} for row in rows]


_Told = tuple[list[Row], tuple[str, ...], Iterable[Mapping[str, Any]]]
"""Verdicts and reasons with how many, the columns of the judge, and each flagged row."""


def _in_two(session: Connection, rule: Rule, known: bool, progress: Progress | None) -> _Told:
    """Count first, which reads no more than verdicts rest on; what flagged rows say is worked out where there are any.

    Most parts of an extract have none, by most rules.
    """
    counts = session.rows(
        f"SELECT verdict, why_not, count(*) FROM ({rule.judge}) GROUP BY verdict, why_not", progress
    )
    some = any(verdict == "flagged" for verdict, *_ in counts)
    if known and not some:
        return counts, (*rule.key, *JUDGE_COLUMNS), ()
    which = "WHERE verdict = 'flagged'" if some else "LIMIT 0"
    names, rows = session.columns_and_rows(f"SELECT * FROM ({rule.judge}) {which}", progress)
    return counts, names, (dict(zip(names, row, strict=True)) for row in rows)


def _at_once(session: Connection, rule: Rule, _: bool, progress: Progress | None) -> _Told:
    """Judge everything in one pass, for a rule that has little left to say once it has put everything together."""
    rows = session.rows(
        "SELECT verdict, why_not, count(*), list(judged) FILTER (WHERE verdict = 'flagged') "
        f"FROM ({rule.judge}) AS judged GROUP BY verdict, why_not",
        progress,
    )
    told = [row for *_, held in rows for row in held or ()]
    sample = f"SELECT * FROM ({rule.judge}) LIMIT 0"
    names = tuple(told[0]) if told else session.columns_and_rows(sample)[0]
    return [row[:3] for row in rows], names, told


def _flagged(rule: Rule, rows: Iterable[Mapping[str, Any]]) -> tuple[Suspicion, ...]:
    """Return what the judge flags, in the order of keys; refuse one that names two things alike."""
    found: dict[tuple[str, ...], Suspicion] = {}
    for row in rows:
        suspicion = _suspicion(rule, row)
        if suspicion.key in found:
            raise DefinitionError("rule-key", rule=rule.id, key=" / ".join(suspicion.key))
        found[suspicion.key] = suspicion
    return tuple(found[key] for key in sorted(found))


def _read(rule: Rule, counts: Iterable[Row], told: tuple[Suspicion, ...]) -> Judgement:
    clear = 0
    silent: dict[str, int] = {}
    for verdict, why_not, count in counts:
        if verdict not in VERDICTS:
            raise DefinitionError("rule-verdict", rule=rule.id, verdict=str(verdict))
        if verdict == "clear":
            clear += count
        elif verdict == "not_computable":
            reason = why_not or "unknown"
            silent[reason] = silent.get(reason, 0) + count
    return Judgement(rule.id, rule.version, rule.theme, len(told), clear, dict(sorted(silent.items())), told)


def _check_columns(rule: Rule, names: tuple[str, ...]) -> None:
    wanted = (*rule.key, *JUDGE_COLUMNS)
    absent = [name for name in wanted if name not in names]
    if absent:
        raise DefinitionError("definition-columns", file=f"{rule.id}.toml", missing=", ".join(absent))


def _suspicion(rule: Rule, row: Mapping[str, Any]) -> Suspicion:
    known = {*JUDGE_COLUMNS, *rule.key, "standard_verified"}
    facts = {name: _fact(value) for name, value in row.items() if name not in known}
    facts |= {name: _fact(row[name]) for name in rule.key}
    amount = row["amount"]
    return Suspicion(
        rule.id,
        rule.version,
        rule.theme,
        rule.severity,
        tuple(str(row[name]) for name in rule.key),
        row["organisation_id"],
        row["region_id"],
        row["occurred_on"],
        None if amount is None else Decimal(str(amount)),
        row["persons"],
        row["days"],
        tuple(sorted(part for part in row["evidence"] or () if part is not None)),
        facts,
        row.get("standard_verified"),
    )


def _fact(value: object) -> Fact:
    return value if value is None or isinstance(value, str | int | float) else str(value)
