"""Owns what the funds page asks and is answered, as plain values: the chain of money, execution, months, payees, digits.

It refuses to compute and to import what computes, so that the page can be built before any engine is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from console.domain.period import Period
from console.jobs.theme_answers import PageScope

LINKS = ("budget", "plan", "tender", "contract", "acceptance", "payment", "voucher")


@dataclass(frozen=True, slots=True)
class ChainNode:
    """One link of the chain: how many things, how much money (None where not told), and the SQL of its rows."""

    key: str
    missing: tuple[str, ...]
    count: int = 0
    amount: Decimal | None = None
    sql: str = ""


@dataclass(frozen=True, slots=True)
class ChainBreak:
    """One way in which two links do not hold: ``kind`` is unfounded, over, early or pending, with its rows."""

    kind: str
    key: str  # of the phrase that says what it is
    count: int
    amount: Decimal | None
    sql: str


@dataclass(frozen=True, slots=True)
class ChainLink:
    """What joins two nodes: of ``total`` things after, ``matched`` rest on one before; and the breaks, gravest first."""

    before: str
    after: str
    missing: tuple[str, ...]
    total: int = 0
    matched: int = 0
    breaks: tuple[ChainBreak, ...] = ()


@dataclass(frozen=True, slots=True)
class Execution:
    """What one organisation was given for the year and paid up to the day."""

    organisation_id: str
    name: str
    budget: Decimal
    paid: Decimal


@dataclass(frozen=True, slots=True)
class Executions:
    """Execution of the year's budget at ``as_of``; ``elapsed`` is the share of the year's days that have passed.

    ``paces`` are the shares of earlier years' payments made by the same day, one a whole year the extract holds.
    """

    missing: tuple[str, ...]
    as_of: date
    elapsed: float
    rows: tuple[Execution, ...] = ()
    budget: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)
    sql: str = ""
    paces: tuple[float, ...] = ()

    def forecast(self, rate: float) -> tuple[float, float] | None:
        """Return between what a rate of execution would end at the year's end, at the pace of each earlier year."""
        ends = sorted(rate / pace for pace in self.paces if pace > 0)
        return (ends[0], ends[-1]) if ends else None


@dataclass(frozen=True, slots=True)
class MonthPaid:
    """Money paid in one month of the year and in the same month a year earlier; None where the extract does not reach."""

    month: int
    paid: Decimal | None
    earlier: Decimal | None


@dataclass(frozen=True, slots=True)
class Months:
    """Payments by month of the budget year beside the year before."""

    missing: tuple[str, ...]
    year: int = 0
    rows: tuple[MonthPaid, ...] = ()
    sql: str = ""


@dataclass(frozen=True, slots=True)
class Payee:
    """One payee: paid, in how many payments, by how many organisations, the share of all paid, under how many vendors."""

    payee_id: str
    name: str
    paid: Decimal
    payments: int
    organisations: int
    share: float
    vendors: int


@dataclass(frozen=True, slots=True)
class Payees:
    """The largest payees; ``top_share`` is what the ten largest hold, ``unnamed`` what went to nobody named."""

    missing: tuple[str, ...]
    rows: tuple[Payee, ...] = ()
    total: Decimal = Decimal(0)
    payees: int = 0
    top_share: float | None = None
    unnamed: Decimal = Decimal(0)
    sql: str = ""


@dataclass(frozen=True, slots=True)
class Digit:
    """One leading pair of digits: how often it came and the law expects it, as shares, with its z."""

    digit: int
    count: int
    observed: float
    expected: float
    z: float


@dataclass(frozen=True, slots=True)
class Digits:
    """Leading digits of the amounts paid; ``conformity`` is empty where ``why_not`` says there is no verdict."""

    missing: tuple[str, ...]
    n: int = 0
    left_out: int = 0  # amounts below ten, which have no two leading digits before the point
    mad: float | None = None
    limits: tuple[float, float, float] | None = None
    conformity: str = ""
    why_not: str = ""
    smallest: Decimal | None = None
    largest: Decimal | None = None
    rows: tuple[Digit, ...] = ()
    sql: str = ""


@dataclass(frozen=True, slots=True)
class Purchase:
    """One contract awarded without open tender: its day, its amount, and that as a share of its threshold."""

    contract_id: str
    signed_on: date
    amount: Decimal
    share: float


@dataclass(frozen=True, slots=True)
class Purchases:
    """Purchases under no open tender; ``unjudged`` have no day, amount or threshold, ``count`` is all that have."""

    missing: tuple[str, ...]
    rows: tuple[Purchase, ...] = ()
    count: int = 0
    unjudged: int = 0
    verified: bool | None = None  # whether the threshold was read in a primary text
    sql: str = ""


@dataclass(frozen=True, slots=True)
class FundsAnswer:
    """Everything but the rules that the funds page shows; all of it from the year's first day to the period's end."""

    period: Period
    scope: PageScope  # with the regions below its own
    span: Period
    nodes: tuple[ChainNode, ...]
    links: tuple[ChainLink, ...]
    executions: Executions
    months: Months
    payees: Payees
    digits: Digits
    purchases: Purchases
