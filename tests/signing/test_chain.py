"""Owns the proof that a chain is told as far as signed manifests tell it, and its gaps by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from console.domain.manifest import Manifest
from console.domain.period import Period
from console.domain.ports import Silent
from console.domain.verification import Standing, Verdict
from console.errors import ExitCode
from console.signing.beside import manifest_path, read_pair, settle, signature_path, stage_pair
from console.signing.chain import LinkState
from console.signing.extract_verification import ExtractTrust, verify_extract
from console.signing.hashing import digest_bytes
from console.signing.manifest_signature import sign_manifest
from tests.signing.papers import NOON, FixedClock, Office, failures, later
from tests.signing.test_extract_verification import manifest

QUARTERS = tuple(
    Period(date(2025, month, 1), date(2025 + (month == 10), (month + 3) % 12 or 12, 1) - timedelta(days=1))
    for month in (1, 4, 7, 10)
)


def told(place: int, predecessor: str | None, period: Period | None = None) -> Manifest:
    content = f"extract {place}".encode()
    made = replace(manifest(f"{place}.duckdb", content), predecessor=predecessor)
    return replace(made, period=period or QUARTERS[place])


def put(office: Office, folder: Path, made: Manifest, *, sign: bool = True) -> Path:
    path = folder / made.file
    path.write_bytes(f"extract {made.file[0]}".encode())
    manifest_path(path).write_bytes(made.to_json())
    if sign:
        signature_path(path).write_bytes(sign_manifest(made.to_json(), office.preparer, later(hours=1)))
    return path


def four(office: Office, folder: Path) -> list[Path]:
    paths: list[Path] = []
    before: str | None = None
    for place in range(4):
        made = told(place, before)
        paths.append(put(office, folder, made))
        before = made.sha256
    return paths


def judged(path: Path, office: Office, clock: FixedClock | None = None) -> ExtractTrust:
    return verify_extract(path, office.trust, clock or later(hours=2), Silent())


def test_a_whole_chain_is_followed_to_its_beginning(office: Office, tmp_path: Path) -> None:
    found = judged(four(office, tmp_path)[-1], office)
    assert failures(found.verification.checks) == []
    assert found.verification.standing is Standing.TRUSTED
    assert found.chain is not None and found.chain.whole
    assert [link.file.name for link in found.chain.links if link.file] == ["2.duckdb", "1.duckdb", "0.duckdb"]


def test_a_link_that_is_not_here_is_a_gap_and_the_signature_still_holds(
    office: Office, tmp_path: Path
) -> None:
    paths = four(office, tmp_path)
    manifest_path(paths[1]).unlink()
    found = judged(paths[3], office)
    assert (found.verdict, failures(found.verification.checks)) == (Verdict.VALID, ["chain-gap"])
    assert found.verification.standing is Standing.GAP
    assert found.verification.exit_code is ExitCode.GAP
    assert found.chain is not None
    assert [link.state for link in found.chain.links] == [LinkState.SIGNED, LinkState.MISSING]


def test_a_destroyed_extract_leaves_its_link(office: Office, tmp_path: Path) -> None:
    paths = four(office, tmp_path)
    paths[1].unlink()
    found = judged(paths[3], office)
    assert found.chain is not None and found.chain.whole
    assert [link.present for link in found.chain.links] == [True, False, True]


@pytest.mark.parametrize("how", ["no-signature", "other-signature"])
def test_a_link_nobody_vouches_for_is_a_gap(office: Office, tmp_path: Path, how: str) -> None:
    paths = four(office, tmp_path)
    signature_path(paths[2]).unlink()
    if how == "other-signature":
        signature_path(paths[2]).write_bytes(signature_path(paths[1]).read_bytes())
    found = judged(paths[3], office)
    assert failures(found.verification.checks) == ["chain-untrusted"]
    assert found.verification.standing is Standing.GAP


def test_days_nobody_reports_on_are_a_gap(office: Office, tmp_path: Path) -> None:
    first = told(0, None)
    put(office, tmp_path, first)
    found = judged(put(office, tmp_path, told(3, first.sha256)), office)
    assert failures(found.verification.checks) == ["chain-silent"]
    (check,) = [one for one in found.verification.checks if one.key == "chain-silent"]
    assert (check.facts["first"], check.facts["last"]) == ("2025-04-01", "2025-09-30")


def test_periods_that_overlap_leave_no_day_out(office: Office, tmp_path: Path) -> None:
    first = told(0, None, Period(date(2025, 1, 1), date(2025, 12, 31)))
    put(office, tmp_path, first)
    assert failures(judged(put(office, tmp_path, told(3, first.sha256)), office).verification.checks) == []


def test_a_chain_that_bites_its_tail_ends(office: Office, tmp_path: Path) -> None:
    one, two = (digest_bytes(f"extract {place}".encode()) for place in (0, 1))
    put(office, tmp_path, told(0, two))
    found = judged(put(office, tmp_path, told(1, one)), office)
    assert found.chain is not None and len(found.chain.links) == 1


@pytest.mark.parametrize(("days", "standing"), [(0, Standing.TRUSTED), (1, Standing.EXPIRED)])
def test_the_day_of_destruction_is_the_last(
    office: Office, tmp_path: Path, days: int, standing: Standing
) -> None:
    made = replace(told(0, None), destroy_by=NOON.date())
    found = judged(put(office, tmp_path, made), office, later(days=days, hours=3))
    assert found.verification.standing is standing
    assert found.verdict is Verdict.VALID
    assert (found.verification.exit_code is ExitCode.EXPIRED) == (standing is Standing.EXPIRED)


def test_the_day_of_destruction_outweighs_every_other_word(office: Office, tmp_path: Path) -> None:
    made = replace(told(0, None), destroy_by=date(2026, 1, 1))
    found = judged(put(office, tmp_path, made, sign=False), office)
    assert (found.verdict, found.verification.standing) == (Verdict.UNSIGNED, Standing.EXPIRED)


OLD, NEW = b"extract 0", b"extract 1"


def _staged(office: Office, folder: Path, *, sign: bool = True) -> tuple[Path, Manifest]:
    """Return an old extract with a new one's manifest standing ready."""
    path = put(office, folder, told(0, None))
    new = replace(told(1, None), file="0.duckdb")
    signature = sign_manifest(new.to_json(), office.preparer, later(hours=1)) if sign else None
    stage_pair(path, new.to_json(), signature)
    return path, new


@pytest.mark.parametrize("sign", [True, False])
def test_after_a_kill_at_any_step_the_pair_is_that_of_the_bytes(
    office: Office, tmp_path: Path, sign: bool
) -> None:
    path, new = _staged(office, tmp_path, sign=sign)
    old = manifest_path(path).read_bytes()
    assert read_pair(path, Silent()).manifest == old
    assert judged(path, office).verdict is Verdict.VALID
    path.write_bytes(NEW)
    wanted = Verdict.VALID if sign else Verdict.UNSIGNED
    assert judged(path, office).verdict is wanted
    coming = path.with_name("0.duckdb.next")
    if sign:
        signature_path(coming).replace(signature_path(path))
        assert judged(path, office).verdict is wanted
    settle(path, Silent())
    assert judged(path, office).verdict is wanted
    assert manifest_path(path).read_bytes() == new.to_json()
    assert not list(tmp_path.glob("*.next*"))
    assert signature_path(path).exists() == sign


def test_what_stands_ready_for_nothing_goes(office: Office, tmp_path: Path) -> None:
    path, _ = _staged(office, tmp_path)
    settle(path, Silent())
    assert not list(tmp_path.glob("*.next*"))
    assert judged(path, office).verdict is Verdict.VALID
    stage_pair(tmp_path / "none.duckdb", b"{}", b"")
    settle(tmp_path / "none.duckdb", Silent())
    assert not list(tmp_path.glob("none*"))
