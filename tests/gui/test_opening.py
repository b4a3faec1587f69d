"""Opening a real extract through a real worker process, from the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from console import bootstrap
from console.domain.ports import SystemClock
from console.gui.app import Application
from console.gui.faults import Failure
from console.gui.session import Session
from console.gui.theme import Look
from console.gui.widgets.banner import Banner
from console.gui.widgets.passphrase_dialog import PassphraseDialog
from console.i18n import Phrases
from console.settings import Settings
from tests.engine.extracts import write
from tests.jobs.test_extract_key import PASSPHRASE, encrypted


@pytest.fixture
def run(look: Look, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Application]:
    """The application as it starts, with the user's folder moved away."""
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    resources = look.resources
    settings = Settings(memory_gibibytes=2.0, threads=1)
    start = bootstrap.Context(settings, resources, Phrases("zh-CN", resources / "phrases"), SystemClock())
    made = Application(look, start)
    qtbot.addWidget(made.window)
    made.window.show()
    yield made
    made.close()


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    """A small province without a signature."""
    return write(
        tmp_path / "small.duckdb",
        "CREATE TABLE region AS SELECT * FROM (VALUES ('330000', '浙江', 'Zhejiang', NULL), "
        "('330100', '杭州', 'Hangzhou', '330000')) t(region_id, name, name_en, parent_region_id)",
        "CREATE TABLE organisation AS SELECT 'O1' AS organisation_id, '市医保局' AS name, '330100' AS region_id",
        "CREATE TABLE payment AS SELECT 'P1' AS payment_id, 10.00::DECIMAL(18,2) AS amount, DATE '2026-05-03' AS paid_on",
    )


def test_an_unsigned_extract_opens_under_a_banner_that_stays(
    run: Application, extract: Path, qtbot: QtBot
) -> None:
    """The seal, the banner, the period and the choices all come from the file."""
    with qtbot.waitSignal(run.context.session_changed, timeout=60000, raising=False):
        run.opening.open(extract)
    assert run.context.session is not None, run.window.status.left.accessibleName()
    qtbot.waitUntil(lambda: bool(run.context.choices.regions), timeout=60000)
    assert isinstance(run.context.session, Session)
    assert isinstance(run.window._banners["trust"], Banner)
    assert "未签名" in run.window.scope.card.accessibleName()
    assert [choice.depth for choice in run.context.choices.regions] == [0, 1]
    assert run.context.scope.period is not None
    assert run.context.scope.period.name == "2026Q1"
    run.look.set_language("en")
    assert run.look.words(run.context.choices.regions[1].words) == "Hangzhou"
    assert run.look.words(run.context.choices.organisations[0].words) == "市医保局"


def test_a_file_that_is_no_extract_is_refused_with_its_reason(
    run: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    """The window stays as it was, with a banner that says what to do."""
    path = tmp_path / "notes.duckdb"
    path.write_text("not a database")
    with qtbot.waitSignal(run.opening.refused, timeout=60000) as seen:
        run.opening.open(path)
    assert seen.args is not None
    assert isinstance(seen.args[0], Failure)
    assert seen.args[0].known
    assert run.context.session is None
    assert "notes.duckdb" in run.window._banners["opening"].accessibleName()


def test_an_encrypted_extract_asks_for_its_passphrase_until_it_is_right(
    run: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    """A wrong one says so and asks again; the right one opens it, and nothing of what was typed stays in the dialog."""

    def asked(before: PassphraseDialog | None = None) -> PassphraseDialog:
        qtbot.waitUntil(lambda: getattr(run.opening, "passphrase", before) is not before, timeout=60000)
        return run.opening.passphrase

    path = encrypted(tmp_path / "closed.duckdb")
    run.opening.open(path)
    first = asked()
    assert not first.agree.isEnabled()
    assert not first.fault.isVisible()
    first.line.setText("a wrong one")
    first.agree.click()
    assert first.line.text() == ""
    second = asked(first)
    assert second.fault.isVisible()
    assert run.context.session is None, "opened under a wrong passphrase"
    second.line.setText(PASSPHRASE)
    with qtbot.waitSignal(run.context.session_changed, timeout=60000, raising=False):
        second.agree.click()
    session = getattr(run.context, "session")  # noqa: B009  # known to be None a moment ago
    assert session is not None, run.window.status.left.accessibleName()
    assert session.opened.path == path
