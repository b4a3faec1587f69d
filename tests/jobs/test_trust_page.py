"""Owns the tests of what the page on trust shows, over real certificates and lists. It refuses trust nobody compared."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from console.domain.manifest import Manifest
from console.domain.period import Period
from console.domain.ports import Silent
from console.errors import SigningError
from console.jobs.trust_page import ending, read_candidates, take_in, trust_page, withdraw
from console.jobs.trust_page_answers import IntakeRequest, TrustPageRequest
from console.signing import certificates
from console.signing.authority import LIST_FILE, ROOT_FILE, revoke
from console.signing.manifest_signature import sign_manifest
from tests.signing.papers import NOON, PASSPHRASE, FixedClock, Office, later, make_office

QUARTER = Period(date(2026, 4, 1), date(2026, 6, 30))
MANIFEST = Manifest(
    "q2.duckdb",
    "2" * 64,
    1,
    "1",
    (),
    QUARTER,
    date(2026, 6, 30),
    "Asia/Shanghai",
    "none",
    "内部",
    "督查",
    "条例",
    ("督查室",),
    date(2027, 12, 31),
    (),
    "plumbline",
    NOON,
    predecessor="1" * 64,
)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return make_office(tmp_path / "office")


def _request(
    office: Office, extract: Path | None = None, manifest: Manifest | None = None
) -> TrustPageRequest:
    own = office.folder / "trust"
    return TrustPageRequest(office.folder / "keys", (own,), own, extract, manifest)


def test_authorities_and_signers_say_how_they_stand(office: Office) -> None:
    found = trust_page(_request(office), FixedClock(), Silent())
    (root,) = found.authorities
    assert (root.root, root.own, root.demonstration, root.state) == (True, True, True, "in-force")
    assert (root.list_state, root.revoked, root.list_issued) == ("fresh", 0, NOON.date())
    assert [(line.identity, line.person, line.state) for line in found.signers] == [
        ("approver", "李批准", "in-force"),
        ("preparer", "王审计", "in-force"),
    ]
    assert found.links == ()


def test_time_and_revocation_are_told(office: Office) -> None:
    revoke(office.folder, "preparer", authority_passphrase=PASSPHRASE, clock=later(days=1))
    found = trust_page(_request(office), later(days=2), Silent())
    assert (found.authorities[0].revoked, found.authorities[0].list_state) == (1, "fresh")
    assert {line.identity: line.state for line in found.signers} == {
        "approver": "in-force",
        "preparer": "revoked",
    }
    much_later = trust_page(_request(office), later(days=365 * 40), Silent())
    assert (much_later.authorities[0].state, much_later.authorities[0].list_state) == ("expired", "stale")


@pytest.mark.parametrize(("days", "state"), [(61, "in-force"), (60, "soon-over"), (0, "soon-over")])
def test_a_certificate_that_ends_soon_says_so(days: int, state: str) -> None:
    assert ending("in-force", NOON + timedelta(days=days), NOON) == state
    assert ending("revoked", NOON + timedelta(days=days), NOON) == "revoked"


def test_the_chain_is_followed_as_far_as_manifests_stand_there(office: Office, tmp_path: Path) -> None:
    extract = tmp_path / "q2.duckdb"
    alone = trust_page(_request(office, extract, MANIFEST), FixedClock(), Silent())
    assert [(link.state, link.period, link.present) for link in alone.links] == [("missing", "", False)]
    former = Period(date(2026, 1, 1), date(2026, 3, 20))
    first = replace(MANIFEST, file="q1.duckdb", sha256="1" * 64, predecessor=None, period=former)
    content = first.to_json()
    (tmp_path / "q1.duckdb.manifest.json").write_bytes(content)
    signature = sign_manifest(content, office.preparer, FixedClock())
    (tmp_path / "q1.duckdb.manifest.p7s").write_bytes(signature)
    found = trust_page(_request(office, extract, MANIFEST), FixedClock(), Silent())
    (link,) = found.links
    assert (link.state, link.file, link.present) == ("signed", "q1.duckdb", False)
    assert found.silent == (date(2026, 3, 21), date(2026, 3, 31))


def test_only_a_compared_authority_comes_in_and_goes_again(office: Office, tmp_path: Path) -> None:
    own, root = tmp_path / "own", office.folder / "trust" / ROOT_FILE
    (candidate,) = read_candidates(root)
    assert (candidate.kind, candidate.fingerprint) == (
        "certificate",
        certificates.fingerprint(office.trust.roots[0]),
    )
    for digits in ("", candidate.fingerprint[:15], "0" * 64):
        with pytest.raises(SigningError, match="trust-not-compared"):
            take_in(IntakeRequest(root, own, (), digits))
    grouped = " ".join(candidate.fingerprint[n : n + 4] for n in range(0, 16, 4)).upper()
    assert [one.kind for one in take_in(IntakeRequest(root, own, (), grouped))] == ["certificate"]
    listed = office.folder / "trust" / LIST_FILE
    assert [one.kind for one in read_candidates(listed)] == ["list"]
    assert [one.kind for one in take_in(IntakeRequest(listed, own, (own,)))] == ["list"]
    request = TrustPageRequest(tmp_path / "keys", (own,), own)
    assert len(trust_page(request, FixedClock(), Silent()).authorities) == 1
    assert "DEMONSTRATION" in withdraw(request, candidate.fingerprint)
    assert trust_page(request, FixedClock(), Silent()).authorities == ()
    assert list(own.iterdir()) == []
    with pytest.raises(SigningError, match="trust-none"):
        withdraw(request, candidate.fingerprint)


def test_what_came_with_the_console_is_not_ones_own(office: Office, tmp_path: Path) -> None:
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    shutil.copytree(office.folder / "trust", shipped)
    found = trust_page(TrustPageRequest(tmp_path / "keys", (shipped, own), own), FixedClock(), Silent())
    assert [line.own for line in found.authorities] == [False]
    with pytest.raises(SigningError, match="trust-not-own"):
        withdraw(TrustPageRequest(tmp_path / "keys", (shipped, own), own), found.authorities[0].fingerprint)


def test_supplements_stand_with_what_they_bring_the_latest_first(office: Office, tmp_path: Path) -> None:
    extract = tmp_path / "q2.duckdb"
    extract.write_bytes(b"x")
    for number, signed in ((1, True), (2, False)):
        path = tmp_path / f"q2.duckdb.supplement-{number:04}.duckdb"
        path.write_bytes(f"rows {number}".encode())
        manifest = replace(
            MANIFEST,
            file=path.name,
            sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
            bytes=path.stat().st_size,
            kind="supplement",
            subject="scan-report" if signed else "assessment",
            supplements=MANIFEST.sha256,
        )
        path.with_name(path.name + ".manifest.json").write_bytes(manifest.to_json())
        if signed:
            signature = sign_manifest(manifest.to_json(), office.preparer, FixedClock())
            path.with_name(path.name + ".manifest.p7s").write_bytes(signature)
    found = trust_page(_request(office, extract, MANIFEST), FixedClock(), Silent())
    assert [(one.subject, one.state, one.period) for one in found.supplements] == [
        ("assessment", "unsigned", "2026-07-03"),
        ("scan-report", "signed", "2026-07-03"),
    ]
