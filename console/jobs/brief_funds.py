"""Owns the section of funds supervision: the chain of money, execution, leading digits, suspicions by money at risk.

It refuses to name an organisation nobody confirmed anything of, and a verdict on digits that are too few or too narrow.
"""

from __future__ import annotations

from decimal import Decimal

from console.domain.briefing_blocks import SuspicionRow, Trend
from console.domain.briefing_definition import FundsDefinition, TrendDefinition
from console.domain.briefing_funds import ChainPart, ChainTrend, DigitPart, DigitsTrend
from console.domain.briefing_text import on
from console.domain.briefing_theme import ThemeSection
from console.jobs.brief_cards import flagged_rules, nothing_flagged, suspicion_row
from console.jobs.brief_draft import BARE_SHARE, COUNT, MONEY, SHARE, Draft, Print
from console.jobs.brief_trends import control, execution
from console.jobs.funds_answers import LINKS
from console.jobs.funds_ranking import THEME
from console.jobs.recompute import Ask

DEVIATION = Print(5, unit="points")


def funds(draft: Draft) -> ThemeSection | None:
    """Return the section as the definition wants it."""
    told = draft.definition.funds
    if told is None:
        return None
    rows = _suspicions(draft, told)
    charts = [chart for one in told.trends if (chart := _chart(draft, one)) is not None]
    return ThemeSection(
        draft.words(draft.definition.text, "heading_funds"),
        draft.say("funds-note"),
        _lead(draft),
        strip=(_chain(draft),),
        charts=tuple(charts),
        suspicions_title=draft.say("funds-suspicions"),
        suspicions=rows,
        empty="" if rows else nothing_flagged(draft) + draft.say("full-stop"),
    )


def _ask(draft: Draft, detail: str) -> Ask:
    return Ask("funds", "", draft.scope.subject, draft.period.name, detail)


def _value(draft: Draft, detail: str) -> Decimal | None:
    return draft.calculator.value(_ask(draft, detail))


def _lead(draft: Draft) -> str:
    said = (_paid(draft), _breaks(draft), _risk(draft))
    return draft.say("sentence-gap").join(said)


def _paid(draft: Draft) -> str:
    span = draft.calculator.funds.page(draft.scope.region_id, draft.period).span
    days = {"starts": on(span.starts.isoformat()), "ends": on(span.ends.isoformat())}
    if _value(draft, "execution.rate") is None:
        return draft.say("funds-no-execution", **days)
    progress = Ask("extract", "", "", draft.period.name, "time-progress")
    return draft.say(
        "funds-paid",
        **days,
        budget=draft.place(_ask(draft, "execution.budget"), MONEY),
        paid=draft.place(_ask(draft, "execution.paid"), MONEY),
        rate=draft.place(_ask(draft, "execution.rate"), SHARE),
        time=draft.place(progress, SHARE),
    )


def _breaks(draft: Draft) -> str:
    """Name the links of the chain that do not hold, the one with most first."""
    broken = {key: value for key in LINKS[1:] if (value := _value(draft, f"{key}.breaks"))}
    if not broken:
        return draft.say("funds-chain-holds")
    named = [
        draft.say(
            "funds-broken", link=draft.say(f"chain-{key}"), count=draft.place(_ask(draft, f"{key}.breaks"))
        )
        for key in sorted(broken, key=lambda key: (-broken[key], LINKS.index(key)))
    ]
    return draft.say("funds-breaks", links=draft.joined(named))


def _risk(draft: Draft) -> str:
    if not _value(draft, "risk.suspicions"):
        return draft.say("funds-no-risk")
    facts = {
        part: draft.place(_ask(draft, f"risk.{part}")) for part in ("rules", "suspicions", "organisations")
    }
    return draft.say("funds-risk", amount=draft.place(_ask(draft, "risk.amount"), MONEY), **facts)


def _chain(draft: Draft) -> ChainTrend:
    return ChainTrend(
        draft.say("funds-chain"),
        draft.say("funds-chain-verdict"),
        tuple(_part(draft, key, place) for place, key in enumerate(LINKS)),
    )


def _part(draft: Draft, key: str, place: int) -> ChainPart:
    put = draft.book.put
    return ChainPart(
        key,
        draft.say(f"chain-{key}"),
        put(_ask(draft, f"{key}.count"), COUNT),
        put(_ask(draft, f"{key}.amount"), MONEY),
        put(_ask(draft, f"{key}.joined"), SHARE) if place else "",
        put(_ask(draft, f"{key}.breaks"), COUNT) if place else "",
    )


def _chart(draft: Draft, told: TrendDefinition) -> Trend | None:
    if told.kind == "digits":
        return digits(draft, told)
    return execution(draft, told) if told.kind == "execution" else control(draft, told)


def digits(draft: Draft, told: TrendDefinition) -> DigitsTrend | None:
    """Return the leading digits of the amounts paid; None where nothing was paid or nothing is known."""
    found = draft.calculator.funds.page(draft.scope.region_id, draft.period).digits
    if found.missing or not found.n:
        return None
    key = found.why_not or found.conformity
    verdict = draft.say(
        f"funds-digits-{key}",
        n=draft.place(_ask(draft, "digits.n")),
        mad=draft.place(_ask(draft, "digits.mad"), DEVIATION) if found.mad is not None else "",
    )
    return DigitsTrend(
        draft.words(told.text, "title"), verdict, tuple(_digit(draft, digit) for digit in range(1, 10))
    )


def _digit(draft: Draft, digit: int) -> DigitPart:
    observed, expected = (
        draft.book.put(_ask(draft, f"first-{digit}.{part}"), BARE_SHARE) for part in ("observed", "expected")
    )
    return DigitPart(str(digit), observed, expected)


def _suspicions(draft: Draft, told: FundsDefinition) -> tuple[SuspicionRow, ...]:
    """Return the rules about funds that flagged something, by the money their suspicions are about."""
    held = draft.calculator.funds.at_risk(draft.scope.region_id, draft.period)
    money: dict[str, Decimal] = {}
    for one in held:
        money[one.rule_id] = money.get(one.rule_id, Decimal(0)) + (one.amount or 0)
    rules = [rule for rule in flagged_rules(draft) if rule.theme == THEME]
    rules.sort(key=lambda rule: -money.get(rule.id, Decimal(0)))
    return tuple(suspicion_row(draft, rule) for rule in rules[: told.limit])
