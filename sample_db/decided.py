"""Owns what an invented office decided of some suspicions of the sample, so that a demonstration has findings to show.

It refuses to work anywhere but in the folder it is told: nobody's own casebook gets an entry nobody made.
"""

from __future__ import annotations

import argparse
import os
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from console import bootstrap, paths
from console.domain.entries import Confirmation, Dismissal, Entry, Hearing, Reply, VerificationStart
from console.domain.finding import Actor, Role, identity
from console.domain.ports import Silent
from console.domain.rule import Suspicion
from console.errors import InputError
from console.jobs.extract import OpenRequest, open_extract
from console.jobs.findings import CasebookRequest, CaseDesk, act, register, unlock
from console.jobs.findings_answers import Seen, SuspicionsRequest
from console.jobs.findings_seen import list_suspicions
from console.vault.asking_vault import AskingVault, ask_file

FILE = Path(__file__).with_name("decided.toml")
QUARTER = timedelta(days=91)
ANSWERED = timedelta(days=10)
INSPECTOR = Actor("示例督查员甲", Role.INSPECTOR)
REVIEWER = Actor("示例复核员乙", Role.REVIEWER)


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of the gravest recent suspicion of one rule; ``outcome`` is confirmed, dismissed or heard."""

    rule: str
    outcome: str
    position: str = ""
    reply: str = ""
    reason: str = ""
    text: str = ""


def read_decisions(path: Path = FILE) -> tuple[Decision, ...]:
    """Return what was decided, in the order of the file."""
    return tuple(Decision(**told) for told in tomllib.loads(path.read_text("utf-8"))["decision"])


def decide(
    desk: CaseDesk, seen: Seen, decisions: Sequence[Decision], cut_off: date, today: date
) -> tuple[str, ...]:
    """Register the suspicions and lead those that were decided as far as they went; returns the numbers of those led.

    Raises InputError sample-decision where a rule has nothing to decide in the last quarter.
    """
    register(desk, seen, INSPECTOR)
    return tuple(_led(desk, seen.scheme, one, _gravest(seen, one, cut_off), today) for one in decisions)


def _gravest(seen: Seen, decision: Decision, cut_off: date) -> Suspicion:
    recent = [
        one
        for one in seen.suspicions
        if one.rule_id == decision.rule and one.occurred_on and cut_off - QUARTER < one.occurred_on <= cut_off
    ]
    if not recent:
        raise InputError("sample-decision", rule=decision.rule, file=FILE.name)
    return max(recent, key=lambda one: (one.amount or 0, one.persons or 0, one.days or 0, one.key))


def _led(desk: CaseDesk, scheme: str, decision: Decision, suspicion: Suspicion, today: date) -> str:
    name, number = identity(suspicion.rule_id, suspicion.key, scheme), ""
    for entry, actor in _steps(decision, today):
        number = act(desk, name, entry, actor).state.number
    return number


def _steps(decision: Decision, today: date) -> Iterator[tuple[Entry, Actor]]:
    """Yield the entries of one decision with who makes each; the finding they are about is filled in by the casebook."""
    yield VerificationStart("", INSPECTOR.name, today + ANSWERED), INSPECTOR
    yield Hearing("", "", today + ANSWERED), INSPECTOR
    if decision.outcome == "heard":
        return
    yield Reply("", decision.position, decision.reply, today), INSPECTOR
    if decision.outcome == "dismissed":
        yield Dismissal("", decision.reason, decision.text), REVIEWER
    else:
        yield Confirmation("", "", decision.reason), REVIEWER


def run(extract: Path, trust: Path, passphrase_file: Path) -> tuple[str, ...]:
    """Begin a casebook in the home of this call and decide; the same passphrase opens it again."""
    context = bootstrap.start()
    decisions = read_decisions()
    request = OpenRequest(extract, (trust,), context.memory_bytes, context.settings.threads)
    with open_extract(request, context.catalogue(), context.clock, Silent()) as opened:
        asked = SuspicionsRequest(rules=tuple(one.rule for one in decisions))
        seen = list_suspicions(opened, asked, Silent()).seen
        cut_off = opened.whole_period.ends
    vault = AskingVault(ask_file(passphrase_file))
    desk = unlock(CasebookRequest(paths.casebook_folder()), vault, context.clock, begin=True)
    return decide(desk, seen, decisions, cut_off, context.clock.now().date())


def main(words: Sequence[str] | None = None) -> int:
    """Decide in the home PLUMBLINE_HOME names; prints the numbers of the findings."""
    parser = argparse.ArgumentParser(prog="python -m sample_db.decided")
    parser.add_argument("extract", type=Path)
    parser.add_argument("--trust", type=Path, required=True)
    parser.add_argument("--passphrase-file", type=Path, required=True)
    asked = parser.parse_args(words)
    if not os.environ.get("PLUMBLINE_HOME"):
        parser.error("PLUMBLINE_HOME")
    for number in run(asked.extract, asked.trust, asked.passphrase_file):
        sys.stdout.write(f"{number}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
