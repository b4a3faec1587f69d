"""Owns the making of an extract: prepared sources and a plan in, one DuckDB file out, whole or not at all.

What the contract does not allow is kept out of its table and put into ``rejected`` with file, line, column and reason;
every row read is accepted or rejected. It refuses to read any file but the sources, and to leave half a file behind.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from console.domain.contract import Contract, ContractTable
from console.domain.manifest import SourceFile, TableCount
from console.domain.mapping import BuildPlan, PreparedSource, Scalar, TableMapping
from console.domain.ports import Progress, stop_if_cancelled
from console.engine.columns import literal, quoted
from console.engine.direct import may_be_direct, write_directly
from console.engine.encryption import Encryption
from console.engine.expressions import check_expression
from console.engine.faults import translated
from console.engine.fingerprint import table_fingerprint
from console.engine.first_values import FirstValue, first_values
from console.engine.hardening import hardened, locked
from console.engine.inspection import refuse_path
from console.engine.joining import REFUSED, make_relations, relation_of
from console.engine.pseudonyms import keep_keys, keyed_sql
from console.engine.refused_rows import keep_rows
from console.engine.session import Session
from console.engine.spill import Spill
from console.engine.stage import Stage, make_sources, make_stage
from console.errors import InputError, LimitError, QueryError

TARGET = "y"
BUILDING = ".building-"
INFO_TABLE = "extract_info"
REJECTED = "rejected"
STORAGES = ("", "v1.0.0", "v1.2.0", "v1.4.0")
ROW_GROUP = 245_760
"""Rows kept together: twice what the engine takes unasked, so that fewer blocks end half empty: an eighth of the file."""


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to make of which sources.

    ``storage`` writes a file that an older DuckDB can read (``v1.0.0``); empty is this engine's own, smaller and faster.
    """

    target: Path
    plan: BuildPlan
    sources: tuple[PreparedSource, ...]
    memory_bytes: int = 2 * 1024**3
    threads: int | None = None
    storage: str = ""
    keys: Mapping[str, bytes] = field(default_factory=dict)  # of pseudonyms, by the name of the cross-check
    keep: Callable[[bytes], None] | None = (
        None  # takes each rejected row as JSON, for somebody who may see it
    )
    encryption: Encryption | None = None
    tell: Callable[[tuple[FirstValue, ...]], None] | None = None  # hears what the first cells become
    before: Callable[[Path, BuildOutcome], bool] | None = (
        None  # sees the new file; False leaves the target as it was
    )


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """What was made: lines read from the sources, and of them those accepted everywhere and those rejected somewhere.

    ``digest`` is over the content (every table, column, row in the order of keys): the same sources give the same.
    """

    target: Path
    read: int
    accepted: int
    rejected: int
    tables: tuple[TableCount, ...]
    sources: tuple[SourceFile, ...]
    reasons: Mapping[str, int]
    digest: str

    def counts(self) -> dict[str, object]:
        """Return the numbers as the command line prints them."""
        tables = {
            t.name: {"read": t.read, "accepted": t.accepted, "rejected": t.rejected} for t in self.tables
        }
        return {"read": self.read, "accepted": self.accepted, "rejected": self.rejected, "tables": tables}


@contextmanager
def building_folder(target: Path) -> Iterator[Path]:
    """Yield a folder beside the target for everything half-made; folders a killed build left there are removed first."""
    refuse_path(target.absolute())
    try:
        spill = Spill(target.parent, f".{target.name}{BUILDING}")
    except LimitError as error:
        raise InputError("build-target", file=str(target), detail=error.facts.get("detail")) from error
    try:
        yield spill.folder
    finally:
        spill.close()


def build(request: BuildRequest, contract: Contract, folder: Path, progress: Progress) -> BuildOutcome:
    """Make the extract in ``folder`` (see ``building_folder``) and put it in the target's place.

    Raises InputError where plan and sources do not fit each other, Cancelled, or LimitError; the target is then as before.
    """
    made = folder / "extract.duckdb"
    made.unlink(missing_ok=True)  # of an attempt before that came to nothing
    with _opened(request, folder, made) as session:
        make_sources(session, request.sources, progress, scanned=True)
        _check_joins(session, request)
        make_relations(session, request.plan, {source.name: source for source in request.sources})
        _check_plan(session, request)
        keep_keys(session, request.keys)
        if request.tell is not None:
            prepared = {source.name: source for source in request.sources}
            request.tell(first_values(session, request.plan.tables, prepared, contract))
        stages = _write(session, request, contract, progress)
        _write_rejected(session, request)
        if request.keep is not None:
            keep_rows(session, request.sources, request.keep)
        outcome = _outcome(session, request, stages, contract)
        progress.report(None, "finish")
        session.execute(f"CHECKPOINT {TARGET}")
        session.execute(f"DETACH {TARGET}")
    stop_if_cancelled(progress)
    _to_disk(made, request.target)
    if request.before is None or request.before(made, outcome):
        _put(made, request.target)
    return outcome


@contextmanager
def _opened(request: BuildRequest, folder: Path, made: Path) -> Iterator[Session]:
    """Yield a session that may read the prepared sources, write the new file, and nothing else."""
    told = (
        [f"STORAGE_VERSION {literal(request.storage)}"]
        if request.storage
        else [f"ROW_GROUP_SIZE {ROW_GROUP}"]
    )
    told += request.encryption.options if request.encryption else ()
    options = f" ({', '.join(told)})" if told else ""
    with contextlib.ExitStack() as undo:
        spill = Spill(folder)
        undo.callback(spill.close)
        extension = request.encryption.extension if request.encryption else None
        # Encrypting what spills costs more than the sort itself; it hides nothing that the new file will not show.
        in_clear = request.encryption is None and not request.keys
        base = hardened(spill, request.memory_bytes, request.threads, extension, in_clear)
        undo.callback(base.close)
        with translated(str(request.target)):
            base.execute(f"ATTACH {literal(str(made))} AS {TARGET}{options}")
            readable = [
                str(path) for source in request.sources for path in (source.rows, source.refused) if path
            ]
            base.execute(f"SET GLOBAL allowed_paths = [{', '.join(map(literal, readable))}]")
            cursors = locked(base)
        for cursor in cursors:
            undo.callback(cursor.close)
        yield Session(cursors[0], str(request.target))


def _check_joins(session: Session, request: BuildRequest) -> None:
    files = {source.name: source.file for source in request.sources}
    for table in request.plan.tables:
        for join in table.joins:
            for source, names in ((table.source, join.on.keys()), (join.source, join.on.values())):
                columns = [str(row[0]) for row in session.rows(f"DESCRIBE {quoted(source)}")]
                for name in names:
                    check_expression(session, quoted(name), columns, files[source])


def _check_plan(session: Session, request: BuildRequest) -> None:
    sources = {source.name: source for source in request.sources}
    for table in request.plan.tables:
        source = sources[table.source]
        columns = [str(row[0]) for row in session.rows(f"DESCRIBE {quoted(relation_of(table))}")]
        named = [quoted(column.column) for column in table.columns if column.column]
        named += [quoted(name) for name in table.distinct_on]
        expressions = [column.expression for column in table.columns if column.expression]
        for expression in [*named, *expressions, *([table.where] if table.where else [])]:
            check_expression(session, expression, columns, source.file)


def _write(session: Session, request: BuildRequest, contract: Contract, progress: Progress) -> list[Stage]:
    """Write every table the plan names, in the order of their names, and return what came of each."""
    by_table: dict[str, list[TableMapping]] = {}
    for mapping in request.plan.tables:
        by_table.setdefault(mapping.table, []).append(mapping)
    sources = {source.name: source for source in request.sources}
    stages: list[Stage] = []
    for name, mappings in sorted(by_table.items()):
        stop_if_cancelled(progress)
        progress.report(len(stages) / len(by_table), "table", table=name)
        table, target = contract.tables[name], f"{TARGET}.main.{quoted(name)}"
        if may_be_direct(mappings):
            stages.append(write_directly(session, table, mappings, sources, target, progress))
        else:
            stage = make_stage(session, table, mappings, sources, progress)
            session.execute(stage.write_sql(target), progress=progress)
            session.execute(f"DROP TABLE {quoted(stage.typed)}")
            stages.append(stage)
    extract = request.plan.extract
    if extract and INFO_TABLE in contract.tables:
        _write_info(session, contract.tables[INFO_TABLE], extract)
    return stages


def _write_info(session: Session, table: ContractTable, extract: Mapping[str, Scalar]) -> None:
    columns = [column for column in table.columns if column.name in extract]
    shape = ", ".join(f"{quoted(column.name)} {column.type}" for column in columns)
    target = f"{TARGET}.main.{INFO_TABLE}"
    session.execute(f"CREATE TABLE {target} ({shape})")
    values = ", ".join(_info_value(column.type, extract[column.name]) for column in columns)
    try:
        session.execute(f"INSERT INTO {target} VALUES ({values})")
    except QueryError as error:
        raise InputError("mapping-extract-value", detail=error.facts.get("detail")) from error


def _info_value(kind: str, value: Scalar) -> str:
    if kind == "VARCHAR[]":
        return f"list_transform(string_split({literal(str(value))}, ';'), lambda part: trim(part))"
    return f"{literal(str(value))}::{kind}" if str(value).strip() else f"NULL::{kind}"


def _write_rejected(session: Session, request: BuildRequest) -> None:
    files = " ".join(f"WHEN {literal(source.name)} THEN {literal(source.file)}" for source in request.sources)
    session.execute(
        f"CREATE TABLE {TARGET}.main.{REJECTED} AS SELECT source, CASE source {files} END AS file, line, "
        f"target_table, target_column, reason, {_digest_sql(request.plan)} AS digest FROM {REFUSED} "
        "ORDER BY source, line, target_table, target_column, reason"
    )


def _digest_sql(plan: BuildPlan) -> str:
    """A row with an identifier that is hidden elsewhere must not be found by trying: its digest is under a key as well."""
    keys: dict[str, str] = {}
    for table in plan.tables:
        for column in table.columns:
            if column.pseudonym is not None:
                for source in (table.source, *(join.source for join in table.joins)):
                    keys[source] = min(keys.get(source, column.pseudonym.key), column.pseudonym.key)
    hidden = " ".join(
        f"WHEN {literal(source)} THEN {keyed_sql('digest', key)}" for source, key in sorted(keys.items())
    )
    return f"CASE source {hidden} ELSE digest END" if hidden else "digest"


def _outcome(
    session: Session, request: BuildRequest, stages: list[Stage], contract: Contract
) -> BuildOutcome:
    written = {stage.table.name: stage.columns for stage in stages}
    if request.plan.extract and INFO_TABLE in contract.tables:
        written[INFO_TABLE] = tuple(request.plan.extract)
    prints = {
        name: table_fingerprint(session, contract.tables[name], columns, f"{TARGET}.main.{quoted(name)}")
        for name, columns in written.items()
    }
    sources = [source.settled() for source in request.sources]
    read = {
        str(name): int(count)
        for name, count in session.rows(f"SELECT source, read FROM {_lines_sql(sources)}")
    }
    rejected = int(session.row(f"SELECT count(*) FROM (SELECT DISTINCT source, line FROM {REFUSED})")[0])
    total = sum(read.values())
    counts = [_count(session, stage, prints[stage.table.name]) for stage in stages]
    if INFO_TABLE in prints:
        counts.append(TableCount(INFO_TABLE, 1, 0, 0, 0, prints[INFO_TABLE]))
    return BuildOutcome(
        request.target,
        total,
        total - rejected,
        rejected,
        tuple(counts),
        tuple(SourceFile(source.file, source.sha256, read[source.name]) for source in sources),
        dict(session.rows(f"SELECT reason, count(*) FROM {REFUSED} GROUP BY 1 ORDER BY 1")),
        _digest(session, prints),
    )


def _lines_sql(sources: Sequence[PreparedSource]) -> str:
    parts = [
        f"SELECT {literal(source.name)} AS source, "
        + (
            f"{source.read_lines}"
            if source.read_lines is not None
            else f"(SELECT count(*) FROM {quoted(source.name)})"
        )
        + " AS read"
        for source in sources
    ]
    return f"({' UNION ALL '.join(parts)})"


def _count(session: Session, stage: Stage, fingerprint: str) -> TableCount:
    accepted = int(session.row(f"SELECT count(*) FROM {TARGET}.main.{quoted(stage.table.name)}")[0])
    return TableCount(stage.table.name, accepted, stage.read, accepted, stage.read - accepted, fingerprint)


def _digest(session: Session, prints: Mapping[str, str]) -> str:
    """Return one digest over the fingerprints of all tables."""
    told = "\n".join(f"{name} {prints[name]}" for name in sorted(prints))
    return str(session.rows("SELECT sha256($1::VARCHAR)", parameters=[told])[0][0])


def _to_disk(made: Path, target: Path) -> None:
    try:
        with made.open("r+b") as file:
            os.fsync(file.fileno())
    except OSError as error:
        raise InputError("build-target", file=str(target), detail=error.strerror or "") from error


def _put(made: Path, target: Path) -> None:
    """Bring the file into its place: whoever looks finds the old file or the new one."""
    try:
        made.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise InputError("build-target", file=str(target), detail=error.strerror or "") from error


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
