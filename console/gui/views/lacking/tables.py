"""Owns the tables of the page on missing data. It refuses to write a number where nobody knows one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from console.gui.models.cells import LinesCell, NotComputableCell
from console.gui.models.columns import Column
from console.gui.theme import Look
from console.gui.words import Named, say
from console.jobs.lacking_answers import Gap, Silenced, Unjudged, Unseen

Row = Mapping[str, object]


def gap_columns() -> Sequence[Column]:
    """Return the columns of gaps."""
    return (
        Column("name", say("lacking-column-missing"), "lines"),
        Column("rules", say("lacking-column-rules"), "number"),
        Column("measures", say("lacking-column-measures"), "number"),
        Column("alone", say("lacking-column-alone"), "number", tooltip=say("lacking-alone-tip")),
        Column("unseen", say("lacking-column-unseen"), "text"),
    )


def gap_rows(look: Look, gaps: Sequence[Gap]) -> list[Row]:
    """Return one row a gap."""
    return [
        {
            "gap": gap.name,
            "name": LinesCell(Named(gap.names), gap.name),
            "rules": len(gap.rules),
            "measures": len(gap.measures),
            "alone": len(gap.alone),
            "unseen": " · ".join(unseen_words(look, one) for one in gap.unseen) or "—",
        }
        for gap in gaps
    ]


def unseen_words(look: Look, one: Unseen) -> str:
    """Return what nobody looks at in one table."""
    table, phrases = look.words(Named(one.names)), look.phrases
    if one.rows is None:
        return look.text("lacking-unseen-unknown", table=table)
    rows = phrases.number(one.rows)
    if one.amount is None:
        return look.text("lacking-unseen-rows", table=table, rows=rows)
    return look.text("lacking-unseen-money", table=table, rows=rows, amount=phrases.money(one.amount))


def silenced_columns() -> Sequence[Column]:
    """Return the columns of what cannot be computed at all."""
    return (
        Column("name", say("lacking-column-name"), "lines"),
        Column("kind", say("lacking-column-kind"), "name"),
        Column("missing", say("lacking-column-missing"), "dim"),
    )


def silenced_rows(found: Sequence[Silenced]) -> list[Row]:
    """Return one row a rule or a measure."""
    return [
        {
            "id": one.id,
            "kind_key": one.kind,
            "name": LinesCell(Named(one.names), one.id),
            "kind": say(f"lacking-kind-{one.kind}"),
            "missing": ", ".join(one.missing),
        }
        for one in found
    ]


def unjudged_columns() -> Sequence[Column]:
    """Return the columns of rows rules could not judge."""
    return (
        Column("name", say("lacking-column-rule"), "lines"),
        Column("rows", say("lacking-column-rows"), "number"),
        Column("share", say("lacking-column-share"), "percent", digits=1),
        Column("amount", say("lacking-column-amount"), "money"),
    )


def unjudged_rows(found: Sequence[Unjudged]) -> list[Row]:
    """Return one row a rule and reason; the share is of all rows the rule looked at."""
    return [
        {
            "id": one.rule_id,
            "sql": one.sql,
            "name": LinesCell(
                Named(one.names), say("lacking-because", rule=one.rule_id, why=Named(one.whys))
            ),
            "rows": one.rows,
            "share": one.rows / (one.rows + one.judged),
            "amount": NotComputableCell(say("lacking-no-amount")) if one.amount is None else one.amount,
        }
        for one in found
    ]
