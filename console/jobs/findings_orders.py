"""Owns the list of leaders' instructions 批示/交办: whose, until when, done how late. It refuses to forget one that was done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from console.domain.finding import FindingState
from console.domain.terms import Terms


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One instruction; ``days`` are the working days left, negative where it is late, None where it was carried out."""

    number: str
    identity: str
    sequence: int
    leader: str
    text: str
    owner: str
    due_on: date
    done_on: date | None
    days: int | None


def list_orders(states: Iterable[FindingState], today: date, terms: Terms) -> tuple[OrderLine, ...]:
    """Return every instruction: what waits first, by its day; then what was done, the latest first."""
    lines = [
        OrderLine(
            state.number,
            state.identity,
            order.sequence,
            order.leader,
            order.text,
            order.owner,
            order.due_on,
            order.done_on,
            None if order.done_on else terms.left(today, order.due_on),
        )
        for state in states
        for order in state.orders
    ]
    waiting = sorted(
        (one for one in lines if one.done_on is None), key=lambda one: (one.due_on, one.sequence)
    )
    done = sorted((one for one in lines if one.done_on), key=lambda one: -one.sequence)
    return (*waiting, *done)
