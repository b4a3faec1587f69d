"""Owns the tests of the limit on a process's memory, each in a process of its own. It refuses to limit the tests."""

from __future__ import annotations

import subprocess
import sys

import pytest

from console.paths import resource_root

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="no limit on address space here")

PYTHON = """
from console.engine.limits import limit_memory
limit = limit_memory(256 << 20)
try:
    held = bytearray(2 << 30)
    print("held")
except MemoryError:
    print("refused", limit.address_space is not None)
held = bytearray(128 << 20)
print("goes on", len(held) >> 20)
"""

DUCKDB = """
import duckdb
from console.domain.contract import Contract
from console.engine.connection import connect_empty
from console.engine.limits import limit_memory
from console.errors import LimitError
connection = connect_empty(Contract({}), memory_bytes=500 << 20, threads=1)
limit_memory(1 << 30)
try:
    print(connection.rows("SELECT length(repeat('x', 4000000000))"))
except LimitError as error:
    print(error.key)
print(connection.rows("SELECT sum(range) FROM range(1000000)"))
"""


def told(code: str) -> list[str]:
    root = str(resource_root().parent)
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=True
    )
    return answer.stdout.splitlines()


@linux_only
def test_python_is_refused_what_is_too_much_and_goes_on() -> None:
    assert told(PYTHON) == ["refused True", "goes on 128"]


@linux_only
def test_duckdb_is_refused_what_its_own_limit_lets_pass_and_goes_on() -> None:
    assert told(DUCKDB) == ["memory-reached", "[(499999500000,)]"]


def test_without_such_a_limit_nothing_is_claimed() -> None:
    code = "import sys\nsys.platform = 'win32'\nfrom console.engine.limits import limit_memory\nprint(limit_memory(1))"
    assert told(code) == ["MemoryLimit(address_space=None)"]
