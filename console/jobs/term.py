"""Owns the term of an extract: the day it must be destroyed by, after which it opens for nothing.

It refuses an exception, diagnosis included: what must not be kept must not be read.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from console.engine.connection import Connection
from console.errors import ExitCode, ExtractError


def refuse_expired(path: Path, destroy_by: date | None, now: datetime) -> None:
    """Raise ExtractError extract-expired where the day has gone by; on the day itself the extract still opens."""
    if destroy_by is not None and now.date() > destroy_by:
        raise ExtractError("extract-expired", exit_code=ExitCode.EXPIRED, file=path.name, day=str(destroy_by))


def read_destroy_by(connection: Connection) -> date | None:
    """Return the day the extract itself tells, which stands there also where somebody took its manifest away."""
    row = connection.row("SELECT min(destroy_by) FROM extract_info")
    return row[0] if isinstance(row[0], date) else None
