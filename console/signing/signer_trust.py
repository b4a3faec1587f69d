"""Owns whether a signer may be believed: a path to a trusted root, the dates, and what was revoked.

It refuses to take the time a signature claims for more than the claim of a local clock.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathBuildingError, ValidationError

from console.domain.verification import Check
from console.errors import SigningError
from console.signing import certificates
from console.signing.certificates import for_pyhanko, moment
from console.signing.container import BROKEN
from console.signing.truststore import RevocationList, TrustStore, read_list, signed_list
from console.signing.verdicts import failed, passed

AHEAD = timedelta(minutes=5)
"""A claimed time may be this far ahead of the local clock: two clocks never agree."""

CertificatePath = tuple[x509.Certificate, ...]  # from the signer to the root


def judge_signer(
    signer: x509.Certificate,
    others: Sequence[x509.Certificate],
    *,
    claimed: datetime,
    trust: TrustStore,
    now: datetime,
    embedded_lists: Iterable[bytes] = (),
) -> tuple[Check, ...]:
    """Return the checks on the person behind a signature that holds.

    ``others`` and ``embedded_lists`` (DER) came with the signature: they may help to reach a root or to revoke, and
    count only as far as a trusted authority signed them.
    """
    path = find_path(signer, others, trust, claimed)
    told = {
        "person": certificates.person(signer),
        "organisation": certificates.organisation(signer),
        "fingerprint": certificates.fingerprint(signer)[:16],
    }
    if path is None:
        return (failed("signer-known", "signer-unknown", **told),)
    return (
        _known(signer, told),
        *_strays(others, path, trust),
        _time(claimed, now),
        *(_dates(each, claimed, now) for each in path[:-1]),
        *_revocations(path, trust, now, embedded_lists),
    )


def find_path(
    signer: x509.Certificate, others: Sequence[x509.Certificate], trust: TrustStore, at: datetime
) -> CertificatePath | None:
    """Return the certificates from the signer to a trusted root, or None.

    The path is judged at ``at`` moved into the signer's own dates: those are judged, and worded, on their own.
    """
    inside = max(signer.not_valid_before_utc, min(at, signer.not_valid_after_utc))
    try:
        context = ValidationContext(
            trust_roots=[for_pyhanko(root) for root in trust.roots],
            other_certs=[for_pyhanko(each) for each in (*trust.intermediates, *others)],
            moment=inside,
            allow_fetching=False,
            revocation_mode="soft-fail",
        )
        validator = CertificateValidator(for_pyhanko(signer), validation_context=context)
        found = asyncio.run(validator.async_validate_usage({"non_repudiation"}))  # type: ignore[no-untyped-call]
        whole = tuple(x509.load_der_x509_certificate(each.dump()) for each in found.iter_certs(True))
    except (PathBuildingError, ValidationError, *BROKEN):
        return None
    path = tuple(reversed(whole))
    return path if path[0] == signer and len(path) > 1 and path[-1] in trust.roots else None


def known_lists(
    path: CertificatePath, trust: TrustStore, embedded: Iterable[bytes] = ()
) -> tuple[RevocationList, ...]:
    """Return the revocation lists of the path's issuers: the trust store's, and those embedded that an issuer signed."""
    stored = [known for known in trust.lists if known.authority in path[1:]]
    return tuple(stored) + tuple(known for content in embedded if (known := _embedded(content, path)))


def revoked_since(path: CertificatePath, lists: Iterable[RevocationList]) -> datetime | None:
    """Return since when a certificate of the path is revoked, or None."""
    found = [
        known.revoked[each.serial_number]
        for known in lists
        for each, issuer in pairwise(path)
        if known.authority == issuer and each.serial_number in known.revoked
    ]
    return min(found) if found else None


def latest_list(path: CertificatePath, lists: Iterable[RevocationList]) -> RevocationList | None:
    """Return the newest revocation list of the signer's own issuer, or None."""
    own = [known for known in lists if known.authority == path[1]]
    return max(own, key=lambda known: known.issued_at) if own else None


def refuse_revoked(
    signer: x509.Certificate, others: Sequence[x509.Certificate], trust: TrustStore, now: datetime
) -> None:
    """Raise SigningError signer-revoked where a list known here revokes somebody about to sign.

    Whom nobody here knows may sign: those who are to believe it may know them.
    """
    path = find_path(signer, others, trust, now)
    since = None if path is None else revoked_since(path, known_lists(path, trust))
    if since is not None:
        at = moment(since.astimezone(now.tzinfo))
        raise SigningError("signer-revoked", person=certificates.person(signer), since=at)


def _known(signer: x509.Certificate, told: dict[str, str]) -> Check:
    if not certificates.may_sign_documents(signer):
        return failed("signer-known", "signer-not-for-signing", **told)
    key = "signer-demonstration" if certificates.demonstration(signer) else "signer-known"
    return passed("signer-known", key, **told)


def _strays(
    others: Sequence[x509.Certificate], path: CertificatePath, trust: TrustStore
) -> tuple[Check, ...]:
    strays = [other for other in others if other not in path and other not in trust.authorities]
    return (failed("signature-structure", "certificates-stray", count=len(strays)),) if strays else ()


def _time(claimed: datetime, now: datetime) -> Check:
    at = moment(claimed.astimezone(now.tzinfo))
    if claimed > now + AHEAD:
        return failed("signing-time", "signing-time-ahead", at=at, now=moment(now))
    return passed("signing-time", "signing-time-claimed", at=at)


def _dates(certificate: x509.Certificate, claimed: datetime, now: datetime) -> Check:
    starts, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    told = {
        "person": certificates.person(certificate),
        "at": moment(claimed.astimezone(now.tzinfo)),
        "starts": moment(starts.astimezone(now.tzinfo)),
        "ends": moment(ends.astimezone(now.tzinfo)),
    }
    if claimed < starts or now < starts - AHEAD:
        return failed("signer-dates", "signer-not-yet-valid", **told)
    if claimed > ends:
        return failed("signer-dates", "signer-expired-before", **told)
    key = "signer-expired-since" if now > ends else "signer-in-force"
    return passed("signer-dates", key, **told)


def _revocations(
    path: CertificatePath, trust: TrustStore, now: datetime, embedded: Iterable[bytes]
) -> tuple[Check, ...]:
    lists = known_lists(path, trust, embedded)
    person, latest = certificates.person(path[0]), latest_list(path, lists)
    since = revoked_since(path, lists)
    if since is not None:
        at = moment(since.astimezone(now.tzinfo))
        return (failed("signer-revocation", "signer-revoked", person=person, since=at),)
    if latest is None:
        return (failed("revocation-known", "revocation-unknown", person=person),)
    issued = moment(latest.issued_at.astimezone(now.tzinfo))
    if latest.stale(now) and latest.next_due is not None:
        due = moment(latest.next_due.astimezone(now.tzinfo))
        return (passed("signer-revocation", "revocation-list-stale", person=person, issued=issued, due=due),)
    return (passed("signer-revocation", "signer-not-revoked", person=person, issued=issued),)


def _embedded(content: bytes, path: CertificatePath) -> RevocationList | None:
    try:
        return signed_list(read_list(content), path[1:])
    except (InvalidSignature, *BROKEN):
        return None
