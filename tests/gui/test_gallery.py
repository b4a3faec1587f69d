"""Renders the kit in both themes and languages and fails where anything but free text did not fit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from console.gui.theme import Look
from tests.gui.gallery import gallery
from tests.gui.gallery_detail import gallery_detail

SIZES = ((1280, 720), (1440, 900))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ("zh-CN", "en"))
@pytest.mark.parametrize("theme", ("light", "dark"))
@pytest.mark.parametrize("build", (gallery, gallery_detail))
def test_the_kit_fits_its_words(
    look: Look,
    qtbot: QtBot,
    tmp_path: Path,
    build: Callable[[Look], QWidget],
    theme: str,
    language: str,
    size: tuple[int, int],
) -> None:
    """Nothing but free text is cut in any theme, language or size."""
    look.set_theme(theme)
    look.set_language(language)
    page = build(look)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    QApplication.processEvents()
    assert look.audit is not None
    look.audit.found.clear()
    picture = page.grab()
    assert picture.save(str(tmp_path / f"{build.__name__}-{theme}-{language}-{size[0]}.png"))
    assert look.audit.clipped == []


@pytest.mark.parametrize("scale", (1.5, 2.0))
def test_the_kit_grows_with_the_text(look: Look, qtbot: QtBot, scale: float) -> None:
    """At 150 and 200 percent nothing is cut either."""
    look.set_scale(scale)
    page = gallery_detail(look)
    qtbot.addWidget(page)
    page.resize(1440, 900)
    page.show()
    QApplication.processEvents()
    assert look.audit is not None
    look.audit.found.clear()
    page.grab()
    assert look.audit.clipped == []
