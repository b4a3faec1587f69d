"""Owns the proof that only the untouched document of a known signer in force is ever called valid."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter

from console.domain.ports import SystemClock
from console.domain.verification import Verdict
from console.signing import pdf_verification
from console.signing.authority import revoke
from console.signing.container import read_container
from console.signing.pdf_changes import unsigned_revision
from console.signing.pdf_signature import approve_pdf, prepare_pdf, sign_pdf
from console.signing.pdf_verification import verify_pdf_signature
from console.signing.signer import FileSigner
from console.signing.truststore import TrustStore
from tests.signing.papers import (
    PASSPHRASE,
    FixedClock,
    Office,
    failures,
    later,
    make_office,
    make_pdf,
    make_signer,
)

UNSIGNED = make_pdf()
Forgery = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def signed(office: Office) -> bytes:
    return sign_pdf(UNSIGNED, office.preparer, trust=office.trust, clock=later(hours=1))


@pytest.fixture(scope="module")
def approved(office: Office) -> bytes:
    prepared = prepare_pdf(UNSIGNED, office.preparer, trust=office.trust, clock=later(hours=1))
    return approve_pdf(prepared, office.approver, trust=office.trust, clock=later(hours=2))


def outcome(content: bytes, office: Office, hours: float = 3) -> tuple[Verdict, list[str]]:
    found = verify_pdf_signature(content, office.trust, later(hours=hours))
    assert found.kind == "briefing"
    return found.verdict, failures(found.checks)


class PlainWriter(IncrementalPdfFileWriter):
    """A writer that adds what it is told and no metadata of its own."""

    def _update_meta(self) -> None:
        """Add nothing."""


def updated(content: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    writer, out = PlainWriter(io.BytesIO(content)), io.BytesIO()
    change(writer)
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def rewritten(content: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        change(document)
        document.save(out)
    return out.getvalue()


def _annotate(writer: IncrementalPdfFileWriter) -> None:
    page, _ = writer.find_page_for_modification(0)  # type: ignore[no-untyped-call]
    note = generic.DictionaryObject(  # type: ignore[no-untyped-call]
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/Text"),
            generic.pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (50, 50, 70, 70))),
            generic.pdf_name("/Contents"): generic.pdf_string("批注"),
        }
    )
    found = page.get_object()
    found[generic.pdf_name("/Annots")] = generic.ArrayObject(
        [*found.get("/Annots", []), writer.add_object(note)]
    )
    writer.update_container(found)


def _overlay(writer: IncrementalPdfFileWriter) -> None:
    cover = writer.add_object(generic.StreamObject(stream_data=b"q 1 1 1 rg 0 100 300 100 re f Q"))
    writer.add_stream_to_page(0, cover)  # type: ignore[no-untyped-call]


def _title(writer: IncrementalPdfFileWriter) -> None:
    told = generic.DictionaryObject(  # type: ignore[no-untyped-call]
        {generic.pdf_name("/Title"): generic.pdf_string("FAKE")}
    )
    writer.set_info(writer.add_object(told))


def _swap(writer: IncrementalPdfFileWriter) -> None:
    stream = writer.root["/Names"]["/EmbeddedFiles"]["/Names"][1]["/EF"].raw_get("/F")
    found = stream.get_object()
    found._data, found._encoded_data = b"id,dept\n1,fake\n", None
    writer.mark_update(stream)


def _title_rewritten(document: pikepdf.Pdf) -> None:
    document.docinfo["/Title"] = "FAKE"


def _swap_rewritten(document: pikepdf.Pdf) -> None:
    document.attachments["figures.csv"] = pikepdf.AttachedFileSpec(
        document, b"id\n1\n", filename="figures.csv"
    )


def _nothing(document: pikepdf.Pdf) -> None:
    """Change nothing: to save anew is change enough."""


def _byte(content: bytes) -> bytes:
    place = content.index(b"stream\n") + 20
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def _lower_case(content: bytes) -> bytes:
    """Write the signature's own hexadecimal in small letters: the same signature in other bytes."""
    start = content.rindex(b"/Contents <") + 11
    end = content.index(b">", start)
    return content[:start] + content[start:end].lower() + content[end:]


def _padding(content: bytes) -> bytes:
    end = content.index(b">", content.rindex(b"/Contents <"))
    return content[: end - 2] + b"01" + content[end:]


FORGERIES: dict[str, Forgery] = {
    "a byte of the content": _byte,
    "hexadecimal in small letters": _lower_case,
    "something hidden behind the signature": _padding,
    "/Info by an update": lambda content: updated(content, _title),
    "an annotation by an update": lambda content: updated(content, _annotate),
    "an overlay by an update": lambda content: updated(content, _overlay),
    "a swapped attachment by an update": lambda content: updated(content, _swap),
    "an update that changes nothing": lambda content: updated(content, lambda writer: None) + b"\n",
    "bytes at the end": lambda content: content + b"% junk\n",
    "a line break at the end": lambda content: content + b"\n",
    "bytes at the start": lambda content: b"\n" + content,
    "the last byte gone": lambda content: content[:-1],
    "half of it": lambda content: content[: len(content) // 2],
    "twice": lambda content: content + content,
    "/Info by rewriting": lambda content: rewritten(content, _title_rewritten),
    "a swapped attachment by rewriting": lambda content: rewritten(content, _swap_rewritten),
    "saved anew": lambda content: rewritten(content, _nothing),
}


def test_the_untouched_document_is_valid(office: Office, signed: bytes, approved: bytes) -> None:
    for content in (signed, approved):
        assert outcome(content, office) == (Verdict.VALID, [])


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_is_never_valid(office: Office, signed: bytes, approved: bytes, name: str) -> None:
    for content in (signed, approved):
        forged = FORGERIES[name](content)
        assert forged != content
        verdict, keys = outcome(forged, office)
        assert verdict is Verdict.INVALID, (name, verdict)
        assert keys


def test_a_stripped_signature_is_unsigned(office: Office, signed: bytes, approved: bytes) -> None:
    for content in (unsigned_revision(signed), unsigned_revision(approved), UNSIGNED, make_pdf(info=True)):
        assert outcome(content, office) == (Verdict.UNSIGNED, ["pdf-unsigned"])


@pytest.mark.parametrize("content", [b"", b"hello", UNSIGNED[:-100], UNSIGNED[:900]])
def test_a_damaged_document_is_not_merely_unsigned(office: Office, content: bytes) -> None:
    assert outcome(content, office) == (Verdict.INVALID, ["pdf-unreadable"])


def test_a_signature_that_lost_its_byte_range_is_not_merely_unsigned(office: Office, signed: bytes) -> None:
    forged = signed.replace(b"/ByteRange", b"/ByteRangf")
    assert outcome(forged, office) == (Verdict.INVALID, ["pdf-structure"])


def test_the_approver_stripped_waits_for_approval_again(office: Office) -> None:
    prepared = prepare_pdf(UNSIGNED, office.preparer, trust=office.trust, clock=later(hours=1))
    content = approve_pdf(prepared, office.approver, trust=office.trust, clock=later(hours=2))
    assert content.startswith(prepared)
    assert outcome(content[: len(prepared)], office) == (Verdict.UNTRUSTED, ["pdf-awaiting-approval"])


def test_a_signer_outside_the_trust_store_is_untrusted(office: Office, signed: bytes, tmp_path: Path) -> None:
    stranger = make_office(tmp_path)
    assert outcome(signed, stranger) == (Verdict.UNTRUSTED, ["signer-unknown"])
    assert verify_pdf_signature(signed, TrustStore(), later(hours=3)).verdict is Verdict.UNTRUSTED
    forged = sign_pdf(UNSIGNED, stranger.preparer, trust=stranger.trust, clock=later(hours=1))
    assert outcome(forged, office) == (Verdict.UNTRUSTED, ["signer-unknown"])


def test_who_approves_before_it_was_prepared_has_a_wrong_clock(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = prepare_pdf(UNSIGNED, office.preparer, trust=office.trust, clock=later(hours=2))
    monkeypatch.setattr("console.signing.pdf_signature._checked", lambda signed, trust, clock: signed)
    content = approve_pdf(prepared, office.approver, trust=office.trust, clock=later(hours=1))
    assert outcome(content, office) == (Verdict.INVALID, ["pdf-approved-before"])


def test_a_preparer_outside_the_trust_store_is_untrusted(office: Office, tmp_path: Path) -> None:
    stranger = make_office(tmp_path)
    both = TrustStore(
        office.trust.roots + stranger.trust.roots, (), office.trust.lists + stranger.trust.lists
    )
    prepared = prepare_pdf(UNSIGNED, stranger.preparer, trust=both, clock=later(hours=1))
    content = approve_pdf(prepared, office.approver, trust=both, clock=later(hours=2))
    assert verify_pdf_signature(content, both, later(hours=3)).verdict is Verdict.VALID
    assert outcome(content, office) == (Verdict.UNTRUSTED, ["signer-unknown"])


@pytest.mark.parametrize("who", ["preparer", "approver"])
def test_a_revoked_signer_is_invalid(own_office: Office, who: str) -> None:
    prepared = prepare_pdf(UNSIGNED, own_office.preparer, trust=own_office.trust, clock=later(hours=1))
    content = approve_pdf(prepared, own_office.approver, trust=own_office.trust, clock=later(hours=2))
    assert outcome(content, own_office)[0] is Verdict.VALID
    revoke(own_office.folder, who, authority_passphrase=PASSPHRASE, clock=later(hours=2.5))
    assert outcome(content, own_office) == (Verdict.INVALID, ["signer-revoked"])


def test_an_embedded_list_stands_in_for_a_missing_one(own_office: Office) -> None:
    content = sign_pdf(UNSIGNED, own_office.preparer, trust=own_office.trust, clock=later(hours=1))
    (own_office.folder / "trust" / "demonstration.crl").unlink()
    assert own_office.trust.lists == ()
    assert outcome(content, own_office) == (Verdict.VALID, [])


def test_expired_since_is_valid_at_the_claimed_local_time(office: Office, signed: bytes) -> None:
    found = verify_pdf_signature(signed, office.trust, later(days=800))
    assert found.verdict is Verdict.VALID and failures(found.checks) == []
    (told,) = [check for check in found.checks if check.key == "signer-expired-since"]
    assert str(told.facts["at"]).startswith("2026-07-03 13:00")


def test_a_certificate_not_yet_valid(own_office: Office) -> None:
    signer = make_signer(own_office.folder, "tomorrow", "赵明天", later(days=1))
    content = sign_pdf(UNSIGNED, signer, trust=own_office.trust, clock=later(days=1, hours=1))
    assert outcome(content, own_office) == (Verdict.INVALID, ["signing-time-ahead", "signer-not-yet-valid"])


def test_a_time_ahead_of_the_clock(office: Office, signed: bytes) -> None:
    assert outcome(signed, office, hours=0.5) == (Verdict.INVALID, ["signing-time-ahead"])


def _insider(
    signer: FileSigner,
    content: bytes,
    permission: MDPPerm = MDPPerm.NO_CHANGES,
    name: str = "Signature",
    subfilter: SigSeedSubFilter = SigSeedSubFilter.PADES,
    box: tuple[int, int, int, int] | None = None,
    change: Callable[[IncrementalPdfFileWriter], None] | None = None,
) -> bytes:
    """Sign with another program what this console would not."""
    writer = PlainWriter(io.BytesIO(content))
    if change is not None:
        change(writer)
    meta = signers.PdfSignatureMetadata(
        field_name=name,
        subfilter=subfilter,
        certify=True,
        docmdp_permissions=permission,
        md_algorithm="sha256",
    )
    made = signers.PdfSigner(meta, signer=signer.for_pyhanko(), new_field_spec=SigFieldSpec(name, box=box))
    out = asyncio.run(made.async_sign_pdf(writer))
    out.seek(0)
    return bytes(out.read())


def test_what_a_trusted_insider_signed_elsewhere_must_have_the_form_too(tmp_path: Path) -> None:
    now = FixedClock(SystemClock().now())
    office = make_office(tmp_path, now)
    pades, plain = SigSeedSubFilter.PADES, SigSeedSubFilter.ADOBE_PKCS7_DETACHED
    cases = (
        (UNSIGNED, MDPPerm.NO_CHANGES, "Signature", pades, None),
        (make_pdf(info=True), MDPPerm.NO_CHANGES, "Signature", pades, "pdf-structure"),
        (UNSIGNED, MDPPerm.FILL_FORMS, "Signature", pades, "pdf-permission-differs"),
        (UNSIGNED, MDPPerm.NO_CHANGES, "Other", pades, "pdf-fields"),
        (UNSIGNED, MDPPerm.NO_CHANGES, "Signature", plain, "pdf-structure"),
        (updated(UNSIGNED, _annotate), MDPPerm.NO_CHANGES, "Signature", pades, "pdf-structure"),
        (updated(UNSIGNED, _overlay), MDPPerm.NO_CHANGES, "Signature", pades, "pdf-revisions"),
    )
    for content, permission, name, subfilter, key in cases:
        signed = _insider(office.preparer, content, permission, name, subfilter)
        found = verify_pdf_signature(signed, office.trust, now).checks
        keys = failures(found)
        assert (key in keys) if key else keys == [], (name, permission, found)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (None, None),
        (_overlay, "pdf-changed-by-signing"),
        (_swap, "pdf-changed-by-signing"),
        (_annotate, "pdf-structure"),
        (_title, "pdf-structure"),
    ],
)
def test_who_signs_and_repaints_in_one_revision_is_found_out(
    tmp_path: Path, change: Callable[[IncrementalPdfFileWriter], None] | None, key: str | None
) -> None:
    """The unsigned revision stays the honest one, so that to rebuild and compare it would find nothing."""
    now = FixedClock(SystemClock().now())
    office = make_office(tmp_path, now)
    signed = _insider(office.preparer, UNSIGNED, change=change)
    assert signed.startswith(UNSIGNED)
    keys = failures(verify_pdf_signature(signed, office.trust, now).checks)
    assert keys == ([key] if key else [])


def test_a_signature_that_could_cover_a_figure_is_refused(tmp_path: Path) -> None:
    now = FixedClock(SystemClock().now())
    office = make_office(tmp_path, now)
    signed = _insider(office.preparer, UNSIGNED, box=(20, 140, 120, 165))
    found = verify_pdf_signature(signed, office.trust, now)
    assert failures(found.checks) == ["pdf-structure"]


@settings(max_examples=250, deadline=None)
@given(data=some.data())
def test_no_changed_bit_is_ever_valid(
    office: Office, signed: bytes, approved: bytes, data: some.DataObject
) -> None:
    content = data.draw(some.sampled_from([signed, approved]))
    place = data.draw(some.integers(0, len(content) - 1))
    changed = bytearray(content)
    changed[place] ^= 1 << data.draw(some.integers(0, 7))
    assert outcome(bytes(changed), office)[0] is not Verdict.VALID


def _letters(content: bytes) -> list[int]:
    return [place for place, byte in enumerate(content) if chr(byte).isascii() and chr(byte).isalpha()]


@pytest.mark.slow
@pytest.mark.parametrize("bit", [0, 5])  # the last of every byte, and what tells capitals from small letters
def test_no_byte_of_the_whole_document_can_be_changed(
    office: Office, signed: bytes, monkeypatch: pytest.MonkeyPatch, bit: int
) -> None:
    # What a container says depends on its bytes alone: half of the places leave it as it was.
    monkeypatch.setattr(pdf_verification, "read_container", lru_cache(maxsize=4)(read_container))
    trust, clock = office.trust, later(hours=3)
    for place in _letters(signed) if bit else range(len(signed)):
        changed = bytearray(signed)
        changed[place] ^= 1 << bit
        found = verify_pdf_signature(bytes(changed), trust, clock)
        assert found.verdict is not Verdict.VALID, place


@settings(max_examples=150, deadline=None)
@given(data=some.data())
def test_neither_more_nor_less_is_ever_valid(
    office: Office, signed: bytes, approved: bytes, data: some.DataObject
) -> None:
    content = data.draw(some.sampled_from([signed, approved]))
    cut = data.draw(some.integers(0, len(content) - 1))
    more = data.draw(some.binary(min_size=1, max_size=40))
    place = data.draw(some.integers(0, len(content)))
    for changed in (content[:cut], content + more, more + content, content[:place] + more + content[place:]):
        assert outcome(changed, office)[0] is not Verdict.VALID


@settings(max_examples=60, deadline=None)
@given(content=some.binary(max_size=300))
def test_no_bytes_are_more_than_refused(office: Office, content: bytes) -> None:
    assert outcome(content, office)[0] is not Verdict.VALID
    assert outcome(content + b"/ByteRange [0 1 2 3]", office)[0] is Verdict.INVALID
