"""Owns what every page of a theme asks of an extract before it counts: the period, the regions below, what is missing, names.

It refuses to guess: a column no view declares is looked for by its own name.
"""

from __future__ import annotations

import difflib
from dataclasses import replace

from console.domain.period import Period
from console.domain.ports import Progress
from console.domain.view import EVERY_ROW, resolve
from console.errors import UsageError
from console.jobs.extract import OpenedExtract
from console.jobs.regions import find_region
from console.jobs.theme_answers import PageScope


def period_of(extract: OpenedExtract, scope: PageScope) -> Period:
    """Return the period looked at."""
    return scope.period or extract.period


def resolved(extract: OpenedExtract, scope: PageScope) -> PageScope:
    """Return the scope with the regions below its own; a region above all others means everything."""
    region = find_region(extract, scope.region_id)
    return replace(scope, region_id=region.cut, regions=tuple(sorted(region.held)))


def require_subjects(extract: OpenedExtract, scope: PageScope, progress: Progress) -> None:
    """Refuse a region or an organisation the extract knows nothing of: an empty answer would look like a clean one.

    Raises UsageError scope-region or scope-organisation with the nearest that is known.
    """
    for table, asked in (("region", scope.region_id), ("organisation", scope.organisation_id)):
        if not asked:
            continue
        known = [
            str(row[0])
            for row in extract.connection.rows(f"SELECT DISTINCT {table}_id FROM {table}", progress)
        ]
        if known and asked not in known:
            near = difflib.get_close_matches(asked, known, 1, 0.0)
            raise UsageError(f"scope-{table}", name=asked, nearest=near[0])


def absent(extract: OpenedExtract, *names: str) -> tuple[str, ...]:
    """Return the contract tables and columns that the named columns of tables or views rest on and the extract lacks.

    A column of a region is asked for by its view, so that a page says what is missing instead of showing nothing.
    """
    views = extract.catalogue.views
    asked = {name if "." in name else f"{name}.{EVERY_ROW}" for name in names}
    rested = resolve(frozenset(asked), views)
    held = extract.missing
    return tuple(sorted(name for name in rested if name in held or name.partition(".")[0] in held))


def name_column(scope: PageScope, prefix: str = "") -> str:
    """Return the expression of a name in the language of the reader; where there is no English one, the Chinese stands."""
    if scope.english:
        return f"coalesce({prefix}name_en, {prefix}name)"
    return f"{prefix}name"
