"""Owns the rules a user saved on this computer: loading them beside the console's own, listing, taking in, taking away.

It refuses a rule that does not keep its own cases, and to let one into a figure that others must recompute.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from console.catalogue.load import load_catalogue
from console.catalogue.own_rules import check_apart_from, own_rule_files, read_own_rule, with_own_rules
from console.domain.catalogue import Catalogue, SetAside
from console.domain.rule import Rule
from console.engine.rules import check_rule
from console.errors import DefinitionError, ExitCode, UsageError
from console.jobs.cases import CaseOutcome, run_rule_case
from console.jobs.own_rules_answers import OwnRuleLine, OwnRulesList, RemovedRule

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Added:
    """A rule that was taken in, where its file is, and the version it takes the place of (0 where it is new)."""

    rule: Rule
    path: Path
    replaced: int


def load_definitions(resources: Path, folder: Path) -> Catalogue:
    """Read every definition, and the user's own rules beside them.

    Raises DefinitionError for a fault in the console's own; a faulty rule of the user's is set aside.
    """
    return with_own(load_catalogue(resources), folder)


def with_own(catalogue: Catalogue, folder: Path) -> Catalogue:
    """Return the catalogue with the rules that are in the folder now."""
    return with_own_rules(catalogue, folder, check_rule)


def stamp_of(folder: Path) -> Stamp:
    """Return what changes when a rule comes, goes or is edited."""
    held = []
    for path in own_rule_files(folder):
        with suppress(FileNotFoundError):  # taken away while we look
            told = path.stat()
            held.append((path.name, told.st_mtime_ns, told.st_size))
    return tuple(held)


def read_text(content: bytes, name: str, catalogue: Catalogue) -> Rule:
    """Read a rule that is no file of the folder yet; raises DefinitionError."""
    with TemporaryDirectory(prefix="plumbline-rule-") as made:
        path = Path(made) / name
        path.write_bytes(content)
        rule = read_own_rule(path, catalogue)
    check_rule(rule)
    check_apart_from(rule, catalogue.rules, {k: v for k, v in catalogue.own.items() if k != rule.id})
    return rule


def kept_cases(rule: Rule, catalogue: Catalogue) -> tuple[CaseOutcome, ...]:
    """Run the rule's own cases; raises DefinitionError for the first that comes out otherwise."""
    outcomes = tuple(run_rule_case(catalogue, rule, case) for case in rule.cases)
    for outcome in outcomes:
        if not outcome.kept:
            raise DefinitionError("own-rule-case", file=f"{rule.id}.toml", about=outcome.about)
    return outcomes


def add_rule(content: bytes, name: str, catalogue: Catalogue, folder: Path) -> Added:
    """Take a rule in once it loads and keeps its cases; an older version of it is replaced.

    Raises DefinitionError for a fault of it, UsageError own-rule-older for a version that is not newer, own-rule-unwritable.
    """
    rule = read_text(content, name, catalogue)
    kept_cases(rule, catalogue)
    known = catalogue.own.get(rule.id)
    if known is not None and known.version >= rule.version:
        raise UsageError("own-rule-older", rule=rule.id, held=known.version, version=rule.version)
    path = folder / rule.theme / f"{rule.id}.toml"
    _write(path, content)
    return Added(rule, path, known.version if known is not None else 0)


def remove_rule(rule_id: str, folder: Path) -> Path:
    """Take a rule's file away; raises UsageError own-rule-unknown."""
    for path in own_rule_files(folder):
        if path.stem == rule_id:
            take_away(_below(path, folder), folder)
            return path
    raise UsageError("own-rule-unknown", exit_code=ExitCode.NOT_FOUND, rule=rule_id)


def own_rules_list(catalogue: Catalogue, folder: Path) -> OwnRulesList:
    """Return every file of an own rule: those in use, and those set aside with what is wrong."""
    faults = {(one.folder, one.file): one for one in catalogue.set_aside}
    lines = [
        _line(path, folder, catalogue.own.get(path.stem), faults.get((path.parent.name, path.name)))
        for path in own_rule_files(folder)
    ]
    return OwnRulesList(str(folder), tuple(line for line in lines if line.fault or line.version))


def take_away(file: str, folder: Path) -> RemovedRule:
    """Take the file of an own rule away and return its bytes; raises UsageError own-rule-lost, own-rule-unwritable."""
    path = next((one for one in own_rule_files(folder) if _below(one, folder) == file), None)
    if path is None:
        raise UsageError("own-rule-lost", exit_code=ExitCode.NOT_FOUND, rule=Path(file).stem)
    try:
        content = path.read_bytes()
        path.unlink()
    except OSError as fault:
        raise UsageError("own-rule-unwritable", folder=str(path.parent)) from fault
    return RemovedRule(file, path.stem, content)


def put_back(removed: RemovedRule, folder: Path) -> Path:
    """Put a file that was taken away back as it was; raises UsageError own-rule-there where its place is taken again."""
    path = folder / removed.file
    if path.resolve().parent.parent != folder.resolve() or path.suffix != ".toml":
        raise UsageError("own-rule-lost", exit_code=ExitCode.NOT_FOUND, rule=removed.rule_id)
    if path.exists():
        raise UsageError("own-rule-there", rule=removed.rule_id)
    _write(path, removed.content)
    return path


def _write(path: Path, content: bytes) -> None:
    """Write a rule's file whole or not at all; raises UsageError own-rule-unwritable."""
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(path)
    except OSError as fault:
        part.unlink(missing_ok=True)
        raise UsageError("own-rule-unwritable", folder=str(path.parent)) from fault


def _below(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _line(path: Path, folder: Path, rule: Rule | None, fault: SetAside | None) -> OwnRuleLine:
    saved_at, saved_by = _saved(path)
    if fault is not None or rule is None:
        return OwnRuleLine(_below(path, folder), path.stem, saved_at=saved_at, saved_by=saved_by, fault=fault)
    return OwnRuleLine(
        _below(path, folder),
        rule.id,
        rule.version,
        rule.theme,
        rule.severity,
        {language: words["name"] for language, words in rule.text.items()},
        {language: words["clause"] for language, words in rule.text.items()},
        saved_at,
        saved_by,
    )


def _saved(path: Path) -> tuple[datetime | None, str]:
    """Return when a file was written and whose it is, as far as the system tells."""
    try:
        saved_at = datetime.fromtimestamp(int(path.stat().st_mtime), UTC).astimezone()
    except OSError:
        return None, ""
    try:
        return saved_at, path.owner()
    except (OSError, KeyError, NotImplementedError):  # no such account any more, or a system without owners
        return saved_at, ""
