"""Owns the proof that an evidence package proves the steps of a tolerance case, and carries none of its words."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from console.domain.ports import SystemClock
from console.exports.packages import unpack
from console.signing.authority import issue_signer, make_authority
from tests.cli.test_findings_package import SECRET
from tests.cli.test_tolerance import CONFIRMED, ToleranceDesk
from tests.domain.tolerance_kit import granted


def test_a_package_proves_every_step_and_tells_no_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PLUMBLINE_PASSPHRASE_FILE", raising=False)
    desk = ToleranceDesk(tmp_path, capsys)
    make_authority(tmp_path / "home", SECRET, SystemClock())
    issue_signer(
        tmp_path / "home",
        "zhou",
        person="周岚",
        organisation="督查室",
        authority_passphrase=SECRET,
        passphrase=SECRET,
        clock=SystemClock(),
    )
    secret = tmp_path / "signer-secret"
    secret.write_text(SECRET, "utf-8")
    secret.chmod(0o600)
    desk.register()
    desk.write("WT-0002", *CONFIRMED, *granted())
    path = tmp_path / "package.zip"
    told = ("--sign", "zhou", "--signer-passphrase-file", str(secret))
    desk.call("export", "--finding", "WT-0002", "--out", str(path), *told)
    files = unpack(path)
    whole = "".join(content.decode("utf-8", "replace") for content in files.values())
    document = json.loads(files["findings/WT-0002/finding.json"])
    actions = [step["action"] for step in document["trail"]]
    assert (actions[-1], actions.count("tolerance_bind")) == ("tolerance_grant", 9)
    assert len([name for name in files if name.startswith("findings/WT-0002/proofs/")]) == len(actions)
    for word in ("王旭", "赵一", "先行先试中超期", "主审", "见纪要", "九项均有证据"):
        assert word not in whole
    assert zipfile.is_zipfile(io.BytesIO(path.read_bytes()))
