"""Owns how a page shows the quality of what its measures rest on: the words, how grave, and asking for it.

It refuses a share without saying of what: the mark is short, and its tooltip tells the weakest check in numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from console.domain.quality import shown_share
from console.domain.resting import MeasureLine, weakest_first
from console.gui.context import ViewContext
from console.gui.tasks import Ticket
from console.gui.theme import Look
from console.gui.widgets.chips import Chip
from console.gui.widgets.tile import Rest
from console.gui.words import Named, say
from console.jobs.quality_answers import RestRequest

SOUND, DOUBTFUL = 0.99, 0.95
"""Passing shares below which a mark is a notice, and yellow: how loud it speaks, never what counts as good."""
PLACES = 1  # of a percentage


@dataclass(slots=True)
class Resting:
    """Asks once for the measures of a page and keeps what came, by measure; ``show`` hears of it."""

    context: ViewContext
    slot: str
    show: Callable[[], object]
    held: dict[str, MeasureLine] = field(default_factory=dict)
    _asked: Ticket | None = None
    _digest: str = ""

    def ask(self, measures: Iterable[str], kept: bool = False) -> None:
        """Ask for the measures not known yet of the extract that is open; an answer that is there is kept.

        ``kept``: nothing is checked for it; measures that were never checked stay unknown.
        """
        session = self.context.session
        if session is None:
            return
        if session.opened.digest != self._digest:
            self.held.clear()
            self._digest = session.opened.digest
        wanted = tuple(dict.fromkeys(name for name in measures if name not in self.held))
        if wanted:
            self._asked = self.context.ask(
                "measure-rests",
                RestRequest(wanted, kept),
                say("rest-working"),
                self.slot,
                tuple[MeasureLine, ...],
            )
            self._asked.succeeded.connect(self._take)

    def rest(self, look: Look, measure: str) -> Rest | None:
        """Return the mark of a measure; None while nothing is known."""
        line = self.held.get(measure)
        return None if line is None else rest_of(look, line)

    def mark(self, chip: Chip, measure: str, brief: bool = False) -> None:
        """Show the mark of a measure as a chip, ``brief`` as a sign alone where words have no room; none while unknown."""
        rest = self.rest(chip.look, measure)
        chip.setVisible(rest is not None)
        if rest is not None:
            icon = "database" if brief else None
            chip.set_words("" if brief else rest.short, CHIPS[rest.role], icon)
            chip.setToolTip(chip.look.words(rest.told))
            chip.setAccessibleName(chip.look.words(rest.short))

    def _take(self, found: object) -> None:
        assert isinstance(found, tuple)
        self.held |= {line.measure_id: line for line in found}
        self.show()


class Weakest:
    """The mark of what many measures together rest on: that of the weakest, or that not all of them were checked.

    Nothing is checked for it: tables of a large extract take minutes, and the page on data quality says when.
    """

    def __init__(self, context: ViewContext, slot: str, chip: Chip) -> None:
        self._chip, self._measures = chip, tuple[str, ...]()
        self._resting = Resting(context, slot, self._show)

    def ask(self, measures: Iterable[str]) -> None:
        """Show the mark of other measures."""
        self._measures = tuple(dict.fromkeys(measures))
        self._resting.ask(self._measures, kept=True)
        self._show()

    def _show(self) -> None:
        chip, held = self._chip, self._resting.held
        lines = weakest_first(held[name] for name in self._measures if name in held)
        chip.setVisible(bool(self._measures))
        if len(lines) < len(self._measures):
            rest = Rest(
                say("rest-unchecked"),
                "na",
                say("rest-some-unchecked", checked=len(lines), count=len(self._measures)),
            )
        elif lines:
            rest = rest_of(chip.look, lines[0])
            told = chip.look.words(rest.told)
            rest = replace(rest, told=say("rest-weakest", measure=Named(lines[0].names), told=told))
        else:
            return
        chip.set_words("", CHIPS[rest.role], "database")
        chip.setToolTip(chip.look.words(rest.told))
        chip.setAccessibleName(chip.look.words(rest.short))


def passed_percent(line: MeasureLine | None) -> float | None:
    """Return the passing share of the weakest dimension in percent, never all where something fails; None if unknown."""
    if line is None or line.passed is None or line.lacking:
        return None
    return shown_share(line.passed, PLACES + 2) * 100


def share_words(look: Look, line: MeasureLine | None) -> str:
    """Return the passing share alone, as a cell under a head that says of what; why there is none where there is none."""
    if line is None:
        return "—"
    if line.share is None:
        return look.text("rest-lacking" if line.lacking else "rest-unchecked")
    return look.phrases.percent(shown_share(line.share, PLACES + 2), PLACES if line.share < 1 else 0)


CHIPS = {"ok": "neutral", "notice": "notice", "yellow": "yellow", "na": "na"}


def rest_of(look: Look, line: MeasureLine) -> Rest:
    """Return the mark of what a measure rests on."""
    passed, number = line.passed, look.phrases.number
    if line.lacking:
        return Rest(say("rest-lacking"), "na", say("rest-lacking-told", names=", ".join(line.lacking)))
    if passed is None:
        return Rest(say("rest-unchecked"), "na", say("rest-unchecked-told"))
    role = "ok" if passed >= SOUND else "notice" if passed >= DOUBTFUL else "yellow"
    share = look.phrases.percent(shown_share(passed, PLACES + 2), PLACES if passed < 1 else 0)
    if line.worst is None:
        return Rest(
            say("rest-short", share=share), role, say("rest-sound-told", columns=number(line.columns))
        )
    told = say(
        "rest-told",
        share=share,
        columns=number(line.columns),
        where=Named(line.worst_names),
        check=say(f"quality-check-{line.worst.check}"),
        failed=number(line.worst.failed),
        checked=number(line.worst.checked),
    )
    return Rest(say("rest-short", share=share), role, told)
