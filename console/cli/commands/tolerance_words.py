"""Owns how tolerance cases are printed. It refuses to print a word of a case its reader does not need to know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from console.bootstrap import Context
from console.cli.commands.findings_words import summary_document
from console.cli.output import plain, print_json, print_table, say
from console.domain.finding import FindingState, summary
from console.domain.tolerance import GROUNDS, Outcome, Pilot
from console.domain.tolerance_case import ToleranceCase
from console.domain.tolerance_code import CodeEntry, Deadline
from console.domain.tolerance_precedents import Pair, Precedent
from console.errors import Fact
from console.i18n import Phrases
from console.jobs.findings import Acted
from console.jobs.tolerance_sheet import CaseRow, CaseSheet, ToleranceBoard


def tell_done(context: Context, done: Acted, json: bool) -> None:
    """Print what stands after a step; nothing of the case but where it stands."""
    phrases, state = context.phrases, done.state
    case = state.tolerance
    step, outcome = (case.step.value, case.outcome.value) if case is not None else ("", "")
    if json:
        told = {"finding": summary_document(summary(state)), "step": step, "outcome": outcome or None}
        print_json({**told, "sequence": done.sequence, "leaf": done.leaf.hex(), "head": done.head.to_dict()})
        return
    if done.clock_went_back:
        say(phrases.text("findings-clock-back"))
    words = phrases.text(f"tolerance-step-{step or 'none'}")
    say(phrases.text("tolerance-written", number=state.number, step=words, sequence=done.sequence))
    say(phrases.text("findings-head-now", head=done.head.short))


def print_board(context: Context, board: ToleranceBoard, json: bool) -> None:
    """Print the list of cases."""
    if json:
        cases = [_row_document(row) for row in board.rows]
        candidates = [state.number for state in board.candidates]
        print_json({"cases": cases, "candidates": candidates, "pilots": _pilots(board)})
        return
    phrases = context.phrases
    if not board.rows:
        say(phrases.text("tolerance-empty", count=len(board.candidates)))
        return
    names = ("number", "rule", "tolerance-step", "tolerance-outcome", "due", "tolerance-gaps")
    rows = [_row_cells(phrases, row) for row in board.rows]
    print_table([phrases.text(f"column-{name}") for name in names], rows, right=(5,))


def _row_document(row: CaseRow) -> dict[str, Any]:
    return {
        "number": row.state.number,
        "rule": row.state.rule_id,
        "step": row.step,
        "outcome": row.outcome.value or None,
        "deadline": deadline_document(row.deadline),
        "overdue": row.overdue,
        "readable": row.readable,
        "gaps": row.gaps,
    }


def _row_cells(phrases: Phrases, row: CaseRow) -> list[str]:
    due = phrases.day(row.deadline.due_on) if row.deadline is not None else "—"
    late = phrases.text("tolerance-overdue") if row.overdue else ""
    step, outcome = phrases.text(f"tolerance-step-{row.step.value}"), outcome_words(phrases, row.outcome)
    return [row.state.number, row.state.rule_id, step, outcome, f"{due} {late}".strip(), str(row.gaps)]


def outcome_words(phrases: Phrases, outcome: Outcome) -> str:
    """Return the word of an outcome."""
    return phrases.text(f"tolerance-outcome-{outcome.value or 'none'}")


def deadline_document(due: Deadline | None) -> dict[str, Any] | None:
    """Return a deadline with the basis it rests on."""
    if due is None:
        return None
    told: dict[str, Any] = plain(due)
    return told


def _pilots(board: ToleranceBoard) -> list[dict[str, Any]]:
    return [{**plain(pilot), "notices": board.noticed.get(pilot.id, 0)} for pilot in board.pilots]


def print_pilots(context: Context, board: ToleranceBoard, json: bool) -> None:
    """Print the register of authorised pilots."""
    if json:
        print_json({"pilots": _pilots(board)})
        return
    phrases = context.phrases
    if not board.pilots:
        say(phrases.text("tolerance-pilots-empty"))
        return
    names = ("pilot", "document", "authorised-by", "starts", "ends", "rule", "notices")
    rows = [_pilot_cells(phrases, pilot, board.noticed.get(pilot.id, 0)) for pilot in board.pilots]
    print_table([phrases.text(f"column-{name}") for name in names], rows, right=(6,))


def _pilot_cells(phrases: Phrases, pilot: Pilot, notices: int) -> list[str]:
    days = (phrases.day(pilot.starts), phrases.day(pilot.ends))
    rules = ", ".join(sorted(pilot.rules))
    return [pilot.id, pilot.document_number, pilot.authorised_by, *days, rules, str(notices)]


def print_sheet(context: Context, sheet: CaseSheet, json: bool) -> None:
    """Print one case as far as its reader needs to know it."""
    if json:
        print_json(sheet_document(sheet, context.phrases.language))
        return
    phrases, state = context.phrases, sheet.state
    case = sheet.case or state.tolerance
    step = phrases.text(f"tolerance-step-{case.step.value if case else 'none'}")
    outcome = outcome_words(phrases, case.outcome if case else Outcome.NONE)
    say(phrases.text("tolerance-head", number=state.number, step=step, outcome=outcome))
    if sheet.hidden:
        say(phrases.text("tolerance-hidden"))
    if sheet.deadline is not None:
        say(_deadline_words(phrases, sheet.deadline))
    if sheet.case is not None:
        _print_grounds(phrases, sheet.case)
        _print_trail(phrases, sheet.case)
    for entry in sheet.leniency:
        say(phrases.text("tolerance-lenient", **_code_words(phrases, entry)))
    _print_precedents(phrases, sheet.precedents)
    if sheet.possible:
        acts = phrases.text("tolerance-comma").join(
            phrases.text(f"decision-{action}") for action in sheet.possible
        )
        say(phrases.text("tolerance-possible", acts=acts))


def _deadline_words(phrases: Phrases, due: Deadline) -> str:
    return phrases.text(
        "tolerance-deadline",
        limit=phrases.text(f"tolerance-limit-{due.limit}"),
        due=phrases.day(due.due_on),
        article=phrases.items(due.article),
        read=phrases.text("tolerance-read" if due.verified else "tolerance-unread"),
    )


def _code_words(phrases: Phrases, entry: CodeEntry) -> dict[str, str]:
    told = entry.text[phrases.language]
    read = phrases.text("tolerance-read" if entry.verified else "tolerance-unread")
    return {"name": told["name"], "article": told["article"], "read": read}


def _print_grounds(phrases: Phrases, case: ToleranceCase) -> None:
    rows = []
    for name in GROUNDS:
        ground = case.ground(name)
        verdict = phrases.text(f"tolerance-verdict-{ground.verdict or 'none'}")
        shown = ", ".join(digest[:8] for digest in ground.evidence) or "—"
        rows.append([phrases.text(f"tolerance-{name}"), shown, verdict, ground.reason or ground.text])
    names = ("tolerance-ground", "evidence", "tolerance-verdict", "reason")
    print_table([phrases.text(f"column-{name}") for name in names], rows)


def _print_trail(phrases: Phrases, case: ToleranceCase) -> None:
    rows = [
        [phrases.moment(act.at), act.actor, phrases.text(f"decision-{act.action}"), act.text]
        for act in case.trail
    ]
    print_table([phrases.text(f"column-{name}") for name in ("at", "by", "action", "reason")], rows)


def _print_precedents(phrases: Phrases, found: Sequence[Precedent]) -> None:
    for one in found:
        say(phrases.text("tolerance-precedent", **precedent_words(phrases, one)))


def precedent_words(phrases: Phrases, one: Precedent) -> dict[str, str]:
    """Return how a precedent is told: its number, what is alike, how it ended."""
    case = one.state.tolerance
    alike = phrases.text("tolerance-comma").join(
        phrases.text(f"tolerance-alike-{name}") for name in one.alike
    )
    return {
        "number": one.state.number,
        "share": phrases.percent(one.share, 0),
        "alike": alike,
        "outcome": outcome_words(phrases, case.outcome if case else Outcome.NONE),
    }


def sheet_document(sheet: CaseSheet, language: str) -> dict[str, Any]:
    """Return one case as JSON; ``case`` is null where nobody applied or the reader does not need to know."""
    case = sheet.case or sheet.state.tolerance
    return {
        "finding": summary_document(summary(sheet.state)),
        "hidden": sheet.hidden,
        "step": case.step if case else None,
        "outcome": (case.outcome.value or None) if case else None,
        "decision": plain(case.decision) if case and case.decision else None,
        "deadline": deadline_document(sheet.deadline),
        "gaps": plain(sheet.gaps) if sheet.gaps else None,
        "must_step_back": sheet.must_step_back,
        "possible": sheet.possible,
        "case": _case_document(sheet.case) if sheet.case else None,
        "precedents": [_precedent_document(one) for one in sheet.precedents],
        "leniency": _code_documents(sheet.leniency, language),
        "negative_list": _code_documents(sheet.negative, language),
    }


def _case_document(case: ToleranceCase) -> dict[str, Any]:
    told: dict[str, Any] = plain(case)
    told["grounds"] = {name: plain(case.ground(name)) for name in GROUNDS}
    return told


def _precedent_document(one: Precedent) -> dict[str, Any]:
    case = one.state.tolerance
    outcome = case.outcome if case else None
    return {"number": one.state.number, "share": round(one.share, 3), "alike": one.alike, "outcome": outcome}


def _code_documents(entries: Iterable[CodeEntry], language: str) -> list[dict[str, Any]]:
    return [{"id": one.id, **one.text[language], "verified": one.verified} for one in entries]


def print_pairs(
    context: Context, one: FindingState, other: FindingState, pairs: Sequence[Pair], json: bool
) -> None:
    """Print two cases side by side."""
    if json:
        print_json({"here": one.number, "there": other.number, "lines": [plain(pair) for pair in pairs]})
        return
    phrases = context.phrases
    rows = [
        [
            pair_name(phrases, pair.name),
            *(pair_value(phrases, pair, told) for told in (pair.here, pair.there)),
        ]
        for pair in pairs
    ]
    print_table([phrases.text("column-fact"), one.number, other.number], rows)


def pair_name(phrases: Phrases, name: str) -> str:
    """Return the word for a line of two cases side by side."""
    return phrases.text(f"tolerance-{name}" if name in GROUNDS else f"tolerance-pair-{name}")


def pair_value(phrases: Phrases, pair: Pair, told: Fact | bool) -> str:
    """Return a value of such a line."""
    if told is None:
        return "—"
    if pair.name in GROUNDS:
        return phrases.text(f"tolerance-verdict-{told}")
    return phrases.text(f"tolerance-outcome-{told}") if pair.name == "outcome" else str(told)
