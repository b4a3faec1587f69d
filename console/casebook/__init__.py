"""Owns the encrypted, append-only record of what was decided. It refuses to change or drop an entry.

The record is an SQLCipher database (``casebook.db``) whose entries are the leaves of a Merkle log (RFC 6962), and a file
outside it (``checkpoint.jsonl``) that holds the log's heads. An entry is acknowledged only when the database transaction and
then its checkpoint are on disk. What opens as untrusted is read-only.

Detected, by opening or by ``verify_casebook``:

D1. A wrong key: told as such while the checkpoint file is there; without it, as a wrong key or damage.
D2. A database shorter than its checkpoint, however it came to be: truncated, restored from an older copy, a transaction lost.
D3. A checkpoint file that is missing, or any line of it changed.
D4. An entry whose row was changed, removed or put elsewhere with the right key.
D5. A payload changed, exchanged or removed with the right key, unless an erasure entry says so.
D6. A log rewritten and hashed anew with the right key, while the checkpoint file is the old one.
D7. A changed byte in any page of the database, or a file cut short: every page is authenticated.
D8. A trigger or table of the database changed or dropped.
D9. An entry the procedure did not allow, written past it with the right key.
D10. A clock that went back between two entries: told, but no fault.
D11. Database and checkpoint both older, or both rewritten: only by a witness, a head kept outside (a signed briefing, a
     printed page), given to ``verify_casebook`` or ``open``.
D12. A personal signature (countersigning, hand-over) that is not over this standing of this casebook, not by the person it
     names, by a key nobody vouched for, or revoked before; an evidence file that is missing or another: by
     ``findings verify``, which knows whom this computer trusts.
D13. What D4 to D9 name, in a casebook opened from its snapshot: only what came after the snapshot at once; the rest once the
     whole was read, which the window does beside and ``verify_casebook`` always.

Not detected:

N1. Database and checkpoint both restored from one older copy, when no witness is given.
N2. Both rewritten together by somebody with the key, when no witness is given, or the witness is older than the change.
N3. Who really acted: the name of an actor is what the program was told; an entry that the procedure allows and that other
    software appended with the right key looks like any other.
N4. A wrong clock that never goes back.
N5. Entries written but never acknowledged (a crash between database and checkpoint): they are kept and counted, and said so.
N6. A snapshot exchanged by somebody with the key, until the whole was read: it is a cache, and never part of the record.

Erasing a payload removes its data key, salt and ciphertext from the database file, the snapshot, and the evidence file it
brought; the leaf, and with it every proof, stays. It does not reach backups made before, nor blocks the file system no longer
uses; both stay encrypted under the casebook's key.
"""

from __future__ import annotations

from console.casebook.acknowledgement import Acknowledgement
from console.casebook.backups import back_up, renew_checkpoint
from console.casebook.book import Casebook
from console.casebook.disclosure import read_disclosure
from console.casebook.proofs import verify_proof
from console.casebook.verification import verify_casebook

__all__ = [
    "Acknowledgement",
    "Casebook",
    "back_up",
    "read_disclosure",
    "renew_checkpoint",
    "verify_casebook",
    "verify_proof",
]
