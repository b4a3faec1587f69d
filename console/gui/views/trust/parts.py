"""Owns the panels of the page on trust and where they stand, from 1280 by 720 up. It refuses to ask anybody anything."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from console.domain.verification import CHAIN, Standing, Verification
from console.gui.session import Session
from console.gui.theme import Look
from console.gui.views.trust.tables import (
    authority_columns,
    authority_rows,
    check_columns,
    check_rows,
    level,
    link_columns,
    link_rows,
    signer_columns,
    signer_rows,
)
from console.gui.widgets.chips import Seal
from console.gui.widgets.panel import Panel
from console.gui.widgets.piece import Label, Piece, column, row
from console.gui.widgets.table import DataTable
from console.gui.words import Words, say
from console.jobs.trust_page_answers import AuthorityLine, TrustAnswer

GUTTER, LINES, DENSE, SEAL = 12, 40, 28, 36
HIGH, WIDE = (400, 320), (740, 448)
ROLES = {
    Standing.TRUSTED: "ok",
    Standing.GAP: "yellow",
    Standing.UNKNOWN_AUTHORITY: "yellow",
    Standing.UNSIGNED: "yellow",
    Standing.BROKEN: "red",
    Standing.EXPIRED: "red",
}


class Verdict(Piece):
    """The seal of the open extract, its standing in one sentence, what it may be used for, and every check below."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.seal = Seal(look, "unsigned", SEAL)
        self.standing = Label(look, "", px=16, weight=600)
        self.detail = Label(look, "", "dim", px=12, wrap=True)
        self.use = Label(look, "", "faint", px=12, elide=True)
        self.table = DataTable(look, check_columns(), say("trust-checks"), DENSE)
        words = column(look.px(2))
        for label in (self.standing, self.detail, self.use):
            words.addWidget(label)
        head = row(look.px(12), (look.px(16), look.px(10), look.px(16), look.px(10)))
        head.addWidget(self.seal)
        head.addLayout(words, 1)
        whole = column()
        whole.addLayout(head)
        whole.addWidget(self.table, 1)
        self.setLayout(whole)
        self._session: Session | None = None

    def show_session(self, session: Session) -> None:
        """Show what is said of an extract."""
        self._session = session
        opened = session.opened
        found, manifest = opened.verification, opened.manifest
        standing = found.standing
        self.seal.set_verdict(found.verdict.value)
        self.standing.set_words(say(f"trust-standing-{standing.value}"))
        self.standing.set_role(ROLES[standing])
        self.detail.set_words(self._detail(found))
        if manifest is None:
            self.use.set_words(opened.path.name)
        else:
            told = {"level": level(manifest.classification), "purpose": manifest.purpose}
            self.use.set_words(say("trust-use", file=opened.path.name, **told))
        self.table.set_rows(check_rows(self.look, found))

    def _detail(self, found: Verification) -> Words:
        """Return what the standing means; of a gap, which one it is."""
        gap = next((one for one in found.checks if one.name == CHAIN and not one.passed), None)
        if found.standing is Standing.GAP and gap is not None:
            return say("trust-gap", gap=self.look.text(f"check-{gap.key}", **gap.facts))
        return say(f"trust-standing-{found.standing.value}-detail")

    def retranslate(self) -> None:
        """Word the checks anew."""
        if getattr(self, "_session", None) is not None:
            self.show_session(self._session)  # type: ignore[arg-type]  # just seen not to be None


class Parts(Piece):
    """Every panel of the page."""

    chosen = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.verdict = Verdict(look)
        self.extract = Panel(look, say("trust-extract"), flush=True)
        self.extract.set_content(self.verdict)
        self.links = DataTable(look, link_columns(), say("trust-chain"), LINES)
        self.chain = Panel(look, say("trust-chain"), flush=True)
        self.chain.set_content(self.links)
        self.authorities = DataTable(look, authority_columns(), say("trust-authorities"), LINES)
        self.authorities_panel = Panel(look, say("trust-authorities"), flush=True)
        self.authorities_panel.set_content(self.authorities)
        self.signers = DataTable(look, signer_columns(), say("trust-signers"), LINES)
        self.signers_panel = Panel(look, say("trust-signers"), flush=True)
        self.signers_panel.set_content(self.signers)
        self.authorities.selected.connect(lambda _number: self.chosen.emit())

    def lay_out(self, page: QWidget) -> None:
        """Stand the open extract above whom this computer trusts."""
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(self.look.px(GUTTER))
        pairs = ((self.extract, self.chain), (self.authorities_panel, self.signers_panel))
        for at, (pair, high) in enumerate(zip(pairs, HIGH, strict=True)):
            grid.setRowStretch(at, high)
            for place, panel in enumerate(pair):
                grid.addWidget(panel, at, place)
        for place, share in enumerate(WIDE):
            grid.setColumnStretch(place, share)
        page.setLayout(grid)

    def show_session(self, session: Session | None) -> None:
        """Show the open extract, or that none is open."""
        if session is None:
            self.extract.set_badge("")
            self.extract.state.show_empty(say("trust-no-extract"), say("trust-no-extract-detail"))
            return
        self.verdict.show_session(session)
        checks = session.opened.verification.checks
        failed = sum(not one.passed for one in checks)
        key = "trust-checks-failed" if failed else "trust-checks-meta"
        self.extract.set_meta(say(key, count=len(checks), failed=failed))
        self.extract.state.show_content()

    def show_chain(self, found: TrustAnswer, session: Session | None, today: date) -> None:
        """Show what the open extract follows."""
        self.links.set_rows(link_rows((*found.supplements, *found.links), today))
        badge = say("trust-silent", first=found.silent[0], last=found.silent[1]) if found.silent else ""
        self.chain.set_badge(badge, "yellow")
        counts = {"count": len(found.links), "supplements": len(found.supplements)}
        self.chain.set_meta(say("trust-chain-meta", **counts) if any(counts.values()) and not badge else "")
        if session is None:
            self.chain.state.show_empty(say("trust-no-extract"), say("trust-no-extract-detail"))
        elif session.opened.manifest is None:
            self.chain.state.show_empty(say("trust-no-manifest"), say("trust-no-manifest-detail"))
        elif not found.links and not found.supplements:
            self.chain.state.show_empty(say("trust-first"), say("trust-first-detail"))

    def show_authorities(self, found: TrustAnswer, today: date) -> None:
        """Show whom this computer trusts."""
        self.authorities.set_rows(authority_rows(found.authorities, today))
        self.authorities_panel.set_meta(say("trust-authorities-meta", count=len(found.authorities)))

    def show_signers(self, found: TrustAnswer, today: date) -> None:
        """Show whose keys are here."""
        self.signers.set_rows(signer_rows(found.signers, today))
        self.signers_panel.set_meta(
            say("trust-signers-meta", count=len(found.signers)) if found.signers else ""
        )
        if not found.signers:
            self.signers_panel.state.show_empty(say("trust-no-signers"), say("trust-no-signers-detail"))

    def authority(self) -> AuthorityLine | None:
        """Return the authority that is selected."""
        number = self.authorities.currentIndex().row()
        if not 0 <= number < self.authorities.rows.rowCount():
            return None
        line = self.authorities.rows.row(number)["line"]
        assert isinstance(line, AuthorityLine)
        return line
