"""Owns what happens to a file that comes back: a checked work sheet or a supplier's reply is read, compared, and added.

It refuses a file that is neither, and to add anything to an extract that nobody asked it to.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from console.domain.ports import Clock, Progress
from console.errors import ExitCode, InputError
from console.jobs.extract import OpenedExtract
from console.jobs.importing import ImportRequest
from console.jobs.returned_answers import ReturnRequest, ReturnTaken
from console.jobs.sampling_sheet import supplement_rows, take_sheet
from console.jobs.sealed_request import (
    ANSWERS,
    ITEMS,
    SUBJECT,
    AnsweredItem,
    BenefitAsk,
    BenefitRequest,
    make_request,
    read_reply,
    reply_rows,
)
from console.jobs.supplement import SupplementRequest, add_supplement
from console.jobs.supplement_mapping import plain_mapping
from console.signing.beside import small_file
from console.signing.signer import open_signer

SHEET, REPLY = ".xlsx", ".csv"
SAMPLE_ITEMS, SAMPLE_SUBJECT = "audit_sample_item", "returned-sample"
MEMORY = 1024**3
LARGEST_REPLY = 8 * 2**20


def take_return(
    extract: OpenedExtract, request: ReturnRequest, clock: Clock, progress: Progress
) -> ReturnTaken:
    """Read what came back and say what it means; with ``keep`` add its rows to the extract's chain.

    Raises InputError return-kind (neither sheet nor reply), what ``take_sheet`` and ``read_reply`` raise, and what
    ``add_supplement`` raises.
    """
    if request.path.suffix.lower() == SHEET:
        result, table = take_sheet(request.path, extract, progress)
        taken = ReturnTaken(replace(result, checked=()))
        placed = (SAMPLE_SUBJECT, SAMPLE_ITEMS, supplement_rows(result, table))
    elif request.path.suffix.lower() == REPLY:
        asked, answered = _reply(extract, request, progress)
        counts = {name: sum(one.answer == name for one in answered) for name in ANSWERS}
        taken = ReturnTaken(request_id=asked.request_id, answers=counts)
        placed = (SUBJECT, ITEMS, reply_rows(asked, answered))
    else:
        raise InputError("return-kind", file=request.path.name)
    if not request.keep:
        return taken
    file = _added(extract, request, placed, clock, progress)
    return replace(taken, supplement=file, signed=bool(request.identity))


def _reply(
    extract: OpenedExtract, request: ReturnRequest, progress: Progress
) -> tuple[BenefitRequest, tuple[AnsweredItem, ...]]:
    """Read a reply to what was asked about the whole extract, or else about the scope looked at."""
    content = _content(request.path)
    asked = make_request(extract, BenefitAsk(), progress)
    try:
        return asked, read_reply(content, request.path.name, asked)
    except InputError as fault:
        if fault.key != "request-other" or not (request.scope.region_id or request.scope.organisation_id):
            raise
    asked = make_request(extract, BenefitAsk(scope=replace(request.scope, period=None)), progress)
    return asked, read_reply(content, request.path.name, asked)


def _content(path: Path) -> bytes:
    content = small_file(path, LARGEST_REPLY)
    if content is None:
        raise InputError("file-not-found", exit_code=ExitCode.NOT_FOUND, file=str(path))
    if len(content) > LARGEST_REPLY:
        raise InputError("given-large", file=path.name, largest=LARGEST_REPLY // 2**20)
    return content


def _added(
    extract: OpenedExtract,
    request: ReturnRequest,
    placed: tuple[str, str, str],
    clock: Clock,
    progress: Progress,
) -> str:
    """Add rows the console itself wrote to the chain of the extract; ``placed`` is subject, table and rows as CSV."""
    subject, table, rows = placed
    signer = (
        open_signer(request.key_folder, request.identity, request.passphrase) if request.identity else None
    )
    contract = extract.catalogue.contract
    with tempfile.TemporaryDirectory(prefix="plumbline-") as work:
        source, mapping = Path(work) / f"{table}.csv", Path(work) / f"{table}.toml"
        source.write_text(rows, "utf-8")
        mapping.write_text(plain_mapping([source], table, contract, progress), "utf-8")
        how = ImportRequest((mapping,), extract.path, memory_bytes=MEMORY, given=(source,))
        asked = SupplementRequest(extract.path, subject, how, request.trust_folders)
        return add_supplement(asked, contract, signer, clock, progress).outcome.target.name
