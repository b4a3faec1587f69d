"""Owns the running of rules: one query judges everything a rule looks at, whole or in parts. It refuses verdicts that are none.

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
COMMON = ("organisation_id", "region_id", "occurred_on", "amount", "persons", "days", "evidence")
VERIFIED = "standard_verified"
FEW = 1_000  # flagged rows that one pass brings along cheaply; none, and counting alone is cheaper; more, and asking again


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
    run = _Run(session, catalogue, missing, progress, parameters or {}, len(chosen))
    found: dict[int, Judgement] = {}  # by place among the chosen
    for column in sorted({rule.apart for rule in chosen} - {""}):
        places = [
            i
            for i, rule in enumerate(chosen)
            if rule.apart == column and not lacking(rule, catalogue, missing)
        ]
        alike = [chosen[i] for i in places]
        tables = parted_tables(catalogue.contract, catalogue.views, _reads(alike), column)
        parts = parts_of(session, tables, column, progress, part_rows)
        if parts:
            run.total += (len(parts) - 1) * len(alike)
            found |= zip(places, _judge_parts(run, alike, tables, parts), strict=True)
    rest = [i for i in range(len(chosen)) if i not in found]
    found |= zip(rest, _judged(run, [chosen[i] for i in rest]), strict=True)
    return tuple(found[i] for i in range(len(chosen)))


@dataclass(slots=True)
class _Run:
    """What every rule of one run is judged with; ``done`` of ``total`` judgements are."""

    session: Connection
    catalogue: Catalogue
    missing: frozenset[str]
    progress: Progress
    parameters: Mapping[str, Mapping[str, float]]
    total: int
    done: int = 0
    flagged: dict[str, int] = field(default_factory=dict)  # by rule, in the part before


def _reads(rules: Iterable[Rule]) -> frozenset[str]:
    return frozenset(name for rule in rules for name in rule.reads)


def judge_one_by_one(
    session: Connection, catalogue: Catalogue, rule: Rule, parameters: Mapping[str, float] | None = None
) -> Judgement:
    """Judge each value of the column by which a rule judges apart alone; for cases, which prove that it may be so judged."""
    tables = parted_tables(catalogue.contract, catalogue.views, rule.reads, rule.apart)
    parts = one_by_one(session, tables, rule.apart)
    run = _Run(session, catalogue, frozenset(), Silent(), {rule.id: parameters or {}}, len(parts))
    (judged,) = _judge_parts(run, [rule], tables, parts)
    return judged


def _judge_parts(
    run: _Run, rules: Sequence[Rule], tables: Sequence[str], parts: Iterable[Part]
) -> list[Judgement]:
    """Judge each part by all rules, then bring together what each said."""
    pieces: list[list[Judgement]] = []
    order = order_of(run.session, run.catalogue.views, _reads(rules), run.progress)
    for part in parts:
        with looking_at(run.session, part, tables, order):
            pieces.append(_judged(run, rules))
    return [_together(said) for said in zip(*pieces, strict=True)]


def _judged(run: _Run, rules: Sequence[Rule]) -> list[Judgement]:
    found = []
    uses = _uses(rules, run.catalogue, run.missing)
    with standing_in(run.session, run.catalogue.views, uses, run.progress):
        for rule in rules:
            stop_if_cancelled(run.progress)
            run.progress.report(run.done / run.total, "rule", rule=rule.id)
            changed, before = run.parameters.get(rule.id), run.flagged.get(rule.id)
            one = judge(run.session, run.catalogue, rule, run.missing, changed, run.progress, before)
            found.append(one)
            run.flagged[rule.id] = one.flagged
            run.done += 1
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
    before: int | None = None,
) -> Judgement:
    """Run one rule and return its verdicts; ``before`` is how many rows it flagged in the part before, if there was one."""
    began = time.perf_counter()
    absent = lacking(rule, catalogue, missing)
    if absent:
        return Judgement(rule.id, rule.version, rule.theme, 0, 0, {}, (), reason=", ".join(absent))
    set_parameters(session, rule.parameters, parameters)
    one_pass = before is None or 0 < before <= FEW
    counts, names, rows = (_at_once if one_pass else _in_two)(session, rule, progress)
    _check_columns(rule, names)
    found = _read(rule, counts, _flagged(rule, names, rows))
    return replace(found, milliseconds=(time.perf_counter() - began) * 1000)


def verdicts(
    session: Connection, rule: Rule, parameters: Mapping[str, float] | None = None
) -> list[dict[str, Any]]:
    """Return every row a rule judges with its key, verdict and reason; for cases and samples, not for whole extracts."""
    set_parameters(session, rule.parameters, parameters)
    keys = ", ".join(f"CAST({quoted(key)} AS VARCHAR)" for key in rule.key)
    rows = session.rows(f"SELECT [{keys}], verdict, why_not FROM ({rule.judge}) ORDER BY ALL")
    return [{"key": tuple(row[0]), "verdict": row[1], "why_not": row[2]} for row in rows]


_Told = tuple[list[Row], tuple[str, ...], list[Row]]
"""Verdicts and reasons with how many, the columns of the judge, and the flagged rows."""


def _in_two(session: Connection, rule: Rule, progress: Progress | None) -> _Told:
    """Count first, which reads no more than verdicts rest on; what flagged rows say is worked out where there are any."""
    counts = session.rows(
        f"SELECT verdict, why_not, count(*) FROM ({rule.judge}) GROUP BY verdict, why_not", progress
    )
    if all(verdict != "flagged" for verdict, *_ in counts):
        return counts, (*rule.key, *JUDGE_COLUMNS), []
    told = session.columns_and_rows(f"SELECT * FROM ({rule.judge}) WHERE verdict = 'flagged'", progress)
    return counts, *told


def _at_once(session: Connection, rule: Rule, progress: Progress | None) -> _Told:
    """Judge everything in one pass: count, and tell whole what is flagged."""
    rows = session.rows(
        "SELECT verdict, why_not, count(*), list(judged) FILTER (WHERE verdict = 'flagged') "
        f"FROM ({rule.judge}) AS judged GROUP BY verdict, why_not",
        progress,
    )
    told = [row for *_, held in rows for row in held or ()]
    sample = f"SELECT * FROM ({rule.judge}) LIMIT 0"
    names = tuple(told[0]) if told else session.columns_and_rows(sample)[0]
    return [row[:3] for row in rows], names, [tuple(row.values()) for row in told]


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


def _flagged(rule: Rule, names: Sequence[str], rows: Iterable[Row]) -> tuple[Suspicion, ...]:
    """Return what the judge flags, in the order of keys; refuse one that names two things alike."""
    told = [names.index(name) for name in (*rule.key, *COMMON)]
    apart = {*JUDGE_COLUMNS, *rule.key, VERIFIED}
    facts = [(name, place) for place, name in enumerate(names) if name not in apart]
    facts += [(name, names.index(name)) for name in rule.key]
    verified = names.index(VERIFIED) if VERIFIED in names else None
    found: dict[tuple[str, ...], Suspicion] = {}
    for row in rows:
        held = [row[place] for place in told]
        key = tuple(map(str, held[: len(rule.key)]))
        if key in found:
            raise DefinitionError("rule-key", rule=rule.id, key=" / ".join(key))
        more = {name: _fact(row[place]) for name, place in facts}
        found[key] = _suspicion(
            rule, key, held[len(rule.key) :], more, None if verified is None else row[verified]
        )
    return tuple(found[key] for key in sorted(found))


def _suspicion(
    rule: Rule, key: tuple[str, ...], told: Sequence[Any], facts: dict[str, Fact], verified: bool | None
) -> Suspicion:
    organisation, region, occurred_on, amount, persons, days, evidence = told
    return Suspicion(
        rule.id,
        rule.version,
        rule.theme,
        rule.severity,
        key,
        organisation,
        region,
        occurred_on,
        None if amount is None else Decimal(str(amount)),
        persons,
        days,
        tuple(sorted(part for part in evidence or () if part is not None)),
        facts,
        verified,
    )


def _fact(value: object) -> Fact:
    return value if value is None or isinstance(value, str | int | float) else str(value)
