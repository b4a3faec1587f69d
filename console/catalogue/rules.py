"""Owns the reading of rules. It refuses a rule without a case for each of its three answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from console.catalogue.cases import CaseFile, make_cases
from console.catalogue.files import Strict, check_texts, read
from console.catalogue.measures import NAMED, check_id
from console.catalogue.views import CONSOLE_TABLES, check_apart, check_needs
from console.domain.contract import Contract
from console.domain.rule import SEVERITIES, THEMES, Parameter, Rule
from console.domain.standard import Standard
from console.domain.view import View
from console.errors import DefinitionError

ANSWERS = ("flagged", "clear", "not_computable")


class ParameterFile(Strict, frozen=True):
    """A parameter with the range in which the rule still means what it says."""

    value: float
    low: float
    high: float


class RuleFile(Strict, frozen=True):
    """A rule file."""

    id: str
    version: int
    theme: str
    severity: str
    judge: str
    key: list[str]
    reads: list[str]
    needs: list[str]
    text: dict[str, dict[str, str]]
    case: list[CaseFile]
    parameters: dict[str, ParameterFile] = {}
    standard: str = ""
    likelihood: int = 3
    impact: int = 3
    apart: str = ""
    by_key: bool = False
    counted: str = ""


def read_rules(
    folder: Path, contract: Contract, views: Mapping[str, View], standards: Mapping[str, Standard]
) -> dict[str, Rule]:
    """Read every rule below a folder, one subfolder a theme."""
    return {
        path.stem: read_rule(path, contract, views, standards) for path in sorted(folder.glob("*/*.toml"))
    }


def check_parameters(rules: Iterable[Rule]) -> None:
    """Refuse two rules with a parameter of one name: the view ``parameters`` holds those of all, so that SQL pastes and runs."""
    owners: dict[str, str] = {}
    for rule in rules:
        for parameter in rule.parameters:
            owner = owners.setdefault(parameter.name, rule.id)
            if owner != rule.id:
                raise DefinitionError(
                    "rule-parameter-twice", file=f"{rule.id}.toml", name=parameter.name, other=owner
                )


def read_rule(
    path: Path,
    contract: Contract,
    views: Mapping[str, View],
    standards: Mapping[str, Standard],
    named: str = NAMED,
) -> Rule:
    """Read one rule; its id is of the form ``named``."""
    told = read(path, RuleFile)
    check_id(path, told.id, told.version, named)
    check_texts(path, told.text, ("name", "finding", "advice", "innocent", "clause"))
    _check(path, told, contract, views, standards)
    return Rule(
        told.id,
        told.version,
        told.theme,
        told.severity,
        told.judge.strip(),
        tuple(told.key),
        tuple(told.reads),
        tuple(told.needs),
        told.text,
        make_cases(path, told.case, fewest=3),
        tuple(Parameter(name, p.value, p.low, p.high) for name, p in told.parameters.items()),
        told.standard,
        told.likelihood,
        told.impact,
        told.apart,
        told.by_key,
        told.counted.strip(),
    )


def _check(
    path: Path,
    told: RuleFile,
    contract: Contract,
    views: Mapping[str, View],
    standards: Mapping[str, Standard],
) -> None:
    for key, value, allowed in (("theme", told.theme, THEMES), ("severity", told.severity, SEVERITIES)):
        if value not in allowed:
            raise DefinitionError(
                "definition-choice", file=path.name, name=key, value=value, allowed=", ".join(allowed)
            )
    for name in told.reads:
        if name not in views and name not in contract.tables and name not in CONSOLE_TABLES:
            raise DefinitionError("definition-reads", file=path.name, name=name)
    check_needs(path.name, tuple(told.needs), views, contract)
    check_apart(path.name, told.apart, told.reads, views, contract)
    if (told.apart and told.apart not in told.key) or (told.counted and not (told.apart or told.by_key)):
        raise DefinitionError(
            "definition-choice", file=path.name, name="apart", value=told.apart, allowed=", ".join(told.key)
        )
    if told.standard and told.standard not in standards:
        raise DefinitionError("definition-standard", file=path.name, name=told.standard)
    if not (1 <= told.likelihood <= 5 and 1 <= told.impact <= 5):
        raise DefinitionError("rule-risk", file=path.name)
    for name, parameter in told.parameters.items():
        if not parameter.low <= parameter.value <= parameter.high:
            raise DefinitionError("rule-parameter", file=path.name, name=name)
    _check_answers(path, told)


def _check_answers(path: Path, told: RuleFile) -> None:
    """A rule shows in its cases that it can say each of the three answers."""
    expected = {str(row.get("verdict")) for case in told.case for row in case.expect}
    missing = [answer for answer in ANSWERS if answer not in expected]
    if missing:
        raise DefinitionError("rule-answers", file=path.name, missing=", ".join(missing))
