"""Owns proof that lines break where Chinese and Latin typography let them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.briefing.wrapping import NO_END, NO_START, is_han, longest, wrap


def measure(text: str) -> float:
    """Give a Han character ten points, any other sign five."""
    return sum(10.0 if is_han(sign) else 5.0 for sign in text)


def lines(text: str, width: float, indent: float = 0.0, western: bool = False) -> list[str]:
    return [line.text for line in wrap(text, width, measure, indent, western)]


def test_chinese_breaks_between_characters() -> None:
    assert lines("政务服务监督简报", 40) == ["政务服务", "监督简报"]


def test_the_first_line_is_indented() -> None:
    assert lines("政务服务监督简报", 40, indent=20) == ["政务", "服务监督", "简报"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("政务服务，监督", ["政务服", "务，监督"]),  # no line starts with a comma
        ("政务服（务）监", ["政务服", "（务）监"]),  # none ends with an opening bracket
        ("共计98.5%以上", ["共计", "98.5%以"[:6], "上"]),
        ("得分1,329.15万元", ["得分", "1,329.15", "万元"]),  # no number is parted
    ],
)
def test_punctuation_and_numbers_keep_to_their_neighbours(text: str, told: list[str]) -> None:
    assert lines(text, 40) == told


def test_words_break_at_spaces_which_vanish_at_the_edge() -> None:
    assert lines("rank four of sixteen", 50) == ["rank four", "of sixteen"]


def test_what_no_line_can_hold_is_cut() -> None:
    assert lines("a" * 25, 50) == ["a" * 10, "a" * 10, "a" * 5]


def test_quotes_belong_to_latin_words_and_are_characters_in_chinese() -> None:
    assert lines("say “verify” now", 52, western=True) == ["say", "“verify”", "now"]
    assert lines("the reader’s own", 48, western=True) == ["the", "reader’s", "own"]
    assert lines("选择“核验”", 40) == ["选择“核", "验”"]


def test_a_line_that_goes_on_keeps_the_space_between_words_for_a_reader() -> None:
    first, last = wrap("rank four of sixteen", 50, measure)
    assert (first.running, last.running) == ("rank four ", "of sixteen")
    first, last = wrap("政务服务监督", 40, measure)
    assert first.running == "政务服务"


def test_the_longest_word_is_told() -> None:
    assert longest("of government 服务", measure) == 50.0
    assert longest("", measure) == 0.0


TEXTS = st.text(alphabet="政务服务监督。，（）“”%ab c12.,-", max_size=60)


@given(TEXTS, st.integers(40, 120), st.booleans())
def test_no_sign_is_lost_and_no_line_is_too_wide(text: str, width: int, western: bool) -> None:
    found = wrap(text, width, measure, 0.0, western)
    assert "".join("".join(line.text.split()) for line in found) == "".join(text.split())
    assert all(line.width <= width + 0.01 for line in found)
    assert [line.last for line in found] == [False] * (len(found) - 1) + [True]


@given(st.text(alphabet="政务服务监督。，（）", max_size=40))
def test_no_line_starts_or_ends_with_the_wrong_sign(text: str) -> None:
    found = wrap(text, 200, measure)
    for before, after in pairwise(found):
        if len(before.tokens) > 1:
            assert not (after.text[0] in NO_START and before.text[-1] not in NO_START | NO_END)
