"""Owns how answers of the funds job become figures: numbers in, worded marks out. It refuses to compute anything else."""

from __future__ import annotations

from decimal import Decimal

from console.charts.digit_bars import DigitBar, DigitScale, DigitWords, digit_bars, too_often
from console.charts.figure import Figure
from console.charts.money_chain import ChainArrow, ChainBox, ChainWords, money_chain
from console.charts.month_bars import BarWords, MonthBar, month_bars
from console.charts.parts import Hit, Measure
from console.charts.split_scatter import PurchaseCluster, PurchaseDot, ScatterWords, split_scatter
from console.gui.theme import Look
from console.gui.words import Say, say
from console.jobs.funds_answers import ChainBreak, ChainLink, ChainNode, Digits, FundsAnswer, Months
from console.jobs.theme_answers import ThemeRules

Size = tuple[float, float]
TEN_THOUSAND = 10_000.0
LARGE = Decimal(1_000_000_000)  # yuan from which ten thousands are written without decimals
MARKS = {"unfounded": "yellow", "over": "yellow", "early": "yellow", "pending": "notice"}
GRAVITY = ("yellow", "notice")
PENDING = "pending"
BEHIND = "FUND-114"  # the rule whose suspicions are marked among the rates of execution
SPLITTING = "FUND-101"  # the rule whose suspicions are boxed among the purchases


def money_words(look: Look, amount: Decimal | None) -> str:
    """Return money in ten thousands, with decimals only where they can be read."""
    if amount is None:
        return "—"
    return look.phrases.number(amount / 10_000, 0) if abs(amount) >= LARGE else look.phrases.money(amount)


def link_mark(link: ChainLink) -> str:
    """Return the mark of a link: the gravest of its breaks, or that it holds, or cannot be computed."""
    if link.missing:
        return "na"
    marks = {MARKS[one.kind] for one in link.breaks}
    return next((mark for mark in GRAVITY if mark in marks), "ok")


def chain_figure(
    look: Look, found: FundsAnswer, size: Size, measure: Measure
) -> tuple[Figure, tuple[Hit, ...]]:
    """Draw the chain."""
    words = ChainWords(
        look.words(chain_verdict(look, found)),
        look.text("funds-chain"),
        look.text("funds-unit"),
        (
            look.text("funds-link"),
            look.text("funds-amount"),
            look.text("funds-count"),
            look.text("funds-joined-head"),
        ),
    )
    boxes = [_box(look, node) for node in found.nodes]
    amounts = {node.key: node.amount for node in found.nodes}
    arrows = [_arrow(look, link, amounts) for link in found.links]
    return money_chain(boxes, arrows, words, size, measure)


def _box(look: Look, node: ChainNode) -> ChainBox:
    label = look.text(f"funds-node-{node.key}")
    if node.missing:
        return ChainBox(node.key, label, look.text("mark-na"), "", False)
    count = look.text(f"funds-count-{node.key}", count=look.phrases.number(node.count))
    return ChainBox(node.key, label, money_words(look, node.amount), count)


def _arrow(look: Look, link: ChainLink, amounts: dict[str, Decimal | None]) -> ChainArrow:
    key = f"{link.before}→{link.after}"
    if link.missing:
        return ChainArrow(key, "na", look.text("funds-na"), "", "")
    before, after = amounts.get(link.before), amounts.get(link.after)
    difference = "—" if before is None or after is None else _signed(look, after - before)
    breaks = look.words(_broken_words(look, link))
    joined = look.phrases.percent(link.matched / link.total if link.total else None)
    return ChainArrow(key, link_mark(link), difference, breaks, joined)


def _broken_words(look: Look, link: ChainLink) -> Say:
    """Return how many things of a link are broken; where none is, how many wait for their next step."""
    broken = sum(one.count for one in link.breaks if one.kind != PENDING)
    pending = sum(one.count for one in link.breaks if one.kind == PENDING)
    if broken:
        return say("funds-breaks", count=look.phrases.number(broken))
    return say("funds-pending", count=look.phrases.number(pending)) if pending else say("funds-no-break")


def _signed(look: Look, amount: Decimal) -> str:
    """Return a difference in ten thousands, whole: it stands in a narrow place, and the table has the rest."""
    return look.phrases.number(amount / 10_000, 0, sign=True)


def chain_verdict(look: Look, found: FundsAnswer) -> Say:
    """Return how many breaks there are, and how much money stands behind them."""
    breaks = [one for link in found.links for one in link.breaks if one.kind != PENDING]
    pending = sum(one.count for link in found.links for one in link.breaks if one.kind == PENDING)
    silent = sum(bool(link.missing) for link in found.links)
    if not breaks:
        return say("funds-chain-holds", silent=silent)
    amount = sum((one.amount or Decimal(0) for one in breaks), Decimal(0))
    count = look.phrases.number(sum(one.count for one in breaks))
    return say(
        "funds-chain-breaks",
        count=count,
        amount=money_words(look, amount),
        pending=look.phrases.number(pending),
    )


def link_words(look: Look, link: ChainLink) -> str:
    """Return every break of a link in words, for its tooltip."""
    if link.missing:
        return look.text("funds-missing", names=", ".join(link.missing))
    told = [look.words(break_words(look, one)) for one in link.breaks]
    return "\n".join(told) or look.text("funds-no-break")


def break_words(look: Look, one: ChainBreak) -> Say:
    """Return one break in words."""
    count, amount = look.phrases.number(one.count), money_words(look, one.amount)
    return say(f"funds-break-{one.key}", count=count, amount=amount)


def months_figure(look: Look, found: Months, size: Size, measure: Measure) -> tuple[Figure, tuple[Hit, ...]]:
    """Draw payments by month, in ten thousands."""
    bars = [
        MonthBar(
            look.text("funds-month", month=row.month), _ten_thousands(row.paid), _ten_thousands(row.earlier)
        )
        for row in found.rows
    ]
    words = BarWords(
        look.words(months_verdict(look, found)),
        look.text("funds-months"),
        look.text("funds-unit"),
        str(found.year),
        str(found.year - 1),
        (look.text("funds-month-head"), str(found.year), str(found.year - 1)),
    )
    return month_bars(bars, words, size, measure, lambda value: look.phrases.number(value, 0))


def _ten_thousands(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount) / TEN_THOUSAND


def months_verdict(look: Look, found: Months) -> Say:
    """Return what was paid so far against the same months a year earlier, where the extract reaches that far."""
    told = [row for row in found.rows if row.paid is not None]
    now = sum((row.paid or Decimal(0) for row in told), Decimal(0))
    before = [row.earlier for row in told if row.earlier is not None]
    if not told or len(before) < len(told) or not sum(before):
        return say("funds-months-alone", amount=money_words(look, now))
    change = float(now / sum(before, Decimal(0))) - 1
    return say(
        "funds-months-change",
        amount=money_words(look, now),
        change=look.phrases.percent(change, sign=True),
        year=str(found.year - 1),
    )


def digits_figure(look: Look, found: Digits, size: Size, measure: Measure) -> tuple[Figure, tuple[Hit, ...]]:
    """Draw the leading pairs of digits against the law."""
    bars = [DigitBar(row.digit, row.observed, row.expected, row.z) for row in found.rows]
    scale = None
    if found.conformity and found.mad is not None and found.limits is not None:
        scale = DigitScale(found.mad, found.limits)
    words = DigitWords(
        look.words(digits_verdict(look, found)),
        look.text("funds-digits"),
        "%",
        look.text("funds-digits-expected"),
        look.text("funds-digits-bounds"),
        look.text("funds-digits-within"),
        look.text("funds-digits-high"),
        (
            look.text("funds-conformity-close"),
            look.text("funds-conformity-acceptable"),
            look.text("funds-conformity-marginal"),
            look.text("funds-conformity-nonconformity"),
        ),
        (
            look.text("funds-digit"),
            look.text("funds-observed"),
            look.text("funds-expected"),
            "z",
        ),
    )
    return digit_bars(
        bars, found.n, scale, words, size, measure, lambda share: look.phrases.percent(share, 1)
    )


def digits_verdict(look: Look, found: Digits) -> Say:
    """Return the conformity, or why there is no verdict."""
    mad = look.phrases.number(found.mad, 5)
    if found.why_not:
        return say(f"funds-digits-{found.why_not}", count=look.phrases.number(found.n), mad=mad)
    return say("funds-digits-verdict", mad=mad, conformity=say(f"funds-conformity-{found.conformity}"))


def digits_mark(found: Digits) -> str:
    """Return the role of the verdict's words."""
    if found.why_not:
        return "na"
    return {"close": "ok", "acceptable": "ok", "marginal": "yellow"}.get(found.conformity, "red")


def flagged_digits(found: Digits) -> int:
    """Count the pairs that come too often."""
    return sum(too_often(DigitBar(row.digit, row.observed, row.expected, row.z)) for row in found.rows)


def behind_time(rules: ThemeRules | None, year: int) -> frozenset[str]:
    """Return the organisations the rule on execution against time suspects in a year; their key is organisation and year."""
    lines = rules.suspicions if rules is not None else ()
    return frozenset(one.key[0] for one in lines if one.rule_id == BEHIND and one.key[-1] == str(year))


def clusters_of(look: Look, rules: ThemeRules | None, found: FundsAnswer) -> tuple[PurchaseCluster, ...]:
    """Return the suspicions of the rule on splitting whose purchases lie in the span."""
    held = {one.contract_id for one in found.purchases.rows}
    made = []
    for line in rules.suspicions if rules is not None else ():
        members = frozenset(name.partition("/")[2] for name in line.evidence)
        if line.rule_id == SPLITTING and members & held:
            words = look.text(
                "funds-cluster",
                vendor=line.key[1] if len(line.key) > 1 else line.key[0],
                count=len(members),
                amount=money_words(look, line.amount),
            )
            made.append(PurchaseCluster("/".join(line.key), members, words))
    return tuple(made)


def splitting_verdict(clusters: tuple[PurchaseCluster, ...], found: FundsAnswer) -> Say:
    """Return how many groups of purchases are suspected."""
    if clusters:
        return say("funds-splitting-found", count=len(clusters))
    return say("funds-splitting-none", count=found.purchases.count)


def splitting_figure(
    look: Look, found: FundsAnswer, rules: ThemeRules | None, size: Size, measure: Measure
) -> tuple[Figure, tuple[Hit, ...]]:
    """Draw purchases against their threshold."""
    clusters = clusters_of(look, rules, found)
    dots = [PurchaseDot(one.contract_id, one.signed_on, one.share) for one in found.purchases.rows]
    words = ScatterWords(
        look.words(splitting_verdict(clusters, found)),
        look.text("funds-splitting"),
        "%",
        look.text("funds-suspected"),
        look.text("funds-other-purchases"),
        look.text("funds-threshold" if found.purchases.verified else "funds-threshold-unverified"),
        (look.text("funds-node-contract"), look.text("funds-signed-on"), look.text("funds-of-threshold")),
    )
    span = (found.span.starts, found.span.ends)
    return split_scatter(
        dots, clusters, span, words, size, measure, lambda share: look.phrases.percent(share, 0)
    )
