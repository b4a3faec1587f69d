"""Owns the work sheet of an audit sample: a workbook that goes out, comes back checked, and is held against a second draw.

It refuses a sheet that is not the sample it says it is: what stands in it is never believed but drawn again and compared.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from console.domain.mapping import SourceSpec
from console.domain.period import Period
from console.domain.ports import Progress
from console.errors import ExitCode, InputError, UsageError
from console.exports.xlsx import Cell, Choice, Sheet, column_name, workbook
from console.i18n import Phrases
from console.jobs.extract import OpenedExtract
from console.jobs.sampling import draw, evaluate
from console.jobs.sampling_answers import (
    ERROR_KINDS,
    CheckedItem,
    DrawnSample,
    SampleResult,
    SamplingRequest,
    SheetRequest,
    SheetWritten,
)
from console.jobs.theme_answers import PageScope
from console.paths import resource_root
from console.sources.sheets import sheet_rows

FORMAT = "plumbline-audit-sample/1"
HIDDEN = "plumbline"
HEAD = 4  # rows above the first item
LONGEST_NOTE = 2_000
KNOWN = ("table", "method", "size", "seed", "strata", "confidence")


def write_sheet(extract: OpenedExtract, request: SheetRequest, progress: Progress) -> SheetWritten:
    """Draw a sample and write its work sheet.

    Raises UsageError as ``draw`` does, sampling-exists for a file that is there, sampling-unwritable.
    """
    path = Path(request.path)
    if path.exists():
        raise UsageError("sampling-exists", file=request.path)
    sample = draw(extract, request.sampling, progress)
    content = make_sheet(sample, extract, Phrases(request.language, resource_root() / "phrases"))
    try:
        path.write_bytes(content)
    except OSError as fault:
        raise UsageError("sampling-unwritable", file=request.path) from fault
    return SheetWritten(request.path, sample.sample_id, len(sample.items), sample.rows, sample.amount)


def make_sheet(sample: DrawnSample, extract: OpenedExtract, phrases: Phrases) -> bytes:
    """Return the workbook: one row an item, locked but for what whoever checks fills in."""
    contract = extract.catalogue.contract.tables[sample.request.table]
    labels = [column.labels[phrases.language] for name in sample.columns if (column := contract.column(name))]
    words = phrases.text
    heads = [words("sampling-head-number"), words("sampling-head-key"), *labels, words("sampling-head-book")]
    heads += [words(f"sampling-head-{name}") for name in ("audited", "error", "note")]
    request = sample.request
    told = words(
        "sampling-told",
        sample=sample.sample_id,
        method=words(f"sampling-method-{request.method}"),
        rows=phrases.number(sample.rows),
        amount=phrases.number(sample.amount, 2),
        items=phrases.number(len(sample.items)),
        seed=str(request.seed),
        starts=sample.starts.isoformat(),
        ends=sample.ends.isoformat(),
    )
    rows: list[tuple[Cell, ...]] = [
        (Cell(words("sampling-sheet-title"), "title"),),
        (Cell(told),),
        (Cell(words("sampling-how")),),
    ]
    rows.append(tuple(Cell(head, "head") for head in heads))
    for number, item in enumerate(sample.items, 1):
        fixed = [
            Cell(number, "count"),
            Cell(item.key),
            *(Cell(one) for one in item.told),
            Cell(item.book, "money"),
        ]
        rows.append((*fixed, *(Cell("", "input") for _ in range(3))))
    options = tuple(words(f"sampling-error-{kind}") for kind in ERROR_KINDS)
    error = column_name(len(heads) - 1)
    choices = tuple(Choice(f"{error}{HEAD + number}", options) for number in range(1, len(sample.items) + 1))
    widths = (6.0, 22.0, *(18.0 for _ in labels), 18.0, 18.0, 16.0, 40.0)
    shown = Sheet(words("sampling-sheet"), tuple(rows), widths, frozen=HEAD, choices=choices, locked=True)
    kept = tuple((Cell(key), Cell(value)) for key, value in _hidden(sample, phrases.language).items())
    return workbook([shown, Sheet(HIDDEN, kept, locked=True, hidden=True)])


def _hidden(sample: DrawnSample, language: str) -> dict[str, str]:
    request, scope = sample.request, sample.request.scope
    told = {name: str(getattr(request, name)) for name in KNOWN}
    told |= {"region": scope.region_id, "organisation": scope.organisation_id}
    told |= {"starts": sample.starts.isoformat(), "ends": sample.ends.isoformat()}
    return {"format": FORMAT, "language": language, "sample": sample.sample_id, **told}


def take_sheet(path: Path, extract: OpenedExtract, progress: Progress) -> tuple[SampleResult, str]:
    """Read a sheet that came back, draw its sample again, compare every row; return what it means, and its table.

    Raises InputError sampling-none (no such sheet), sampling-other (of another extract, or its rows were changed),
    sampling-unanswered, sampling-amount, sampling-error, or what reading a workbook raises.
    """
    if not path.is_file():
        raise InputError("file-not-found", exit_code=ExitCode.NOT_FOUND, file=str(path))
    fixed = {row[0]: row[1] if len(row) > 1 else "" for row in _rows(path, HIDDEN, progress)}
    request = _request(path, fixed)
    sample = draw(extract, request, progress)
    if sample.sample_id != fixed["sample"]:
        raise InputError(
            "sampling-other", file=path.name, row=0, told=fixed["sample"][:40], drawn=sample.sample_id
        )
    rows = [row for row in _rows(path, "", progress) if row[0].isdecimal()]
    checked = _checked(path, rows, sample, fixed["language"])
    return evaluate(sample, checked), request.table


def _rows(path: Path, sheet: str, progress: Progress) -> list[list[str]]:
    try:
        found = list(sheet_rows(path, SourceSpec("sample", path.name, sheet=sheet), progress))
    except InputError as fault:
        if fault.key not in {"source-sheet", "source-empty"}:
            raise
        raise InputError("sampling-none", file=path.name) from fault
    return [item[1] for item in found if isinstance(item, tuple)]


def _request(path: Path, fixed: dict[str, str]) -> SamplingRequest:
    if fixed.get("format") != FORMAT or not {"sample", "starts", "ends", "language", *KNOWN} <= fixed.keys():
        raise InputError("sampling-none", file=path.name)
    try:
        period = Period(date.fromisoformat(fixed["starts"]), date.fromisoformat(fixed["ends"]))
        size, seed, strata = (int(fixed[name]) for name in ("size", "seed", "strata"))
        confidence = float(fixed["confidence"])
    except ValueError as fault:
        raise InputError("sampling-none", file=path.name) from fault
    if not 0 < confidence < 1:
        raise InputError("sampling-none", file=path.name)
    scope = PageScope(fixed.get("region", ""), fixed.get("organisation", ""), period)
    return SamplingRequest(fixed["table"], fixed["method"], size, seed, strata, confidence, scope)


def _checked(
    path: Path, rows: list[list[str]], sample: DrawnSample, language: str
) -> tuple[CheckedItem, ...]:
    phrases = Phrases(language if language in ("zh-CN", "en") else "zh-CN", resource_root() / "phrases")
    known = {phrases.text(f"sampling-error-{kind}"): kind for kind in ERROR_KINDS}
    at = 2 + len(sample.columns)
    if len(rows) != len(sample.items):
        raise InputError(
            "sampling-other", file=path.name, row=0, told=str(len(rows)), drawn=str(len(sample.items))
        )
    made, blank = [], []
    for number, (row, item) in enumerate(zip(rows, sample.items, strict=True), 1):
        cells = [*row, *("" for _ in range(at + 4 - len(row)))]
        if cells[1] != item.key or _amount(path, number, cells[at]) != item.book:
            raise InputError("sampling-other", file=path.name, row=number, told=cells[1][:40], drawn=item.key)
        audited, error, note = (cell.strip() for cell in cells[at + 1 : at + 4])
        if not audited:
            blank.append(number)
            continue
        found = _amount(path, number, audited)
        made.append(_item(path, number, item.key, (item.book, found), error, known, note))
    if blank:
        raise InputError("sampling-unanswered", file=path.name, count=len(blank), row=blank[0])
    return tuple(made)


def _item(
    path: Path,
    number: int,
    key: str,
    amounts: tuple[Decimal, Decimal],
    error: str,
    known: dict[str, str],
    note: str,
) -> CheckedItem:
    """Return one item; where no kind was chosen, the amounts say whether something is wrong."""
    book, audited = amounts
    kind = known.get(error) if error else ("none" if audited == book else "amount")
    if kind is None or (kind == "none" and audited != book):
        raise InputError(
            "sampling-error", file=path.name, row=number, told=error[:40], known=", ".join(known)
        )
    return CheckedItem(key, book, audited, kind, note[:LONGEST_NOTE])


def _amount(path: Path, number: int, told: str) -> Decimal:
    try:
        found = Decimal(told.replace(",", "").strip())
        if found.is_finite() and abs(found) < 10**16 and found == found.quantize(Decimal("0.01")):
            return found.quantize(Decimal("0.01"))
    except InvalidOperation:
        pass
    raise InputError("sampling-amount", file=path.name, row=number, told=told[:40])


def supplement_rows(result: SampleResult, table: str) -> str:
    """Return the checked items as CSV with the columns of the contract's table of audit samples."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(
        ["sample_id", "item_key", "source_table", "book_amount", "audited_amount", "error_kind", "note"]
    )
    for one in result.checked:
        writer.writerow([result.sample_id, one.key, table, one.book, one.audited, one.error, one.note])
    return stream.getvalue()
