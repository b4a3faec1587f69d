"""Owns sources that come in volumes: numbered files each with a head of its own, or one file cut into numbered pieces.

It refuses a number that is missing between or twice: rows nobody read would be lost without a word.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from console.domain.ports import Progress, stop_if_cancelled
from console.errors import InputError

ANY = "*"
"""Stands in a mapping's ``file`` for the number of a volume."""
BLOCK = 1024 * 1024
BEGINNING = 4 * BLOCK
"""How much of a text in pieces is looked at, as long as nobody imports it."""
READ_FROM_THE_BEGINNING = frozenset({".csv", ".tsv", ".txt", ".jsonl", ".ndjson"})
PIECE = re.compile(r"(?P<whole>.+\.[^.]+)\.[0-9]{2,}")
NUMBERED = re.compile(r"(?P<before>.*?)(?P<number>[0-9]+)(?P<after>[^0-9]*\.[^.]+(\.gz)?)", re.IGNORECASE)


def is_numbered(file: str) -> bool:
    """Say whether a mapping's file name stands for several; raises InputError mapping-volumes for one that is unclear."""
    folder, name = str(Path(file).parent), Path(file).name
    if ANY in folder or name.count(ANY) > 1:
        raise InputError("mapping-volumes", file=file)
    return ANY in name


def numbered_files(paths: Iterable[Path], file: str) -> tuple[Path, ...]:
    """Return the files a numbered name stands for, in the order of their numbers; none where none fits.

    Raises InputError source-volume-missing or source-volume-twice, naming the file.
    """
    before, _, after = Path(file).name.partition(ANY)
    return _ordered(paths, before, after)


def pieces_of(paths: Iterable[Path], file: str) -> tuple[Path, ...]:
    """Return the pieces ``<file>.001``, ``<file>.002``, … of one file, in their order; raises as ``numbered_files`` does."""
    return _ordered(paths, f"{Path(file).name}.", "")


def join_pieces(pieces: Sequence[Path], made: Path, progress: Progress) -> Path:
    """Write the pieces one after the other into one file and return it; raises InputError source-unreadable."""
    size, done = sum(path.stat().st_size for path in pieces), 0
    try:
        with made.open("wb") as whole:
            for path in pieces:
                with path.open("rb") as piece:
                    while block := piece.read(BLOCK):
                        stop_if_cancelled(progress)
                        whole.write(block)
                        done += len(block)
                        progress.report(done / size, "source", file=path.name)
    except OSError as fault:
        raise InputError("source-unreadable", file=str(made), detail=fault.strerror or "") from fault
    return made


def whole_name(name: str) -> str:
    """Return the name of the file that a piece (``a.csv.001``) is cut from; an empty text where it is none."""
    told = PIECE.fullmatch(name)
    return told["whole"] if told else ""


def numbered_name(name: str) -> str:
    """Return the name a file is a numbered volume of (``a_1.csv`` of ``a_*.csv``); an empty text where it has no number."""
    told = NUMBERED.fullmatch(name)
    return f"{told['before']}{ANY}{told['after']}" if told and ANY not in name else ""


def counts_volumes(paths: Iterable[Path], file: str) -> bool:
    """Say whether files of a numbered name are counted as volumes are: at least two, from 0 or 1."""
    before, _, after = Path(file).name.partition(ANY)
    shape = re.compile(f"{re.escape(before)}([0-9]+){re.escape(after)}")
    numbers = [int(told[1]) for path in paths if (told := shape.fullmatch(path.name))]
    return len(numbers) > 1 and min(numbers) <= 1


@contextmanager
def looked_at(file: str, files: Sequence[Path], progress: Progress) -> Iterator[Path]:
    """Yield what there is to look at of a source: its one file, its first volume, or the beginning of a file in pieces."""
    if is_numbered(file) or (len(files) == 1 and files[0].name == Path(file).name):
        yield files[0]
        return
    folder = Path(tempfile.mkdtemp(prefix="plumbline-pieces-"))
    try:
        made = folder / Path(file).name
        if made.suffix.lower() in READ_FROM_THE_BEGINNING:
            _begin(files, made)
        else:
            join_pieces(files, made, progress)
        yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _begin(pieces: Sequence[Path], made: Path) -> None:
    """Write the first pieces, as far as one looks: up to the last line that is whole, where the text goes on."""
    held, more = b"", False
    try:
        for path in pieces:
            with path.open("rb") as piece:
                held += piece.read(BEGINNING - len(held))
                more = bool(piece.read(1))
            if more:
                break
        made.write_bytes(held[: held.rfind(b"\n") + 1] if more and b"\n" in held else held)
    except OSError as fault:
        raise InputError("source-unreadable", file=str(made.name), detail=fault.strerror or "") from fault


def _ordered(paths: Iterable[Path], before: str, after: str) -> tuple[Path, ...]:
    shape = re.compile(f"{re.escape(before)}([0-9]+){re.escape(after)}")
    found: dict[int, Path] = {}
    for path in paths:
        told = shape.fullmatch(path.name)
        if told is None or not path.is_file():
            continue
        number = int(told[1])
        if number in found and found[number].absolute() != path.absolute():
            raise InputError("source-volume-twice", file=path.name, other=found[number].name)
        found[number] = path
    if not found:
        return ()
    _refuse_gap(found, before, after)
    return tuple(found[number] for number in sorted(found))


def _refuse_gap(found: dict[int, Path], before: str, after: str) -> None:
    """Volumes are counted from 0 or 1; how many digits a number has is seen from the first."""
    width = len(found[min(found)].name) - len(before) - len(after)
    for number in range(min(*found, 1), max(found)):
        if number not in found:
            missing = f"{before}{number:0{width}}{after}"
            raise InputError("source-volume-missing", file=missing, last=found[max(found)].name)
