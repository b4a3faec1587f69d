"""Owns what a worker is told it may use, on its own command line. It refuses to guess: without a limit there is none."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Address space in bytes beyond what the process starts with (0 means no limit), and DuckDB threads (0 means all)."""

    memory_bytes: int
    threads: int


def read_limits(words: Sequence[str]) -> Limits:
    """Read ``--memory BYTES --threads COUNT``."""
    parser = argparse.ArgumentParser(prog="plumbline --worker", add_help=False)
    parser.add_argument("--worker", action="store_true")
    parser.add_argument("--memory", type=int, default=0)
    parser.add_argument("--threads", type=int, default=0)
    told = parser.parse_args(list(words))
    return Limits(told.memory, told.threads)
