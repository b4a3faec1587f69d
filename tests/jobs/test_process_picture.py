"""The map as a file: the window's own figure with its sources, drawn without a screen, refused before it is computed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from console.cli.main import run
from console.domain.ports import Silent
from console.errors import ExitCode, UsageError
from console.i18n import Phrases
from console.jobs.extract import OpenedExtract
from console.jobs.process_picture import SHARP, SIZE, PictureRequest, write_map
from console.jobs.services_answers import ProcessRequest
from console.jobs.services_map import main_path
from console.jobs.theme_answers import PageScope
from console.paths import resource_root
from tests.jobs.page_sample import opened, province, tiny

ROOT = resource_root()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return province(tmp_path_factory)


@pytest.fixture(scope="module")
def extract(file: Path) -> Iterator[OpenedExtract]:
    with opened(file) as held:
        yield held


def _asked(extract: OpenedExtract, out: Path, item: str = "") -> PictureRequest:
    return PictureRequest(out, ProcessRequest(PageScope(period=extract.whole_period), item))


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_drawing_holds_every_step_its_counts_and_its_sources(
    extract: OpenedExtract, tmp_path: Path, language: str
) -> None:
    phrases = Phrases(language, ROOT / "phrases")
    view = write_map(extract, _asked(extract, tmp_path / "map.svg"), phrases, ROOT, Silent())
    drawing = ElementTree.fromstring((tmp_path / "map.svg").read_bytes())
    words = [text.text or "" for text in drawing.iter("{http://www.w3.org/2000/svg}text")]
    path = main_path(view)
    counts = [phrases.number(stay.events) for stay in view.stays if stay.step in path]
    assert len(counts) > 4
    assert [count for count in counts if count not in words] == []
    forbidden = [one for one in view.follows if one.forbidden]
    assert len(forbidden) > 1
    assert sum("→" in word for word in words) >= len(forbidden)
    assert any(
        phrases.text("services-map-mark-unsigned") in word and extract.digest[:16] in word for word in words
    )


def test_the_picture_is_sharp_and_drawn_to_its_edges(extract: OpenedExtract, tmp_path: Path) -> None:
    phrases = Phrases("zh-CN", ROOT / "phrases")
    write_map(extract, _asked(extract, tmp_path / "map.PNG"), phrases, ROOT, Silent())
    with Image.open(io.BytesIO((tmp_path / "map.PNG").read_bytes())) as picture:
        picture.load()
        assert picture.width > SIZE[0] * SHARP
        assert picture.height > SIZE[1] * SHARP
        ground = picture.getpixel((0, 0))
        assert ground == picture.getpixel((picture.width - 1, picture.height - 1))
        assert len(picture.getcolors(1 << 24) or ()) > 20
        for third in range(3):
            left = picture.width * third // 3
            part = picture.crop((left, 0, left + picture.width // 3, picture.height))
            assert len(part.getcolors(1 << 24) or ()) > 5
    assert [one.name for one in tmp_path.iterdir()] == ["map.PNG"]


def test_what_cannot_be_drawn_is_refused(extract: OpenedExtract, tmp_path: Path) -> None:
    phrases = Phrases("en", ROOT / "phrases")

    def refused(out: Path, item: str = "", held: OpenedExtract = extract) -> str:
        with pytest.raises(UsageError) as caught:
            write_map(held, _asked(held, out, item), phrases, ROOT, Silent())
        return caught.value.key

    assert refused(tmp_path / "map.gif") == "picture-kind"
    assert refused(tmp_path / "none" / "map.svg") == "picture-unwritable"
    assert refused(tmp_path / "map.svg", "no such item") == "process-item"
    (tmp_path / "folder.svg").mkdir()
    assert refused(tmp_path / "folder.svg") == "picture-unwritable"
    with opened(tiny(tmp_path / "bare.duckdb", {"region": []})) as bare:
        assert refused(tmp_path / "map.svg", held=bare) == "process-missing"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["bare.duckdb", "folder.svg"]


def test_the_command_writes_the_file_beside_its_answer(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path))
    out = tmp_path / "map.svg"
    assert run(["process", str(file), "map", "--out", str(out), "--json"]) == ExitCode.OK
    told = capsys.readouterr()
    assert '"edges"' in told.out
    assert str(out) in told.err
    assert out.read_bytes().startswith(b"<?xml")
    out.unlink()
    assert run(["process", str(file), "variants", "--out", str(out)]) == ExitCode.USAGE
    assert run(["process", str(file), "map", "--out", str(tmp_path / "map")]) == ExitCode.USAGE
    assert not out.exists()
