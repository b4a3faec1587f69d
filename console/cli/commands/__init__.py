"""Owns the list of commands, one module each. Each refuses to compute: jobs do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from console.cli.commands import (
    audit_sample,
    bench,
    benefit_request,
    brief,
    build,
    cache,
    cards,
    chain,
    channels,
    chart,
    check,
    compare,
    destroy,
    findings,
    keys,
    lacking,
    measure,
    method,
    payees,
    process,
    query,
    ranking,
    reform,
    rejected,
    risk,
    sample,
    score,
    supervise,
    supplement,
    tolerance,
    tolerance_responsibility,
    verify,
)

Commands = tuple[tuple[str, Callable[..., Any]], ...]

# A name with a function is a command; a name with commands of its own is a group, such as ``findings list``.
COMMANDS: tuple[tuple[str, Callable[..., Any] | Commands], ...] = (
    ("sample", sample.run),
    ("build", build.run),
    ("rejected", rejected.run),
    ("query", query.run),
    ("brief", brief.run),
    ("method", method.COMMANDS),
    ("verify", verify.run),
    ("check", check.run),
    ("chain", chain.run),
    ("destroy", destroy.run),
    ("supplement", supplement.COMMANDS),
    ("measure", measure.run),
    ("compare", compare.run),
    ("chart", chart.run),
    ("score", score.run),
    ("supervise", supervise.run),
    ("payees", payees.run),
    ("ranking", ranking.run),
    ("audit-sample", audit_sample.COMMANDS),
    ("benefit-request", benefit_request.COMMANDS),
    ("lacking", lacking.run),
    ("process", process.run),
    ("reform", reform.run),
    ("cards", cards.run),
    ("channels", channels.run),
    ("risk", risk.run),
    ("findings", findings.COMMANDS),
    ("tolerance", tolerance.COMMANDS),
    ("responsibility", tolerance_responsibility.run),
    ("keys", keys.COMMANDS),
    ("cache", cache.COMMANDS),
    ("bench", bench.run),
)
