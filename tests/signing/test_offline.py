"""Proves that verifying loads no web client, and that what stands in its place makes none."""

from __future__ import annotations

import subprocess
import sys

import pytest

from console.paths import resource_root
from console.signing.offline import CLIENT, NoClient

SCRIPT = (
    "import sys; import console.signing.extract_verification, console.signing.pdf_signature; "
    f"client = sys.modules['{CLIENT}']; assert not hasattr(client, '__file__'), client; "
    "assert not [name for name in sys.modules if name.startswith(('aiohttp.', 'requests'))]; "
    "print(client.ClientSession.__mro__[1].__name__)"
)


def test_verifying_and_signing_load_no_web_client() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=resource_root().parent, capture_output=True, check=False
    )
    assert ran.returncode == 0, ran.stderr.decode()
    assert ran.stdout.decode().strip() == NoClient.__name__


def test_no_client_is_ever_made() -> None:
    with pytest.raises(RuntimeError, match="no network"):
        NoClient("https://example.org")
