"""Owns the proof that a made sample is whole, signed, believed with its own trust folder, and leaves no key behind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copy
from typing import Any

import duckdb
import pytest

from console.cli.main import run
from console.domain.manifest import from_json
from console.domain.ports import Progress, Silent, SystemClock
from console.domain.verification import Verdict
from console.errors import Cancelled, ExitCode, Fact, KeyStoreError, UsageError
from console.gui.sampling import newest, trust_of
from console.jobs.chain import read_chain
from console.jobs.sample import FILE, IDENTITY, LATEST, Sample, SampleRequest, make_sample
from console.paths import resource_root
from console.signing.extract_verification import manifest_path, signature_path, verify_extract
from console.signing.signer import open_signer
from console.signing.truststore import TrustStore
from sample_db import generate

PASSPHRASE = "一个 only for tests"
CASES = 500


def make(
    folder: Path,
    progress: Progress | None = None,
    passphrase: str | None = None,
    seed: int = 1,
    quarter: str = LATEST,
) -> Sample:
    request = SampleRequest(folder, resource_root(), CASES, seed, passphrase, quarter=quarter)
    return make_sample(request, SystemClock(), progress or Silent())


def verdict(extract: Path, trust: Path) -> Verdict:
    return verify_extract(extract, TrustStore.load((trust,)), SystemClock(), Silent()).verdict


@pytest.fixture(scope="module", autouse=True)
def provinces(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Have each province generated once: what is proved here is what becomes of it."""
    folder, kept = tmp_path_factory.mktemp("provinces"), dict[tuple[object, ...], tuple[Path, Any]]()
    really = generate.generate

    def once(path: Path, *words: Any, **told: Any) -> Any:
        key = (told["cases"], told["seed"], told["quarter"])
        if key in kept and not isinstance(told["progress"], Impatient):
            copy(kept[key][0], path)
            return kept[key][1]
        counts = really(path, *words, **told)
        kept[key] = Path(copy(path, folder / f"{len(kept)}.duckdb")), counts
        return counts

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(generate, "generate", once)
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return make(tmp_path_factory.mktemp("sample"))


def test_a_sample_is_valid_with_its_own_trust_and_unknown_without(made: Sample, tmp_path: Path) -> None:
    assert verdict(made.extract, made.trust) is Verdict.VALID
    assert verdict(made.extract, tmp_path) is Verdict.UNTRUSTED


def test_a_changed_byte_is_seen(made: Sample, tmp_path: Path) -> None:
    copy = tmp_path / FILE
    content = bytearray(made.extract.read_bytes())
    content[len(content) // 2] ^= 1
    copy.write_bytes(content)
    for beside in (manifest_path, signature_path):
        beside(copy).write_bytes(beside(made.extract).read_bytes())
    assert verdict(copy, made.trust) is Verdict.INVALID


def test_the_manifest_repeats_what_the_extract_holds(made: Sample) -> None:
    manifest = from_json(manifest_path(made.extract).read_bytes())
    assert manifest == made.manifest
    with duckdb.connect(str(made.extract), read_only=True) as connection:
        for table in manifest.tables:
            assert connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone() == (table.rows,)
        told = connection.execute("SELECT classification, purpose, destroy_by FROM extract_info").fetchone()
    assert told == (manifest.classification, manifest.purpose, manifest.destroy_by)


def test_nothing_stays_but_three_files_and_what_is_public_of_the_authority(made: Sample) -> None:
    names = sorted(path.name for path in made.extract.parent.iterdir())
    assert names == [FILE, f"{FILE}.manifest.json", f"{FILE}.manifest.p7s", "trust"]
    assert sorted(path.suffix for path in made.trust.iterdir()) == [".crl", ".pem"]
    assert all(b"PRIVATE" not in path.read_bytes() for path in made.trust.iterdir())
    assert made.identity is None


def test_the_window_finds_what_was_made(made: Sample) -> None:
    assert newest(made.extract.parent) == made.extract
    assert made.trust in trust_of(made.extract)


def test_a_second_sample_replaces_the_first_and_its_authority(tmp_path: Path) -> None:
    first = make(tmp_path)
    roots = {path.name for path in first.trust.iterdir()}
    second = make(tmp_path, seed=2)
    assert second.manifest.sha256 != first.manifest.sha256
    assert len(list(second.trust.iterdir())) == 2 and not roots & {
        path.name for path in second.trust.iterdir()
    }
    assert verdict(second.extract, second.trust) is Verdict.VALID


def test_a_passphrase_keeps_the_signer_for_next_time(tmp_path: Path) -> None:
    made = make(tmp_path, passphrase=PASSPHRASE)
    signer = open_signer(tmp_path / "keys", IDENTITY, PASSPHRASE)
    assert made.identity == IDENTITY and signer.demonstration
    again = make(tmp_path, passphrase=PASSPHRASE, seed=2)
    assert open_signer(tmp_path / "keys", IDENTITY, PASSPHRASE).fingerprint == signer.fingerprint
    assert verdict(again.extract, again.trust) is Verdict.VALID
    before = again.extract.read_bytes()
    with pytest.raises(KeyStoreError) as caught:
        make(tmp_path, passphrase="another passphrase")
    assert caught.value.key == "key-passphrase-wrong"
    assert again.extract.read_bytes() == before and verdict(again.extract, again.trust) is Verdict.VALID


def test_the_next_quarter_follows_the_one_before_in_its_folder(tmp_path: Path) -> None:
    first = make(tmp_path, quarter="2025Q4")
    second = make(tmp_path, quarter="2026Q2")
    assert first.manifest.predecessor is None and first.follows == ""
    assert second.manifest.predecessor == first.manifest.sha256 and second.follows == first.extract.name
    assert second.manifest.period.starts == first.manifest.period.starts
    assert first.manifest.cut_off < second.manifest.cut_off
    chain = read_chain(second.extract, (second.trust,), SystemClock(), Silent())
    assert [(link.file, link.state, link.this) for link in chain.links] == [
        (first.extract.name, "signed", False),
        (second.extract.name, "signed", True),
    ]
    assert chain.silent is None and verdict(first.extract, first.trust) is Verdict.VALID


def test_a_quarter_of_another_province_is_not_followed(tmp_path: Path) -> None:
    make(tmp_path, quarter="2026Q1", seed=2)
    second = make(tmp_path)
    assert second.manifest.predecessor is None and second.follows == ""


def test_a_quarter_the_sample_does_not_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        make(tmp_path, quarter="2031Q1")
    assert caught.value.key == "sample-quarter" and not list(tmp_path.iterdir())


class Impatient(Silent):
    """Wants it stopped once a step was reported."""

    def __init__(self, step: str) -> None:
        self.step, self.stop = step, False

    def report(self, fraction: float | None, key: str, **facts: Fact) -> None:
        self.stop = self.stop or key == self.step

    def cancelled(self) -> bool:
        return self.stop


@pytest.mark.parametrize("step", ["sample", "hashing"])
def test_who_stops_it_keeps_what_there_was(made: Sample, tmp_path: Path, step: str) -> None:
    kept = replace(made, extract=tmp_path / FILE)
    kept.extract.write_bytes(b"an earlier one")
    with pytest.raises(Cancelled):
        make(tmp_path, Impatient(step))
    assert kept.extract.read_bytes() == b"an earlier one"
    assert [path.name for path in tmp_path.iterdir() if path.name != "trust"] == [FILE]


def test_no_cases_make_no_sample(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        make_sample(SampleRequest(tmp_path, resource_root(), 0), SystemClock(), Silent())
    assert caught.value.key == "sample-cases" and not list(tmp_path.iterdir())


def test_the_command_makes_one_and_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    words = ["sample", str(tmp_path / "out"), "--cases", "400", "--seed", "5", "--json"]
    assert run(words) == ExitCode.OK
    told = json.loads(capsys.readouterr().out)
    assert told["tables"]["service_case"] > 400 and told["signer"] is None
    assert run(["verify", told["extract"], "--trust", told["trust"]]) == ExitCode.OK
    assert run(["sample", str(tmp_path / "out"), "--cases", "0"]) == ExitCode.USAGE
    (tmp_path / "file").write_text("in the way")
    assert run(["sample", str(tmp_path / "file" / "below"), "--cases", "400"]) == ExitCode.SOURCE
