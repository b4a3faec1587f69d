"""Owns the proof that an import killed at any moment leaves the old extract, the new one, or none: never half a file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from console.domain.fingerprint import engine_of
from console.domain.manifest import from_json
from console.engine import fingerprint
from console.signing.beside import manifest_path
from tests.faults.import_kills import Field, kill_many

TIMES = int(os.environ.get("PLUMBLINE_KILLS", "6"))


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is of POSIX")
def test_a_build_killed_at_random_moments_never_leaves_half_a_file(tmp_path: Path) -> None:
    seen = kill_many(tmp_path / "field", TIMES, seed=20261125)
    assert seen["old"] + seen["new"] + seen["none"] == TIMES
    assert seen["killed while running"] == TIMES


class _Killed(BaseException):
    """Stands for the process's end: nothing after it runs, not even what cleans up."""


@pytest.mark.parametrize("step", range(8))
def test_the_narrow_steps_at_the_end_are_killed_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """A random moment hardly ever falls between two renamings; here each of them is the last that is done."""
    field = Field(tmp_path / "field", 50)
    field.prepare()
    field.source(1)
    field.build()
    before = field.state()
    field.source(2)
    done = [0]
    replace, unlink = Path.replace, Path.unlink

    def counted() -> None:
        if done[0] == step:
            raise _Killed
        done[0] += 1

    def renaming(path: Path, target: Path) -> Path:
        counted()
        return replace(path, target)

    def removing(path: Path, missing_ok: bool = False) -> None:
        if path.exists() and path.parent == field.extract.parent:
            counted()
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "replace", renaming)
    monkeypatch.setattr(Path, "unlink", removing)
    try:
        field.build()
    except _Killed:
        ended = False
    else:
        ended = True
    monkeypatch.undo()
    after = field.state()
    assert after is not None and (after == before or after[0] == 2)
    assert not ended or after[0] == 2
    field.source(3)
    field.build()
    assert field.state()[0] == 3 and field.leftovers() == []  # type: ignore[index]


def test_the_same_sources_give_the_same_fingerprints_and_change_nothing(tmp_path: Path) -> None:
    field = Field(tmp_path / "field", 500)
    field.prepare()
    field.source(7)
    field.build()
    files = {path.name: path.read_bytes() for path in field.extract.parent.iterdir()}
    stamps = {path.name: path.stat().st_mtime_ns for path in field.extract.parent.iterdir()}
    field.build()
    assert {path.name: path.read_bytes() for path in field.extract.parent.iterdir()} == files
    assert {path.name: path.stat().st_mtime_ns for path in field.extract.parent.iterdir()} == stamps
    before = from_json(files[manifest_path(field.extract).name])
    for path in list(field.extract.parent.iterdir()):
        path.unlink()
    field.build()
    again = from_json(manifest_path(field.extract).read_bytes())
    assert [table.fingerprint for table in again.tables] == [table.fingerprint for table in before.tables]
    assert all(engine_of(table.fingerprint) == fingerprint.ENGINE for table in again.tables)
    field.source(8)
    field.build()
    other = from_json(manifest_path(field.extract).read_bytes())
    assert other.tables != before.tables


def test_what_another_version_of_the_engine_took_is_taken_anew_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another version hashes otherwise: that alone never makes rows look changed, and hides no change."""
    field = Field(tmp_path / "field", 200)
    field.prepare()
    field.source(7)
    with monkeypatch.context() as other:
        other.setattr(fingerprint, "ENGINE", "duckdb-9.9.9")
        other.setattr(fingerprint, "SECOND", "hashed otherwise")
        field.build()
    before = {path.name: path.read_bytes() for path in field.extract.parent.iterdir()}
    field.build()
    assert {path.name: path.read_bytes() for path in field.extract.parent.iterdir()} == before
    field.source(8)
    field.build()
    after = manifest_path(field.extract).read_bytes()
    assert after != before[manifest_path(field.extract).name]
    assert {engine_of(table.fingerprint) for table in from_json(after).tables} == {fingerprint.ENGINE}
