"""Owns the paragraph a leader reads: how we stand, whether it gets better, what to decide. It refuses to call noise a change."""

from __future__ import annotations

from console.domain.briefing_blocks import Lead
from console.domain.briefing_text import quoted
from console.domain.index import UnitScore
from console.domain.measure import Measure
from console.jobs.brief_cards import flagged_rules, rule_place
from console.jobs.brief_draft import CHANGE, COUNT, MONEY, SCORE, Draft, name_place, period_words
from console.jobs.brief_index import change_of, has_before, signals_of, unit_of
from console.jobs.recompute import Ask

BAND = "5–95%"


def lead(draft: Draft) -> Lead:
    """Return the paragraph: standing, movement, what falls short, what rules flagged, what to decide."""
    said = [_standing(draft), _movement(draft), _short(draft), _found(draft), _decide(draft)]
    return Lead(draft.say("sentence-gap").join(sentence for sentence in said if sentence))


def _standing(draft: Draft) -> str:
    unit = unit_of(draft)
    about = {"period": period_words(draft.phrases, draft.period), "scope": name_place(draft.scope.name)}
    if unit is None:
        return draft.say("lead-no-index", **about)
    key = "lead-score" if draft.scope.region_id else "lead-score-middle"
    told = draft.say(
        key,
        score=draft.place(draft.ask_score("score"), SCORE),
        low=draft.place(draft.ask_score("low"), SCORE),
        high=draft.place(draft.ask_score("high"), SCORE),
        band=quoted(draft.index_name, BAND),
        units=draft.place(draft.ask_score("units"), COUNT),
        **about,
    )
    return told + _change(draft, unit) + _rank(draft, unit) + draft.say("full-stop")


def _change(draft: Draft, unit: UnitScore) -> str:
    """Say the change against the period before; within the band it is no rise and no fall."""
    if not has_before(draft):
        return ""
    before = draft.calculator.scores.unit(draft.index, draft.scope.region_id, draft.compared)
    then = before.score if before else None
    inside = (
        then is not None and unit.low is not None and unit.high is not None and unit.low <= then <= unit.high
    )
    change = draft.book.put(draft.ask_score(change_of(draft)), CHANGE)
    moved = draft.book.value(change)
    key = "same" if not moved else "within" if inside else "rose" if moved > 0 else "fell"
    return draft.say(
        f"lead-{key}", versus=draft.say(f"versus-{draft.period.grain}"), change=f"{{f:{change}}}"
    )


def _rank(draft: Draft, unit: UnitScore) -> str:
    if not draft.scope.region_id or unit.rank is None:
        return ""
    one = unit.rank_low == unit.rank_high
    return draft.say(
        "lead-rank-one" if one else "lead-rank",
        low=draft.place(draft.ask_score("rank_low"), COUNT),
        high=draft.place(draft.ask_score("rank_high"), COUNT),
        units=draft.place(draft.ask_score("units"), COUNT),
    )


def _movement(draft: Draft) -> str:
    """Say which dimensions the months call better or worse; the rest is ordinary variation."""
    if unit_of(draft) is None:
        return ""
    signals = signals_of(draft)
    names = {one.id: draft.words(one.text, "name") for one in draft.index.dimensions}
    better = [names[one] for one, said in signals.items() if said == "improving"]
    worse = [names[one] for one, said in signals.items() if said == "worsening"]
    if not better and not worse:
        known = any(said == "stable" for said in signals.values())
        return draft.say("lead-steady") if known else ""
    parts = [draft.say("lead-better", names=draft.joined(better))] if better else []
    parts += [draft.say("lead-worse", names=draft.joined(worse))] if worse else []
    return draft.say("semicolon").join(parts) + draft.say("full-stop")


def _short(draft: Draft) -> str:
    """Name the measures that fell outside their natural limits, or short of their target, the most important first."""
    told = [part for name in draft.definition.lead_measures if (part := _measure(draft, name))]
    return draft.say("semicolon").join(told[:2]) + draft.say("full-stop") if told else ""


def _measure(draft: Draft, name: str) -> str:
    measure = draft.calculator.extract.catalogue.measures[name]
    reading = draft.calculator.readings.reading(measure, draft.scope.cut, draft.scope.region_id, draft.period)
    if reading is None or reading.value is None:
        return ""
    facts = {
        "name": name_place(draft.words(measure.text, "name")),
        "value": draft.place(draft.ask_reading(measure), draft.measure_print(measure)),
    }
    found = draft.calculator.readings.signal(measure, draft.scope.cut, draft.scope.region_id, draft.months)
    if found.state == "worse":
        asks = Ask(
            "control", f"{measure.id}@{measure.version}", draft.scope.subject, draft.months.name, "run"
        )
        return draft.say("lead-measure-worse", run=draft.place(asks), **facts)
    return _below_target(draft, measure, reading.high, facts)


def _below_target(draft: Draft, measure: Measure, high: float | None, facts: dict[str, str]) -> str:
    """Say that a target was missed, where not even the upper end of the interval reaches it."""
    if measure.target is None or measure.direction != "up" or high is None or high >= measure.target:
        return ""
    target = draft.ask_definition("target", f"{measure.id}@{measure.version}")
    return draft.say("lead-measure-short", target=draft.place(target, draft.measure_print(measure)), **facts)


def _found(draft: Draft) -> str:
    """Count the confirmed cards, and apart from them what nobody has confirmed."""
    parts = []
    if draft.calculator.snapshot is not None:
        cards = {kind: draft.place(draft.ask_casebook(kind)) for kind in ("red", "yellow", "overdue")}
        parts.append(draft.say("lead-cards", **cards))
    asks = draft.ask_suspicions("suspicions")
    count = draft.place(asks)
    if not draft.calculator.value(asks):
        parts.append(draft.say("lead-no-suspicions", rules=draft.place(draft.ask_definition("rules"))))
        return draft.say("semicolon").join(parts) + draft.say("full-stop")
    parts.append(draft.say("lead-suspicions", count=count, red=draft.place(draft.ask_suspicions("red"))))
    if draft.calculator.value(draft.ask_suspicions("red.amount")) is not None:
        amount = draft.place(draft.ask_suspicions("red.amount"), MONEY)
        parts[-1] += draft.say("lead-amount", amount=amount)
    return draft.say("semicolon").join(parts) + draft.say("full-stop")


def _decide(draft: Draft) -> str:
    """Offer what can be decided today: press what is overdue, verify what weighs most, ask for what is missing."""
    actions = [*_press(draft), *_verify(draft), *_ask(draft)][: draft.definition.limits["actions"]]
    if not actions:
        return draft.say("lead-nothing")
    marks = (
        [draft.say(f"ordinal-{place}") for place in range(1, len(actions) + 1)] if len(actions) > 1 else [""]
    )
    told = [mark + action for mark, action in zip(marks, actions, strict=True)]
    return draft.say("lead-decide", actions=draft.say("semicolon").join(told))


def _press(draft: Draft) -> list[str]:
    overdue = draft.ask_casebook("overdue")
    return [draft.say("act-press", count=draft.place(overdue))] if draft.calculator.value(overdue) else []


def _verify(draft: Draft) -> list[str]:
    found = []
    for rule in flagged_rules(draft)[:2]:
        flagged = draft.ask_suspicions("flagged", f"{rule.id}@{rule.version}")
        found.append(draft.say("act-verify", rule=rule_place(draft, rule), count=draft.place(flagged)))
    return found


def _ask(draft: Draft) -> list[str]:
    silent = draft.ask_suspicions("silent")
    return [draft.say("act-complete", count=draft.place(silent))] if draft.calculator.value(silent) else []
