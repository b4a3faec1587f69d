"""Owns the sentence that says how good the data are that the measures a briefing prints, or scores by, rest on.

It refuses to pass over a measure: those not named are no worse than the share that ends the sentence.
"""

from __future__ import annotations

from console.domain.briefing_text import figure
from console.jobs.brief_draft import Draft, Print, name_place
from console.jobs.recompute import Ask, asked

READ, SCORED = ("reading", "series", "control"), "score"
MOST_NAMED, WHOLE = 3, 1.0
PASSED = Print(2, "100", mark="%", unit="percent")


def rest_sentence(draft: Draft) -> str:
    """Return the sentence, the weakest data first; nothing where no measure is printed or scored by."""
    told = sorted((_share(draft, name), name) for name in _printed(draft))
    if not told:
        return ""
    weak = [name for share, name in told if share < WHOLE][:MOST_NAMED]
    others = [name for _, name in told if name not in weak]
    named = draft.joined([_part(draft, name) for name in weak])
    of = draft.say("rests-of-scored" if _scored(draft) else "rests-of-printed")
    if not others:
        return draft.say("rests", of=of, named=named)
    key = "rests-least" if _share(draft, others[0]) < WHOLE else "rests-more" if weak else "rests-whole"
    return draft.say(key, of=of, named=named, share=draft.place(_ask(others[0]), PASSED))


def _printed(draft: Draft) -> list[str]:
    """Return the measures some figure was read from or scored by, by id and version."""
    found = {asked(one).definition for one in draft.book.figures if one.recipe in READ}
    if _scored(draft):
        known = draft.calculator.extract.catalogue.measures
        scored = (one.measure for dimension in draft.index.dimensions for one in dimension.indicators)
        found |= {f"{name}@{known[name].version}" for name in scored}
    return sorted(found)


def _scored(draft: Draft) -> bool:
    return any(one.recipe == SCORED for one in draft.book.figures)


def _ask(name: str) -> Ask:
    return Ask("rest", name, "", "", "passed")


def _share(draft: Draft, name: str) -> float:
    """Return the passing share, below every share where there is none."""
    value = draft.calculator.value(_ask(name))
    return -1.0 if value is None else float(value)


def _part(draft: Draft, name: str) -> str:
    share = draft.book.put(_ask(name), PASSED)
    measure = draft.calculator.measure(name)
    words = name_place(draft.words(measure.text, "name"))
    if draft.book.value(share) is None:
        lacking = draft.calculator.quality.rest(measure).lacking
        return draft.say("rest-lacking" if lacking else "rest-unchecked", name=words)
    return draft.say("rest", name=words, share=figure(share))
