"""Owns the sealing of a request about benefits: collected from the extract, sealed to the supplier's certificate, written whole.

It refuses to overwrite a request that may be on its way, and a certificate that is not valid now.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from console.domain.ports import Clock, Progress
from console.errors import ExitCode, InputError, UsageError
from console.jobs.extract import OpenedExtract
from console.jobs.request_answers import SealedRequest, SealRequest
from console.jobs.sealed_request import BenefitAsk, make_request
from console.signing.beside import small_file, write_whole
from console.signing.certificates import fingerprint, organisation, person
from console.signing.sealing import read_recipient, seal

LARGEST_CERTIFICATE = 8 * 2**20


def seal_request(
    extract: OpenedExtract, asked: SealRequest, clock: Clock, progress: Progress
) -> SealedRequest:
    """Collect what is asked about and write it, sealed.

    Raises UsageError request-exists, InputError file-not-found or seal-…, and whatever collecting raises.
    """
    require_free(asked.out)
    certificate = read_recipient(_content(asked.certificate), asked.certificate.name, clock.now())
    request = make_request(extract, BenefitAsk(asked.rules, asked.scope), progress)
    write_whole(asked.out, seal(request.content, certificate))
    return SealedRequest(
        request.request_id,
        len(request.items),
        str(asked.out),
        " · ".join(part for part in (person(certificate), organisation(certificate)) if part),
        fingerprint(certificate),
        sha256(request.content).hexdigest(),
        extract.mark,
    )


def require_free(out: Path) -> None:
    """Refuse a file that is there already; raises UsageError request-exists."""
    if out.exists():
        raise UsageError("request-exists", file=str(out))


def require_certificate(path: Path, clock: Clock) -> None:
    """Refuse a certificate nothing can be sealed to, before anything is collected; raises InputError."""
    read_recipient(_content(path), path.name, clock.now())


def _content(path: Path) -> bytes:
    content = small_file(path, LARGEST_CERTIFICATE)
    if content is None:
        raise InputError("file-not-found", exit_code=ExitCode.NOT_FOUND, file=str(path))
    if len(content) > LARGEST_CERTIFICATE:
        raise InputError("given-large", file=path.name, largest=LARGEST_CERTIFICATE // 2**20)
    return content
