"""Owns the proof that PDFs are signed in one revision other readers accept, and not at all where they must not be."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest

from console.domain.verification import Verdict
from console.signing.authority import renew_list, revoke
from console.signing.pdf_changes import unsigned_revision
from console.signing.pdf_signature import approve_pdf, prepare_pdf, sign_pdf, standing
from console.signing.pdf_structure import attachments
from console.signing.pdf_verification import verify_pdf_signature
from tests.signing.papers import (
    DATA,
    PASSPHRASE,
    Office,
    failures,
    later,
    make_office,
    make_pdf,
    make_signer,
    refusal,
)

UNSIGNED = make_pdf()


@pytest.fixture(scope="module")
def signed(office: Office) -> bytes:
    return sign_pdf(
        UNSIGNED,
        office.preparer,
        trust=office.trust,
        clock=later(hours=1),
        reason="审核签发",
        location="北京",
    )


@pytest.fixture(scope="module")
def prepared(office: Office) -> bytes:
    return prepare_pdf(UNSIGNED, office.preparer, trust=office.trust, clock=later(hours=1), reason="编制")


@pytest.fixture(scope="module")
def approved(office: Office, prepared: bytes) -> bytes:
    return approve_pdf(prepared, office.approver, trust=office.trust, clock=later(hours=2), reason="批准签发")


def test_the_unsigned_document_stands_in_front_unchanged(signed: bytes, approved: bytes) -> None:
    for document in (signed, approved):
        assert document.startswith(UNSIGNED)
        assert unsigned_revision(document) == UNSIGNED


def test_the_attachment_comes_out_as_it_went_in(signed: bytes, approved: bytes) -> None:
    assert attachments(signed) == attachments(approved) == {"figures.csv": DATA}


def test_the_field_is_invisible_and_certifies(signed: bytes) -> None:
    with pikepdf.open(io.BytesIO(signed)) as document:
        (field,) = document.Root.AcroForm.Fields
        assert [float(each) for each in field.Rect] == [0, 0, 0, 0]
        assert document.Root.Perms.DocMDP.objgen == field.V.objgen
        assert field.V.Reference[0].TransformParams.P == 1
        assert (str(field.V.Reason), str(field.V.Location), str(field.V.Name)) == (
            "审核签发",
            "北京",
            "王审计",
        )
        assert str(field.V.M).startswith("D:20260703130000")
        assert len(document.Root.DSS.CRLs) == 1 and "/VRI" not in document.Root.DSS
        assert "/Info" not in document.trailer


def test_the_two_signatures_lock_more_and_more(approved: bytes) -> None:
    with pikepdf.open(io.BytesIO(approved)) as document:
        fields = {str(field.T): field for field in document.Root.AcroForm.Fields}
        assert set(fields) == {"Preparer", "Approver"}
        assert fields["Preparer"].V.Reference[0].TransformParams.P == 2
        lock = fields["Approver"].Lock
        assert (str(lock.Action), int(lock.P)) == ("/All", 1)


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="no pdfsig of poppler here")
def test_poppler_agrees(tmp_path: Path, signed: bytes, approved: bytes) -> None:
    for name, document, count in (("signed", signed, 1), ("approved", approved, 2)):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(document)
        said = subprocess.run(
            ["pdfsig", path], capture_output=True, text=True, check=False, timeout=60
        ).stdout
        assert said.count("Signature Validation: Signature is Valid.") == count, said
        assert said.index("- Total document signed") < (said.find("Signature #2:") % len(said)), said
        assert said.count("- Total document signed") == 1, said


def test_a_later_pdf_by_another_hand_is_not_the_same(office: Office, signed: bytes) -> None:
    again = sign_pdf(UNSIGNED, office.approver, trust=office.trust, clock=later(hours=1))
    assert again != signed and unsigned_revision(again) == unsigned_revision(signed)


def test_a_revoked_signer_is_refused(own_office: Office) -> None:
    revoke(own_office.folder, "preparer", authority_passphrase=PASSPHRASE, clock=later(hours=1))
    with refusal("signer-revoked"):
        sign_pdf(UNSIGNED, own_office.preparer, trust=own_office.trust, clock=later(hours=2))
    with refusal("signer-revoked"):
        prepare_pdf(UNSIGNED, own_office.preparer, trust=own_office.trust, clock=later(hours=2))


def test_a_revoked_signer_is_refused_by_an_overdue_list_too(own_office: Office) -> None:
    revoke(own_office.folder, "preparer", authority_passphrase=PASSPHRASE, clock=later(hours=1))
    with refusal("signer-revoked"):
        sign_pdf(UNSIGNED, own_office.preparer, trust=own_office.trust, clock=later(days=300))


def test_an_overdue_list_is_said_and_not_refused(office: Office) -> None:
    clock = later(days=200)
    stands = standing(office.preparer, office.trust, clock.now())
    assert stands.stale and str(stands.list_issued_at.date()) == "2026-07-03"
    document = sign_pdf(UNSIGNED, office.preparer, trust=office.trust, clock=clock)
    found = verify_pdf_signature(document, office.trust, clock)
    assert found.verdict is Verdict.VALID
    assert "revocation-list-stale" in {check.key for check in found.checks}


def test_a_fresh_list_is_no_matter(own_office: Office) -> None:
    renew_list(own_office.folder, authority_passphrase=PASSPHRASE, clock=later(days=200))
    assert not standing(own_office.preparer, own_office.trust, later(days=200).at).stale


def test_a_signer_unknown_here_is_refused(office: Office, tmp_path: Path) -> None:
    stranger = make_office(tmp_path)
    with refusal("signer-not-trusted"):
        sign_pdf(UNSIGNED, office.preparer, trust=stranger.trust, clock=later(hours=1))


def test_without_a_list_nobody_signs(own_office: Office) -> None:
    (own_office.folder / "trust" / "demonstration.crl").unlink()
    with refusal("signer-list-missing"):
        sign_pdf(UNSIGNED, own_office.preparer, trust=own_office.trust, clock=later(hours=1))


def test_nobody_signs_out_of_date(office: Office) -> None:
    for clock in (later(days=800), later(days=-1)):
        with refusal("signer-not-in-force"):
            sign_pdf(UNSIGNED, office.preparer, trust=office.trust, clock=clock)


def test_info_is_not_signed(office: Office) -> None:
    with refusal("pdf-structure"):
        sign_pdf(make_pdf(info=True), office.preparer, trust=office.trust, clock=later(hours=1))


def test_nothing_is_signed_twice(office: Office, signed: bytes, approved: bytes, prepared: bytes) -> None:
    for document in (signed, approved, prepared):
        with refusal("pdf-signed-already"):
            sign_pdf(document, office.approver, trust=office.trust, clock=later(hours=3))
    for document in (signed, approved, UNSIGNED):
        with refusal("pdf-not-prepared"):
            approve_pdf(document, office.approver, trust=office.trust, clock=later(hours=3))


def test_nobody_approves_their_own(office: Office, prepared: bytes) -> None:
    with refusal("signer-approves-own"):
        approve_pdf(prepared, office.preparer, trust=office.trust, clock=later(hours=3))


def test_a_second_key_of_the_same_person_is_the_same_person(own_office: Office) -> None:
    document = prepare_pdf(UNSIGNED, own_office.preparer, trust=own_office.trust, clock=later(hours=1))
    again = make_signer(own_office.folder, "again", "王审计")
    with refusal("signer-approves-own"):
        approve_pdf(document, again, trust=own_office.trust, clock=later(hours=3))


@pytest.mark.parametrize("content", [b"", b"hello\n%%EOF\n", UNSIGNED[:-40] + b"%%EOF\n", UNSIGNED[:-1]])
def test_what_is_no_pdf_is_not_signed(office: Office, content: bytes) -> None:
    with refusal("pdf-unreadable"):
        sign_pdf(content, office.preparer, trust=office.trust, clock=later(hours=1))


def test_a_document_with_a_script_is_not_signed(office: Office) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(UNSIGNED)) as document:
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        document.save(out)
    with refusal("pdf-structure"):
        sign_pdf(out.getvalue(), office.preparer, trust=office.trust, clock=later(hours=1))


def test_what_would_not_be_accepted_is_not_handed_out(office: Office, prepared: bytes) -> None:
    """An approver whose clock runs an hour behind the preparer's."""
    with refusal("pdf-not-signed"):
        approve_pdf(prepared, office.approver, trust=office.trust, clock=later(minutes=0))


def test_waiting_for_approval_is_not_yet_valid(office: Office, prepared: bytes) -> None:
    found = verify_pdf_signature(prepared, office.trust, later(hours=3))
    assert (found.verdict, failures(found.checks)) == (Verdict.UNTRUSTED, ["pdf-awaiting-approval"])


def test_the_byte_range_is_found_once_a_signature(signed: bytes, approved: bytes) -> None:
    assert len(re.findall(rb"/ByteRange", signed)) == 1
    assert len(re.findall(rb"/ByteRange", approved)) == 2
