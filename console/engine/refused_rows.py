"""Owns the rows a build rejected as they stood in their source, for a file only its passphrase opens.

It refuses to put them into the extract: they may hold what the extract must not.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from console.domain.mapping import LINE, PreparedSource
from console.engine.columns import literal, quoted
from console.engine.joining import REFUSED
from console.engine.session import Session


def keep_rows(session: Session, sources: Sequence[PreparedSource], keep: Callable[[bytes], None]) -> None:
    """Give every rejected row once: its file and line, why, and its cells; of a line that is no row, its text."""
    for source in sources:
        _keep_lines(source, keep)
        why = (
            f"SELECT line, string_agg(DISTINCT target_table || '.' || target_column || ' ' || reason, '; ') AS why "
            f"FROM {REFUSED} WHERE source = {literal(source.name)} GROUP BY line"
        )
        rows = (
            f"SELECT s.{LINE}, f.why, to_json(s)::VARCHAR FROM {quoted(source.name)} s "
            f"JOIN ({why}) f ON f.line = s.{LINE} ORDER BY 1"
        )
        for batch in session.batches(rows):
            for line, reason, row in batch:
                keep(_record(source.file, int(line), str(reason), json.loads(str(row))))


def _keep_lines(source: PreparedSource, keep: Callable[[bytes], None]) -> None:
    if source.raw is None:
        return
    with source.raw.open(encoding="utf-8") as lines:
        for line in lines:
            told = json.loads(line)
            keep(_record(source.file, told["line"], told["reason"], told["text"]))


def _record(file: str, line: int, reason: str, row: object) -> bytes:
    told = {"file": file, "line": line, "reason": reason, "row": row}
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
