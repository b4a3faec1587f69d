"""Owns the opening of single entries to somebody without the casebook's key, and the check that what was opened is the leaf's.

It refuses to open an entry that holds more than its reader may see: whoever calls says which.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from console.casebook.sealing import Header, Sealed, unseal
from console.casebook.store import Row
from console.errors import CasebookError

PARTS = ("salt", "nonce", "data_key", "ciphertext")


def disclosed(row: Row) -> dict[str, str]:
    """Return the sealed payload of one entry with the key that is its own; empty where the payload was erased."""
    if row.sealed is None:
        return {}
    return {name: getattr(row.sealed, name).hex() for name in PARTS}


def read_disclosure(leaf: str, told: Mapping[str, str]) -> dict[str, object]:
    """Return the payload that was opened, after checking that it is the one the leaf's text stands for.

    Raises CasebookError disclosure-broken where it is another, or was changed.
    """
    try:
        document = json.loads(leaf)
        digest = document.pop("digest")
        header = Header(**document)
        sealed = Sealed(*(bytes.fromhex(told[name]) for name in PARTS))
        same = sealed.digest().hex() == digest
        payload = unseal(header, sealed)
    except (CasebookError, ValueError, TypeError, KeyError, AttributeError) as fault:
        raise CasebookError("disclosure-broken") from fault
    if not same:
        raise CasebookError("disclosure-broken")
    return payload
