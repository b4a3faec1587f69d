"""Owns the written form of a table's fingerprint, which names the engine that took it. It refuses to compare across engines.

The engine's own hash is quick and changes with its version: what two versions took of the same rows differs, so that only
fingerprints of one version say anything of each other.
"""

from __future__ import annotations

BETWEEN = ":"


def written(engine: str, digest: str) -> str:
    """Return a fingerprint as a manifest holds it: engine with version, and 64 hexadecimal digits."""
    return f"{engine}{BETWEEN}{digest}"


def engine_of(fingerprint: str) -> str:
    """Return the engine that took a fingerprint; an empty text for one that names none."""
    engine, named, _digest = fingerprint.rpartition(BETWEEN)
    return engine if named else ""


def same_rows(first: str, second: str) -> bool | None:
    """Say whether two fingerprints are of the same rows; None where that cannot be told: one is none, or of another engine."""
    if not engine_of(first) or engine_of(first) != engine_of(second):
        return None
    return first == second
