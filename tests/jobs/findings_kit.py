"""Owns what the tests of the casebook's jobs, commands and page share: an extract, a vault, a clock. It fakes no book."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.engine.extracts import write

PASSPHRASE = "a plumb line hangs true"
RULES = ("INC-101", "FUND-105")


@dataclass
class StepClock:
    """A clock that goes on by a minute each time it is asked."""

    at: datetime = field(default_factory=lambda: datetime(2026, 7, 3, 9, 0, tzinfo=UTC))

    def now(self) -> datetime:
        """Return the next minute."""
        self.at += timedelta(minutes=1)
        return self.at


@dataclass
class MemoryVault:
    """A safe store of secrets for a test: what was written is there."""

    kept: dict[str, str] = field(default_factory=dict)
    safe: bool = True

    def read(self, name: str) -> str | None:
        """Return what is kept."""
        return self.kept.get(name)

    def write(self, name: str, secret: str) -> None:
        """Keep it."""
        self.kept[name] = secret

    def forget(self, name: str) -> None:
        """Keep it no longer."""
        self.kept.pop(name, None)


def extract_file(
    path: Path, extract_id: str = "X-2026Q2", scheme: str = "k1", repaired: tuple[str, ...] = ()
) -> Path:
    """Make an extract with three bad service points, one good one, and a benefit paid after death.

    ``repaired`` names the points that are in order in this extract.
    """
    fine = ", ".join(f"'{name}'" for name in ("SP-4", *repaired))
    return write(
        path,
        f"CREATE TABLE extract_info AS SELECT '{extract_id}' AS extract_id, '澜江省' AS name, '{scheme}' AS pseudonym_scheme, "
        "TIMESTAMP '2026-06-30 23:59:59' AS cut_at, DATE '2026-01-01' AS period_starts_on, DATE '2026-06-30' AS period_ends_on",
        "CREATE TABLE region AS SELECT '990100' AS region_id, '望川市' AS name, 'Wangchuan' AS name_en",
        "CREATE TABLE organisation AS SELECT * FROM (VALUES ('O1', '市政务中心', 'Service Centre', '990100'), "
        "('O2', '市民政局', 'Civil Affairs', '990100')) AS t(organisation_id, name, name_en, region_id)",
        "CREATE TABLE service_point AS SELECT 'SP-' || n AS service_point_id, 'O1' AS organisation_id, '990100' AS region_id, "
        f"'hall' AS kind, 'SP-' || n IN ({fine}) AS accessible, true AS low_counter, true AS cash_accepted, "
        "DATE '2026-05-01' + n::INTEGER AS checked_on FROM range(1, 5) AS t(n)",
        "CREATE TABLE benefit_grant AS SELECT 'G-1' AS grant_id, 'B1' AS programme_id, 'person-7f3a' AS recipient, "
        "'O2' AS organisation_id, '990100' AS region_id, '2026-04' AS month, 1250.50::DECIMAL(18,2) AS amount, "
        "DATE '2026-04-08' AS paid_on",
        "CREATE TABLE life_status AS SELECT 'person-7f3a' AS person, 'deceased' AS kind, DATE '2026-03-02' AS from_on",
    )
