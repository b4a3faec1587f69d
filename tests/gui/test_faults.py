"""What failed is told in words of the window: no options or commands, nothing the error does not know."""

from __future__ import annotations

import pytest

from console.errors import ExtractError, UsageError
from console.gui.faults import Failure
from console.gui.theme import Look
from console.paths import resource_root
from tests.architecture.test_words import LANGUAGES, messages

WINDOW = "window-"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_of_the_window_is_an_errors_own_and_names_no_option(language: str) -> None:
    wanted = {key: names for _, key, names in messages(language)}
    for _, key, names in messages(language):
        if key.startswith(f"{WINDOW}error-"):
            assert names <= wanted[key.removeprefix(WINDOW)], key
    told = (resource_root() / "phrases" / language / "window-faults.ftl").read_text("utf-8")
    assert told.count(f"{WINDOW}error-") > 10 and "--" not in told and "PLUMBLINE_" not in told


def test_the_window_says_where_to_click_and_the_command_line_which_option(look: Look) -> None:
    for language in LANGUAGES:
        look.set_language(language)
        fault = ExtractError("extract-untrusted", file="x.duckdb", check="signer-trust")
        told, elsewhere = Failure(fault, "").sentence(look), look.phrases.error(fault)
        assert "--trust" in elsewhere and "--" not in told and "x.duckdb" in told
        assert look.text("trust-title") in told
        plain = UsageError("own-rule-lost", rule="OWN-000001")
        assert Failure(plain, "").sentence(look) == look.phrases.error(plain)
