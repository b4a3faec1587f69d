"""Owns the proof that a personal signature in the casebook is checked against key, content, casebook, person and revocation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from console.casebook import Casebook
from console.domain import entries as e
from console.domain.entries import Entry
from console.domain.finding import Actor, Role, identity
from console.domain.signed_entries import Countersignature, closing_statement
from console.domain.verification import Verdict
from console.errors import CasebookError, SigningError
from console.jobs.findings import CasebookRequest, CaseDesk, unlock
from console.jobs.findings_signed import (
    countersign,
    hand_over,
    load_trust,
    signature_checks,
    verify_with_signatures,
)
from console.signing.authority import issue_signer, make_authority, revoke
from console.signing.manifest_signature import sign_manifest
from console.signing.signer import FileSigner
from console.signing.truststore import TrustStore
from tests.jobs.findings_kit import PASSPHRASE, MemoryVault, StepClock

F = identity("FUND-014", ("C1",), "k1")
G = identity("FUND-014", ("C2",), "k1")
ZHOU = Actor("周岚", Role.INSPECTOR)
PATH: tuple[Entry, ...] = (
    e.Registration(F, "FUND-014", 1, "funds", "red", ("C1",), "k1", "X1", organisation_id="o-7"),
    e.Registration(G, "FUND-014", 1, "funds", "red", ("C2",), "k1", "X1", organisation_id="o-7"),
    e.VerificationStart(F, "周岚", date(2026, 8, 1)),
)


@pytest.fixture
def clock() -> StepClock:
    return StepClock()


@pytest.fixture
def office(tmp_path: Path, clock: StepClock) -> Path:
    make_authority(tmp_path / "office", PASSPHRASE, clock)
    return tmp_path / "office"


def signer(office: Path, name: str, person: str, clock: StepClock) -> FileSigner:
    return issue_signer(
        office,
        name,
        person=person,
        organisation="市督查室",
        authority_passphrase=PASSPHRASE,
        passphrase=PASSPHRASE,
        clock=clock,
    )


def trust(office: Path) -> TrustStore:
    return load_trust((office / "trust",))


@pytest.fixture
def vault() -> MemoryVault:
    return MemoryVault()


@pytest.fixture
def desk(tmp_path: Path, clock: StepClock, vault: MemoryVault) -> CaseDesk:
    made = unlock(CasebookRequest(tmp_path / "casebook"), vault, clock, begin=True)
    with made.writing() as book:
        book.append_many(PATH, ZHOU)
        day = clock.at.date() + timedelta(days=30)
        steps: tuple[Entry, ...] = (
            e.Hearing(F, "o-7", day),
            e.Reply(F, "accepts", "认可"),
            e.Confirmation(F, "red", "属实"),
            e.RectificationOrder(F, "o-7", day, "改"),
            e.RectificationReport(F, "已改"),
        )
        book.append_many(steps, ZHOU)
    return made


def test_a_countersignature_is_written_and_verified(
    desk: CaseDesk, office: Path, clock: StepClock, vault: MemoryVault
) -> None:
    chen = signer(office, "chen", "陈立", clock)
    done = countersign(desk, "WT-0001", "看过", chen, Role.REVIEWER, trust(office))
    assert done.state.countersigned == ("陈立",)
    found = verify_with_signatures(desk.request, vault, clock, trust(office))
    assert (found.verdict, found.checks[-1].facts["count"]) == (Verdict.VALID, 1)
    nobody = verify_with_signatures(desk.request, vault, clock, TrustStore.load(()))
    assert (nobody.verdict, nobody.checks[-1].key) == (Verdict.UNTRUSTED, "casebook-signature-untrusted")


def test_a_key_nobody_vouches_for_or_that_was_revoked_signs_nothing(
    desk: CaseDesk, office: Path, clock: StepClock
) -> None:
    chen = signer(office, "chen", "陈立", clock)
    with pytest.raises(SigningError) as caught:
        countersign(desk, "WT-0001", "看过", chen, Role.REVIEWER, TrustStore.load(()))
    assert (caught.value.key, caught.value.facts["reason"]) == ("signer-not-believed", "unknown")
    revoke(office, "chen", authority_passphrase=PASSPHRASE, clock=clock)
    with pytest.raises(SigningError) as caught:
        countersign(desk, "WT-0001", "看过", chen, Role.REVIEWER, trust(office))
    assert caught.value.facts["reason"] == "revoked"


def test_what_was_signed_before_a_revocation_holds_and_what_was_signed_after_does_not(
    desk: CaseDesk, office: Path, clock: StepClock, vault: MemoryVault
) -> None:
    chen, before = signer(office, "chen", "陈立", clock), trust(office)
    countersign(desk, "WT-0001", "看过", chen, Role.REVIEWER, before)
    revoke(office, "chen", authority_passphrase=PASSPHRASE, clock=clock)
    assert verify_with_signatures(desk.request, vault, clock, trust(office)).valid
    countersign(
        desk, "WT-0001", "再看", chen, Role.REVIEWER, before
    )  # by a computer that had not heard of it
    found = verify_with_signatures(desk.request, vault, clock, trust(office))
    assert (found.verdict, found.checks[-1].facts["reason"]) == (Verdict.INVALID, "revoked")


@pytest.mark.parametrize("how", ["broken", "other-casebook", "other-person"])
def test_d12_a_forged_signature_is_told(
    desk: CaseDesk, office: Path, clock: StepClock, vault: MemoryVault, how: str
) -> None:
    chen, li = signer(office, "chen", "陈立", clock), signer(office, "li", "李敏", clock)
    with desk.writing() as book:
        state = book.find("WT-0001")
        casebook = "another" if how == "other-casebook" else book.casebook_id
        told = closing_statement(casebook, state, "陈立", "看过")
        signature = sign_manifest(told if how != "broken" else told + b" ", chen, clock)
        if how == "other-person":
            signature = sign_manifest(told, li, clock)
        parts = ("看过", "陈立", chen.fingerprint, told.decode(), signature.hex())
        book.append(Countersignature(F, *parts), Actor("陈立", Role.REVIEWER))
    found = verify_with_signatures(desk.request, vault, clock, trust(office))
    assert (found.verdict, found.checks[-1].facts["reason"]) == (Verdict.INVALID, how)


def test_several_cases_are_handed_over_under_one_statement_or_none(
    desk: CaseDesk, office: Path, clock: StepClock, vault: MemoryVault
) -> None:
    zhou, chen = signer(office, "zhou", "周岚", clock), signer(office, "chen", "陈立", clock)
    with pytest.raises(CasebookError):
        hand_over(desk, ("WT-0001", "WT-0002"), "调岗", (zhou, zhou), Role.INSPECTOR, trust(office))
    done = hand_over(desk, ("WT-0001", "WT-0002"), "调岗", (zhou, chen), Role.INSPECTOR, trust(office))
    assert [one.state.trail[-1].action for one in done.acted] == ["hand_over", "hand_over"]
    assert done.acted[1].state.owner == "陈立"
    with Casebook.open(desk.request.folder, desk.key, clock, read_only=True) as book:
        checks = signature_checks(book, trust(office))
    assert [(one.passed, one.facts["count"]) for one in checks] == [(True, 4)]
    assert verify_with_signatures(replace(desk.request), vault, clock, trust(office)).valid
