"""Owns the dialog in which a person compares an authority's fingerprint. It refuses a click in the place of a comparison.

The digits are typed from what the authority said by another way; a button beside the shown ones would only repeat them.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from console.gui.theme import Look
from console.gui.views.trust.tables import grouped
from console.gui.widgets.buttons import Button
from console.gui.widgets.dialogs import Dialog
from console.gui.widgets.facts import FactLine, FactList
from console.gui.widgets.piece import Label
from console.gui.words import say
from console.jobs.trust_page_answers import AuthorityLine, Candidate

ENOUGH = 16  # hexadecimal digits: 64 bits
WHOLE = 64


class CompareDialog(Dialog):
    """Shows what a file holds and asks for the digits; ``compared`` carries them once they are those of every certificate."""

    compared = Signal(str)

    def __init__(self, look: Look, candidates: Sequence[Candidate], parent: QWidget | None) -> None:
        super().__init__(look, say("trust-compare-title"), parent, (620, 340))
        self._candidates = tuple(candidates)
        self.body.addWidget(Label(look, say("trust-compare-title"), px=16, weight=600))
        self.body.addWidget(Label(look, say("trust-compare-detail"), "dim", px=12, wrap=True))
        self.facts = FactList(look, [line for one in candidates for line in candidate_facts(one)])
        self.body.addWidget(self.facts)
        self.digits = QLineEdit()
        self.digits.setMaxLength(2 * WHOLE)
        self.digits.setPlaceholderText(look.text("trust-compare-digits"))
        self.digits.setAccessibleName(look.text("trust-compare-digits"))
        self.body.addWidget(self.digits)
        self.verdict = Label(look, "", "faint", px=12, wrap=True)
        self.body.addWidget(self.verdict)
        self.body.addStretch(1)
        self.trust = Button(look, say("trust-compare-trust"), kind="primary", on_click=self._agree)
        self.foot.addWidget(Button(look, say("action-cancel"), on_click=self.reject))
        self.foot.addWidget(self.trust)
        self.body.addLayout(self.foot)
        self.digits.textChanged.connect(lambda _text: self._judge())
        self._judge()
        look.dress(self)

    def _typed(self) -> str:
        return "".join(letter for letter in self.digits.text().lower() if letter.isalnum())

    def _judge(self) -> None:
        typed = self._typed()
        fits = all(one.fingerprint.startswith(typed) for one in self._candidates)
        enough = len(typed) >= ENOUGH
        self.trust.setEnabled(fits and enough)
        if typed and not fits:
            self.verdict.set_words(say("trust-compare-differs"))
        elif enough:
            self.verdict.set_words(say("trust-compare-same"))
        else:
            self.verdict.set_words(say("trust-compare-more", left=ENOUGH - len(typed)))
        self.verdict.set_role("red" if typed and not fits else "ok" if enough else "faint")

    def _agree(self) -> None:
        self.compared.emit(self._typed())
        self.accept()


def candidate_facts(one: Candidate) -> list[FactLine]:
    """Return what a person reads of a certificate before comparing it."""
    return [
        FactLine(say("trust-authority"), one.name, strong=True),
        FactLine(say("trust-organisation"), one.organisation),
    ]


class WithdrawDialog(Dialog):
    """Asks whether an authority is really to be trusted no longer; ``agreed`` fires once."""

    agreed = Signal()

    def __init__(self, look: Look, line: AuthorityLine, parent: QWidget | None) -> None:
        super().__init__(look, say("trust-withdraw-title"), parent, (560, 300))
        self.body.addWidget(Label(look, say("trust-withdraw-title"), px=16, weight=600))
        self.body.addWidget(
            Label(look, say("trust-withdraw-detail", name=line.name), "dim", px=12, wrap=True)
        )
        facts = [
            FactLine(say("trust-authority"), line.name, strong=True),
            FactLine(say("trust-fingerprint"), grouped(line.fingerprint, WHOLE), code=True),
        ]
        self.body.addWidget(FactList(look, facts))
        self.body.addStretch(1)
        self.foot.addWidget(Button(look, say("action-cancel"), on_click=self.reject))
        self.foot.addWidget(Button(look, say("trust-withdraw"), kind="danger", on_click=self._agree))
        self.body.addLayout(self.foot)
        look.dress(self)

    def _agree(self) -> None:
        self.agreed.emit()
        self.accept()
