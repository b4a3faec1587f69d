"""Owns the reading of a colleague's evidence package: what it holds, and whether it holds together. It refuses to trust a part.

Nothing is written: a package is looked at, and its proofs can be held against heads kept outside.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from console.casebook import read_disclosure, verify_proof
from console.domain.documents import from_document
from console.domain.ledger import TreeHead, Witness, read_head
from console.domain.ports import Clock
from console.domain.verification import Check, Verification
from console.errors import CasebookError, ExitCode, InputError
from console.exports.packages import unpack
from console.jobs.findings_package import FORMAT, MANIFEST, SIGNATURE
from console.signing.manifest_signature import verify_manifest
from console.signing.truststore import TrustStore
from console.signing.verdicts import verdict_of

_TEXTS = ("reason", "text")


@dataclass(frozen=True, slots=True)
class HeldFinding:
    """One finding of a package, as the package tells it; ``opened`` counts entries whose words were proven to be the leaf's."""

    document: Mapping[str, Any]
    rows: tuple[Mapping[str, Any], ...]
    proofs: int
    opened: int

    @property
    def number(self) -> str:
        """Its number in the casebook it comes from."""
        return str(self.document["number"])


@dataclass(frozen=True, slots=True)
class PackageReport:
    """The verdict on a package, and what it holds."""

    verification: Verification
    casebook_id: str
    head: TreeHead
    made_at: str
    findings: tuple[HeldFinding, ...]
    files: Mapping[str, bytes] = field(repr=False, default_factory=dict)


def read_package(
    path: Path, trust_folders: Sequence[Path], clock: Clock, witnesses: Sequence[Witness] = ()
) -> PackageReport:
    """Check a package and return what it holds.

    Raises InputError package-missing, package-unreadable, package-name, package-too-large, package-format where it is none.
    """
    files = unpack(path)
    manifest = _manifest(path, files)
    head = read_head(manifest["head"]["size"], manifest["head"]["root"])
    checks = [_files_check(files, manifest), *_signature_checks(files, trust_folders, clock)]
    found: list[HeldFinding] = []
    faults: list[Check] = []
    for number in manifest["findings"]:
        try:
            found.append(_held(number, files, manifest, head))
        except (CasebookError, KeyError, ValueError, TypeError) as fault:
            reason = fault.key if isinstance(fault, CasebookError) else "package-content"
            faults.append(
                Check("proofs", False, "package-proofs-broken", {"number": str(number), "reason": reason})
            )
    proven, opened = sum(one.proofs for one in found), sum(one.opened for one in found)
    good = Check("proofs", True, "package-proofs", {"count": proven, "opened": opened, "head": head.short})
    checks += faults or [good]
    checks += [_witness(witness, head) for witness in witnesses]
    verification = Verification(verdict_of(checks), "package", tuple(checks))
    return PackageReport(verification, manifest["casebook"], head, manifest["made_at"], tuple(found), files)


def _manifest(path: Path, files: Mapping[str, bytes]) -> dict[str, Any]:
    shape = {"casebook": str, "head": dict, "findings": list, "made_at": str, "files": dict}
    try:
        found = json.loads(files[MANIFEST])
        sound = found["format"] == FORMAT and all(
            isinstance(found[name], kind) for name, kind in shape.items()
        )
        read_head(found["head"]["size"], found["head"]["root"])
    except (KeyError, ValueError, TypeError, RecursionError, CasebookError) as fault:
        raise InputError(
            "package-format", exit_code=ExitCode.INVALID, file=path.name, wanted=FORMAT
        ) from fault
    if not sound:
        raise InputError("package-format", exit_code=ExitCode.INVALID, file=path.name, wanted=FORMAT)
    return dict(found)


def _files_check(files: Mapping[str, bytes], manifest: Mapping[str, Any]) -> Check:
    told = manifest["files"]
    wrong = sorted(
        (set(files) - {MANIFEST, SIGNATURE}) ^ set(told)
        | {
            name
            for name, content in files.items()
            if told.get(name, "") not in ("", sha256(content).hexdigest())
        }
    )
    if wrong:
        return Check("files", False, "package-files-differ", {"member": wrong[0], "count": len(wrong)})
    return Check("files", True, "package-files", {"count": len(told)})


def _signature_checks(
    files: Mapping[str, bytes], trust_folders: Sequence[Path], clock: Clock
) -> Iterable[Check]:
    if SIGNATURE not in files:
        return (Check("signature-present", False, "package-unsigned"),)
    trust = TrustStore.load(tuple(trust_folders))
    return verify_manifest(files[MANIFEST], files[SIGNATURE], trust, clock.now())


def _held(
    number: object, files: Mapping[str, bytes], manifest: Mapping[str, Any], head: TreeHead
) -> HeldFinding:
    """Return one finding; raises where a proof, an opened entry or the trail contradicts another."""
    folder = f"findings/{number}/"
    document = json.loads(files[folder + "finding.json"])
    if document["number"] != number:
        raise CasebookError("package-content")
    steps = {step["sequence"]: step for step in document["trail"]}
    leaves = dict(_leaves(folder, files, manifest["casebook"], head))
    if set(leaves) != set(steps):
        raise CasebookError("package-trail")
    for sequence, leaf in leaves.items():
        _require_same(steps[sequence], json.loads(leaf), document["identity"])
    opened = 0
    for name in (name for name in files if name.startswith(folder + "opened/")):
        sequence = int(name.rpartition("/")[2].removesuffix(".json"))
        _require_opened(steps[sequence], leaves[sequence], json.loads(files[name]))
        opened += 1
    rows = json.loads(files.get(folder + "rows.json", b'{"rows": []}'))["rows"]
    return HeldFinding(document, tuple(rows), len(leaves), opened)


def _leaves(
    folder: str, files: Mapping[str, bytes], casebook: str, head: TreeHead
) -> Iterator[tuple[int, str]]:
    """Yield the leaf of every proof that leads to the package's head."""
    witness = Witness(head, casebook)
    for name in (name for name in files if name.startswith(folder + "proofs/")):
        text = files[name].decode()
        told = dict(line.split(": ", 1) for line in text.splitlines() if ": " in line)
        if told["casebook"] != casebook or not verify_proof(text, (witness,)).valid:
            raise CasebookError("package-proof")
        yield int(told["sequence"]), told["leaf"]


def _require_same(step: Mapping[str, Any], leaf: Mapping[str, Any], identity: str) -> None:
    pairs = (("sequence", "sequence"), ("actor", "actor"), ("role", "role"), ("action", "kind"), ("at", "at"))
    if leaf["subject"] != identity or any(step[name] != leaf[other] for name, other in pairs):
        raise CasebookError("package-trail")


def _require_opened(step: Mapping[str, Any], leaf: str, told: Mapping[str, str]) -> None:
    """Hold the words of a step against the payload its leaf stands for."""
    document = read_disclosure(leaf, told)
    entry = from_document(str(step["action"]), document)
    words = {str(getattr(entry, name, "") or "") for name in _TEXTS}
    if step["text"] and step["text"] not in words:
        raise CasebookError("package-words")


def _witness(witness: Witness, head: TreeHead) -> Check:
    same = witness.head == head
    facts = {"source": witness.source, "expected": witness.head.short}
    return Check("witness", same, "proof-witness" if same else "proof-against-witness", facts)
