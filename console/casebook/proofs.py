"""Owns the small text files that prove an entry's place in the log, or that one log continues another. It refuses to need the
casebook to check them.

    plumbline: inclusion 1          plumbline: consistency 1
    casebook: <id>                  casebook: <id>
    size: 812                       old-size: 640
    root: <64 digits>               old-root: <64 digits>
    sequence: 17                    size: 812
    leaf: {"actor": …}              root: <64 digits>
    path: <64 digits> (each)        path: <64 digits> (each)
"""

from __future__ import annotations

from collections.abc import Sequence

from console.casebook.sealing import leaf_data
from console.casebook.store import Row
from console.domain.ledger import (
    Tree,
    TreeHead,
    Witness,
    leaf_hash,
    proves_consistency,
    proves_inclusion,
    read_head,
)
from console.domain.verification import Check, Verdict, Verification
from console.errors import CasebookError

INCLUSION, CONSISTENCY = "inclusion 1", "consistency 1"


def inclusion_text(casebook_id: str, tree: Tree, row: Row) -> str:
    """Return the proof that an entry is in the log as it stands."""
    head, sequence = tree.head(), row.header.sequence
    lines = [
        ("plumbline", INCLUSION),
        ("casebook", casebook_id),
        ("size", str(head.size)),
        ("root", head.root_hex),
        ("sequence", str(sequence)),
        ("leaf", leaf_data(row.header, row.digest).decode()),
        *(("path", step.hex()) for step in tree.inclusion(sequence)),
    ]
    return _text(lines)


def consistency_text(casebook_id: str, tree: Tree, old_size: int) -> str:
    """Return the proof that the log of ``old_size`` entries is the beginning of the log as it stands."""
    old, new = tree.head(old_size), tree.head()
    lines = [
        ("plumbline", CONSISTENCY),
        ("casebook", casebook_id),
        ("old-size", str(old.size)),
        ("old-root", old.root_hex),
        ("size", str(new.size)),
        ("root", new.root_hex),
        *(("path", step.hex()) for step in tree.consistency(old_size)),
    ]
    return _text(lines)


def _text(lines: Sequence[tuple[str, str]]) -> str:
    return "".join(f"{name}: {value}\n" for name, value in lines)


def verify_proof(text: str, witnesses: Sequence[Witness] = ()) -> Verification:
    """Check a proof with nothing but itself and the heads somebody trusts.

    Valid where it holds and leads to a head of a witness (for consistency: where the witness is the old or the new head);
    untrusted where it holds, but no witness was given; invalid where it does not hold or contradicts a witness.
    Raises CasebookError where the text is no proof.
    """
    lines = [line.partition(": ") for line in text.splitlines() if line.strip()]
    told = {name: value for name, _, value in lines}
    path = tuple(_digest(value) for name, _, value in lines if name == "path")
    kind = told.get("plumbline", "")
    try:
        holds, heads = (_consistency if kind == CONSISTENCY else _inclusion)(told, path)
    except (KeyError, ValueError) as fault:
        raise CasebookError("proof-unreadable") from fault
    if kind not in {INCLUSION, CONSISTENCY}:
        raise CasebookError("proof-unreadable")
    checks = [Check("proof", holds, "proof-holds" if holds else "proof-broken", {"size": heads[-1].size})]
    checks += [_seen(witness, heads) for witness in witnesses]
    if not all(check.passed for check in checks):
        return Verification(Verdict.INVALID, "casebook", tuple(checks))
    return Verification(Verdict.VALID if witnesses else Verdict.UNTRUSTED, "casebook", tuple(checks))


def _seen(witness: Witness, heads: tuple[TreeHead, ...]) -> Check:
    same = witness.head in heads
    facts = {"source": witness.source, "expected": witness.head.short}
    return Check("witness", same, "proof-witness" if same else "proof-against-witness", facts)


def _inclusion(told: dict[str, str], path: tuple[bytes, ...]) -> tuple[bool, tuple[TreeHead, ...]]:
    head = read_head(int(told["size"]), told["root"])
    leaf = leaf_hash(told["leaf"].encode())
    return proves_inclusion(leaf, int(told["sequence"]), head, path), (head,)


def _consistency(told: dict[str, str], path: tuple[bytes, ...]) -> tuple[bool, tuple[TreeHead, ...]]:
    old, new = read_head(int(told["old-size"]), told["old-root"]), read_head(int(told["size"]), told["root"])
    return proves_consistency(old, new, path), (old, new)


def _digest(value: str) -> bytes:
    try:
        return bytes.fromhex(value)
    except ValueError as fault:
        raise CasebookError("proof-unreadable") from fault
