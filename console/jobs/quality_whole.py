"""Owns what the page on data quality says of a whole extract only: the trend between extracts, and what measures rest on.

It refuses both where the scope is narrower: other extracts are kept whole, and a measure is of all rows.
"""

from __future__ import annotations

from dataclasses import replace

from console.domain.contract import Contract
from console.domain.ports import Progress
from console.domain.quality import QualityRow
from console.domain.quality_trend import ChangedCheck
from console.jobs.extract import OpenedExtract
from console.jobs.quality import LANGUAGES, quality_page
from console.jobs.quality_answers import ChangedLine, Names, QualityAnswer, QualityRequest
from console.jobs.quality_measures import measure_lines
from console.jobs.quality_trend import follow

MOST_CHANGES = 200


def whole_quality_page(extract: OpenedExtract, request: QualityRequest, progress: Progress) -> QualityAnswer:
    """Return the page, with the trend, the changes and the measures where everything is in scope."""
    rows: list[QualityRow] = []
    answer = quality_page(extract, request, progress, rows)
    if request.region_id or request.organisation_id:
        return answer
    trend, changes = follow(extract, rows, progress)
    contract = extract.catalogue.contract
    return replace(
        answer,
        trend=trend,
        changes=tuple(_changed(contract, one) for one in changes[:MOST_CHANGES]),
        measures=measure_lines(extract.catalogue, extract.missing, rows),
    )


def _changed(contract: Contract, one: ChangedCheck) -> ChangedLine:
    table = contract.tables[one.now.table]
    held = [table.column(name) for name in one.now.column.split(" + ") if name]
    names: Names = {language: table.text[language]["name"] for language in LANGUAGES}
    columns: Names = {
        language: " + ".join(column.labels[language] for column in held if column is not None)
        for language in LANGUAGES
    }
    return ChangedLine(one, names, columns)
