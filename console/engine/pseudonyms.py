"""Owns the hiding of identifiers in a build: one form for each kind, then HMAC-SHA-256 (RFC 2104) under a named key.

It refuses to put a key into the text of a query, into the extract, or anywhere else that outlives the build.
"""

from __future__ import annotations

from collections.abc import Mapping

from console.domain.mapping import Pseudonym
from console.engine.columns import literal
from console.engine.narrow import narrow_sql
from console.engine.session import Session

KEYS = "plumbline_key"
BLOCK = 64  # bytes of a block of SHA-256
LENGTH = 32  # hexadecimal digits kept: 128 bits
WEIGHTS = "[7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]"  # GB 11643, as ISO 7064 MOD 11-2
CHECKS = "10X98765432"
BETWEEN = r"[\s\-‐‑–—·.]"
OTHERS = r"[^0-9A-Z]"


def keep_keys(session: Session, keys: Mapping[str, bytes]) -> None:
    """Put the two blocks of every key into a scratch table that ends with the session."""
    session.execute(f"CREATE TEMP TABLE {KEYS} (name VARCHAR, inside BLOB, outside BLOB)")
    for name, key in keys.items():
        block = key.ljust(BLOCK, b"\0")
        inside, outside = bytes(byte ^ 0x36 for byte in block), bytes(byte ^ 0x5C for byte in block)
        session.execute(f"INSERT INTO {KEYS} VALUES ($1, $2, $3)", parameters=[name, inside, outside])


def pseudonym_sql(text: str, told: Pseudonym) -> str:
    """Return the expression for the pseudonym of a text; nothing stays nothing."""
    form = f"nullif({one_form_sql(text, told.kind)}, '')"
    return f"left({keyed_sql(form, told.key)}, {LENGTH})"


def keyed_sql(text: str, key: str) -> str:
    """Return the expression for the HMAC of a text in hexadecimal."""
    inner = f"sha256({_block('inside', key)} || encode({text}))"
    return f"sha256({_block('outside', key)} || unhex({inner}))"


def _block(side: str, key: str) -> str:
    return f"(SELECT {side} FROM {KEYS} WHERE name = {literal(key)})"


def one_form_sql(text: str, kind: str) -> str:
    """Return the expression that brings an identifier of a kind into one form: what is equal is then written equally."""
    narrow = f"upper({narrow_sql(f'nfc_normalize({text})')})"
    if kind == "phone":
        digits = f"regexp_replace({narrow}, '[^0-9]', '', 'g')"
        return f"regexp_replace({digits}, '^(0086|86)(1[0-9]{{10}})$', '\\2')"
    if kind == "account":
        return f"regexp_replace({narrow}, {literal(OTHERS)}, '', 'g')"
    bare = f"regexp_replace({narrow}, {literal(BETWEEN)}, '', 'g')"
    return _id_number(bare) if kind == "id_number" else bare


def _id_number(bare: str) -> str:
    """Fifteen digits, as issued until 1999, become eighteen: the century and the check digit are added (GB 11643)."""
    old = f"regexp_full_match({bare}, '[0-9]{{15}}')"
    # What is none gets a body of zeros: the engine may compute the check digit before it asks whether one is wanted.
    body = f"CASE WHEN {old} THEN left({bare}, 6) || '19' || right({bare}, 9) ELSE repeat('0', 17) END"
    total = f"list_inner_product(string_split({body}, '')::DOUBLE[], {WEIGHTS}::DOUBLE[])::INTEGER"
    check = f"substr({literal(CHECKS)}, {total} % 11 + 1, 1)"
    return f"CASE WHEN {old} THEN {body} || {check} ELSE {bare} END"
