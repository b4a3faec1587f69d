"""Owns audit samples of an extract: drawing them in exact cents, and what checked items say of the whole.

It refuses a draw nobody can repeat: the same extract, request and seed draw the same rows.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256

from console.domain.contract import ContractTable
from console.domain.period import Period
from console.domain.ports import Progress
from console.errors import UsageError
from console.jobs.extract import OpenedExtract
from console.jobs.page_scope import absent, require_subjects, resolved
from console.jobs.sampling_answers import (
    METHODS,
    CheckedItem,
    DrawnSample,
    SampleItem,
    SampleResult,
    SamplingRequest,
    Stratum,
)
from console.jobs.scope_sql import owner_condition, within
from console.methods.sampling import difference_estimate, random_sample, stringer_bound, upper_error_rate

CENT = Decimal("0.01")
MOST = 10_000  # items a person can check
SHOWN = (
    *("organisation_id", "vendor_id", "recipient", "contract_id", "budget_line_id", "paid_on", "signed_on"),
    *("voucher", "invoice", "summary", "category"),
)


def draw(extract: OpenedExtract, request: SamplingRequest, progress: Progress) -> DrawnSample:
    """Draw a sample of the rows with an amount above zero; what was reversed is left out with its reversal.

    Raises UsageError sampling-method, sampling-table (no table with amounts, or its columns are missing), sampling-size
    (more than there are, or than anyone checks), sampling-strata, scope-region, scope-organisation (unknown places).
    """
    table = _table(extract, request)
    require_subjects(extract, request.scope, progress)
    scope, period = resolved(extract, request.scope), request.scope.period or extract.whole_period
    columns = tuple(name for name in SHOWN if _plain(extract, table, name))
    progress.report(0.0, "sampling-draw")
    extract.connection.execute(
        _population(extract, table, columns, period, owner_condition(scope)), progress=progress
    )
    rows, cents = extract.connection.row(
        "SELECT count(*), coalesce(sum(cents), 0) FROM sample_population", progress
    )
    if not 0 < request.size <= min(rows, MOST):
        raise UsageError("sampling-size", size=request.size, rows=rows, most=MOST)
    if request.method == "stratified" and not 0 < request.strata <= request.size:
        raise UsageError("sampling-strata", strata=request.strata, size=request.size)
    interval, strata, where = _picked(extract, request, (int(rows), int(cents)), progress)
    items = _items(extract, where, columns, progress)
    base = extract.manifest.sha256 if extract.manifest is not None else extract.digest
    how = (request.table, request.method, request.size, request.seed, request.strata)
    told = (base, *how, period.name, scope.regions, scope.organisation_id)
    sample_id = sha256(repr(told).encode()).hexdigest()[:12]
    whole = (int(rows), _yuan(cents), interval, columns, strata, items)
    return DrawnSample(sample_id, request, period.starts, period.ends, base, *whole)


def _picked(
    extract: OpenedExtract, request: SamplingRequest, whole: tuple[int, int], progress: Progress
) -> tuple[Decimal | None, tuple[Stratum, ...], str]:
    """Return the interval of a monetary sample, the strata, and the SQL of the places drawn; ``whole`` is rows and cents."""
    rows, cents = whole
    one = (Stratum(1, rows, _yuan(cents), request.size),)
    if request.method == "monetary":
        interval = -(-cents // request.size)  # rounded up: never more than asked for
        start = random.Random(request.seed).randrange(interval)
        return _yuan(interval), one, _MONETARY.format(interval=interval, start=start)
    strata = _stratify(extract, request, cents, progress) if request.method == "stratified" else one
    return None, strata, _places(strata, request.seed)


def _items(
    extract: OpenedExtract, where: str, columns: Sequence[str], progress: Progress
) -> tuple[SampleItem, ...]:
    sql = _ITEMS.format(drawn=where, columns="".join(f", {name}" for name in columns))
    return tuple(
        SampleItem(key, tuple("" if one is None else str(one) for one in told), book, int(stratum), int(hits))
        for key, book, stratum, hits, *told in extract.connection.rows(sql, progress)
    )


_MONETARY = """SELECT place, hits FROM (
    SELECT place, (passed - 1 - {start} + {interval}) // {interval}
        - (passed - cents - 1 - {start} + {interval}) // {interval} AS hits
    FROM (SELECT place, cents, sum(cents) OVER (ORDER BY place) AS passed FROM sample_population)
) WHERE hits > 0"""
_ITEMS = """SELECT key, amount, stratum, hits{columns}
FROM sample_population JOIN ({drawn}) AS drawn USING (place) ORDER BY place"""


def _table(extract: OpenedExtract, request: SamplingRequest) -> ContractTable:
    if request.method not in METHODS:
        raise UsageError("sampling-method", name=request.method, known=", ".join(METHODS))
    tables = extract.catalogue.contract.tables
    known = sorted(n for n, one in tables.items() if one.column("amount") and len(one.primary_key) == 1)
    if request.table not in known:
        raise UsageError("sampling-table", name=request.table, known=", ".join(known))
    found = tables[request.table]
    missing = absent(extract, f"{found.name}.{found.primary_key[0]}", f"{found.name}.amount")
    if missing:
        raise UsageError("sampling-missing", name=found.name, names=", ".join(missing))
    return found


def _plain(extract: OpenedExtract, table: ContractTable, name: str) -> bool:
    """Say whether a column is there and may be shown outside the console."""
    column = table.column(name)
    return column is not None and not column.personal and f"{table.name}.{name}" not in extract.missing


def _population(
    extract: OpenedExtract, table: ContractTable, columns: Sequence[str], period: Period, owner: str
) -> str:
    key, shown = table.primary_key[0], "".join(f", {name}" for name in columns)
    where = "amount > 0"
    day = next((name for name in ("paid_on", "signed_on") if _plain(extract, table, name)), "")
    if day:
        where += f" AND {within(day, period)}"
    if _plain(extract, table, "reverses"):
        where += f" AND reverses IS NULL AND {key} NOT IN (SELECT reverses FROM {table.name} WHERE reverses IS NOT NULL)"
    if _plain(extract, table, "organisation_id"):
        where += owner
    return (
        "CREATE OR REPLACE TEMP TABLE sample_population AS "
        f"SELECT row_number() OVER (ORDER BY {key}) AS place, CAST({key} AS VARCHAR) AS key, amount, "
        f"CAST(amount * 100 AS HUGEINT) AS cents, 1 AS stratum{shown} FROM {table.name} WHERE {where}"
    )


def _stratify(
    extract: OpenedExtract, request: SamplingRequest, cents: int, progress: Progress
) -> tuple[Stratum, ...]:
    """Cut the population, the largest first, into strata of about the same money, and share the sample out evenly."""
    extract.connection.execute(
        "CREATE OR REPLACE TEMP TABLE sample_population AS SELECT * EXCLUDE (place, stratum, passed), "
        f"least({request.strata}, 1 + (passed - cents) * {request.strata} // {max(cents, 1)}) AS stratum, place FROM "
        "(SELECT *, sum(cents) OVER (ORDER BY amount DESC, place) AS passed FROM sample_population)",
        progress=progress,
    )
    found = extract.connection.rows(
        "SELECT stratum, count(*), sum(cents) FROM sample_population GROUP BY stratum ORDER BY stratum",
        progress,
    )
    left, made = request.size, []
    for place, (number, rows, money) in enumerate(found):
        drawn = min(int(rows), max(round(left / (len(found) - place)), min(2, int(rows))))
        made.append(Stratum(int(number), int(rows), _yuan(money), drawn))
        left = max(left - drawn, 0)
    return tuple(made)


def _places(strata: Iterable[Stratum], seed: int) -> str:
    """Return the SQL of the places drawn: a random sample of each stratum, its seed that of the whole and its number."""
    picked = [
        f"({one.number}, {place + 1})"
        for one in strata
        for place in random_sample(one.rows, one.drawn, seed + one.number - 1)
    ]
    return (
        "SELECT place, 1 AS hits FROM (SELECT place, stratum, row_number() OVER (PARTITION BY stratum ORDER BY place) AS nth "
        f"FROM sample_population) SEMI JOIN (VALUES {', '.join(picked)}) AS picked(stratum, nth) USING (stratum, nth)"
    )


def _yuan(cents: object) -> Decimal:
    return (Decimal(str(cents)) / 100).quantize(CENT)


def evaluate(sample: DrawnSample, checked: Sequence[CheckedItem]) -> SampleResult:
    """Return what the checked items, in the order they were drawn, say of the whole."""
    differences = [one.book - one.audited for one in checked]
    errors = sum(
        one.error != "none" or difference != 0 for one, difference in zip(checked, differences, strict=True)
    )
    whole = SampleResult(
        sample.sample_id,
        sample.request.method,
        sample.request.confidence,
        len(checked),
        errors,
        sample.rows,
        sample.amount,
        sum((one for one in differences if one > 0), Decimal(0)),
        checked=tuple(checked),
    )
    return _monetary(sample, whole) if sample.interval is not None else _projected(sample, whole)


def _monetary(sample: DrawnSample, whole: SampleResult) -> SampleResult:
    assert sample.interval is not None
    bound = stringer_bound(
        [float(one.book) for one in whole.checked],
        [float(one.audited) for one in whole.checked],
        [one.hits for one in sample.items],
        float(sample.interval),
        float(sample.amount),
        whole.confidence,
    )
    upper, under = _money(bound.upper), _money(bound.understated)
    return replace(whole, projected=_money(bound.likely), upper=upper, understated=under)


def _projected(sample: DrawnSample, whole: SampleResult) -> SampleResult:
    told: dict[int, list[float]] = {one.number: [] for one in sample.strata}
    for item, found in zip(sample.items, whole.checked, strict=True):
        told[item.stratum].append(float(found.book - found.audited))
    estimate = difference_estimate([(one.rows, told[one.number]) for one in sample.strata], whole.confidence)
    single = len(sample.strata) == 1
    return replace(
        whole,
        projected=_money(estimate.projected),
        low=None if estimate.low is None else _money(estimate.low),
        upper=None if estimate.high is None else _money(estimate.high),
        rate_upper=upper_error_rate(whole.errors, whole.items, whole.confidence) if single else None,
    )


def _money(amount: float) -> Decimal:
    return Decimal(repr(amount)).quantize(CENT) + 0  # nothing has no sign
