"""Owns the paragraph a leader reads: how we stand, whether it gets better, what to decide. It refuses to call noise a change."""

from __future__ import annotations

from console.domain.briefing_blocks import Lead
from console.domain.briefing_text import named, quoted
from console.domain.index import UnitScore
from console.domain.measure import Measure
from console.domain.rule import Rule
from console.jobs.brief_cards import flagged_rules, nothing_flagged, rule_place
from console.jobs.brief_draft import CHANGE, COUNT, MONEY, SCORE, Draft, name_place, period_words
from console.jobs.brief_index import change_of, changed, has_before, signals_of, unit_of
from console.jobs.recompute import Ask

BAND = "5–95%"
NAMED_RULES = 3


def lead(draft: Draft) -> Lead:
    """Return the paragraph: standing, movement, what falls short, what rules flagged, what to decide."""
    said = [_standing(draft), _movement(draft), _short(draft), _found(draft), _decide(draft)]
    return Lead(draft.say("sentence-gap").join(sentence for sentence in said if sentence))


def _standing(draft: Draft) -> str:
    unit = unit_of(draft)
    about = {"period": period_words(draft.phrases, draft.period), "scope": name_place(draft.scope.name)}
    if unit is None:
        return draft.say("lead-no-index", **about) + _scale(draft)
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
    return told + _rank(draft, unit) + _change(draft) + draft.say("full-stop")


def _scale(draft: Draft) -> str:
    """Say how much there is to speak of, where there is no index."""
    known = draft.calculator.extract.catalogue.measures
    measures = [known[name] for name in draft.definition.scale_measures]
    told = [
        draft.say(
            "lead-amount-of" if one.unit == "yuan" else "lead-count-of",
            name=_name(draft, one),
            value=draft.place(draft.ask_reading(one), draft.measure_print(one)),
            unit=named(draft.say("money-unit")),
        )
        for one in measures
        if draft.calculator.value(draft.ask_reading(one)) is not None
    ]
    return draft.say("sentence-gap") + draft.joined(told) + draft.say("full-stop") if told else ""


def _change(draft: Draft) -> str:
    """Say the change against the period before; where the two bands overlap it is no rise and no fall."""
    if not has_before(draft):
        return ""
    change = draft.book.put(draft.ask_score(change_of(draft)), CHANGE)
    moved = draft.book.value(change)
    key = "same" if not moved else "within" if not changed(draft) else "rose" if moved > 0 else "fell"
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
    """Say which dimensions the months call better or worse; the rest is ordinary variation.

    Where the last change goes the other way, the chart shows both and the lead says neither.
    """
    if unit_of(draft) is None:
        return ""
    signals = signals_of(draft)
    told = {
        word: [
            _dimension(draft, one)
            for one in signals
            if signals[one] == word and not _against(draft, one, word)
        ]
        for word in ("improving", "worsening")
    }
    if set(signals.values()) == {"stable"}:
        return draft.say("lead-steady")
    parts = [draft.say(f"lead-{word}", names=draft.joined(names)) for word, names in told.items() if names]
    return draft.say("semicolon").join(parts) + draft.say("full-stop") if parts else ""


def _dimension(draft: Draft, name: str) -> str:
    return next(draft.words(one.text, "name") for one in draft.index.dimensions if one.id == name)


def _against(draft: Draft, dimension: str, word: str) -> bool:
    """Say whether the last change contradicts what the months say."""
    if not has_before(draft):
        return False
    change = draft.calculator.value(draft.ask_score(change_of(draft, dimension)))
    return change is not None and (change < 0 if word == "improving" else change > 0)


def _short(draft: Draft) -> str:
    """Name the measures that fell outside their natural limits, or short of their target, the most important first."""
    told = [part for measure in _falling(draft) if (part := _measure(draft, measure))]
    return draft.say("semicolon").join(told[:2]) + draft.say("full-stop") if told else ""


def _falling(draft: Draft) -> list[Measure]:
    """Return the measures of the lead that are worse than their ordinary range, then those short of their target."""
    known = draft.calculator.extract.catalogue.measures
    measures = [known[name] for name in draft.definition.lead_measures]
    worse = [one for one in measures if _signal(draft, one) == "worse"]
    return [*worse, *(one for one in measures if one not in worse and _is_short(draft, one))]


def _signal(draft: Draft, measure: Measure) -> str:
    key = draft.scope.region_id
    return draft.calculator.readings.signal(measure, draft.scope.cut, key, draft.months).state


def _is_short(draft: Draft, measure: Measure) -> bool:
    """Say whether a target was missed: not even the upper end of the interval reaches it."""
    reading = draft.calculator.readings.reading(measure, draft.scope.cut, draft.scope.region_id, draft.period)
    if measure.target is None or measure.direction != "up" or reading is None or reading.high is None:
        return False
    return reading.high < measure.target


def _measure(draft: Draft, measure: Measure) -> str:
    name = f"{measure.id}@{measure.version}"
    shown = draft.measure_print(measure)
    if draft.calculator.value(draft.ask_reading(measure)) is None:
        return ""
    facts = {"name": _name(draft, measure), "value": draft.place(draft.ask_reading(measure), shown)}
    if _signal(draft, measure) == "worse":
        run = Ask("control", name, draft.scope.subject, draft.months.name, "run")
        if draft.calculator.value(run) == 1:
            return draft.say("lead-measure-out", **facts)
        return draft.say("lead-measure-worse", run=draft.place(run), **facts)
    target = draft.place(draft.ask_definition("target", name), shown)
    return draft.say("lead-measure-short", target=target, **facts)


def _name(draft: Draft, measure: Measure) -> str:
    return name_place(draft.words(measure.text, "name"))


def _found(draft: Draft) -> str:
    """Count the confirmed cards, and in a sentence of its own what nobody has confirmed."""
    told = [_cards(draft), _suspicions(draft)]
    return draft.say("sentence-gap").join(sentence + draft.say("full-stop") for sentence in told if sentence)


def _cards(draft: Draft) -> str:
    if draft.calculator.snapshot is None:
        return ""
    red, yellow = (draft.place(draft.ask_casebook(kind)) for kind in ("red", "yellow"))
    told = draft.say("lead-cards", red=red, yellow=yellow)
    overdue = draft.ask_casebook("overdue")
    if draft.calculator.value(overdue):
        told += draft.say("lead-overdue", count=draft.place(overdue))
    return told


def _suspicions(draft: Draft) -> str:
    asks = draft.ask_suspicions("suspicions")
    if not draft.calculator.value(asks):
        return nothing_flagged(draft)
    told = draft.say("lead-suspicions", count=draft.place(asks))
    if draft.calculator.value(draft.ask_suspicions("red")):
        told += draft.say("lead-red", red=draft.place(draft.ask_suspicions("red")))
    if draft.calculator.value(draft.ask_suspicions("red.amount")) is not None:
        amount = draft.place(draft.ask_suspicions("red.amount"), MONEY)
        told += draft.say("lead-amount", amount=amount, unit=named(draft.say("money-unit")))
    return told


def _decide(draft: Draft) -> str:
    """Offer what can be decided today: press what is overdue, verify what weighs most, find the cause, complete the data."""
    actions = [*_press(draft), *_verify(draft), *_cause(draft), *_ask(draft)][
        : draft.definition.limits["actions"]
    ]
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
    """Name the gravest rules that flagged something, red ones where there are any."""
    rules = flagged_rules(draft)
    if not rules:
        return []
    red = [rule for rule in rules if rule.severity == "red"]
    told = [
        draft.say("act-rule", rule=rule_place(draft, rule), count=draft.place(_flagged(draft, rule)))
        for rule in (red or rules)[:NAMED_RULES]
    ]
    return [draft.say("act-verify-red" if red else "act-verify", rules=draft.joined(told))]


def _flagged(draft: Draft, rule: Rule) -> Ask:
    return draft.ask_suspicions("flagged", f"{rule.id}@{rule.version}")


def _cause(draft: Draft) -> list[str]:
    """Ask for the cause where a measure falls: of the most important one alone."""
    return [draft.say("act-cause", name=_name(draft, one)) for one in _falling(draft)[:1]]


def _ask(draft: Draft) -> list[str]:
    silent = draft.ask_suspicions("silent")
    return [draft.say("act-complete", count=draft.place(silent))] if draft.calculator.value(silent) else []
