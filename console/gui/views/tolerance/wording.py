"""Owns how the page words cases, grounds, precedents and pilots. It refuses to compute, and words no reader may know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from console.domain.contract import Texts
from console.domain.finding import FindingState
from console.domain.tolerance import ANY, GROUNDS, PATH, Outcome, Pilot, Step
from console.domain.tolerance_case import ToleranceCase
from console.domain.tolerance_code import CodeEntry, Deadline
from console.domain.tolerance_precedents import Pair, Precedent, side_by_side
from console.gui.models.cells import FindingCell, LinesCell, MarkCell, StageCell
from console.gui.theme import Look
from console.gui.widgets.facts import FactLine
from console.gui.widgets.stepper import StepItem
from console.gui.widgets.trail import TrailEntry
from console.gui.words import Named, Words, named, say
from console.jobs.tolerance_sheet import CaseRow, CaseSheet

Names = Mapping[str, Words]
_AFTER = {Step.APPEALED: Step.NOTIFIED, Step.WITHDRAWN: Step.APPLIED, Step.REVOKED: Step.DECIDED}
MARKS = {"shown": "ok", "not_shown": "yellow", "": "na"}


def title_of(state: FindingState, rules: Mapping[str, Texts]) -> Words:
    """Return what a finding is about: its rule's name."""
    text = rules.get(state.rule_id)
    return named(text) if text is not None else state.rule_id


def organisation_of(state: FindingState, names: Names) -> Words:
    """Return whose it is: the name where the open extract tells it, else the id."""
    told = state.organisation_id or ""
    return names.get(told, told) or "—"


def step_words(step: Step | None) -> Words:
    """Return the word of a step."""
    return say(f"tolerance-step-{step.value if step is not None else 'none'}")


def outcome_words(outcome: Outcome) -> Words:
    """Return the word of an outcome."""
    return say(f"tolerance-outcome-{outcome.value or 'none'}")


def due_words(due: Deadline | None, today: date) -> Words:
    """Return a deadline: its day and how it stands to today."""
    if due is None:
        return ""
    if due.due_on is None:
        return say("tolerance-due-unknown")
    days = (due.due_on - today).days
    key = "tolerance-due-left" if days >= 0 else "tolerance-due-late"
    return say(key, due=f"{due.due_on:%m-%d}", days=abs(days))


def case_cell(row: CaseRow, rules: Mapping[str, Texts], names: Names, today: date) -> FindingCell:
    """Return a case as the list draws it: a card only where it still counts."""
    state = row.state
    figure: Words = outcome_words(row.outcome)
    if row.outcome is Outcome.NONE:
        figure = say("tolerance-gaps", count=row.gaps)
    stage = StageCell(_done(row.step), len(PATH), step_words(row.step))
    place = say("tolerance-place", rule=state.rule_id, organisation=organisation_of(state, names))
    due = due_words(row.deadline, today)
    title = title_of(state, rules)
    return FindingCell(
        state.severity, state.counts_as_card, title, state.number, place, figure, stage, due, row.overdue
    )


def candidate_cell(state: FindingState, rules: Mapping[str, Texts], names: Names) -> FindingCell:
    """Return a finding that could be applied for."""
    place = say("tolerance-place", rule=state.rule_id, organisation=organisation_of(state, names))
    stage = StageCell(0, len(PATH), step_words(None))
    figure = say(f"stage-{state.stage.value}")
    title = title_of(state, rules)
    return FindingCell(state.severity, state.counts_as_card, title, state.number, place, figure, stage, "")


def _done(step: Step) -> int:
    return PATH.index(_AFTER.get(step, step)) + 1


def steps(case: ToleranceCase | None) -> tuple[StepItem, ...]:
    """Return the way of a case for the stepper; an appeal, a withdrawal or a revocation stands in the place it left."""
    if case is None:
        return tuple(StepItem(step_words(step), "next") for step in PATH)
    first: dict[str, tuple[str, str]] = {}
    for act in case.trail:
        first[act.action] = (f"{act.at:%m-%d}", act.actor)
    at = _done(case.step) - 1
    items = [
        StepItem(step_words(step), _state(place, at, step, case), *_told(step, first))
        for place, step in enumerate(PATH)
    ]
    if case.step not in PATH:
        state = "now" if case.step is Step.APPEALED else "stopped"
        items[at] = StepItem(step_words(case.step), state, *_told(case.step, first))
    return tuple(items)


def _state(place: int, at: int, step: Step, case: ToleranceCase) -> str:
    if step is Step.CORRECTED and case.corrected_on is None and place < at:
        return "next"  # no correction was asked for
    if case.step is Step.CLEARED:
        return "done"
    return "done" if place < at else "now" if place == at else "next"


_ACTIONS: Mapping[Step, tuple[str, ...]] = {
    Step.APPLIED: ("tolerance_apply",),
    Step.VERIFIED: ("tolerance_verify",),
    Step.DECIDED: (
        *("tolerance_grant", "tolerance_lighten", "tolerance_refuse"),
        *("tolerance_change_grant", "tolerance_change_refuse"),
    ),
    Step.NOTIFIED: ("tolerance_notify",),
    Step.CORRECTED: ("tolerance_correct",),
    Step.CLEARED: ("tolerance_clear",),
    Step.APPEALED: ("tolerance_appeal",),
    Step.WITHDRAWN: ("tolerance_withdraw",),
    Step.REVOKED: ("tolerance_revoke",),
}


def _told(step: Step, first: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    return next((first[action] for action in reversed(_ACTIONS[step]) if action in first), ("", ""))


def ground_rows(case: ToleranceCase | None, state: FindingState) -> list[dict[str, object]]:
    """Return the nine grounds: what each rests on and what was found."""
    names = {exhibit.digest: exhibit.name for exhibit in state.exhibits}
    return [_ground_row(name, case, names) for name in GROUNDS]


def _ground_row(name: str, case: ToleranceCase | None, names: Mapping[str, str]) -> dict[str, object]:
    ground = case.ground(name) if case is not None else None
    evidence = ", ".join(names.get(one, one[:8]) for one in ground.evidence) if ground else ""
    verdict = ground.verdict if ground else ""
    return {
        "ground": LinesCell(say(f"tolerance-short-{name}"), say(f"tolerance-{name}")),
        "evidence": LinesCell(
            evidence or say("tolerance-no-evidence"), (ground.reason or ground.text) if ground else ""
        ),
        "verdict": MarkCell(MARKS[verdict], say(f"tolerance-verdict-{verdict or 'none'}")),
    }


def fact_lines(look: Look, sheet: CaseSheet, today: date) -> tuple[FactLine, ...]:
    """Return what is known of a case, the negative list and what may lighten liability."""
    case = sheet.case
    lines: list[FactLine] = []
    if case is not None:
        lines += _applied_lines(look, case)
        lines += _decision_lines(case)
    if sheet.deadline is not None:
        lines += _deadline_lines(sheet.deadline, today)
    lines += [
        FactLine(say("tolerance-fact-leniency"), say("tolerance-basis", **_basis(one)))
        for one in sheet.leniency
    ]
    if not sheet.leniency:
        lines.append(FactLine(say("tolerance-fact-leniency"), say("tolerance-no-leniency")))
    return tuple(lines)


def _applied_lines(look: Look, case: ToleranceCase) -> list[FactLine]:
    comma = look.text("tolerance-comma")
    told = [
        ("applicant", case.applicant),
        ("applied", f"{case.applied_on:%Y-%m-%d}" if case.applied_on else ""),
        ("involved", comma.join(sorted(case.involved))),
        ("recused", comma.join(sorted(case.recused))),
        ("insiders", comma.join(sorted(case.insiders()))),
    ]
    lines = [FactLine(say(f"tolerance-fact-{name}"), value or "—") for name, value in told]
    listed = comma.join(case.negative) if case.negative else say("tolerance-negative-none")
    return [*lines, FactLine(say("tolerance-fact-negative"), listed)]


def _decision_lines(case: ToleranceCase) -> list[FactLine]:
    if case.decision is None:
        return [FactLine(say("tolerance-fact-decision"), say("tolerance-outcome-none"))]
    one = case.decision
    lines = [
        FactLine(say("tolerance-fact-decision"), outcome_words(case.outcome), strong=True),
        FactLine(say("tolerance-fact-document"), one.document_number, code=True),
        FactLine(say("tolerance-fact-body"), one.body),
        FactLine(say("tolerance-fact-decided"), f"{one.decided_on:%Y-%m-%d}"),
    ]
    if case.cleared_at:
        lines.append(FactLine(say("tolerance-fact-cleared"), case.cleared_at))
    return lines


def _deadline_lines(due: Deadline, today: date) -> list[FactLine]:
    name = say("tolerance-fact-due", limit=say(f"tolerance-limit-{due.limit}"))
    read = say("tolerance-read" if due.verified else "tolerance-unread")
    basis = say("tolerance-basis-short", article=Named(due.article), read=read)
    return [
        FactLine(name, due_words(due, today), strong=due.overdue(today)),
        FactLine(say("tolerance-fact-basis"), basis),
    ]


def _basis(entry: CodeEntry) -> dict[str, object]:
    read = say("tolerance-read" if entry.verified else "tolerance-unread")
    return {"article": named(entry.text, "article"), "name": named(entry.text), "read": read}


def trail(case: ToleranceCase, leaves: Mapping[int, bytes]) -> tuple[TrailEntry, ...]:
    """Return the entries of a case, newest first, with their words."""
    return tuple(
        TrailEntry(
            str(act.sequence),
            f"{act.at:%m-%d %H:%M}",
            act.actor,
            say(f"decision-{act.action}"),
            act.text,
            leaves.get(act.sequence, b"").hex(),
        )
        for act in reversed(case.trail)
    )


def precedent_words(look: Look, one: Precedent) -> Words:
    """Return how like a precedent is, and in what."""
    alike = look.text("tolerance-comma").join(look.text(f"tolerance-alike-{name}") for name in one.alike)
    return say("tolerance-alike", share=look.phrases.percent(one.share, 0), alike=alike)


def pair_rows(state: FindingState, others: Sequence[FindingState]) -> list[dict[str, object]]:
    """Return this case and its precedents side by side, a line a matter."""
    columns = [side_by_side(state, other) for other in others]
    mine = columns[0] if columns else side_by_side(state, state)
    rows: list[dict[str, object]] = []
    for place, pair in enumerate(mine):
        line: dict[str, object] = {"name": _pair_name(pair.name), "here": _pair_value(pair, pair.here)}
        for number, pairs in enumerate(columns):
            line[f"there{number}"] = _pair_value(pairs[place], pairs[place].there)
        rows.append(line)
    return rows


def _pair_name(name: str) -> Words:
    return say(f"tolerance-short-{name}" if name in GROUNDS else f"tolerance-pair-{name}")


def _pair_value(pair: Pair, told: object) -> Words:
    if told is None:
        return "—"
    if pair.name in GROUNDS:
        return say(f"tolerance-verdict-{told}")
    return say(f"tolerance-outcome-{told}") if pair.name == "outcome" else str(told)


def pilot_row(look: Look, pilot: Pilot, notices: int) -> dict[str, object]:
    """Return a pilot as the register shows it."""
    comma = look.text("tolerance-comma")
    places = [scope for scope in (pilot.organisations, pilot.regions, pilot.items) if ANY not in scope]
    scope = comma.join(comma.join(sorted(one)) for one in places)
    return {
        "pilot": LinesCell(pilot.document_number, pilot.deviation),
        "scope": LinesCell(comma.join(sorted(pilot.rules)), scope or say("tolerance-anywhere")),
        "until": pilot.ends,
        "notices": notices,
    }
