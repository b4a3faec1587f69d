"""Owns verifying a file from the window: a process of this program does it and answers in JSON. It refuses to soften it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from console.domain.ports import Progress
from console.domain.verification import Verdict, Verification
from console.errors import ExitCode, PlumblineError
from console.gui.processes import call_self, last_words
from console.gui.theme import Look

ANSWERED = (ExitCode.OK, ExitCode.INVALID, ExitCode.UNTRUSTED, ExitCode.UNSIGNED)


@dataclass(frozen=True, slots=True)
class ShownCheck:
    """One check as people read it."""

    name: str
    passed: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Verified:
    """A verdict with its checks, worded."""

    file: str
    verdict: str
    kind: str
    checks: tuple[ShownCheck, ...]


def verify_file(command: Sequence[str], file: Path, language: str, progress: Progress) -> Verified:
    """Have a process verify an extract, a briefing or a casebook; blocking, for a lane.

    Raises PlumblineError where it could not answer at all, Cancelled where somebody asked for a stop.
    """
    told = call_self([*command, "verify", str(file), "--json", "--language-of-words", language], progress)
    return read_answer(file.name, told.code, told.out, told.said)


def read_answer(file: str, code: int, out: bytes, said: bytes) -> Verified:
    """Read what the process answered; raises PlumblineError with its last words where it gave no verdict."""
    if code not in ANSWERED:
        known = code if code in set(ExitCode) else ExitCode.FAULT
        raise PlumblineError(
            "verify-no-answer", exit_code=ExitCode(known), file=file, detail=last_words(said)
        )
    told = json.loads(out)
    checks = tuple(ShownCheck(one["name"], bool(one["passed"]), one["detail"]) for one in told["checks"])
    return Verified(file, told["verdict"], told["kind"], checks)


def worded(file: str, found: Verification, look: Look) -> Verified:
    """Return a verdict that is already here as people read it."""
    checks = [
        ShownCheck(check.name, check.passed, look.text(f"check-{check.key}", **check.facts))
        for check in found.checks
    ]
    return Verified(file, Verdict(found.verdict).value, found.kind, tuple(checks))
