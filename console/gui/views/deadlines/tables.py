"""Owns the tables of the page of deadlines and redesign. It refuses to rank people."""

from __future__ import annotations

from collections.abc import Mapping

from console.gui.models.cells import BarCell, MarkCell, NotComputableCell
from console.gui.models.columns import Column
from console.gui.theme import Look
from console.gui.words import Words, say
from console.jobs.cards_answers import Card, CardsAnswer
from console.jobs.reform_answers import ReformAnswer, ReformEffect, ReformLine, ReformOutcome
from console.jobs.risk_answers import RiskAnswer, RiskLine, RiskTest

Row = Mapping[str, object]
LEVELS = {"supervise": "red", "red": "red", "yellow": "yellow", "notice": "notice"}


def risk_columns() -> tuple[Column, ...]:
    """Return the columns of open cases."""
    return (
        Column("case", say("risk-column-case"), "code"),
        Column("item", say("risk-column-item"), "text"),
        Column("organisation", say("risk-column-organisation"), "text"),
        Column("used", say("deadlines-used"), "name"),
        Column("chance", say("deadlines-chance"), "name"),
        Column("share", "", "bar", width=56),
        Column("why", say("deadlines-why"), "text"),
    )


def risk_rows(look: Look, found: RiskAnswer) -> list[Row]:
    """Return one row an open case: a chance and its reasons where the model speaks, the rule's word where not."""
    return [_risk(look, one) for one in found.lines]


def _risk(look: Look, one: RiskLine) -> Row:
    reasons = "、".join if look.language == "zh-CN" else ", ".join
    names = [look.text(f"risk-feature-{name.replace('_', '-')}") for name in one.reasons]
    rule: Words = say("deadlines-rule-warned" if one.warned else "deadlines-rule-quiet")
    return {
        "case": one.case_id,
        "item": one.item,
        "organisation": one.organisation,
        "used": f"{one.used} / {one.promised}",
        "share": None if one.chance is None else BarCell(one.chance),
        "chance": look.phrases.percent(one.chance, 0),
        "why": rule if one.chance is None else reasons(names),
    }


def backtest_columns() -> tuple[Column, ...]:
    """Return the columns of the backtest, model before rule."""
    return (
        Column("item", say("risk-column-item"), "text"),
        Column("late", say("risk-column-late"), "number"),
        Column("auc", say("risk-column-auc"), "name"),
        Column("brier", say("risk-column-brier"), "name"),
        Column("lead", say("risk-column-lead"), "name"),
        Column("shown", say("risk-column-shown"), "mark"),
    )


def backtest_rows(look: Look, found: RiskAnswer) -> list[Row]:
    """Return one row an item, all items first."""
    return [_test(look, one) for one in (found.whole, *found.items) if one is not None]


def _test(look: Look, one: RiskTest) -> Row:
    number = look.phrases.number
    mark: object = NotComputableCell(say("risk-few"))
    if one.enough:
        mark = MarkCell("ok" if one.wins else "na", say("risk-model" if one.wins else "risk-rule"))
    return {
        "item": one.item or say("risk-all"),
        "late": one.late,
        "auc": f"{number(one.model_auc, 2)} / {number(one.rule_auc, 2)}",
        "brier": f"{number(one.model_brier, 3)} / {number(one.rule_brier, 3)}",
        "lead": f"{number(one.model_lead, 1)} / {number(one.rule_lead, 1)}",
        "shown": mark,
    }


def card_columns() -> tuple[Column, ...]:
    """Return the columns of cards."""
    return (
        Column("level", say("card-column-level"), "mark"),
        Column("cause", say("deadlines-cause"), "text"),
        Column("cases", say("card-column-cases"), "number"),
        Column("worst", say("deadlines-over"), "number"),
        Column("state", say("card-column-state"), "name"),
    )


def card_rows(look: Look, found: CardsAnswer) -> list[Row]:
    """Return one row a cause."""
    return [_card(look, one) for one in found.cards]


def _card(look: Look, one: Card) -> Row:
    return {
        "key": one.key,
        "first": one.first_case,
        "level": MarkCell(LEVELS[one.level], say(f"card-level-{one.level}"), proposed=True),
        "cause": cause_words(look, one),
        "cases": one.cases,
        "worst": one.worst,
        "state": say(f"deadlines-state-{one.state}"),
    }


def cause_words(look: Look, one: Card) -> Words:
    """Return what a card is about."""
    if one.cause == "outage":
        return say("deadlines-cause-outage", system=one.system, days=one.outage_days)
    step = f"case-step-{one.step.lower().replace('_', '-')}"
    waits = look.text(step) if look.phrases.has(step) else one.step or "—"
    return say(
        "deadlines-cause-waiting", item=one.item or "—", organisation=one.organisation or "—", step=waits
    )


def reform_columns() -> tuple[Column, ...]:
    """Return the columns of reforms; the change is the average distance from the trend before."""
    return (
        Column("name", say("reform-column-reform"), "text"),
        Column("before", say("reform-column-before"), "number", digits=1),
        Column("after", say("reform-column-after"), "number", digits=1),
        Column("mean", say("deadlines-change"), "name"),
        Column("compared", say("deadlines-compared"), "name"),
    )


def reform_rows(look: Look, found: ReformAnswer, outcome: int) -> list[Row]:
    """Return one row a reform, of one outcome."""
    return [_reform(look, one, one.outcomes[outcome]) for one in found.lines]


def _reform(look: Look, line: ReformLine, one: ReformOutcome) -> Row:
    why = NotComputableCell(say(f"reform-short-{one.why_not}")) if one.why_not else None
    return {
        "name": reform_name(look, line),
        "before": one.before,
        "after": one.after,
        "mean": why or effect_words(look, one.mean),
        "compared": effect_words(look, one.compared),
    }


def reform_name(look: Look, line: ReformLine) -> Words:
    """Return what a line is about: an item with its kind of reform, or a kind with the number of reforms."""
    kind = look.text(f"reform-kind-{line.kind.replace('_', '-')}") if line.kind else ""
    if line.item:
        return " · ".join(part for part in (line.item, line.organisation, kind) if part)
    return say("reform-pooled", kind=kind, count=look.phrases.number(line.reforms))


def effect_words(look: Look, one: ReformEffect | None) -> str:
    """Return an effect with its interval."""
    if one is None:
        return ""
    low, high = look.phrases.number(one.low, 1, True), look.phrases.number(one.high, 1, True)
    return f"{look.phrases.number(one.point, 1, True)} ({low} … {high})"


def clear_effect(one: ReformEffect | None) -> bool:
    """Say whether an interval leaves zero out."""
    return one is not None and (one.low > 0 or one.high < 0)
