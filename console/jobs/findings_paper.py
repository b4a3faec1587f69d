"""Owns what the official papers of a finding say: 取证单, 工作底稿, 事实确认书, 整改通知.

It refuses to order what nobody confirmed, and to print a personal value in clear.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from console.briefing.papers import Grid, Paper, Row, render_paper
from console.domain.catalogue import Catalogue
from console.domain.entries import RectificationOrder
from console.domain.finding import FindingState
from console.errors import CasebookError, UsageError
from console.i18n import Phrases
from console.jobs.findings import CaseDesk, CaseFile, read_case
from console.jobs.findings_board import grouped, suspicion_of
from console.jobs.findings_masks import mask, masked, masked_reference, personal_columns
from console.jobs.findings_package import personal_values
from console.jobs.theme_rules import filled, told_facts

KINDS = ("evidence", "worksheet", "facts", "rectification")
"""取证单, 工作底稿, 事实确认书, 整改通知."""
WRITING_ROOM = 96.0


@dataclass(frozen=True, slots=True)
class PaperRequest:
    """Which paper of which finding, who issues it, and the organisation's name where somebody gives it."""

    finding: str
    kind: str
    office: str = ""
    organisation: str = ""


def make_paper(
    desk: CaseDesk, request: PaperRequest, catalogue: Catalogue, phrases: Phrases, resources: Path
) -> bytes:
    """Return the PDF of a paper.

    Raises UsageError paper-kind, CasebookError paper-not-confirmed or paper-no-order for an order nobody gave.
    """
    if request.kind not in KINDS:
        raise UsageError("paper-kind", told=request.kind, known=", ".join(KINDS))
    case = read_case(desk, request.finding)
    return render_paper(word_paper(case, request, catalogue, phrases), resources)


def statement_of(case: CaseFile, catalogue: Catalogue, phrases: Phrases) -> tuple[str, str]:
    """Return what a finding is about and what its rule says of it, personal values masked."""
    writer = _Writer(case, PaperRequest(case.state.number, "facts"), catalogue, phrases)
    rule = writer.rule
    name = phrases.items({k: v["name"] for k, v in rule.text.items()}) if rule else case.state.rule_id
    return name, writer._statement()


def word_paper(case: CaseFile, request: PaperRequest, catalogue: Catalogue, phrases: Phrases) -> Paper:
    """Return the paper, worded."""
    writer = _Writer(case, request, catalogue, phrases)
    kind, words = request.kind, phrases.text
    made = {
        "evidence": writer.evidence,
        "worksheet": writer.worksheet,
        "facts": writer.facts,
        "rectification": writer.rectification,
    }[kind]
    rows, grids = made()
    return Paper(
        phrases.language,
        request.office or words("paper-office"),
        words(f"paper-{kind}"),
        case.state.number,
        "" if case.state.standing else words("paper-not-yet"),
        words(f"paper-{kind}-opening", organisation=writer.organisation),
        rows,
        grids,
        words(f"paper-{kind}-closing"),
        tuple(words(f"paper-sign-{who}") for who in SIGNS[kind]),
        words("paper-date-line"),
        words("paper-foot", number=case.state.number, head=case.head.short),
        words("paper-page", page="{page}", pages="{pages}"),
    )


SIGNS = {
    "evidence": ("inspector", "second-inspector", "handler", "organisation"),
    "worksheet": ("preparer", "reviewer"),
    "facts": ("organisation-head", "organisation"),
    "rectification": ("issuer", "receiver"),
}


class _Writer:
    """Words the parts of the papers of one finding."""

    def __init__(self, case: CaseFile, request: PaperRequest, catalogue: Catalogue, phrases: Phrases) -> None:
        self.case, self.state, self.catalogue, self.phrases = case, case.state, catalogue, phrases
        self.rule = catalogue.every_rule.get(case.state.rule_id)
        self.values = personal_values(case.state, catalogue)
        self.organisation = request.organisation or case.state.organisation_id or "—"

    def evidence(self) -> tuple[tuple[Row, ...], tuple[Grid, ...]]:
        """Return the parts of 取证单."""
        rows = (*self._about(), self._row("statement", self._statement()), self._blank("opinion"))
        return rows, (self._evidence(),)

    def worksheet(self) -> tuple[tuple[Row, ...], tuple[Grid, ...]]:
        """Return the parts of 工作底稿."""
        rule = self.rule
        words = rule.text[self.phrases.language] if rule else {}
        rows = (
            *self._about(),
            self._row("statement", self._statement()),
            self._row("basis", words.get("clause", "—")),
            self._row("innocent", words.get("innocent", "—")),
            self._row("standing", self._standing(self.state)),
        )
        return rows, (self._evidence(), self._trail())

    def facts(self) -> tuple[tuple[Row, ...], tuple[Grid, ...]]:
        """Return the parts of 事实确认书."""
        rows = (
            *self._about(),
            self._row("statement", self._statement()),
            self._row("answer", self.phrases.text("paper-answer-boxes")),
            self._blank("opinion"),
        )
        return rows, (self._evidence(),)

    def rectification(self) -> tuple[tuple[Row, ...], tuple[Grid, ...]]:
        """Return the parts of 整改通知."""
        if not self.state.standing:
            raise CasebookError("paper-not-confirmed", number=self.state.number)
        orders = [told.entry for told in self.case.entries if isinstance(told.entry, RectificationOrder)]
        if not orders:
            raise CasebookError("paper-no-order", number=self.state.number)
        order = orders[-1]
        clause = self.rule.text[self.phrases.language].get("clause", "—") if self.rule else "—"
        rows = (
            *self._about(),
            self._row("found", self._statement()),
            self._row("basis", clause),
            self._row("order", self._said(order.text)),
            self._row("answerable", order.owner),
            self._row("due", self.phrases.day(order.due_on)),
        )
        return rows, ()

    def _row(self, name: str, text: str) -> Row:
        return Row(self.phrases.text(f"paper-row-{name}"), text or "—")

    def _blank(self, name: str) -> Row:
        return Row(self.phrases.text(f"paper-row-{name}"), "", WRITING_ROOM)

    def _about(self) -> tuple[Row, ...]:
        state, phrases = self.state, self.phrases
        name = (
            phrases.items({k: v["name"] for k, v in self.rule.text.items()}) if self.rule else state.rule_id
        )
        told = [
            self._row("organisation", self.organisation),
            self._row("matter", f"{name} ({state.rule_id}@{state.rule_version})"),
            self._row("occurred", phrases.day(state.occurred_on)),
        ]
        figures = [
            phrases.text("paper-amount", amount=phrases.number(state.amount, 2))
            if state.amount is not None
            else "",
            phrases.text("paper-persons", count=phrases.number(state.persons))
            if state.persons is not None
            else "",
            phrases.text("paper-days", count=phrases.number(state.days)) if state.days is not None else "",
        ]
        if any(figures):
            told.append(self._row("figures", phrases.text("paper-comma").join(one for one in figures if one)))
        return tuple(told)

    def _statement(self) -> str:
        if self.rule is None:
            return "—"
        personal = personal_columns(self.catalogue.contract)
        facts = {name: grouped(value) for name, value in masked(self.state.facts, personal).items()}
        told = told_facts(replace(suspicion_of(self.state), facts=facts))
        return self._said(filled(self.rule.text[self.phrases.language]["finding"], told))

    def _standing(self, state: FindingState) -> str:
        return self.phrases.text(f"stage-{state.stage.value}")

    def _evidence(self) -> Grid:
        words, contract = self.phrases.text, self.catalogue.contract
        rows = []
        for place, reference in enumerate(self.state.evidence, start=1):
            name, _, key = masked_reference(contract, reference).partition("/")
            table = contract.tables.get(name)
            rows.append((str(place), table.text[self.phrases.language]["name"] if table else name, key))
        for exhibit in self.state.exhibits:
            rows.append((str(len(rows) + 1), self._said(exhibit.name), exhibit.digest))
        heads = tuple(words(f"paper-head-{name}") for name in ("order", "kind", "reference"))
        return Grid(words("paper-grid-evidence"), heads, (0.08, 0.32, 0.6), tuple(rows))

    def _trail(self) -> Grid:
        words = self.phrases.text
        rows = tuple(
            (
                self.phrases.moment(step.at),
                f"{step.actor} · {words('role-' + step.role.value)}",
                words(f"decision-{step.action}"),
                self._said(step.text) or "—",
            )
            for step in self.state.trail
        )
        heads = tuple(words(f"paper-head-{name}") for name in ("at", "by", "step", "words"))
        return Grid(words("paper-grid-trail"), heads, (0.26, 0.2, 0.18, 0.36), rows)

    def _said(self, text: str) -> str:
        for value in self.values:
            text = text.replace(value, mask(value))
        return text
