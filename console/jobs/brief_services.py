"""Owns the section of service supervision: clock by region, cards of open cases, channels, charts that signal, suspicions.

It refuses to name an organisation that nobody confirmed anything of, and to order what the intervals do not tell apart.
"""

from __future__ import annotations

from console.domain.briefing_blocks import Outcome, RankedUnit, RankingTrend, SuspicionRow, Trend
from console.domain.briefing_definition import ServicesDefinition, TrendDefinition
from console.domain.briefing_text import on
from console.domain.briefing_theme import ThemeRow, ThemeSection, ThemeTable
from console.domain.measure import Measure, Reading
from console.jobs.brief_cards import flagged_rules, nothing_flagged, suspicion_row
from console.jobs.brief_draft import BARE_SHARE, COUNT, Draft, Print, period_words, plain_print
from console.jobs.brief_trends import control, own_subjects
from console.jobs.cards_answers import LEVELS
from console.jobs.recompute import Ask

ONE_DECIMAL, TWO_DECIMALS = Print(1), Print(2, unit="days")
CHANGE_OF_SHARE, CHANGE_OF_MEAN = Print(1, "100", plus=True, unit="points"), Print(2, plus=True, unit="days")
OUTCOMES = ("in_promise", "days", "visits")
COMPARED = ("online", "offline", "same_mix", "low", "high", "items")
DIFFERENCES = frozenset({"same_mix", "low", "high"})


def services(draft: Draft) -> ThemeSection | None:
    """Return the section as the definition wants it."""
    told = draft.definition.services
    if told is None:
        return None
    charts = [chart for one in told.trends if (chart := _chart(draft, one)) is not None]
    rows = _suspicions(draft, told)
    return ThemeSection(
        draft.words(draft.definition.text, "heading_services"),
        draft.say("services-note"),
        _lead(draft, told),
        draft.say("services-tiles", day=on(draft.calculator.extract.cut_off.isoformat())),
        _tiles(draft),
        tuple(charts),
        _channels(draft),
        draft.say("services-suspicions"),
        rows,
        "" if rows else nothing_flagged(draft) + draft.say("full-stop"),
    )


def _lead(draft: Draft, told: ServicesDefinition) -> str:
    said = [_clock(draft, told), _cards(draft), _signals(draft, told)]
    return draft.say("sentence-gap").join(sentence for sentence in said if sentence)


def _clock(draft: Draft, told: ServicesDefinition) -> str:
    """Say how many cases were closed, and how many of them in time, with the interval."""
    known = draft.calculator.extract.catalogue.measures
    measure, scale = known[told.measure], known[told.scale]
    if draft.calculator.value(draft.ask_reading(measure)) is None:
        return draft.say("services-no-clock", period=period_words(draft.phrases, draft.period))
    target = Ask("definition", f"{measure.id}@{measure.version}", "", "", "target")
    return draft.say(
        "services-clock" if measure.target is not None else "services-clock-plain",
        period=period_words(draft.phrases, draft.period),
        closed=draft.place(draft.ask_reading(scale), plain_print(scale)),
        name=draft.words(measure.text, "name"),
        rate=draft.place(draft.ask_reading(measure), draft.measure_print(measure)),
        low=draft.place(draft.ask_reading(measure, "low"), plain_print(measure)),
        high=draft.place(draft.ask_reading(measure, "high"), plain_print(measure)),
        target=draft.place(target, draft.measure_print(measure)) if measure.target is not None else "",
    )


def _ask_cards(draft: Draft, detail: str) -> Ask:
    return Ask("cards", "", draft.scope.subject, "", detail)


def _cards(draft: Draft) -> str:
    if draft.calculator.value(_ask_cards(draft, "cards")) is None:
        return draft.say("services-no-cards")
    facts = {detail: draft.place(_ask_cards(draft, detail)) for detail in ("cases", "cards", "outage")}
    told = draft.say("services-cards", **facts)
    if not draft.calculator.value(_ask_cards(draft, "excused")):
        return told
    excused = draft.say("services-cards-excused", count=draft.place(_ask_cards(draft, "excused")))
    return draft.say("sentence-gap").join((told, excused))


def _tiles(draft: Draft) -> tuple[Outcome, ...]:
    """Return the cards of each level; none of them where the extract lacks what they rest on."""
    if draft.calculator.value(_ask_cards(draft, "cards")) is None:
        return ()
    unit = draft.say("services-card-unit")
    return tuple(
        Outcome(draft.say(f"services-level-{level}"), draft.book.put(_ask_cards(draft, level)), unit)
        for level in LEVELS
    )


def _signals(draft: Draft, told: ServicesDefinition) -> str:
    """Say how many charts signal, beside how many would if nothing had happened."""
    measure = draft.calculator.extract.catalogue.measures[told.scanned]

    def asked(part: str) -> Ask:
        name, months = f"{measure.id}@{measure.version}", draft.months.name
        return Ask("signals", name, draft.scope.subject, months, f"{told.column}.{part}")

    if not draft.calculator.value(asked("judged")):
        return draft.say("services-no-signals", name=draft.words(measure.text, "name"))
    return draft.say(
        "services-signals",
        name=draft.words(measure.text, "name"),
        expected=draft.place(asked("expected"), ONE_DECIMAL),
        **{part: draft.place(asked(part)) for part in ("judged", "signals", "worse", "short")},
    )


def _chart(draft: Draft, told: TrendDefinition) -> Trend | None:
    return clock(draft, told) if told.kind == "clock" else control(draft, told)


def clock(draft: Draft, told: TrendDefinition) -> RankingTrend | None:
    """Return a measure with its intervals: of regions, or of one region's organisations; None where fewer than two have one."""
    measure = draft.calculator.extract.catalogue.measures[told.measure]
    column = "organisation_id" if draft.scope.region_id else "region_id"
    names, own = draft.names(column), own_subjects(draft, column)
    held = [
        one
        for one in draft.calculator.readings.subjects(measure, (column,), draft.period)
        if one.value is not None and one.subject in names and (own is None or one.subject in own)
    ]
    if len(held) < 2:  # one alone is compared with nothing
        return None
    up = 1 if measure.direction == "down" else -1
    held.sort(key=lambda one: (up * (one.value or 0.0), one.subject))
    shown = held[-told.limit :] if told.limit else held
    verdict = "ranking-verdict" if len(shown) == len(held) else "services-worst"
    return RankingTrend(
        draft.words(told.text, "title"),
        draft.say(verdict),
        tuple(_unit(draft, measure, one, names[one.subject]) for one in shown),
    )


def _unit(draft: Draft, measure: Measure, one: Reading, name: str) -> RankedUnit:
    subject, shown = f"{one.subject_column}={one.subject}", plain_print(measure)
    value, low, high = (
        draft.book.put(draft.ask_reading(measure, part, subject), shown) for part in ("value", "low", "high")
    )
    return RankedUnit(name, value, low, high)


def _channels(draft: Draft) -> tuple[ThemeTable, ...]:
    """Return online against counter for the same items; nothing where the extract has no channel."""
    region, period = draft.scope.region_id, draft.period
    shelf = draft.calculator.services
    named = [name for name in OUTCOMES if shelf.outcome(region, period, name) is not None]
    if not named:
        return ()
    heads = ("outcome", *(part.replace("_", "-") for part in COMPARED))
    rows = tuple(_compared(draft, name) for name in named)
    columns = tuple(draft.say(f"services-head-{head}") for head in heads)
    return (ThemeTable(draft.say("services-channels"), columns, rows, draft.say("services-channels-note")),)


def _compared(draft: Draft, name: str) -> ThemeRow:
    values = tuple(
        draft.book.put(
            Ask("channels", "", draft.scope.subject, draft.period.name, f"{name}.{part}"),
            _print(name, part),
        )
        for part in COMPARED
    )
    return ThemeRow(name, draft.say(f"row-{name.replace('_', '-')}"), values)


def _print(name: str, part: str) -> Print:
    if part == "items":
        return COUNT
    if part in DIFFERENCES:
        return CHANGE_OF_SHARE if name == "in_promise" else CHANGE_OF_MEAN
    return BARE_SHARE if name == "in_promise" else TWO_DECIMALS


def _suspicions(draft: Draft, told: ServicesDefinition) -> tuple[SuspicionRow, ...]:
    """Return the rules of the section that flagged something, in the order of the definition."""
    flagged = {rule.id: rule for rule in flagged_rules(draft)}
    return tuple(suspicion_row(draft, flagged[name]) for name in told.rules if name in flagged)
