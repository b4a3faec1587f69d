"""Owns what an extract does not let anybody see: missing tables and columns, what they silence, and how much stays unexamined.

It refuses to add the money of different tables together, and to write zero where the amount itself is missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from console.domain.contract import ContractTable
from console.domain.measure import Measure
from console.domain.ports import Progress
from console.domain.rule import Rule
from console.domain.view import resolve
from console.engine.gaps import RuleGap, rule_gaps
from console.engine.judging import lacking as rule_lacking
from console.engine.readings import lacking as measure_lacking
from console.engine.views import set_period
from console.jobs.extract import OpenedExtract
from console.jobs.lacking_answers import Gap, LackingAnswer, LackingRequest, Silenced, Unjudged, Unseen
from console.jobs.measure import choose
from console.jobs.page_scope import resolved
from console.jobs.scope_sql import subject_condition, text_literal
from console.jobs.supervise import SuperviseRequest, chosen_rules

MONEY = "yuan"
Absences = Mapping[str, tuple[str, ...]]
Definition = Rule | Measure


def lacking(extract: OpenedExtract, request: LackingRequest, progress: Progress) -> LackingAnswer:
    """Say what is missing, what it silences, and which rows every computable rule could not judge.

    Raises UsageError theme-unknown.
    """
    rules = chosen_rules(extract, SuperviseRequest(themes=request.themes))
    chosen = choose(extract.catalogue.measures, (), "measure-unknown")
    measures = tuple(one for one in chosen if not request.themes or one.theme in request.themes)
    told = _absences(extract, rules, measures)
    set_period(extract.connection, extract.whole_period, extract.cut_off)
    where = f"TRUE{subject_condition(resolved(extract, request.scope))}"
    found = rule_gaps(extract.connection, extract.catalogue, rules, extract.missing, where, progress)
    kinds: tuple[tuple[str, Sequence[Definition]], ...] = (("rule", rules), ("measure", measures))
    silenced = tuple(
        Silenced(one.id, kind, one.theme, _names(one.text), told[one.id])
        for kind, some in kinds
        for one in some
        if told[one.id]
    )
    unjudged = sorted((_unjudged(extract, gap, where) for gap in found), key=_weight)
    return LackingAnswer(
        _gaps(extract, rules, measures, told), silenced, tuple(unjudged), len(rules), len(measures)
    )


def _absences(extract: OpenedExtract, rules: Sequence[Rule], measures: Sequence[Measure]) -> Absences:
    """Return what each rule and measure lacks; a column of a table that is not there is lacked as the table."""
    catalogue, missing = extract.catalogue, extract.missing
    raw = {rule.id: rule_lacking(rule, catalogue, missing) for rule in rules}
    raw |= {one.id: measure_lacking(one, catalogue, missing) for one in measures}
    return {
        key: tuple(
            dict.fromkeys(
                name.partition(".")[0] if name.partition(".")[0] in missing else name for name in names
            )
        )
        for key, names in raw.items()
    }


def _names(text: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    return {language: words["name"] for language, words in text.items()}


def _gaps(
    extract: OpenedExtract, rules: Sequence[Rule], measures: Sequence[Measure], told: Absences
) -> tuple[Gap, ...]:
    absent = sorted({name for names in told.values() for name in names})
    seen: dict[str, Unseen] = {}
    made = [_gap(extract, name, rules, measures, told, seen) for name in absent]
    return tuple(sorted(made, key=lambda gap: (-gap.silenced, -len(gap.alone), gap.name)))


def _gap(
    extract: OpenedExtract,
    name: str,
    rules: Sequence[Rule],
    measures: Sequence[Measure],
    told: Absences,
    seen: dict[str, Unseen],
) -> Gap:
    hit = [rule for rule in rules if name in told[rule.id]]
    still = [one for one in measures if name in told[one.id]]
    both: list[Definition] = [*hit, *still]
    tables = sorted({looked_at(extract, rule) for rule in hit})
    for table in tables:
        seen.setdefault(table, _unseen(extract, table))
    return Gap(
        name,
        _labels(extract, name),
        tuple(rule.id for rule in hit),
        tuple(one.id for one in still),
        tuple(one.id for one in both if told[one.id] == (name,)),
        tuple(sorted({one.theme for one in both})),
        tuple(seen[table] for table in tables),
    )


def _labels(extract: OpenedExtract, name: str) -> dict[str, str]:
    owner, _, column = name.partition(".")
    table = extract.catalogue.contract.tables[owner]
    found = table.column(column) if column else None
    return {
        language: words["name"] + (f" · {found.labels[language]}" if found is not None else "")
        for language, words in table.text.items()
    }


def looked_at(extract: OpenedExtract, rule: Rule) -> str:
    """Return the contract table whose rows a rule looks at: the one its key is the key of, else the one it needs most of."""
    needed = sorted(resolve(frozenset(rule.needs), extract.catalogue.views))
    counts = Counter(name.partition(".")[0] for name in needed)
    tables = extract.catalogue.contract.tables
    keyed = [name for name in counts if set(tables[name].primary_key) == set(rule.key)]
    return keyed[0] if keyed else max(counts, key=lambda name: (counts[name], name))


def _unseen(extract: OpenedExtract, name: str) -> Unseen:
    table = extract.catalogue.contract.tables[name]
    names = {language: words["name"] for language, words in table.text.items()}
    if name in extract.missing:
        return Unseen(name, names, None, None)
    money = _money(table)
    counted = f"sum({money})" if money and f"{name}.{money}" not in extract.missing else "NULL"
    rows, amount = extract.connection.row(f"SELECT count(*), {counted} FROM {name}")
    return Unseen(name, names, int(rows), None if amount is None else Decimal(amount))


def _money(table: ContractTable) -> str:
    """Return the column that says how much money a row is about: the one called so, else the first in yuan."""
    columns = [column.name for column in table.columns if column.unit == MONEY]
    return "amount" if "amount" in columns else next(iter(columns), "")


def _unjudged(extract: OpenedExtract, gap: RuleGap, where: str) -> Unjudged:
    rule = extract.catalogue.rules[gap.rule_id]
    whys = {language: words.get(f"why_{gap.reason}", gap.reason) for language, words in rule.text.items()}
    reason = "why_not IS NULL" if gap.reason == "unknown" else f"why_not = {text_literal(gap.reason)}"
    sql = (
        f"SELECT * FROM (\n{rule.judge.strip()}\n) AS judged\nWHERE verdict = 'not_computable' AND {reason} AND {where}\n"
        "ORDER BY amount DESC NULLS LAST"
    )
    return Unjudged(
        rule.id, rule.theme, _names(rule.text), gap.reason, whys, gap.rows, gap.judged, gap.amount, sql
    )


def _weight(one: Unjudged) -> tuple[Decimal, int, str, str]:
    return (-(one.amount or Decimal(0)), -one.rows, one.rule_id, one.reason)
