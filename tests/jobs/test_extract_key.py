"""Owns the proof that an encrypted extract opens under its passphrase alone, and that nothing is encrypted insecurely.

Most files are encrypted here with DuckDB's insecure random numbers: a secure writer cannot be had without a network. One
was written securely, by DuckDB 1.5.5 with its httpfs extension and the very words this program writes one with.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from console.catalogue.contract import read_contract
from console.cli.main import run
from console.domain.ports import Silent
from console.engine import hardening
from console.engine.connection import connect
from console.engine.encryption import Encryption, is_encrypted, key_literal
from console.engine.hardening import SPILL_CAP, hardened
from console.engine.spill import Spill, purge
from console.errors import ExitCode, ExtractError, KeyStoreError, PlumblineError
from console.i18n import Phrases
from console.jobs import importing
from console.jobs.extract_key import NEW, encryption_for, keep_passphrase, key_file, key_name, key_of
from console.jobs.importing import ImportRequest, import_sources
from console.jobs.wiping import wipe
from console.paths import resource_root
from console.vault.wrapping import Cost, wrap
from tests.engine.extracts import small_contract, write
from tests.jobs.findings_kit import MemoryVault

PASSPHRASE = "only for tests 口令"
KEY = bytes(range(32))
CHEAP = Cost(8 * 1024, 1, 1)
NEEDLE = "needle-in-the-spill"
REGIONS = (
    '[source.p]\nfile = "p.csv"\n[[table]]\ntable = "region"\nfrom = "p"\n'
    '[table.columns]\nregion_id = "no"\nname = "name"\nlevel = { constant = "city" }\n'
)
SECURE = Path(__file__).with_name("secure-1.5.5.encrypted")
HTTPFS = os.environ.get("PLUMBLINE_HTTPFS_EXTENSION", "")
"""An httpfs extension to try with; which one fits this DuckDB is told by the sentence without it."""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PLUMBLINE_PASSPHRASE_FILE", raising=False)
    yield tmp_path / "home"


def encrypted(path: Path, *, wrapped: bool = True) -> Path:
    """Make an encrypted extract with three cases, its key wrapped beside it or being the passphrase itself."""
    with duckdb.connect() as made:
        made.execute("SET force_mbedtls_unsafe = true")
        key_file(path).write_bytes(wrap(KEY, PASSPHRASE, "extract", CHEAP).to_json())
        key = key_of_file(path) if wrapped else PASSPHRASE
        if not wrapped:
            key_file(path).unlink()
        made.execute(f"ATTACH '{path}' AS y (ENCRYPTION_KEY {key_literal(key)}, ENCRYPTION_CIPHER 'GCM')")
        made.execute(
            "CREATE TABLE y.service_case AS SELECT 'C' || range AS case_id, 'O1' AS organisation_id FROM range(3)"
        )
        made.execute("CHECKPOINT y")
    return path


def key_of_file(path: Path) -> str:
    return base64.b64encode(KEY).decode()


def words_of(fault: KeyStoreError) -> list[str]:
    return [Phrases(language, resource_root() / "phrases").error(fault) for language in ("zh-CN", "en")]


@pytest.mark.parametrize("wrapped", [True, False])
def test_the_passphrase_opens_it(tmp_path: Path, wrapped: bool) -> None:
    path = encrypted(tmp_path / "closed.duckdb", wrapped=wrapped)
    assert is_encrypted(path)
    with connect(path, small_contract(), key=key_of(path, PASSPHRASE)) as opened:
        assert opened.row("SELECT count(*) FROM service_case") == (3,)


def test_what_was_written_securely_opens_under_its_key_alone(tmp_path: Path) -> None:
    path = tmp_path / "closed.duckdb"
    shutil.copyfile(SECURE, path)
    assert is_encrypted(path) and b"service_case" not in path.read_bytes()
    with connect(path, small_contract(), key=key_of(path, PASSPHRASE)) as opened:
        assert opened.rows("SELECT case_id FROM service_case ORDER BY 1") == [("C0",), ("C1",), ("C2",)]
    with pytest.raises(KeyStoreError) as caught:
        connect(path, small_contract(), key=key_of(path, "another passphrase")).close()
    assert caught.value.key == "extract-key-wrong"
    content = bytearray(path.read_bytes())
    content[-3000] ^= 1
    path.write_bytes(content)
    with pytest.raises(ExtractError) as damaged:
        read_all(path)
    assert (damaged.value.key, damaged.value.exit_code) == ("extract-unreadable", ExitCode.DAMAGED)


def read_all(path: Path) -> None:
    with connect(path, small_contract(), key=key_of(path, PASSPHRASE)) as opened:
        opened.rows("SELECT * FROM service_case")


@pytest.mark.skipif(not HTTPFS, reason="PLUMBLINE_HTTPFS_EXTENSION names no httpfs extension to try with")
def test_a_real_extension_writes_or_says_for_which_duckdb_it_was_made(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("no,name\nR1,a\nR2,b\n", "utf-8")
    (tmp_path / "m.toml").write_text(REGIONS, "utf-8")
    target = tmp_path / "o.duckdb"
    try:
        encryption = encryption_for(target, HTTPFS, MemoryVault({NEW: PASSPHRASE}, safe=False))
    except KeyStoreError as fault:
        assert fault.key == "encrypt-extension" and not key_file(target).exists()
        assert all(duckdb.__version__ in words for words in words_of(fault))
        return
    contract = read_contract(resource_root() / "contract")
    import_sources(ImportRequest((tmp_path / "m.toml",), target, encryption=encryption), contract, Silent())
    assert is_encrypted(target)
    with connect(target, contract, key=key_of(target, PASSPHRASE)) as opened:
        assert opened.row("SELECT count(*) FROM region") == (2,)


def test_no_query_learns_the_key(tmp_path: Path) -> None:
    path = encrypted(tmp_path / "closed.duckdb")
    with connect(path, small_contract(), key=key_of(path, PASSPHRASE)) as opened:
        told = "".join(
            str(opened.rows(f"SELECT * FROM {source}"))
            for source in ("duckdb_databases()", "duckdb_settings()", "duckdb_secrets()", "duckdb_views()")
        )
    assert "closed.duckdb" in told and key_of_file(path) not in told


def test_the_store_of_the_system_opens_it(tmp_path: Path) -> None:
    path, vault = encrypted(tmp_path / "closed.duckdb"), MemoryVault()
    keep_passphrase(path, PASSPHRASE, vault)
    assert list(vault.kept) == [key_name(path)]
    assert key_of(path, vault=vault) == key_of_file(path)


def test_a_passphrase_that_opens_nothing_is_not_kept(tmp_path: Path) -> None:
    path, vault = encrypted(tmp_path / "closed.duckdb"), MemoryVault()
    with pytest.raises(KeyStoreError) as caught:
        keep_passphrase(path, "wrong passphrase", vault)
    assert caught.value.key == "extract-key-wrong" and not vault.kept
    plain = write(tmp_path / "plain.duckdb", "CREATE TABLE service_case (case_id VARCHAR)")
    with pytest.raises(KeyStoreError) as caught:
        keep_passphrase(plain, PASSPHRASE, vault)
    assert caught.value.key == "extract-not-encrypted" and not vault.kept


def test_without_a_passphrase_it_says_what_to_do(tmp_path: Path) -> None:
    path = encrypted(tmp_path / "closed.duckdb")
    with pytest.raises(KeyStoreError) as caught:
        key_of(path, vault=MemoryVault())
    assert caught.value.key == "extract-key-missing"
    assert all(
        "closed.duckdb" in words and "PLUMBLINE_PASSPHRASE_FILE" in words for words in words_of(caught.value)
    )


def test_the_commands_take_the_passphrase_from_the_file_the_environment_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path, secret = encrypted(tmp_path / "closed.duckdb"), tmp_path / "secret"
    secret.touch(0o600)
    words = ["query", str(path), "SELECT count(*) AS n FROM service_case", "--format", "csv"]
    assert run(words) == ExitCode.KEYS
    monkeypatch.setenv("PLUMBLINE_PASSPHRASE_FILE", str(secret))
    for told, code in (("wrong passphrase", ExitCode.KEYS), (PASSPHRASE, ExitCode.OK)):
        secret.write_text(told, "utf-8")
        capsys.readouterr()
        assert run(words) == code
    assert capsys.readouterr().out.splitlines()[1].startswith("3")


def test_a_key_of_another_extract_says_so(tmp_path: Path) -> None:
    path = encrypted(tmp_path / "closed.duckdb")
    with pytest.raises(KeyStoreError) as caught:
        connect(path, small_contract(), key="bm90IHRoaXMgb25l").close()
    assert (caught.value.key, caught.value.exit_code) == ("extract-key-wrong", ExitCode.KEYS)


def test_a_plain_extract_takes_no_key(tmp_path: Path) -> None:
    path = write(tmp_path / "plain.duckdb", "CREATE TABLE service_case (case_id VARCHAR)")
    assert not is_encrypted(path) and key_of(path) == ""
    assert not is_encrypted(tmp_path / "none") and not is_encrypted(tmp_path)


def test_damage_inside_is_told(tmp_path: Path) -> None:
    path = encrypted(tmp_path / "closed.duckdb")
    content = bytearray(path.read_bytes())
    for place in range(12_288 + 40, len(content), 4096):
        content[place] ^= 1
    path.write_bytes(content)
    with pytest.raises(PlumblineError) as caught:
        connect(path, small_contract(), key=key_of_file(path)).close()
    assert caught.value.exit_code in (ExitCode.DAMAGED, ExitCode.KEYS)


@pytest.mark.parametrize("extension", ["", "/nowhere/httpfs.duckdb_extension"])
def test_without_the_extension_nothing_is_encrypted_and_it_says_how_to_get_it(
    tmp_path: Path, extension: str
) -> None:
    with pytest.raises(KeyStoreError) as caught:
        encryption_for(tmp_path / "new.duckdb", extension, MemoryVault())
    assert caught.value.key == "encrypt-needs"
    for words in words_of(caught.value):
        assert duckdb.__version__ in words and "INSTALL httpfs" in words and "httpfs_extension" in words
    assert list(tmp_path.glob("new*")) == []


def test_an_extension_that_is_none_is_refused_before_a_key_is_made(tmp_path: Path) -> None:
    false = tmp_path / "httpfs.duckdb_extension"
    false.write_bytes(b"not an extension" * 100)
    with pytest.raises(KeyStoreError) as caught:
        encryption_for(tmp_path / "new.duckdb", str(false), MemoryVault({NEW: PASSPHRASE}, safe=False))
    assert caught.value.key == "encrypt-extension"
    assert all(str(false) in words for words in words_of(caught.value))
    assert list(tmp_path.glob("new*")) == []


def test_the_bare_library_refuses_to_write_what_is_kept(tmp_path: Path) -> None:
    """The spill's own setting must not open a way to write an extract with insecure random numbers."""
    spill = Spill(tmp_path / "spill")
    with pytest.raises(KeyStoreError) as caught:
        hardened(spill, 1 << 30, 1, tmp_path / "none.duckdb_extension")
    spill.close()
    assert caught.value.key == "encrypt-extension"


def test_the_command_refuses_before_it_reads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "m.toml").write_text(
        "[source.p]\n"
        'file = "p.csv"\n[[table]]\ntable = "region"\nfrom = "p"\n[table.columns]\nregion_id = "a"\nname = "b"\nlevel = "c"\n',
        "utf-8",
    )
    words = ["build", "--mapping", str(tmp_path / "m.toml"), "--out", str(tmp_path / "o.duckdb"), "--encrypt"]
    assert run(words) == ExitCode.KEYS
    assert "httpfs" in capsys.readouterr().err
    assert list(tmp_path.glob("o.duckdb*")) == []


def test_rows_spilled_of_an_encrypted_extract_are_no_plain_text(tmp_path: Path) -> None:
    path = encrypted(tmp_path / "closed.duckdb")
    spill = tmp_path / "spill"
    with connect(
        path, small_contract(), memory_bytes=48 << 20, threads=1, spill=spill, key=key_of_file(path)
    ) as opened:
        opened.execute(
            f"CREATE TEMP TABLE big AS SELECT c.case_id, '{NEEDLE}' || r.range || repeat(md5(r.range::VARCHAR), 8) AS told "
            "FROM service_case c, range(60000) r ORDER BY told"
        )
        spilled = [file for file in spill.rglob("*") if file.is_file() and file.stat().st_size > 1 << 20]
        assert spilled, "nothing was spilled: the test proves nothing"
        assert all(NEEDLE.encode() not in file.read_bytes() for file in spilled)
        cap = opened.row("SELECT value FROM duckdb_settings() WHERE name = 'max_temp_directory_size'")[0]
    assert str(cap).startswith(f"{SPILL_CAP / 1024**3:.1f} GiB")
    assert not any(spill.rglob("*")), "a connection that closes takes its folder along"


def test_what_a_killed_process_spilled_is_purged_at_the_next_start(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from console.engine.spill import Spill; "
        "s = Spill(Path(sys.argv[1])); s.work.mkdir(); (s.work / 'x').write_bytes(b'rows'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    spill = tmp_path / "spill"
    subprocess.run([sys.executable, "-c", code, str(spill)], check=False, cwd=resource_root().parent)
    assert [file.name for file in spill.rglob("x")] == ["x"]
    assert purge(spill) == 1 and not any(spill.rglob("x"))


def test_rows_on_their_way_into_an_encrypted_extract_are_wiped_and_not_only_unlinked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The writer is DuckDB's insecure one here; what is looked at is what else touches the disk."""
    over_two_lines = f'no,name\nR1,"{NEEDLE}\n"\n'  # not plain: it is copied on its way
    (tmp_path / "p.csv").write_text(over_two_lines, "utf-8")
    (tmp_path / "m.toml").write_text(REGIONS, "utf-8")
    wiped: list[tuple[str, bytes]] = []

    def noted(path: Path, progress: Silent) -> None:
        wiped.append((path.name, path.read_bytes()))
        wipe(path, progress)

    monkeypatch.setattr(importing, "wipe", noted)
    monkeypatch.setattr(hardening, "load_writer", lambda base, extension: None)
    encryption = Encryption(key_of_file(tmp_path), tmp_path / "none")
    request = ImportRequest((tmp_path / "m.toml",), tmp_path / "o.duckdb", encryption=encryption, bare=True)
    contract = read_contract(resource_root() / "contract")
    with pytest.raises(PlumblineError):
        import_sources(request, contract, Silent())
    assert not (tmp_path / "o.duckdb").exists(), "the bare library wrote what is kept"
    assert any(NEEDLE.encode() in content for _, content in wiped)
    assert not list(tmp_path.glob(".o.duckdb*"))
