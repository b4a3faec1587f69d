"""Online against counter: a difference of mix is none of channel, one within items is, equal to least squares."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from console.cli.main import run
from console.domain.period import parse
from console.domain.ports import Silent
from console.errors import ExitCode
from console.jobs.channel_answers import ChannelRequest
from console.jobs.channel_mix import channel_mix
from console.jobs.theme_answers import PageScope
from tests.jobs.page_sample import opened, province, tiny


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path))


def mixed(path: Path, gain: int) -> Path:
    """Write ten items: the slow ones mostly at the counter; online is ``gain`` days quicker within each."""
    items, cases = [], []
    for number in range(10):
        items.append(
            {
                "item_id": f"I{number}",
                "item_version": 1,
                "name": "x",
                "day_kind": "civil",
                "promised_days": 50,
                "statutory_days": 60,
            }
        )
        for place in range(10):
            online = place < (2 if number >= 5 else 8)
            days = 10 + 2 * number + place % 2 - (gain if online else 0)
            begun = date(2026, 3, 2)
            cases.append(
                {
                    "case_id": f"{number}-{place}",
                    "item_id": f"I{number}",
                    "item_version": 1,
                    "channel": "web" if online else "counter",
                    "submitted_on": str(begun),
                    "accepted_on": str(begun),
                    "closed_on": str(begun + timedelta(days=days)),
                }
            )
    tables: dict[str, list[dict[str, Any]]] = {"service_item": items, "service_case": cases}
    for name in ("region", "organisation", "case_pause", "case_extension", "case_supplement"):
        tables[name] = []
    return tiny(path, tables)


@pytest.mark.parametrize("gain", [0, 3])
def test_the_difference_within_items_is_told_apart_from_the_mix(tmp_path: Path, gain: int) -> None:
    with opened(mixed(tmp_path / "m.duckdb", gain)) as extract:
        found = channel_mix(extract, ChannelRequest(PageScope(period=parse("2026"))), Silent())
    days = next(one for one in found.outcomes if one.name == "days")
    assert days.raw is not None and days.raw < -3
    assert days.same_mix == pytest.approx(-gain, abs=0.05)
    assert days.low is not None and days.high is not None and days.low <= -gain <= days.high
    assert (days.items, days.cases) == (10, 100)


def test_it_is_least_squares_with_one_level_an_item(tmp_path_factory: pytest.TempPathFactory) -> None:
    with opened(province(tmp_path_factory)) as extract:
        found = channel_mix(extract, ChannelRequest(PageScope(period=parse("2025"))), Silent())
        rows = extract.connection.rows(
            "SELECT item_id, channel_kind = 'online', legal_days_used FROM case_clock WHERE year(closed_on) = 2025 "
            "AND channel_kind IS NOT NULL AND legal_days_used IS NOT NULL AND item_id IS NOT NULL"
        )
    names = sorted({row[0] for row in rows})
    design = np.zeros((len(rows), len(names) + 1))
    for place, (item, online, _) in enumerate(rows):
        design[place, names.index(item)] = 1.0
        design[place, -1] = float(online)
    beta = np.linalg.lstsq(design, np.array([float(row[2]) for row in rows]), rcond=None)[0]
    days = next(one for one in found.outcomes if one.name == "days")
    assert days.same_mix == pytest.approx(float(beta[-1]))


def test_what_went_one_way_only_is_not_compared(tmp_path: Path) -> None:
    with opened(tiny(tmp_path / "bare.duckdb", {"region": []})) as extract:
        assert channel_mix(extract, ChannelRequest(), Silent()).missing
    with opened(mixed(tmp_path / "m.duckdb", 0)) as extract:
        nothing = channel_mix(extract, ChannelRequest(PageScope(period=parse("2020"))), Silent())
    assert {one.why_not for one in nothing.outcomes} <= {"few", "missing"}


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_command_prints_and_answers(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(mixed(tmp_path / "m.duckdb", 3))
    assert run(["--language-of-words", language, "channels", file, "--period", "2026"]) == ExitCode.OK
    assert "−3.0" in capsys.readouterr().out
    assert run(["channels", file, "--period", "2026", "--json"]) == ExitCode.OK
    assert len(json.loads(capsys.readouterr().out)["channels"]["outcomes"]) == 3
