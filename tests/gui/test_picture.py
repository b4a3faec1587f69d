"""The picture of the window: the words of its command, and one real run over a small extract in a worker process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from console.errors import ExitCode, UsageError
from console.gui.picture import PictureRequest, read_request
from console.paths import resource_root
from tests.engine.extracts import write

MAIN = resource_root().parent / "main.py"


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


def picture(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command as `make demo` does."""
    environment = {
        "QT_QPA_PLATFORM": "offscreen",
        "PLUMBLINE_HOME": str(home),
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
    }
    command = [sys.executable, str(MAIN), "picture", *words]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300, check=False)


def test_words_become_a_request() -> None:
    """Every option is read, and folders of trust add up."""
    words = "x.duckdb --out y.png --page funds --language en --theme=dark --size 1920x1080 --scale 1.5"
    found = read_request([*words.split(), "--trust", "a", "--trust", "b", "--seconds", "9"])
    assert found == PictureRequest(
        Path("x.duckdb"),
        Path("y.png"),
        "funds",
        "en",
        "dark",
        (1920, 1080),
        (Path("a"), Path("b")),
        1.5,
        9.0,
    )


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("", "picture-words"),
        ("x.duckdb", "picture-words"),
        ("x.duckdb y.duckdb --out z.png", "picture-words"),
        ("x.duckdb --oot z.png", "picture-option"),
        ("x.duckdb --out", "picture-value"),
        ("x.duckdb --out z.png --language de", "picture-value"),
        ("x.duckdb --out z.png --theme system", "picture-value"),
        ("x.duckdb --out z.png --size 800x600", "picture-value"),
        ("x.duckdb --out z.png --size 1440", "picture-value"),
        ("x.duckdb --out z.png --scale nan", "picture-value"),
        ("x.duckdb --out z.png --seconds 0", "picture-value"),
    ],
)
def test_words_that_are_off_are_named(words: str, key: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(UsageError) as raised:
        read_request(words.split())
    assert raised.value.key == key


def test_the_window_is_drawn_as_large_as_asked(extract: Path, tmp_path: Path) -> None:
    """The real window with the extract open in a real worker."""
    out = tmp_path / "window.png"
    done = picture(tmp_path / "home", str(extract), "--out", str(out), "--size", "1280x720")
    assert done.returncode == ExitCode.OK, done.stderr
    assert (QImage(str(out)).width(), QImage(str(out)).height()) == (1280, 720)


def test_what_cannot_be_drawn_is_one_sentence(extract: Path, tmp_path: Path) -> None:
    """A file that is none, a page that does not exist, a folder that is not there: a code, a sentence, no picture."""
    out = tmp_path / "window.png"
    text = tmp_path / "text.duckdb"
    text.write_text("not a database")
    tries = (
        ((str(text), "--out", str(out)), ExitCode.NOT_AN_EXTRACT),
        ((str(extract), "--out", str(out), "--page", "overveiw"), ExitCode.USAGE),
        ((str(extract), "--out", str(tmp_path / "none" / "x.png")), ExitCode.FAULT),
    )
    for words, code in tries:
        done = picture(tmp_path / "home", *words)
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert not out.exists()
