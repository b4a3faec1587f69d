"""Owns the papers the signing tests sign: a small PDF with an attachment, an authority, a clock that stands still."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from console.domain.verification import Check
from console.errors import PlumblineError
from console.i18n import Phrases
from console.paths import resource_root
from console.signing.authority import issue_signer, make_authority
from console.signing.signer import FileSigner
from console.signing.truststore import TrustStore

PASSPHRASE = "一个 only for tests"
NOON = datetime(2026, 7, 3, 12, 0, tzinfo=UTC)
DATA = b"id,dept\n1,police\n2,health\n"


@dataclass(frozen=True)
class FixedClock:
    """A clock that always tells the same instant."""

    at: datetime = NOON

    def now(self) -> datetime:
        return self.at


def later(**span: float) -> FixedClock:
    return FixedClock(NOON + timedelta(**span))


@dataclass(frozen=True)
class Office:
    """An authority in a folder with a preparer and an approver."""

    folder: Path
    preparer: FileSigner
    approver: FileSigner

    @property
    def trust(self) -> TrustStore:
        return TrustStore.load((self.folder / "trust",))


def make_office(folder: Path, clock: FixedClock | None = None) -> Office:
    make_authority(folder, PASSPHRASE, clock or FixedClock())
    return Office(
        folder,
        make_signer(folder, "preparer", "王审计", clock),
        make_signer(folder, "approver", "李批准", clock),
    )


def make_signer(folder: Path, identity: str, person: str, clock: FixedClock | None = None) -> FileSigner:
    return issue_signer(
        folder,
        identity,
        person=person,
        organisation="演示省审计厅",
        authority_passphrase=PASSPHRASE,
        passphrase=PASSPHRASE,
        clock=clock or FixedClock(),
    )


def make_pdf(*, info: bool = False, data: bytes = DATA) -> bytes:
    """Return a two-page PDF with an inner link and one attachment; without /Info unless asked."""
    drawn = io.BytesIO()
    canvas = Canvas(drawn, pagesize=(300, 200), invariant=True)
    canvas.setTitle("Quarterly briefing")
    canvas.bookmarkPage("first")
    canvas.drawString(20, 150, "On time 97.3 %")
    canvas.showPage()
    canvas.drawString(20, 150, "back")
    canvas.linkRect("", "first", (20, 140, 60, 165), relative=0)
    canvas.showPage()
    canvas.save()
    out = io.BytesIO()
    with pikepdf.open(drawn) as document:
        document.attachments["figures.csv"] = pikepdf.AttachedFileSpec(document, data, filename="figures.csv")
        if not info:
            del document.trailer.Info
            with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
                metadata["dc:title"] = "季度简报"
        document.save(out, deterministic_id=True)
    return out.getvalue()


def failures(checks: Iterable[Check]) -> list[str]:
    """Return the keys of the checks that failed, after every check was worded in both languages."""
    told = tuple(checks)
    for language in ("zh-CN", "en"):
        phrases = Phrases(language, resource_root() / "phrases")
        for check in told:
            assert phrases.text(f"check-{check.key}", **check.facts)
    return [check.key for check in told if not check.passed]


@contextmanager
def refusal(key: str) -> Iterator[None]:
    """Expect an error with this key, worded in both languages."""
    with pytest.raises(PlumblineError) as caught:
        yield
    assert caught.value.key == key, caught.value
    for language in ("zh-CN", "en"):
        assert Phrases(language, resource_root() / "phrases").error(caught.value)
