"""Owns the main job from end to end without a screen: sample, decisions, briefings in two languages, picture, and verdicts.

It refuses the user's own folders: settings, casebook and keys of this run are temporary, and so is the passphrase.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from console import paths
from console.cli.output import print_table, say
from console.domain.verification import Verdict
from console.i18n import Phrases
from console.jobs.sample import FILE, IDENTITY
from console.settings import LANGUAGES
from console.vault.passphrase import new_passphrase

BRIEFINGS: Mapping[str, str] = {"zh-CN": "briefing.pdf", "en": "briefing.en.pdf"}
PICTURE = "overview.png"
MOST_PAGES = 2  # what a leader is handed, on one sheet of paper
PASSPHRASE = "passphrase"
DECIDED, CASEBOOK = "decided", "casebook"

Call = Callable[[Sequence[str]], "Answer"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one command returned, and how long it took."""

    code: int
    out: bytes
    said: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the account: what was made, the verdict on it (empty for a picture), how long making and verifying took.

    ``pages`` counts those of a briefing, 0 for anything else.
    """

    file: Path
    verdict: str
    seconds: float
    said: str = ""
    pages: int = 0

    @property
    def good(self) -> bool:
        """Say whether the file is there, valid where it can be verified, and as short as a briefing has to be."""
        return self.file.is_file() and self.verdict in {"", Verdict.VALID.value} and self.pages <= MOST_PAGES


def demonstrate(folder: Path, call: Call, passphrase_file: Path) -> tuple[Line, ...]:
    """Run the main job into a folder and return what became of it, in the order of making; a failed step is a line too."""
    extract, trust = folder / FILE, ("--trust", str(folder / "trust"))
    _clear(folder)
    made = call(["sample", str(folder), "--passphrase-file", str(passphrase_file)])
    lines = [_verified(call, extract, made, trust)]
    secret = ("--passphrase-file", str(passphrase_file))
    decided = call([DECIDED, str(extract), *trust, *secret])
    if decided.code:
        lines.append(Line(folder / CASEBOOK, f"exit {decided.code}", decided.seconds, decided.said))
    signed = ["--sign", IDENTITY, "--key-folder", str(folder / "keys"), *secret]
    signed += ["--casebook-passphrase-file", str(passphrase_file)]
    for language, name in BRIEFINGS.items():
        out = folder / name
        made = call(["brief", str(extract), "--language", language, "--out", str(out), *signed, *trust])
        lines.append(_verified(call, out, made, ("--against", str(extract), *trust)))
    made = call(["picture", str(extract), "--out", str(folder / PICTURE), *trust])
    lines.append(Line(folder / PICTURE, "", made.seconds, made.said))
    shutil.rmtree(folder / "keys", ignore_errors=True)  # their passphrase is gone with this run
    return tuple(lines)


def _clear(folder: Path) -> None:
    """Take away what an earlier run left, file by file: a missing file at the end is then a failure of this run."""
    names = [FILE, f"{FILE}.manifest.json", f"{FILE}.manifest.p7s", *BRIEFINGS.values(), PICTURE]
    keys = [
        path
        for part in ("keys", "trust")
        for path in (folder / part).glob("*")
        if path.suffix in {".pem", ".crl"}
    ]
    for path in (*(folder / name for name in names), *keys):
        path.unlink(missing_ok=True)


def _verified(call: Call, file: Path, made: Answer, options: Sequence[str]) -> Line:
    if made.code:
        return Line(file, f"exit {made.code}", made.seconds, made.said)
    checked = call(["verify", str(file), *options, "--json"])
    verdict, said = _told(checked)
    return Line(file, verdict, made.seconds + checked.seconds, said, _pages(file))


def _pages(file: Path) -> int:
    """Return how many pages a PDF has, 0 where it is none or cannot be read: its verdict says so then."""
    if file.suffix != ".pdf":
        return 0
    try:
        with pypdfium2.PdfDocument(file) as document:
            return len(document)
    except (pypdfium2.PdfiumError, OSError):
        return 0


def _told(checked: Answer) -> tuple[str, str]:
    """Return the verdict, and of what failed the words."""
    try:
        told = json.loads(checked.out)
        failed = [f"{check['name']}: {check['detail']}" for check in told["checks"] if not check["passed"]]
        return str(told["verdict"]), "\n".join(failed)
    except (ValueError, KeyError):
        return f"exit {checked.code}", checked.said


@contextmanager
def temporary_home() -> Iterator[tuple[Call, Path]]:
    """Yield how to call the console in a home that goes away, and a passphrase file in it that nobody else may read."""
    with tempfile.TemporaryDirectory(prefix="plumbline-demo-") as folder:
        home = Path(folder)
        passphrase_file = home / PASSPHRASE
        passphrase_file.touch(mode=0o600)
        passphrase_file.write_text(new_passphrase() + "\n", "utf-8")
        environment = {**os.environ, "PLUMBLINE_HOME": str(home / "home"), "QT_QPA_PLATFORM": "offscreen"}
        yield (lambda words: _call(words, environment)), passphrase_file


def _call(words: Sequence[str], environment: Mapping[str, str]) -> Answer:
    root = paths.resource_root().parent
    command = [sys.executable, str(root / "main.py"), *words]
    if words[0] == DECIDED:
        command = [sys.executable, "-m", "sample_db.decided", *words[1:]]
        environment = {**environment, "PYTHONPATH": str(root)}
    began = time.perf_counter()
    run = subprocess.run(
        command, env=dict(environment), stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    said = run.stderr.decode("utf-8", "replace").strip()
    return Answer(run.returncode, run.stdout, said, time.perf_counter() - began)


def show(lines: Sequence[Line], phrases: Phrases) -> None:
    """Print the account on stdout, and on stderr what a failed step said."""
    headers = [phrases.text(f"demo-column-{name}") for name in ("file", "verdict", "kilobytes", "seconds")]
    print_table(headers, [_cells(line, phrases) for line in lines], right=(2, 3))
    for line in lines:
        if not line.good:
            long = line.pages > MOST_PAGES
            why = phrases.text("demo-pages", pages=line.pages, most=MOST_PAGES) if long else line.said
            say(f"{line.file.name}: {why or phrases.text('demo-not-made')}")


def _cells(line: Line, phrases: Phrases) -> tuple[str, ...]:
    key = f"demo-verdict-{line.verdict}"
    size = line.file.stat().st_size // 1024 if line.file.is_file() else None
    verdict = phrases.text(key) if phrases.has(key) else line.verdict or "—"
    return (str(line.file), verdict, phrases.number(size), phrases.number(line.seconds, 1))


def main(words: Sequence[str]) -> int:
    """Run the demonstration; 0 only where everything was made and every verdict is valid."""
    parser = argparse.ArgumentParser(prog="python -m sample_db.demo")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language-of-words", choices=LANGUAGES, default=LANGUAGES[0])
    asked = parser.parse_args(words)
    phrases = Phrases(asked.language_of_words, paths.resource_root() / "phrases")
    with temporary_home() as (call, passphrase_file):
        lines = demonstrate(asked.folder, call, passphrase_file)
    show(lines, phrases)
    return 0 if all(line.good for line in lines) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
