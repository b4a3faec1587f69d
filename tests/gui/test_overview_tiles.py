"""A tile's change has a colour only where the months of the measure say the same: noise is neither better nor worse."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.gui.theme import Look
from console.gui.views.overview.tiles import kpi_of
from console.jobs.overview_answers import Standing, Tile

NAMES = {"zh-CN": "按时办结率", "en": "Closed within the promise"}
TILE = Tile(
    measure_id="SVC-001",
    theme="services",
    name=NAMES,
    meaning=NAMES,
    value=0.95,
    previous=None,
    unit="percent",
    digits=1,
    direction="up",
    target=None,
    reason="",
    judged=1.0,
    not_computable=0,
    months=(),
    series=(),
    limits=None,
    flags=(),
    standing=Standing(),
    elapsed=None,
    sql="",
)


@pytest.mark.parametrize(
    ("state", "previous", "good"),
    [
        ("improved", 0.90, 1),
        ("improved", 0.99, 0),
        ("worse", 0.99, 1),
        ("worse", 0.90, 0),
        ("stable", 0.90, 0),
    ],
)
def test_a_change_is_coloured_only_where_the_months_say_the_same(
    look: Look, state: str, previous: float, good: int
) -> None:
    more = replace(TILE, previous=previous, standing=Standing(state))
    assert kpi_of(look, more).good == good
    fewer = replace(more, value=previous, previous=0.95, direction="down")
    assert kpi_of(look, fewer).good == -good


def test_without_a_period_before_there_is_no_change(look: Look) -> None:
    assert kpi_of(look, TILE).change is None
