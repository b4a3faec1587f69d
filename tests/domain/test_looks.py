"""Owns the tests of what values look like. It refuses columns of one kind only."""

from __future__ import annotations

import pytest

from console.domain.looks import looks_of, names_a_person


@pytest.mark.parametrize(
    ("values", "formats"),
    [
        (["2026-01-02", "2026-01-03 08:00:00+08:00"], ()),
        (["2026/1/2", "2026年1月3日", "04.01.2026"], ("%Y/%m/%d", "%Y年%m月%d日", "%d.%m.%Y")),
        (["２０２６／１／５"], ("%Y/%m/%d",)),
        (["46028", "46029"], ("excel",)),
        (["20260102"], ("%Y%m%d",)),
        (["31/1/2026", "1/2/2026"], ("%d/%m/%Y",)),
        (["1/31/2026", "1/2/2026"], ("%m/%d/%Y",)),
        (["2026/1/2 8:30", "-"], ("%Y/%m/%d %H:%M",)),
    ],
)
def test_dates_are_recognised_in_every_form_they_have(values: list[str], formats: tuple[str, ...]) -> None:
    looks = looks_of(values)
    assert (looks.date, looks.formats) == (True, formats)
    assert looks.fit("DATE")


def test_where_day_and_month_could_change_places_nothing_is_guessed() -> None:
    assert not looks_of(["1/2/2026", "3/4/2026"]).date


@pytest.mark.parametrize(
    ("values", "kind", "fits"),
    [
        (["1", "2"], "INTEGER", True),
        (["１，２３４．５０"], "DECIMAL(18,2)", True),
        (["one", "two"], "INTEGER", False),
        (["one"], "VARCHAR", True),
        (["是", "否", ""], "BOOLEAN", True),
        (["是", "也许"], "BOOLEAN", False),
        (["2026"], "DATE", False),
        ([], "DATE", True),
    ],
)
def test_values_fit_a_type_or_not(values: list[str], kind: str, fits: bool) -> None:
    assert looks_of(values).fit(kind) is fits


def test_identifiers_lists_and_grouped_numbers_are_told() -> None:
    assert looks_of(["440301199001011234", "44030119800101019x"]).identifier == "id_number"
    assert looks_of(["13800138000"]).identifier == "phone"
    assert looks_of(["张三"]).identifier == "text"
    assert looks_of(["a、b", "c"]).split == "、"
    assert looks_of(["1,234.50", "2"]).thousands == ","


def test_identifiers_are_known_however_they_are_written() -> None:
    written = [
        "440301 1990 0101 1234",
        "４４０３０１１９９００１０１１２３４",
        "440301-900101-123",
        "11010119800101001x",
    ]
    assert looks_of(written).identifier == "id_number"
    assert looks_of(["138 0013 8000", "+86-13900139000"]).identifier == "phone"
    assert looks_of(["2026-04-03", "2026-04-05"]).identifier == "text"
    assert names_a_person("440301 1990 0101 1234") and not names_a_person("440301 1990 1301 1234")


def test_four_dates_of_five_are_enough() -> None:
    """Exactly the share that is enough is enough: no rounding of floating numbers decides."""
    found = looks_of(["2026/4/8 10:05", "2026-04-09", "20260410", "不详", "2026-04-10"])
    assert found.date and "%Y/%m/%d %H:%M" in found.formats and "%Y%m%d" in found.formats


@pytest.mark.parametrize(
    ("values", "thousands", "decimal"),
    [
        (["1.234,56", "12,5", "3"], ".", ","),
        (["1,234", "12,5"], "", ","),  # a comma before one digit parts no thousands
        (["1,234", "56"], ",", ""),  # what only may be a decimal comma is none
        (["12.5", "1,234"], ",", ""),
        (["1\u00a0234,50", "12,00"], " ", ","),
        (["1 234.50"], " ", ""),
        (["1'234.50", "12"], "'", ""),
        (["２，５", "３，２５"], "", ","),
        (["1.200", "3.400"], "", ""),
        (["0,5", "1.5"], "", ""),  # as many one way as the other: the usual one
        ([",5", "-,25", "-"], "", ","),
        (["低保", "12,5"], "", ","),
    ],
)
def test_how_numbers_are_written_is_seen(values: list[str], thousands: str, decimal: str) -> None:
    looks = looks_of(values)
    assert (looks.thousands, looks.decimal) == (thousands, decimal)
    assert looks.number is ("低保" not in values)


def test_lists_of_digits_are_no_numbers() -> None:
    assert not looks_of(["1,2,3", "4,5,6"]).number
