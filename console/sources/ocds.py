"""Owns open contracting data: compiled releases, one a line, to rows of the flags' tables. It refuses to mend a release.

What stands in a place where something else belongs is left out of that place: the rule then says what is missing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from console.domain.ports import Progress, stop_if_cancelled
from console.sources.encoding import bounded_lines, find_encoding, sample
from console.sources.ocds_packages import releases_in

TELL_EVERY = 1000
LARGEST = Decimal(10) ** 15
CENT = Decimal("0.01")
SEPARATOR = "\x1f"
"""Between the names of a consortium: no identifier holds it."""


@dataclass(slots=True)
class OcdsRows:
    """Rows of the flags' tables, without the columns' names, and lines that hold no release, by reason."""

    releases: list[tuple[Any, ...]] = field(default_factory=list)
    bids: list[tuple[Any, ...]] = field(default_factory=list)
    bid_tenderers: list[tuple[Any, ...]] = field(default_factory=list)
    awards: list[tuple[Any, ...]] = field(default_factory=list)
    suppliers: list[tuple[Any, ...]] = field(default_factory=list)
    items: list[tuple[Any, ...]] = field(default_factory=list)
    read: int = 0
    refused: dict[str, int] = field(default_factory=dict)


COLUMNS: Mapping[str, tuple[str, ...]] = {
    "releases": (
        "ocid",
        "buyer",
        "procuring_entity",
        "tender_status",
        "method",
        "method_details",
        "tender_starts_at",
        "tender_ends_at",
        "tenderers",
    ),
    "bids": (
        "bid_id",
        "ocid",
        "status",
        "amount",
        "price",
        "currency",
        "received_at",
        "tenderers",
        "consortium",
    ),
    "bid_tenderers": ("bid_id", "ocid", "tenderer"),
    "awards": ("award_id", "ocid", "status"),
    "suppliers": ("award_id", "ocid", "supplier"),
    "items": ("award_id", "place", "ocid", "classification"),
}
TABLES: Mapping[str, str] = {
    "releases": "ocds_release",
    "bids": "ocds_bid",
    "bid_tenderers": "ocds_bid_tenderer",
    "awards": "ocds_award",
    "suppliers": "ocds_award_supplier",
    "items": "ocds_award_item",
}


def read_ocds(path: Path, progress: Progress) -> OcdsRows:
    """Read a JSON Lines file of compiled releases, or of packages of them.

    Raises InputError where the file cannot be read as text, or Cancelled.
    """
    found = OcdsRows()
    seen: set[str] = set()
    encoding = find_encoding(sample(path), path.name)
    with path.open(encoding=encoding, errors="surrogateescape") as stream:
        for number, line in enumerate(bounded_lines(stream, path.name)):
            if number % TELL_EVERY == 0:
                stop_if_cancelled(progress)
                progress.report(None, "source", file=path.name)
            if line.strip():
                for release in _releases(found, line):
                    _take(found, seen, release)
    return found


def _releases(found: OcdsRows, line: str) -> Iterator[dict[str, Any]]:
    try:
        line.encode("utf-8")
        told = json.loads(line, parse_float=Decimal, parse_int=Decimal)
    except UnicodeEncodeError:
        return _refuse(found, "bytes")
    except (ValueError, RecursionError, InvalidOperation):
        return _refuse(found, "object")
    if not isinstance(told, dict):
        return _refuse(found, "object")
    return (release or {} for release in releases_in(told))


def _refuse(found: OcdsRows, reason: str) -> Iterator[dict[str, Any]]:
    found.read += 1
    found.refused[reason] = found.refused.get(reason, 0) + 1
    return iter(())


def _take(found: OcdsRows, seen: set[str], release: dict[str, Any]) -> None:
    ocid = _text(release.get("ocid"))
    if ocid is None:
        _refuse(found, "ocid")
        return
    if ocid in seen:
        _refuse(found, "duplicate")
        return
    seen.add(ocid)
    found.read += 1
    tender = _map(release.get("tender"))
    period = _map(tender.get("tenderPeriod"))
    found.releases.append(
        (
            ocid,
            _text(_map(release.get("buyer")).get("id")),
            _text(_map(tender.get("procuringEntity")).get("id")),
            _text(tender.get("status")),
            _text(tender.get("procurementMethod")),
            _text(tender.get("procurementMethodDetails")),
            _instant(period.get("startDate")),
            _instant(period.get("endDate")),
            _whole(tender.get("numberOfTenderers")),
        )
    )
    for place, bid in enumerate(_list(_map(release.get("bids")).get("details"))):
        _bid(found, ocid, f"{ocid}#{place}", _map(bid))
    for place, award in enumerate(_list(release.get("awards"))):
        _award(found, ocid, f"{ocid}#{place}", _map(award))


def _bid(found: OcdsRows, ocid: str, bid_id: str, bid: dict[str, Any]) -> None:
    names = _names(bid.get("tenderers"))
    value = _map(bid.get("value"))
    amount = _amount(value.get("amount"))
    found.bids.append(
        (
            bid_id,
            ocid,
            _text(bid.get("status")),
            None if amount is None else amount.quantize(CENT),
            None if amount is None else f"{amount.normalize():f}",
            _text(value.get("currency")),
            _instant(bid.get("date")),
            len(names),
            SEPARATOR.join(names) or None,
        )
    )
    found.bid_tenderers += [(bid_id, ocid, name) for name in names]


def _award(found: OcdsRows, ocid: str, award_id: str, award: dict[str, Any]) -> None:
    found.awards.append((award_id, ocid, _text(award.get("status"))))
    found.suppliers += [(award_id, ocid, name) for name in _names(award.get("suppliers"))]
    for place, item in enumerate(_list(award.get("items"))):
        code = _text(_map(_map(item).get("classification")).get("id"))
        found.items.append((award_id, place, ocid, code))


def _names(parties: object) -> list[str]:
    told = (_text(_map(party).get("id")) for party in _list(parties))
    return sorted({name for name in told if name is not None})


def _map(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str | None:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value if isinstance(value, str) and value else None


def _whole(value: object) -> int | None:
    if not isinstance(value, Decimal) or value != value.to_integral_value() or abs(value) > LARGEST:
        return None
    return int(value)


def _amount(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) and value.is_finite() and abs(value) < LARGEST else None


def _instant(value: object) -> datetime | None:
    """Return an instant in UTC without its zone; one without an offset is UTC already."""
    if not isinstance(value, str):
        return None
    try:
        told = datetime.fromisoformat(value)
        return told.astimezone(UTC).replace(tzinfo=None) if told.tzinfo else told
    except (ValueError, OverflowError):
        return None
