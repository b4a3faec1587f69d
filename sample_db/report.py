"""Owns the account of how rules fare on the sample: plants found and missed, look-alikes spared, flags on the unplanted part.

It refuses to touch the user's folders: what it makes is temporary.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from console import paths
from console.catalogue.load import load_catalogue
from console.cli.output import print_table, say
from console.domain.calendar import calendar_days
from console.domain.catalogue import Catalogue
from console.domain.ports import Silent, SystemClock
from console.domain.rule import Judgement, Rule
from console.engine.columns import literal, quoted
from console.engine.views import set_parameters, set_period
from console.i18n import Phrases
from console.jobs.extract import OpenedExtract, OpenRequest, open_extract
from console.jobs.supervise import SuperviseRequest, supervise
from console.settings import LANGUAGES
from sample_db.generate import DEFAULT_CASES, DEFAULT_SEED, generate
from sample_db.plants import Plant, Planted, read_planted

MEMORY = 4 * 1024**3
COLUMNS = ("rule", "problems", "found", "look-alikes", "spared", "judged", "flagged", "rate")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a rule said of one expected key of a plant; ``verdicts`` is empty where the rule does not look at it."""

    plant: Plant
    key: Mapping[str, str]
    verdicts: frozenset[str]

    @property
    def right(self) -> bool:
        """Say whether the rule said what the law asks for: one flag suffices where several rows share the key."""
        wanted = self.plant.expected
        if wanted == "flagged":
            return "flagged" in self.verdicts
        return self.verdicts == (frozenset() if wanted == "unseen" else {wanted})


@dataclass(frozen=True, slots=True)
class Fare:
    """How one rule fares: its plants, and its flags per thousand judged rows where nothing was planted."""

    rule: str
    problems: int
    found: int
    look_alikes: int
    spared: int
    judged: int
    flagged: int

    @property
    def per_thousand(self) -> float | None:
        """Return flags per 1,000 judged rows of the unplanted part, None where nothing was judged."""
        return 1000 * self.flagged / self.judged if self.judged else None


@contextmanager
def opened_sample(
    seed: int, cases: int, planted: bool, catalogue: Catalogue | None = None
) -> Iterator[OpenedExtract]:
    """Make a sample in a temporary folder and open it unsigned, as an engineer at work on a rule wants it."""
    resources = paths.resource_root()
    known = catalogue or load_catalogue(resources)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.duckdb"
        generate(
            path, known.contract, calendar_days(known.calendars), cases=cases, seed=seed, planted=planted
        )
        with open_extract(OpenRequest(path, (), MEMORY), known, SystemClock(), Silent()) as extract:
            yield extract


def look(extract: OpenedExtract, planted: Planted) -> tuple[Seen, ...]:
    """Return what the rules say of every planted key, each rule asked once."""
    set_period(extract.connection, extract.whole_period, extract.cut_off)
    by_rule: dict[str, list[Plant]] = {}
    for plant in planted.plant:
        by_rule.setdefault(plant.rule, []).append(plant)
    return tuple(
        Seen(plant, key, frozenset(verdict for found, verdict in judged if _same(found, key)))
        for rule_id, plants in sorted(by_rule.items())
        for judged in [_judged(extract, extract.catalogue.rules[rule_id], plants)]
        for plant in plants
        for key in plant.keys
    )


def _judged(
    extract: OpenedExtract, rule: Rule, plants: Sequence[Plant]
) -> list[tuple[Mapping[str, str], str]]:
    """Return key and verdict of the judged rows that any of the plants expects."""
    set_parameters(extract.connection, rule.parameters)
    names = ", ".join(f"CAST({quoted(name)} AS VARCHAR)" for name in rule.key)
    wanted = " OR ".join(_condition(key) for plant in plants for key in plant.keys)
    rows = extract.connection.rows(f"SELECT verdict, {names} FROM ({rule.judge}) WHERE {wanted}")
    return [(dict(zip(rule.key, key, strict=True)), verdict) for verdict, *key in rows]


def _condition(key: Mapping[str, str]) -> str:
    parts = (f"CAST({quoted(name)} AS VARCHAR) = {literal(value)}" for name, value in key.items())
    return f"({' AND '.join(parts)})"


def _same(found: Mapping[str, str], key: Mapping[str, str]) -> bool:
    return all(found[name] == value for name, value in key.items())


def fares(seen: Sequence[Seen], unplanted: Sequence[Judgement]) -> tuple[Fare, ...]:
    """Return how every rule fares, in the order of ids."""
    told = []
    for judgement in unplanted:
        own = [each for each in seen if each.plant.rule == judgement.rule_id]
        problems = [each for each in own if each.plant.kind == "problem"]
        others = [each for each in own if each.plant.kind == "look-alike"]
        told.append(
            Fare(
                judgement.rule_id,
                len(problems),
                sum(each.right for each in problems),
                len(others),
                sum(each.right for each in others),
                judgement.judged,
                judgement.flagged,
            )
        )
    return tuple(told)


def report(seed: int, cases: int) -> tuple[tuple[Fare, ...], tuple[Seen, ...]]:
    """Return how every rule fares on a planted and an unplanted sample of one seed, and what was not as expected."""
    catalogue = load_catalogue(paths.resource_root())
    with opened_sample(seed, cases, True, catalogue) as extract:
        seen = look(extract, read_planted())
    with opened_sample(seed, cases, False, catalogue) as extract:
        unplanted = supervise(extract, SuperviseRequest(), Silent())
    return fares(seen, unplanted), tuple(each for each in seen if not each.right)


def main(words: Sequence[str]) -> int:
    """Print the table and what was not as expected; 0 only where everything was."""
    parser = argparse.ArgumentParser(prog="python -m sample_db.report")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
    parser.add_argument("--cases", type=int, default=DEFAULT_CASES)
    parser.add_argument("--language-of-words", choices=LANGUAGES, default=LANGUAGES[0])
    asked = parser.parse_args(words)
    phrases = Phrases(asked.language_of_words, paths.resource_root() / "phrases")
    found, wrong = report(asked.seed, asked.cases)
    headers = [phrases.text(f"report-column-{name}") for name in COLUMNS]
    print_table(headers, [_row(fare, phrases) for fare in found], right=range(1, len(COLUMNS)))
    for each in wrong:
        say(_wrong(each, phrases))
    return 1 if wrong else 0


def _row(fare: Fare, phrases: Phrases) -> tuple[str, ...]:
    numbers = (fare.problems, fare.found, fare.look_alikes, fare.spared, fare.judged, fare.flagged)
    rate = phrases.number(fare.per_thousand, 2)
    return (fare.rule, *(phrases.number(number) for number in numbers), rate)


def _wrong(each: Seen, phrases: Phrases) -> str:
    return phrases.text(
        "report-wrong",
        rule=each.plant.rule,
        plant=each.plant.id,
        row=", ".join(each.key.values()),
        expected=each.plant.expected,
        found=", ".join(sorted(each.verdicts)) or phrases.text("report-unseen"),
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
