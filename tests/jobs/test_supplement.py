"""Owns the proof that rows which arrive later enter the state of an extract by signed links, and by nothing else."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from console.cli.main import run
from console.domain.ports import Silent, SystemClock
from console.errors import ExitCode, ExtractError
from console.jobs.extract import OpenedExtract, OpenRequest, open_extract
from console.jobs.supplement_state import list_supplements, states_of
from console.jobs.verify import verify
from console.jobs.verify_request import VerifyRequest
from console.paths import resource_root
from console.signing.authority import issue_signer, make_authority
from console.signing.beside import manifest_path, signature_path
from console.signing.supplement_files import supplement_path
from tests.cli.test_build import MAPPING, PASSPHRASE
from tests.jobs.page_sample import catalogue
from tests.signing.papers import failures

VULNERABLE = "vulnerability_id,system_id,cvss_score,status\nV1,S1,9.8,open\nV2,S1,5.0,open\nV3,S2,x,open\n"
LATER = "vulnerability_id,system_id,cvss_score,status\nV2,S1,5.0,fixed\nV4,S3,7.5,open\n"
ROWS = "no,amount,day\nP1,10.50,2026-01-05\nP3,7.25,2026-02-01\n"


@dataclass(frozen=True)
class Desk:
    """A folder with a signed extract, scan reports and somebody who signs."""

    folder: Path
    extract: Path
    trust: Path
    keys: list[str]

    def add(self, file: str, *words: str, sign: bool = True) -> int:
        told = ["supplement", "add", str(self.extract), str(self.folder / file), "--json"]
        told += ["--subject", "scan-report", "--trust", str(self.trust)]
        told += list(words) or ["--table", "vulnerability"]
        return run([*told, *(self.keys if sign else [])])

    def open(self, diagnose: bool = False) -> OpenedExtract:
        request = OpenRequest(self.extract, (self.trust,), 2 << 30, 1, diagnose)
        return open_extract(request, catalogue(), SystemClock(), Silent())

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with self.open() as opened:
            return opened.connection.rows(sql)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("made")
    make_authority(folder / "office", PASSPHRASE, SystemClock())
    issue_signer(
        folder / "office",
        "clerk",
        person="王",
        organisation="厅",
        passphrase=PASSPHRASE,
        authority_passphrase=PASSPHRASE,
        clock=SystemClock(),
    )
    secret = folder / "secret"
    secret.write_text(PASSPHRASE, "utf-8")
    secret.chmod(0o600)
    for name, text in (
        ("small.toml", MAPPING),
        ("payments.csv", ROWS),
        ("v.csv", VULNERABLE),
        ("w.csv", LATER),
    ):
        (folder / name).write_text(text, "utf-8")
    keys = [
        "--sign",
        "clerk",
        "--key-folder",
        str(folder / "office" / "keys"),
        "--passphrase-file",
        str(secret),
    ]
    words = ["build", "--mapping", str(folder / "small.toml"), "--out", str(folder / "e.duckdb"), *keys]
    assert run(words) == ExitCode.OK
    return Desk(folder, folder / "e.duckdb", folder / "office" / "trust", keys)


@pytest.fixture(scope="module")
def twice(made: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return the same with two supplements, made once."""
    found = copied(made, tmp_path_factory.mktemp("twice"))
    assert found.add("v.csv") == found.add("w.csv") == ExitCode.OK
    return found


def copied(made: Desk, folder: Path) -> Desk:
    for path in made.folder.iterdir():
        if path.is_file():
            shutil.copy2(path, folder / path.name)
    return Desk(folder, folder / "e.duckdb", made.trust, made.keys)


@pytest.fixture
def desk(
    made: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    capsys.readouterr()
    return copied(made, tmp_path)


@pytest.fixture
def chain(
    twice: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    capsys.readouterr()
    return copied(twice, tmp_path)


def test_rows_that_arrive_later_are_in_the_state_and_the_extract_is_untouched(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    before = desk.extract.read_bytes()
    with desk.open() as opened:
        assert "vulnerability" in opened.missing and opened.supplements == ()
        alone = opened.digest
    assert desk.add("v.csv") == ExitCode.OK
    told = json.loads(capsys.readouterr().out)
    assert (told["read"], told["accepted"], told["rejected"]) == (3, 2, 1)
    assert desk.extract.read_bytes() == before
    with desk.open() as opened:
        assert opened.mark == "signed" and opened.supplements == ("e.duckdb.supplement-0001.duckdb",)
        assert "vulnerability" not in opened.missing and opened.digest != alone
        assert (alone, opened.digest) == states_of(desk.extract, Silent())
        assert opened.connection.rows("SELECT vulnerability_id, status FROM vulnerability ORDER BY 1") == [
            ("V1", "open"),
            ("V2", "open"),
        ]
        assert opened.connection.row("SELECT count(*) FROM payment") == (2,)


def test_a_later_row_takes_the_place_of_an_earlier_one_of_its_key(chain: Desk) -> None:
    assert chain.rows("SELECT vulnerability_id, status FROM vulnerability ORDER BY 1") == [
        ("V1", "open"),
        ("V2", "fixed"),
        ("V4", "open"),
    ]


def test_a_row_of_the_extract_itself_is_corrected_by_a_supplement(desk: Desk) -> None:
    (desk.folder / "p.csv").write_text(
        "payment_id,organisation_id,amount,paid_on\nP1,O1,11.00,2026-01-05\n", "utf-8"
    )
    assert desk.add("p.csv", "--table", "payment") == ExitCode.OK
    rows = desk.rows("SELECT payment_id, amount::VARCHAR FROM payment ORDER BY 1")
    assert rows == [("P1", "11.00"), ("P3", "7.25")]


def test_an_earlier_state_can_still_be_opened(chain: Desk) -> None:
    for count, statuses in ((0, []), (1, ["open", "open"]), (2, ["open", "fixed", "open"])):
        request = OpenRequest(chain.extract, (chain.trust,), 2 << 30, 1, supplements=count)
        with open_extract(request, catalogue(), SystemClock(), Silent()) as opened:
            assert opened.digest == states_of(chain.extract, Silent())[count]
            rows = opened.connection.rows("SELECT status FROM vulnerability ORDER BY vulnerability_id")
            assert [status for (status,) in rows] == statuses


@pytest.mark.parametrize(
    ("content", "code"), [(None, ExitCode.NOT_FOUND), (b"no extract", ExitCode.NOT_AN_EXTRACT)]
)
def test_what_is_no_extract_has_no_list(
    tmp_path: Path, content: bytes | None, code: ExitCode, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing added and nothing there are two answers."""
    file = tmp_path / "x.duckdb"
    if content is not None:
        file.write_bytes(content)
    assert run(["supplement", "list", str(file)]) == code
    told = capsys.readouterr()
    assert told.out == "" and str(file) in told.err


def test_each_link_is_verified_and_listed(chain: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    found = list_supplements(chain.extract, (chain.trust,), SystemClock(), Silent())
    assert [(each.number, each.subject, each.standing.value) for each in found] == [
        (1, "scan-report", "signed-and-trusted"),
        (2, "scan-report", "signed-and-trusted"),
    ]
    request = VerifyRequest(found[1].file, None, (chain.trust,), 1 << 30, 1, resource_root())
    assert (verify(request, SystemClock(), Silent()).kind) == "supplement"
    capsys.readouterr()
    assert (
        run(["supplement", "list", str(chain.extract), "--trust", str(chain.trust), "--json"]) == ExitCode.OK
    )
    told = json.loads(capsys.readouterr().out)["supplements"]
    assert [each["tables"] for each in told] == [{"vulnerability": 2}, {"vulnerability": 2}]
    words = [
        "--language-of-words",
        "en",
        "supplement",
        "list",
        str(chain.extract),
        "--trust",
        str(chain.trust),
    ]
    assert run(words) == ExitCode.OK
    assert capsys.readouterr().out.count("signed and trusted") == 2


def test_the_same_rows_again_add_nothing(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.add("v.csv") == ExitCode.OK
    state = sorted((path.name, path.read_bytes()) for path in desk.folder.glob("e.duckdb*"))
    assert desk.add("v.csv") == ExitCode.USAGE
    assert "supplement-0001" in capsys.readouterr().err
    assert state == sorted((path.name, path.read_bytes()) for path in desk.folder.glob("e.duckdb*"))


def _missing(desk: Desk) -> None:
    supplement_path(desk.extract, 1).unlink()


def _swapped(desk: Desk) -> None:
    one, two = (supplement_path(desk.extract, number) for number in (1, 2))
    for at in (lambda path: path, manifest_path, signature_path):
        content = at(one).read_bytes()
        at(one).write_bytes(at(two).read_bytes())
        at(two).write_bytes(content)


def _changed(desk: Desk) -> None:
    path = supplement_path(desk.extract, 2)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def _unsigned(desk: Desk) -> None:
    signature_path(supplement_path(desk.extract, 2)).unlink()


def _stranger(desk: Desk) -> None:
    """An extract under a supplement's name adds nothing to this one."""
    for at in (lambda path: path, manifest_path, signature_path):
        shutil.copy2(at(desk.extract), at(supplement_path(desk.extract, 3)))


@pytest.mark.parametrize(
    ("break_it", "key"),
    [
        (_missing, "supplement-missing"),
        (_swapped, "supplement-other"),
        (_changed, "supplement-untrusted"),
        (_unsigned, "supplement-untrusted"),
        (_stranger, "supplement-other"),
    ],
)
def test_a_chain_that_does_not_hold_is_no_state(chain: Desk, break_it: Any, key: str) -> None:
    request = VerifyRequest(chain.extract, None, (chain.trust,), 1 << 30, 1, resource_root())
    assert verify(request, SystemClock(), Silent()).exit_code is ExitCode.OK
    break_it(chain)
    found = verify(request, SystemClock(), Silent())
    assert (found.verdict.value, found.exit_code) == ("valid", ExitCode.GAP)
    assert failures(found.checks) == [key]
    with pytest.raises(ExtractError) as caught:
        chain.open()
    assert caught.value.key == key
    with chain.open(diagnose=True) as opened:
        assert opened.supplements == () and "vulnerability" in opened.missing


def test_an_unsigned_extract_takes_unsigned_supplements(desk: Desk) -> None:
    signature_path(desk.extract).unlink()
    assert desk.add("v.csv", sign=False) == ExitCode.OK
    assert desk.rows("SELECT count(*) FROM vulnerability") == [(2,)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--table", "vulnerabilty"], "vulnerability"),
        (["--table", "payment"], "vulnerability_id"),
        ([], "vulnerability"),
        (["--table", "vulnerability", "--mapping", "small.toml"], "--mapping"),
    ],
)
def test_what_does_not_fit_is_named(
    desk: Desk, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if not words:
        told = ["supplement", "add", str(desk.extract), str(desk.folder / "v.csv"), "--subject", "scans"]
        assert run([*told, "--table", "vulnerability"]) == ExitCode.USAGE
        assert "scan-report" in capsys.readouterr().err
        return
    assert desk.add("v.csv", *words) in (ExitCode.USAGE, ExitCode.SOURCE)
    assert said in capsys.readouterr().err
    assert not supplement_path(desk.extract, 1).exists()


def test_persons_do_not_arrive_in_clear_by_another_door(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk.folder / "life.csv").write_text(
        "person_id,kind,starts_on\n110101199003071234,deceased,2026-01-01\n", "utf-8"
    )
    assert desk.add("life.csv", "--table", "life_status") == ExitCode.SOURCE
    assert "life_status" in capsys.readouterr().err
