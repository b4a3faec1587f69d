"""Owns the running of rules: one query judges everything a rule looks at. It refuses verdicts that are none.

SQL counts the verdicts; only flagged rows leave the engine. What the rule needs and the extract lacks makes the whole
rule not computable, by name: silence is never "clear".
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from console.domain.catalogue import Catalogue
from console.domain.ports import Progress, stop_if_cancelled
from console.domain.rule import JUDGE_COLUMNS, Judgement, Rule, Suspicion
from console.domain.view import resolve
from console.engine.columns import quoted
from console.engine.connection import Connection
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
) -> tuple[Judgement, ...]:
    """Run rules one after the other; ``parameters`` changes values by rule id and name."""
    chosen = tuple(rules)
    found = []
    with standing_in(session, catalogue.views, _uses(chosen, catalogue, missing), progress):
        for position, rule in enumerate(chosen):
            stop_if_cancelled(progress)
            progress.report(position / len(chosen), "rule", rule=rule.id)
            found.append(judge(session, catalogue, rule, missing, (parameters or {}).get(rule.id), progress))
    return tuple(found)


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
) -> Judgement:
    """Run one rule and return its verdicts."""
    began = time.perf_counter()
    absent = lacking(rule, catalogue, missing)
    if absent:
        return Judgement(rule.id, rule.version, rule.theme, 0, 0, {}, (), reason=", ".join(absent))
    set_parameters(session, rule.parameters, parameters)
    rows = session.rows(_counted(rule), progress)
    _check_columns(rule, _names(rule, session, rows))
    found = _read(rule, rows)
    elapsed = (time.perf_counter() - began) * 1000
    return Judgement(
        found.rule_id,
        found.version,
        found.theme,
        found.flagged,
        found.clear,
        found.not_computable,
        found.suspicions,
        milliseconds=elapsed,
    )


def verdicts(
    session: Connection, rule: Rule, parameters: Mapping[str, float] | None = None
) -> list[dict[str, Any]]:
    """Return every row a rule judges with its key, verdict and reason; for cases and samples, not for whole extracts."""
    set_parameters(session, rule.parameters, parameters)
    keys = ", ".join(f"CAST({quoted(key)} AS VARCHAR)" for key in rule.key)
    rows = session.rows(f"SELECT [{keys}], verdict, why_not FROM ({rule.judge}) ORDER BY ALL")
    return [{"key": tuple(row[0]), "verdict": row[1], "why_not": row[2]} for row in rows]


def _counted(rule: Rule) -> str:
    """Return the judge in one pass: a row a verdict and reason, with how many and, where flagged, what each row says."""
    return (
        "SELECT verdict, why_not, count(*), list(judged) FILTER (WHERE verdict = 'flagged') "
        f"FROM ({rule.judge}) AS judged GROUP BY verdict, why_not"
    )


def _read(rule: Rule, rows: Iterable[Row]) -> Judgement:
    clear = 0
    silent: dict[str, int] = {}
    flagged: dict[tuple[str, ...], Suspicion] = {}
    for verdict, why_not, count, told in rows:
        if verdict == "flagged":
            _flag(rule, told, flagged)
        elif verdict == "clear":
            clear += count
        elif verdict == "not_computable":
            reason = why_not or "unknown"
            silent[reason] = silent.get(reason, 0) + count
        else:
            raise DefinitionError("rule-verdict", rule=rule.id, verdict=str(verdict))
    ordered = tuple(flagged[key] for key in sorted(flagged))
    counts = dict(sorted(silent.items()))
    return Judgement(rule.id, rule.version, rule.theme, len(ordered), clear, counts, ordered)


def _flag(rule: Rule, told: Iterable[Mapping[str, Any]], flagged: dict[tuple[str, ...], Suspicion]) -> None:
    for row in told:
        suspicion = _suspicion(rule, row)
        if suspicion.key in flagged:
            raise DefinitionError("rule-key", rule=rule.id, key=" / ".join(suspicion.key))
        flagged[suspicion.key] = suspicion


def _names(rule: Rule, session: Connection, rows: Iterable[Row]) -> tuple[str, ...]:
    """Return the columns of a judge, also where it flags nothing, so that nothing would miss one."""
    for *_, told in rows:
        if told:
            return tuple(told[0])
    return session.columns_and_rows(f"SELECT * FROM ({rule.judge}) LIMIT 0")[0]


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
