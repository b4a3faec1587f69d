"""Owns the proof that a wrapped key opens with its passphrase alone, unchanged."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from console.errors import KeyStoreError
from console.vault.wrapping import Cost, from_json, new_key, unwrap, wrap

CHEAP = Cost(memory=8 * 1024, rounds=1, lanes=1)
KEY = bytes(range(32))
WRAPPED = wrap(KEY, "口令", "casebook", CHEAP)


def test_the_passphrase_opens_it() -> None:
    assert unwrap(WRAPPED, "口令") == KEY


def test_the_usual_cost_is_that_of_the_standard() -> None:
    wrapped = wrap(KEY, "x", "casebook")
    assert (wrapped.cost.memory, wrapped.cost.rounds, wrapped.cost.lanes) == (65536, 3, 4)
    assert unwrap(wrapped, "x") == KEY


def test_a_wrong_passphrase_does_not() -> None:
    with pytest.raises(KeyStoreError) as caught:
        unwrap(WRAPPED, "口令 ")
    assert caught.value.key == "wrapped-key-refused"


def test_it_survives_the_disk() -> None:
    assert from_json(WRAPPED.to_json()) == WRAPPED


def test_the_key_is_not_in_the_file() -> None:
    content = WRAPPED.to_json()
    assert KEY not in content and KEY.hex().encode() not in content


def test_two_wraps_of_one_key_differ() -> None:
    other = wrap(KEY, "口令", "casebook", CHEAP)
    assert other.sealed != WRAPPED.sealed and other.salt != WRAPPED.salt


@pytest.mark.parametrize(
    "changed",
    [
        replace(WRAPPED, purpose="signing"),
        replace(WRAPPED, cost=replace(CHEAP, rounds=2)),
        replace(WRAPPED, cost=replace(CHEAP, lanes=2)),
    ],
)
def test_a_changed_parameter_is_refused(changed: Any) -> None:
    with pytest.raises(KeyStoreError) as caught:
        unwrap(changed, "口令")
    assert caught.value.key == "wrapped-key-refused"


@given(some.sampled_from(["salt", "nonce", "sealed"]), some.integers(0, 47), some.integers(0, 7))
def test_a_changed_bit_is_refused(name: str, place: int, bit: int) -> None:
    octets = bytearray(getattr(WRAPPED, name))
    octets[place % len(octets)] ^= 1 << bit
    with pytest.raises(KeyStoreError):
        unwrap(replace(WRAPPED, **{name: bytes(octets)}), "口令")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("memory", 2**40),
        ("memory", 1),
        ("memory", True),
        ("rounds", 10_000),
        ("rounds", "3"),
        ("lanes", 0),
        ("salt", "AAAA"),
        ("nonce", "*"),
        ("sealed", 3),
        ("kdf", "scrypt"),
        ("format", "plumbline-key/2"),
        ("purpose", None),
        ("extra", 1),
    ],
)
def test_a_file_that_asks_for_too_much_is_refused(name: str, value: object) -> None:
    document = {**json.loads(WRAPPED.to_json()), name: value}
    with pytest.raises(KeyStoreError) as caught:
        from_json(json.dumps(document).encode())
    assert caught.value.key == "wrapped-key-malformed"


@given(some.binary(max_size=200))
def test_no_bytes_are_more_than_refused(content: bytes) -> None:
    with pytest.raises(KeyStoreError) as caught:
        from_json(content)
    assert caught.value.key == "wrapped-key-malformed"


def test_the_limits_of_a_key_are_kept() -> None:
    assert len(new_key()) == 32 and new_key() != new_key()
    for key, passphrase, wanted in ((b"short", "x", "key-not-32-bytes"), (KEY, "", "passphrase-empty")):
        with pytest.raises(KeyStoreError) as caught:
            wrap(key, passphrase, "casebook", CHEAP)
        assert caught.value.key == wanted
