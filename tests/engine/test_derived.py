"""Proves that what a method comes to in SQL over many inner subjects is what it comes to over their readings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from console.catalogue.load import load_catalogue
from console.domain.period import Period
from console.domain.ports import Silent
from console.engine.connection import connect_empty
from console.engine.derived import derive, inner_cut, inner_sql
from console.engine.figures import in_order
from console.engine.readings import Reader
from console.engine.views import prepare
from console.paths import resource_root

CATALOGUE = load_catalogue(resource_root())
PERIOD = Period(date(2026, 1, 1), date(2026, 6, 30))
PAID = """
INSERT INTO payment (payment_id, organisation_id, vendor_id, amount, paid_on)
SELECT 'p' || i, 'A' || (i % 3), CASE WHEN i % 17 > 0 THEN 'V' || (hash(i) % 41) END,
       CASE WHEN i % 19 > 0 THEN CAST((hash(i, 'x') % 900000) / 100 - 500 AS DECIMAL(18,2)) END,
       DATE '2026-01-01' + CAST(i % 200 AS INTEGER)
FROM range(3000) r(i)
"""


@pytest.mark.parametrize("method", ["hhi", "top_share"])
@pytest.mark.parametrize("monthly", [False, True])
@pytest.mark.parametrize("cut", [(), ("organisation_id",)])
def test_sql_says_what_the_method_says_over_readings(
    method: str, monthly: bool, cut: tuple[str, ...]
) -> None:
    measure = replace(CATALOGUE.measures["FUND-006"], method=method)
    inputs = [CATALOGUE.measures[name] for name in measure.inputs]
    with connect_empty(CATALOGUE.contract, memory_bytes=256 * 1024**2, threads=2) as connection:
        connection.execute(PAID)
        prepare(connection, CATALOGUE, date(2026, 6, 30))
        reader = Reader(connection, CATALOGUE, frozenset(), Silent())
        found = reader.read([measure], [cut], PERIOD, monthly)
        inner = reader.read(inputs, [inner_cut(measure, cut)], PERIOD, monthly)
    wanted = derive(measure, cut, inner)
    assert len(wanted) == (6 if monthly else 1) * (3 if cut else 1)
    assert list(found) == sorted(wanted, key=in_order)


def test_only_a_sum_over_inner_subjects_is_left_to_sql() -> None:
    for name in ("EVA-002", "INC-003", "INC-004"):
        measure = CATALOGUE.measures[name]
        inputs = [CATALOGUE.measures[each] for each in measure.inputs]
        assert inner_sql(measure, inputs, ("organisation_id",), PERIOD, False) is None
