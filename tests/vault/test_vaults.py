"""Owns the proof that secrets go to a safe store of the system or nowhere."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.backends.fail import Keyring as FailingKeyring
from keyring.backends.null import Keyring as ForgettingKeyring

from console.domain.ports import Vault
from console.errors import KeyStoreError
from console.vault.asking_vault import PASSPHRASE_FILE, AskingVault, open_vault
from console.vault.keyring_vault import KeyringVault, safe_backend

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("dbus-run-session", "gnome-keyring-daemon")


class PlaintextKeyring(KeyringBackend):
    """What keyrings.alt offers: a store anybody can read."""

    priority = 99

    def get_password(self, service: str, username: str) -> str | None:
        return "in clear"

    def set_password(self, service: str, username: str, password: str) -> None:
        raise AssertionError("a secret was about to be written in clear")

    def delete_password(self, service: str, username: str) -> None:
        raise AssertionError


@pytest.mark.parametrize("backend", [PlaintextKeyring, ChainerBackend, FailingKeyring, ForgettingKeyring])
def test_an_unsafe_store_is_refused(backend: type[KeyringBackend]) -> None:
    with pytest.raises(KeyStoreError) as caught:
        KeyringVault(backend())
    assert caught.value.key == "vault-backend-unsafe"


def test_a_store_that_borrows_a_safe_name_only_in_part_is_refused() -> None:
    impostor = type("Keyring", (PlaintextKeyring,), {"__module__": "keyrings.alt.SecretService"})
    with pytest.raises(KeyStoreError):
        KeyringVault(impostor())


def test_neither_plug_in_nor_environment_nor_settings_choose_the_store(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"{__name__}.PlaintextKeyring")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "python_keyring").mkdir()
    (tmp_path / "python_keyring" / "keyringrc.cfg").write_text(
        "[backend]\ndefault-keyring=keyrings.alt.file.PlaintextKeyring\n"
    )
    found = safe_backend()
    assert found is None or type(found).__module__ in {
        "keyring.backends.SecretService",
        "keyring.backends.macOS",
        "keyring.backends.Windows",
    }


def test_without_a_store_one_is_asked_each_time() -> None:
    asked: list[str] = []

    def ask(name: str) -> str:
        asked.append(name)
        return "said"

    vault: Vault = AskingVault(ask)
    assert (vault.read("signer:preparer"), vault.read("signer:preparer")) == ("said", "said")
    assert asked == ["signer:preparer", "signer:preparer"]
    assert not vault.safe


def test_who_declines_gives_nothing() -> None:
    assert AskingVault(lambda name: None).read("x") is None
    assert AskingVault(lambda name: "").read("x") is None


def test_the_asking_vault_says_that_it_keeps_nothing() -> None:
    vault = AskingVault(lambda name: None)
    with pytest.raises(KeyStoreError) as caught:
        vault.write("signer:preparer", "secret")
    assert caught.value.key == "vault-keeps-nothing"
    vault.forget("signer:preparer")


def test_a_passphrase_file_of_the_environment_comes_first(tmp_path: Path) -> None:
    path = tmp_path / "passphrase"
    path.write_text("from the file\n")
    path.chmod(0o600)
    vault = open_vault(lambda name: "asked", {PASSPHRASE_FILE: str(path)})
    assert vault.read("anything") == "from the file"
    assert not vault.safe


def test_without_a_session_bus_the_vault_asks() -> None:
    script = "\n".join(
        [
            "from console.vault.asking_vault import AskingVault, open_vault",
            "vault = open_vault(lambda name: 'asked', {})",
            "assert isinstance(vault, AskingVault), vault",
            "print(vault.read('x'))",
        ]
    )
    bare = {
        "PATH": os.environ["PATH"],
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent",
        "HOME": "/nonexistent",
    }
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=bare,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "asked"), done.stderr


REAL = """
import json
from console.errors import KeyStoreError
from console.vault.asking_vault import open_vault
from console.vault.keyring_vault import KeyringVault
from console.vault.passphrase import new_passphrase

vault, told = open_vault(lambda name: None, {}), {}
told["kind"], told["safe"] = type(vault).__name__, vault.safe
told["before"] = vault.read("signer:王审计")
secret = new_passphrase()
vault.write("signer:王审计", secret)
told["kept"] = open_vault(lambda name: None, {}).read("signer:王审计") == secret
vault.write("signer:王审计", "another")
told["replaced"] = vault.read("signer:王审计")
vault.write("casebook", "x" * 1280)
for name, value in (("long", "x" * 1281), ("empty", "")):
    try:
        vault.write("casebook", value)
    except KeyStoreError as fault:
        told[name] = fault.key
told["untouched"] = len(vault.read("casebook"))
vault.forget("signer:王审计")
vault.forget("signer:王审计")
told["after"] = vault.read("signer:王审计")
print(json.dumps(told))
"""


@pytest.mark.skipif(
    not all(shutil.which(tool) for tool in TOOLS), reason="no dbus-run-session with gnome-keyring-daemon here"
)
def test_a_real_secret_service_keeps_passphrases(tmp_path: Path) -> None:
    home, runtime = tmp_path / "home", tmp_path / "run"
    home.mkdir()
    runtime.mkdir(mode=0o700)
    start = (
        'printf only-for-tests | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$@"'
    )
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", start, "sh", sys.executable, "-c", REAL],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": str(home), "XDG_RUNTIME_DIR": str(runtime)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "kind": "KeyringVault",
        "safe": True,
        "before": None,
        "kept": True,
        "replaced": "another",
        "long": "vault-secret-too-long",
        "empty": "vault-secret-empty",
        "untouched": 1280,
        "after": None,
    }
    stored = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert stored and b"another" not in stored and b"x" * 64 not in stored
