"""A warm open in the real window: what was kept shows at once, and nothing is done until the bytes are hashed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from console import bootstrap
from console.domain.ports import Progress, Silent, SystemClock
from console.errors import ExtractError
from console.gui.app import Application
from console.gui.faults import Failure
from console.gui.session import Session
from console.gui.theme import Look
from console.gui.views.overview.page import OverviewPage
from console.gui.words import say
from console.i18n import Phrases
from console.jobs.opened import Opened
from console.jobs.sample import FILE, SampleRequest, make_sample
from console.paths import resource_root
from console.settings import Settings

CASES = 400
MEMORY = 2 * 1024**3
PATIENCE_MS = 120_000


class Held:
    """Holds the verification back until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go = Event()
        verify = Session.verify

        def waiting(session: Session, progress: Progress) -> Opened:
            assert self.go.wait(PATIENCE_MS / 1000)
            return verify(session, progress)

        monkeypatch.setattr(Session, "verify", waiting)


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small signed sample with its trust folder."""
    folder = tmp_path_factory.mktemp("warm")
    made = SampleRequest(folder, resource_root(), CASES, None, "a passphrase of this test", 1, MEMORY)
    make_sample(made, SystemClock(), Silent())
    return folder


@pytest.fixture
def warm(
    look: Look, qtbot: QtBot, signed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Application]:
    """The application after it had the sample open once and closed."""
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    start = bootstrap.Context(
        Settings(memory_gibibytes=2.0, threads=1),
        look.resources,
        Phrases("zh-CN", look.resources / "phrases"),
        SystemClock(),
    )
    first = Application(look, start)
    qtbot.addWidget(first.window)
    open_sample(first, signed, qtbot)
    qtbot.waitUntil(lambda: overview_of(first).found is not None, timeout=PATIENCE_MS)
    first.close()
    made = Application(look, start)
    qtbot.addWidget(made.window)
    made.window.show()
    yield made
    made.close()


def open_sample(run: Application, folder: Path, qtbot: QtBot) -> None:
    """Open the sample and wait until there is a session."""
    with qtbot.waitSignal(run.context.session_changed, timeout=PATIENCE_MS):
        run.opening.open(folder / FILE, extra_trust=(folder / "trust",))


def trusted(session: Session) -> tuple[bool, bool]:
    """Return whether its bytes are verified, and whether somebody known vouches for them."""
    return session.verified, session.valid


def shown_subtitle(run: Application) -> str:
    """Return what stands beside the title of the page that is shown."""
    return run.window.title.subtitle.text()


def overview_of(run: Application) -> OverviewPage:
    """Return the overview."""
    page = run.window.page("overview")
    assert isinstance(page, OverviewPage)
    return page


def test_what_was_kept_shows_at_once_and_a_decision_waits_for_the_hash(
    warm: Application, signed: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, decided = Held(monkeypatch), Event()
    open_sample(warm, signed, qtbot)
    qtbot.waitUntil(lambda: overview_of(warm).found is not None, timeout=PATIENCE_MS)
    session = warm.context.session
    assert session is not None
    assert trusted(session) == (False, False)
    assert "正在校验" in warm.window.scope.card.accessibleName()
    assert "正在校验" in warm.window._banners["trust"].accessibleName()
    warm.window.go("workbench")
    assert "正在校验签名" in shown_subtitle(warm)
    warm.context.run(lambda _progress: decided.set(), say("progress-working"), "", "casebook")
    assert not decided.wait(0.3)
    assert overview_of(warm).risk is None
    with qtbot.waitSignal(warm.opening.opened, timeout=PATIENCE_MS):
        held.go.set()
    assert decided.wait(PATIENCE_MS / 1000)
    assert trusted(session) == (True, True)
    assert "签名有效" in warm.window.scope.card.accessibleName()
    assert "trust" not in warm.window._banners
    assert "结果不出本机" in shown_subtitle(warm)
    qtbot.waitUntil(lambda: overview_of(warm).risk is not None, timeout=PATIENCE_MS)


def test_a_file_that_is_not_what_it_was_claimed_to_be_is_taken_back_and_nothing_is_decided(
    warm: Application, signed: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in signed.glob(f"{FILE}*"):
        content = bytearray(path.read_bytes())
        if path.name == FILE:
            content[len(content) // 2] ^= 1  # the size and the manifest stay as they are
        (tmp_path / path.name).write_bytes(content)
    (tmp_path / "trust").symlink_to(signed / "trust")
    held, decided, failures = Held(monkeypatch), Event(), list[Failure]()
    open_sample(warm, tmp_path, qtbot)
    qtbot.waitUntil(lambda: overview_of(warm).found is not None, timeout=PATIENCE_MS)
    ticket = warm.context.run(lambda _progress: decided.set(), say("progress-working"), "", "casebook")
    ticket.failed.connect(failures.append)
    with qtbot.waitSignal(warm.opening.refused, timeout=PATIENCE_MS):
        held.go.set()
    qtbot.waitUntil(lambda: bool(failures), timeout=PATIENCE_MS)
    assert isinstance(failures[0].error, ExtractError)
    assert failures[0].error.key == "extract-not-verified"
    assert not decided.is_set()
    assert warm.context.session is None
    assert FILE in warm.window._banners["opening"].accessibleName()
    assert "trust" not in warm.window._banners
