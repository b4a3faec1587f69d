"""What a casebook decided about payees reaches every worker of a session, and is told again where it changes."""

from __future__ import annotations

from pathlib import Path

from console.domain.payee_groups import PayeeDecisions, PayeesJoined, decisions_of
from console.domain.ports import Silent
from console.gui.session import open_session
from console.jobs.desk import PageRequest, QueryRequest
from console.jobs.opened import OpenRequest
from console.jobs.remote import RemoteWorker
from tests.jobs.page_sample import MEMORY, tiny
from tests.worker.test_worker_extract import COMMAND


def test_a_worker_groups_as_the_session_was_told(tmp_path: Path) -> None:
    rows = [{"vendor_id": key, "name": name} for key, name in (("V1", "恒信工程"), ("V2", "博远咨询"))]
    path = tiny(tmp_path / "x.duckdb", {"vendor": rows})
    joined = decisions_of([PayeesJoined(("V1", "V2"), "同一负责人")])
    request = OpenRequest(path, (), MEMORY, 1)
    session = open_session(request, lambda limits: RemoteWorker(COMMAND, limits), Silent())
    try:
        for decided, found in ((joined, [["V1", "V1"], ["V2", "V1"]]), (PayeeDecisions(), [])):
            session.payees = decided
            worker = session.worker("readings")
            worker.call("query", QueryRequest("SELECT * FROM vendor_payee ORDER BY ALL"))
            told: list[list[str]] = worker.call("page", PageRequest(0, 10), shape=list)
            assert [list(row) for row in told] == found
            assert session.worker("readings") is worker
    finally:
        session.close()
