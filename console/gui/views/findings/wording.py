"""Owns how a row of the board reads: its cell in the list, its life cycle, its facts, its trail. It refuses to draw."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from console.domain.finding import PATH, FindingState, Stage, Step
from console.domain.terms import Terms
from console.gui.models.cells import FindingCell
from console.gui.offers import Hit
from console.gui.stages import BESIDE, stage_cell
from console.gui.theme import Look
from console.gui.widgets.facts import FactLine
from console.gui.widgets.stepper import StepItem
from console.gui.widgets.trail import TrailEntry
from console.gui.words import Named, Words, say
from console.jobs.findings_answers import BoardFact, BoardRow, EvidenceRow, Ledger, RuleSheet

LANES = ("new", "open", "confirmed", "rest")
MOST_HITS = 12
CASE = "service_case/"
_UNPROVABLE = frozenset({"casebook-checkpoint-missing", "casebook-checkpoint-damaged"})
_LANE_OF: Mapping[Stage, str] = {
    **dict.fromkeys((Stage.SUSPICION, Stage.VERIFYING, Stage.HEARING, Stage.REOPENED), "open"),
    **dict.fromkeys(
        (Stage.CONFIRMED, Stage.RECTIFYING, Stage.SUPERVISED, Stage.REVIEWING, Stage.OBJECTION), "confirmed"
    ),
    **dict.fromkeys((Stage.DISMISSED, Stage.CLOSED, Stage.TRANSFERRED), "rest"),
}
_ENDED = (Stage.DISMISSED, Stage.TRANSFERRED)


def lane_of(row: BoardRow) -> str:
    """Return in which lane a row stands."""
    return "new" if row.state is None else _LANE_OF[row.stage]


def number_words(row: BoardRow) -> Words:
    """Return the finding's number, or that it was not registered."""
    return row.number or say("finding-unregistered")


def standing_words(row: BoardRow) -> Words:
    """Return the card by its name, or what the rule proposes."""
    return say(f"{'mark' if row.card else 'proposes'}-{row.severity}")


def figure_words(look: Look, row: BoardRow) -> Words:
    """Return the figure that weighs most: money, counted days, persons."""
    phrases = look.phrases
    if row.amount is not None:
        return say("finding-amount", wan=phrases.money(row.amount), yuan=phrases.number(row.amount))
    if row.days is not None:
        return say("finding-days", count=phrases.number(row.days))
    return say("finding-persons", count=phrases.number(row.persons)) if row.persons else ""


def due_words(row: BoardRow, today: date, terms: Terms) -> tuple[Words, bool]:
    """Return the date a row is due with the working days left, or else when it happened, and whether it is late."""
    state = row.state
    if state is not None and state.open and state.due_on is not None:
        late = state.due_on < today
        days = abs(terms.left(today, state.due_on))
        key = "finding-late" if late else "finding-left"
        return say(key, date=f"{state.due_on:%m-%d}", days=days), late
    return (row.occurred_on.isoformat() if row.occurred_on else ""), False


def term_words(row: BoardRow, today: date, terms: Terms) -> tuple[Words, Words, bool]:
    """Return the date the present step is due, the working days left or overdue, and whether it is late."""
    state = row.state
    if state is None or not state.open or state.due_on is None:
        return "", "", False
    late = state.due_on < today
    days = abs(terms.left(today, state.due_on))
    key = "finding-term-late" if late else "finding-term-left"
    return say("finding-due-on", date=state.due_on.isoformat()), say(key, days=days), late


def about_words(row: BoardRow, version: int) -> Words:
    """Return theme, rule and risk in one line."""
    facts = {"theme": say(f"finding-theme-{row.theme}"), "rule": row.rule_id, "version": version}
    if row.risk is None:
        return say("finding-about", **facts)
    likelihood, impact = row.risk
    risk = {"likelihood": say(f"finding-likelihood-{likelihood}"), "impact": say(f"finding-impact-{impact}")}
    return say("finding-about-risk", **facts, **risk)


def tolerance_words(row: BoardRow) -> Words:
    """Return how it stands with tolerance: no case, how far its case is, what was decided; nothing of the case's words."""
    state = row.state
    if state is None or state.tolerance is None:
        return say("finding-tolerance-none")
    case = state.tolerance
    if case.outcome and case.decision is not None:
        told = case.decision.document_number
        facts = {"outcome": say(f"tolerance-outcome-{case.outcome.value}"), "document": told}
        return say("finding-tolerance-decided", **facts)
    return say("finding-tolerance-running", step=say(f"tolerance-step-{case.step.value}"))


def version_words(row: BoardRow, sheet: RuleSheet | None) -> Words:
    """Return which version of the rule judged, and the digest of the query shown."""
    if sheet is None:
        return ""
    version = row.state.rule_version if row.state is not None else sheet.version
    return say("finding-rule-version", version=version, digest=short_digest(sheet.digest))


def cell(look: Look, row: BoardRow, today: date, terms: Terms) -> FindingCell:
    """Return a row as the list shows it."""
    due, late = due_words(row, today, terms)
    place = say(
        "finding-place", theme=say(f"finding-theme-{row.theme}"), organisation=organisation_words(row)
    )
    return FindingCell(
        row.severity,
        row.card,
        Named(row.title),
        number_words(row),
        place,
        figure_words(look, row),
        stage_cell(row.state, say("finding-stage-new")),
        due,
        late,
    )


def organisation_words(row: BoardRow) -> Words:
    """Return the organisation's name, or a dash."""
    return Named(row.organisation) if row.organisation_id else "—"


def steps(row: BoardRow) -> tuple[StepItem, ...]:
    """Return the life cycle of a row for the stepper."""
    state = row.state
    if state is None:
        return tuple(
            StepItem(say(f"stage-{stage.value}"), "now" if place == 0 else "next")
            for place, stage in enumerate(PATH)
        )
    first = _first_steps(state)
    if state.stage in _ENDED:
        been = [stage for stage in PATH if stage in first]
        return (*(_item(stage, "done", first) for stage in been), _item(state.stage, "stopped", first))
    at = PATH.index(BESIDE.get(state.stage, state.stage))
    items = [
        _item(stage, "done" if place < at else "now" if place == at else "next", first)
        for place, stage in enumerate(PATH)
    ]
    if state.stage is Stage.CLOSED:
        items[at] = _item(Stage.CLOSED, "done", first)
    elif state.stage is not PATH[at]:
        items[at] = _item(state.stage, "now", first)
    return tuple(items)


def _first_steps(state: FindingState) -> dict[Stage, Step]:
    """Return for every stage the step that led into it last: what a reversal undid is not shown twice."""
    found: dict[Stage, Step] = {}
    before: Stage | None = None
    for step in state.trail:
        if step.stage is not before:
            found[step.stage] = step
        before = step.stage
    return found


def _item(stage: Stage, kind: str, first: Mapping[Stage, Step]) -> StepItem:
    step = first.get(stage)
    who = f"{step.at:%m-%d} {step.actor}" if step is not None and kind != "next" else ""
    return StepItem(say(f"stage-{stage.value}"), kind, "", who)


def fact_lines(look: Look, row: BoardRow) -> tuple[FactLine, ...]:
    """Return everything that is known of a row as a list."""
    phrases, state = look.phrases, row.state
    lines = [
        FactLine(say("finding-fact-amount"), figure(look, row), strong=True),
        FactLine(say("finding-fact-persons"), phrases.number(row.persons)),
        FactLine(say("finding-fact-days"), phrases.number(row.days), strong=row.days is not None),
        FactLine(say("finding-fact-organisation"), organisation_words(row)),
        FactLine(say("finding-fact-region"), Named(row.region) if row.region_id else "—"),
        FactLine(say("finding-fact-occurred"), phrases.day(row.occurred_on)),
    ]
    if state is not None:
        lines += [
            FactLine(say("finding-fact-owner"), state.owner or "—"),
            FactLine(say("finding-fact-registered"), f"{state.registered_at:%Y-%m-%d %H:%M}"),
            FactLine(say("finding-fact-extracts"), _extracts(state), code=True),
        ]
    if row.standard_verified is False:
        lines.append(FactLine(say("finding-fact-threshold"), say("finding-unverified")))
    return (*lines, *(FactLine(_label(look, fact), _fact_value(fact)) for fact in row.facts))


def figure(look: Look, row: BoardRow) -> Words:
    """Return the amount in the unit of the language, or a dash."""
    if row.amount is None:
        return "—"
    return say("finding-amount", wan=look.phrases.money(row.amount), yuan=look.phrases.number(row.amount))


def _extracts(state: FindingState) -> str:
    if state.first_extract == state.last_extract:
        return state.first_extract
    return f"{state.first_extract} → {state.last_extract}"


def _label(look: Look, fact: BoardFact) -> Words:
    """Return a fact's name: the page's own word, the contract's, or its bare name where a rule has one of its own."""
    if look.phrases.has(f"fact-{fact.name}"):
        return say(f"fact-{fact.name}")
    return Named(fact.labels) if fact.labels else fact.name


def _fact_value(fact: BoardFact) -> str:
    return "—" if fact.value is None else str(fact.value)


def trail(row: BoardRow, leaves: Mapping[int, bytes]) -> tuple[TrailEntry, ...]:
    """Return the entries of a finding, newest first."""
    if row.state is None:
        return ()
    return tuple(_entry(row, step, leaves) for step in reversed(row.state.trail))


def _entry(row: BoardRow, step: Step, leaves: Mapping[int, bytes]) -> TrailEntry:
    leaf = leaves.get(step.sequence, b"")
    name = f"{step.actor}"
    return TrailEntry(
        str(step.sequence),
        f"{step.at:%m-%d %H:%M}",
        name,
        say(f"decision-{step.action}"),
        _message(row, step),
        leaf.hex(),
    )


def _message(row: BoardRow, step: Step) -> Words:
    state = row.state
    if step.action == "register":
        return Named(row.sentence)
    if step.action == "dismiss" and state is not None and state.dismissal:
        return say("finding-dismissed-as", reason=say(f"reason-{state.dismissal}"), text=step.text)
    attached = next((one for one in state.exhibits if one.sequence == step.sequence), None) if state else None
    if attached is not None:
        return say("finding-attached", name=attached.name, text=step.text)
    return step.text or (
        say("finding-now", stage=say(f"stage-{step.stage.value}")) if _moved(row, step) else ""
    )


def _moved(row: BoardRow, step: Step) -> bool:
    """Say whether the finding stood elsewhere before this step."""
    steps = row.state.trail if row.state is not None else ()
    place = next((n for n, one in enumerate(steps) if one.sequence == step.sequence), 0)
    return place == 0 or steps[place - 1].stage is not step.stage


def chain(ledger: Ledger) -> bool | None:
    """Return whether the log hangs together; None where nothing outside is left to tell by, which is not the same as broken."""
    failed = {one.key for one in ledger.warnings if not one.passed}
    if failed and failed <= _UNPROVABLE:
        return None
    return ledger.trusted


def threshold_of(row: BoardRow) -> Decimal | None:
    """Return the threshold in yuan that the rule measured by, where it tells one beside money."""
    told = next((fact.value for fact in row.facts if fact.name == "threshold"), None)
    if row.amount is None or told is None:
        return None
    try:
        found = Decimal(str(told).replace(",", ""))
    except InvalidOperation:
        return None
    return found if found > 0 else None


def evidence_row(
    row: EvidenceRow, number: int = 0, threshold: Decimal | None = None, year: int = 0
) -> dict[str, object]:
    """Return one row of evidence as the table shows it: its share of a threshold, its date without a year all share."""
    on: object = f"{row.on:%m-%d}" if year and row.on is not None else row.on
    share = row.amount / threshold if threshold and row.amount is not None else None
    return {
        "number": number,
        "what": row_words(row),
        "on": on,
        "amount": row.amount,
        "share": share,
        "digest": short_digest(row.digest),
        "row": row,
    }


def row_words(row: EvidenceRow) -> Words:
    """Return what a row is: its table's name and its key."""
    return say("finding-row", table=Named({"zh-CN": row.chinese, "en": row.english}), row=row.key)


def cell_lines(found: EvidenceRow) -> tuple[FactLine, ...]:
    """Return every value of a row of evidence, and the digest of the whole."""
    lines = [
        FactLine(Named({"zh-CN": one.chinese, "en": one.english}), _cell_value(one.value))
        for one in found.cells
    ]
    return (*lines, FactLine(say("finding-row-digest"), found.digest or "—", code=True))


def _cell_value(value: object) -> Words:
    if isinstance(value, bool):
        return say("cell-yes" if value else "cell-no")
    return "—" if value is None or value == "" else str(value)


def short_digest(digest: str) -> str:
    """Return the first and last four digits of a digest."""
    return f"{digest[:4]}…{digest[-4:]}" if digest else ""


def is_wanted(row: BoardRow, wanted: Mapping[str, str]) -> bool:
    """Say whether a row is what another page points at: a number or identity, or a rule with or without a natural key."""
    name = wanted.get("finding", "")
    if name:
        return name in (row.number, row.identity)
    if wanted.get("rule"):
        told = row.suspicion or row.state
        asked = wanted.get("suspicion", "").replace("\t", "/") or wanted.get("natural_key", "")
        return row.rule_id == wanted["rule"] and (
            not asked or (told is not None and "/".join(told.key) == asked)
        )
    return bool(wanted.get("theme")) and row.theme == wanted["theme"]


def counted_case(row: BoardRow) -> str:
    """Return the case whose days were counted, where it is one that can be laid out day by day."""
    cases = [told for told in row.evidence if told.startswith(CASE)] if row.days is not None else []
    return cases[0].removeprefix(CASE) if len(cases) == 1 else ""


def hits(rows: Iterable[BoardRow], words: str, go: Callable[[str], object]) -> tuple[Hit, ...]:
    """Return the first rows that hold the words, for the search palette; ``go`` takes the identity chosen."""
    asked = words.strip().lower()
    found: list[Hit] = []
    for row in rows:
        parts = (row.number, row.rule_id, *row.title.values(), *row.organisation.values())
        told = " ".join(parts)
        if asked and asked in told.lower():
            found.append(_hit(row, told, go))
        if len(found) == MOST_HITS:
            break
    return tuple(found)


def _hit(row: BoardRow, told: str, go: Callable[[str], object]) -> Hit:
    title = say("finding-hit", number=number_words(row), title=Named(row.title))
    mark = row.severity if row.card else None
    return Hit(say("page-findings"), title, lambda: go(row.identity), mark=mark, searched=told)
