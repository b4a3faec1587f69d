"""Proves that long files are read to their end beside the build, and that one at fault ends it. It refuses half a wait."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.domain.mapping import PLAIN, SourceSpec
from console.domain.ports import Silent, stop_if_cancelled
from console.errors import Cancelled, InputError
from console.jobs.preparing import preparing
from console.sources import prepare


@pytest.fixture(autouse=True)
def every_file_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "LONG", 0)


def specs(folder: Path, contents: list[bytes]) -> list[tuple[SourceSpec, Path]]:
    for number, content in enumerate(contents):
        (folder / f"{number}.csv").write_bytes(content)
    return [(SourceSpec(f"s{n}", f"{n}.csv"), folder / f"{n}.csv") for n in range(len(contents))]


def test_they_come_in_the_order_given_and_settle(tmp_path: Path) -> None:
    files = specs(tmp_path, [b"a,b\n1,x\n", b"a,b\n", b"a,b\n1,x\n2,y\n"])
    with preparing(Silent()) as preparation:
        found = preparation.sources(files, tmp_path, ("s2", "s0"), plainly=True, beside=True)
        assert [(one.name, one.kind, one.read_lines, one.sha256) for one in found] == [
            (f"s{number}", PLAIN, None, "") for number in range(3)
        ]
        settled = [one.settled() for one in found]
    with preparing(Silent()) as preparation:
        before = preparation.sources(files, tmp_path, (), plainly=True, beside=False)
    assert settled == list(before)
    assert [one.read_lines for one in before] == [1, 0, 2]


@pytest.mark.parametrize(
    ("content", "tabs"),
    [
        (b'a,b\n1,"x\ny"\n', None),
        (b"a,b\n1,x\ry\n", None),
        (b"a,b\n" + b"1,x\n" * 600_000 + b"1,x\t\n", True),
    ],
)
def test_a_file_that_is_not_as_it_began_stops_what_goes_on(
    tmp_path: Path, content: bytes, tabs: bool | None
) -> None:
    """What goes on here asks for ever whether it should stop: without a word it would not end."""
    files = specs(tmp_path, [b"a,b\n1,x\n", content])
    with pytest.raises(InputError) as caught, preparing(Silent()) as preparation:
        preparation.sources(files, tmp_path, (), plainly=True, beside=True)
        while True:
            stop_if_cancelled(preparation.progress)
    assert caught.value.key == "source-uneven"
    assert (caught.value.facts["file"], caught.value.facts.get("tabs")) == ("1.csv", tabs)


def test_who_cancels_stops_all(tmp_path: Path) -> None:
    class Stopped(Silent):
        asked = 0

        def cancelled(self) -> bool:
            self.asked += 1
            return self.asked > 3

    files = specs(tmp_path, [b"a,b\n" + b"1,x\n" * 3_000_000])
    with pytest.raises(Cancelled), preparing(Stopped()) as preparation:
        (found,) = preparation.sources(files, tmp_path, (), plainly=True, beside=True)
        found.settled()
