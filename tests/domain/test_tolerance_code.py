"""Owns the proof of terms, negative list and leniency: dated, regional, counted in working days, and applied to nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from console.catalogue.tolerance import read_tolerance_code
from console.domain import tolerance_entries as t
from console.domain.standard import FOR_EVER, Standard, StandardValue
from console.domain.tolerance_case import ToleranceCase
from console.domain.tolerance_code import ToleranceCode, deadline, limit_of, working_day_after
from console.errors import DefinitionError
from console.paths import resource_root
from tests.domain.tolerance_kit import CHEN, EACH, TODAY, ZHOU, F, Told, granted, notified, ready, run

CODE = read_tolerance_code(resource_root())
LANGUAGES = ("zh-CN", "en")


def case_of(*told: Told) -> ToleranceCase:
    case = run(*told).tolerance
    assert case is not None
    return case


@pytest.mark.parametrize(
    ("told", "limit"),
    [
        (ready()[:1], "verify_days"),
        (ready(), "decide_days"),
        (granted(), "notify_days"),
        (notified(), "clear_days"),
        ((*ready(), (EACH["tolerance_refuse"], CHEN), (EACH["tolerance_notify"], CHEN)), "appeal_days"),
        ((*notified(), (EACH["tolerance_appeal"], ZHOU)), "hear_days"),
        ((*notified(), (EACH["tolerance_clear"], CHEN)), ""),
        ((ready()[0], (EACH["tolerance_withdraw"], ZHOU)), ""),
    ],
)
def test_one_term_runs_at_each_step(told: tuple[Told, ...], limit: str) -> None:
    case = case_of(*told)
    assert limit_of(case) == limit
    found = deadline(case, CODE, "r-1")
    assert (found.limit if found else "") == limit
    assert found is None or not found.verified  # from memory, and said so


def test_terms_are_working_days_and_skip_the_holidays() -> None:
    """The week of National Day 2026 is off; the Saturday before and after are worked as the State Council says."""
    assert working_day_after(CODE.calendar, date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert working_day_after(CODE.calendar, date(2026, 6, 26), 1) == date(2026, 6, 29)
    friday = date(2026, 7, 3)
    assert working_day_after(CODE.calendar, friday, 5) == date(2026, 7, 10)


def test_beyond_the_calendars_a_day_is_not_known_and_nothing_is_overdue() -> None:
    last = CODE.calendar[-1].day
    assert working_day_after(CODE.calendar, last, 1) is None
    assert working_day_after(CODE.calendar, last + timedelta(days=9), 1) is None
    assert working_day_after((), TODAY, 1) is None
    found = deadline(replace(case_of(*ready()), since=last), CODE, "r-1")
    assert found is not None
    assert (found.due_on, found.overdue(date(2099, 1, 1))) == (None, False)


def test_a_region_has_terms_of_its_own_from_its_own_day() -> None:
    own = StandardValue(
        *("r-1", TODAY, FOR_EVER, {"verify_days": 7.0}),
        {"zh-CN": "某省办法第九条", "en": "Code of a province, art. 9"},
        *("某省办法", True),
    )
    assert CODE.limits is not None
    code = replace(CODE, limits=Standard("x", (*CODE.limits.values, own), CODE.limits.text))
    case = case_of(ready()[0])
    here, there = deadline(case, code, "r-1"), deadline(case, code, "r-2")
    assert here is not None
    assert there is not None
    assert (here.days, here.verified, there.days) == (7, True, 30)
    earlier = deadline(replace(case, since=TODAY - timedelta(days=1)), code, "r-1")
    assert earlier is not None
    assert earlier.days == 30
    assert deadline(case, ToleranceCode((), (), None, ()), "r-1") is None


def test_the_day_of_a_decision_comes_before_the_terms_of_the_code() -> None:
    grant = t.ToleranceGranted(F, "容〔2026〕3号", "市委组织部", TODAY, "均有证据", date(2026, 9, 1))
    told = (*ready(), (grant, CHEN), (EACH["tolerance_notify"], CHEN))
    found = deadline(case_of(*told), CODE, "r-1")
    assert found is not None
    assert (found.limit, found.due_on, found.article["en"]) == (
        "correct_by",
        date(2026, 9, 1),
        "容〔2026〕3号",
    )
    assert found.overdue(date(2026, 9, 2))
    assert not found.overdue(date(2026, 9, 1))
    after = deadline(case_of(*told, (EACH["tolerance_correct"], ZHOU)), CODE, "r-1")
    assert after is not None
    assert after.limit == "clear_days"


def test_the_three_distinctions_stand_on_the_negative_list_as_read() -> None:
    known = {one.id: one for one in CODE.negative_on(TODAY, "r-1")}
    for name in ("private_gain", "defied_prohibition", "knowing_violation"):
        assert known[name].verified
    assert CODE.negative_on(date(2010, 1, 1), "r-1") == ()


def test_leniency_is_the_rules_and_the_days() -> None:
    day = date(2026, 3, 2)
    (found,) = CODE.leniency_of("SEC-101", day, "r-1")
    assert "第十一条" in found.text["zh-CN"]["article"]
    assert CODE.leniency_of("SEC-101", date(2025, 10, 31), "r-1") == ()
    assert CODE.leniency_of("SEC-101", None, "r-1") == ()
    assert CODE.leniency_of("SVC-101", day, "r-1") == ()


def copied(folder: Path, name: str, old: str, new: str) -> Path:
    """Return resources in which one file of the code says something else."""
    for part in ("standards", "calendars", "rules"):
        (folder / part).symlink_to(resource_root() / part)
    (folder / "tolerance").mkdir()
    for path in (resource_root() / "tolerance").glob("*.toml"):
        text = path.read_text("utf-8")
        assert path.name != name or old in text
        (folder / "tolerance" / path.name).write_text(
            text.replace(old, new, 1) if path.name == name else text, "utf-8"
        )
    return folder


@pytest.mark.parametrize(
    ("name", "old", "new", "key"),
    [
        ("leniency.toml", '"SEC-101"', '"SEC-999"', "tolerance-leniency-rule"),
        ("leniency.toml", 'rules = ["SEC-101"]', "rules = []", "tolerance-leniency-rule"),
        ("negative-list.toml", 'id = "repeated"', 'id = "concealment"', "tolerance-entry"),
        ("negative-list.toml", "effective_from", "effective_since", "definition-unknown"),
        (
            "negative-list.toml",
            'article = "“三个区分开来”：为谋取',
            'words = "“三个区分开来”：为谋取',
            "definition-text",
        ),
        (
            "negative-list.toml",
            "effective_from = 2016-01-01",
            "effective_from = 2016-01-01\neffective_to = 2015-01-01",
            "tolerance-entry",
        ),
    ],
)
def test_a_faulty_file_is_named(tmp_path: Path, name: str, old: str, new: str, key: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        read_tolerance_code(copied(tmp_path, name, old, new))
    assert (caught.value.key, caught.value.facts["file"]) == (key, name)


def test_every_entry_has_its_words_in_both_languages() -> None:
    for one in (*CODE.negative, *CODE.leniency):
        for language in LANGUAGES:
            assert one.text[language]["name"].strip()
            assert one.text[language]["article"].strip()
