"""Owns the limit on a process's memory. It refuses to trust DuckDB's own: ``repeat('x', 4e9)`` passes it by gibibytes."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

SLACK = (
    512 * 1024**2
)  # stacks of threads and arenas of the allocator: address space that is reserved and never used
KIBIBYTE = 1024


@dataclass(frozen=True, slots=True)
class MemoryLimit:
    """What was set: the address space in bytes, or None where the system has no such limit."""

    address_space: int | None


def limit_memory(memory_bytes: int) -> MemoryLimit:
    """Limit this process to ``memory_bytes`` beyond what it already holds; an allocation past that is a catchable error.

    On Windows and macOS there is no such limit for a process over itself, and nothing is done: DuckDB's own remains.
    """
    if sys.platform != "linux":
        return MemoryLimit(None)
    import resource

    wanted = _held_bytes() + memory_bytes + SLACK
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (allowed, hard))
    return MemoryLimit(allowed)


def _held_bytes() -> int:
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmSize:"):
            return int(line.split()[1]) * KIBIBYTE
    return 0
