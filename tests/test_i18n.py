"""Words and numbers in two languages."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from console.errors import DefinitionError, UsageError
from console.i18n import Phrases
from console.paths import resource_root

ZH = Phrases("zh-CN", resource_root() / "phrases")


@pytest.mark.parametrize(
    ("value", "digits", "sign", "words"),
    [
        (1284306, 0, False, "1,284,306"),
        (-1.25, 1, True, "−1.2"),
        (0.04, 1, True, "0.0"),
        (-0.04, 1, False, "0.0"),
        (2.675, 2, False, "2.68"),
        (1.5, 1, True, "+1.5"),
        (None, 1, False, "—"),
        (float("nan"), 1, False, "—"),
        (Decimal("0.125"), 2, False, "0.12"),
    ],
)
def test_numbers(value: float | Decimal | None, digits: int, sign: bool, words: str) -> None:
    assert ZH.number(value, digits, sign) == words


def test_percent_and_money() -> None:
    assert ZH.percent(0.962) == "96.2%"
    assert ZH.percent(-0.032, sign=True) == "−3.2%"
    assert ZH.money(Decimal("10427500")) == "1,042.75"


def test_an_error_has_words_in_both_languages() -> None:
    fault = UsageError("period-unreadable", told="soon")
    assert "soon" in ZH.error(fault)
    assert "soon" in Phrases("en", ZH.folder).error(fault)


def test_a_missing_phrase_or_fact_is_an_error() -> None:
    with pytest.raises(DefinitionError):
        ZH.text("no-such-phrase")
    with pytest.raises(DefinitionError):
        ZH.text("error-period-unreadable")


def test_an_instant_is_told_as_people_read_it_and_a_day_or_a_name_as_it_stands() -> None:
    chinese, english = (Phrases(language, resource_root() / "phrases") for language in ("zh-CN", "en"))
    at = "2026-07-03 10:22:33+08:00"
    assert "2026-07-03 10:22:33 UTC+8" in chinese.text("check-signing-time-claimed", at=at)
    assert "2026-07-03 10:22:33 UTC+8" in english.text("check-signing-time-claimed", at=at)
    assert english.clock_time(datetime.fromisoformat("2026-01-02T03:04:05-03:30")).endswith(" UTC\u22123:30")
    for told in ("2026-07-03", "2026-07-03 10:22:33", "2026Q2"):
        assert told in english.text("check-signing-time-claimed", at=told)
        assert "UTC" not in english.text("check-signing-time-claimed", at=told)
