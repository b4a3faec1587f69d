"""Owns the proof that the log hashes as RFC 6962 says. It refuses to test the fast tree against itself."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.ledger import (
    EMPTY_ROOT,
    CompactRange,
    Tree,
    TreeHead,
    leaf_hash,
    proves_consistency,
    proves_inclusion,
    read_head,
)
from console.errors import CasebookError

# The data of the certificate transparency project's own tests of RFC 6962.
VECTOR = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
INCLUSIONS = {
    (0, 8): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (5, 8): (
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 3): ("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",),
}
CONSISTENCIES = {
    (1, 1): (),
    (1, 8): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (6, 8): (
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 5): (
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
}


def tree_of(datas: list[bytes]) -> Tree:
    return Tree(leaf_hash(data) for data in datas)


def slow_root(datas: list[bytes]) -> bytes:
    """The definition of RFC 6962, section 2.1, word by word."""
    if not datas:
        return sha256(b"").digest()
    if len(datas) == 1:
        return sha256(b"\x00" + datas[0]).digest()
    split = slow_split(len(datas))
    return sha256(b"\x01" + slow_root(datas[:split]) + slow_root(datas[split:])).digest()


def slow_split(length: int) -> int:
    split = 1
    while split * 2 < length:
        split *= 2
    return split


def slow_path(index: int, datas: list[bytes]) -> list[bytes]:
    """Section 2.1.1, word by word."""
    if len(datas) == 1:
        return []
    split = slow_split(len(datas))
    if index < split:
        return [*slow_path(index, datas[:split]), slow_root(datas[split:])]
    return [*slow_path(index - split, datas[split:]), slow_root(datas[:split])]


def slow_subproof(old: int, datas: list[bytes], whole: bool) -> list[bytes]:
    """Section 2.1.2, word by word."""
    if old == len(datas):
        return [] if whole else [slow_root(datas)]
    split = slow_split(len(datas))
    if old <= split:
        return [*slow_subproof(old, datas[:split], whole), slow_root(datas[split:])]
    return [*slow_subproof(old - split, datas[split:], False), slow_root(datas[:split])]


def test_roots_of_the_published_vectors() -> None:
    tree = tree_of(VECTOR)
    assert [tree.head(size).root_hex for size in range(1, 9)] == list(ROOTS)
    assert tree_of([]).head() == TreeHead(0, EMPTY_ROOT)


@pytest.mark.parametrize(("place", "path"), INCLUSIONS.items())
def test_inclusion_of_the_published_vectors(place: tuple[int, int], path: tuple[str, ...]) -> None:
    index, size = place
    found = tree_of(VECTOR).inclusion(index, size)
    assert tuple(step.hex() for step in found) == path
    assert proves_inclusion(
        leaf_hash(VECTOR[index]), index, TreeHead(size, bytes.fromhex(ROOTS[size - 1])), found
    )


@pytest.mark.parametrize(("sizes", "proof"), CONSISTENCIES.items())
def test_consistency_of_the_published_vectors(sizes: tuple[int, int], proof: tuple[str, ...]) -> None:
    old, new = sizes
    found = tree_of(VECTOR).consistency(old, new)
    assert tuple(step.hex() for step in found) == proof
    heads = [TreeHead(size, bytes.fromhex(ROOTS[size - 1])) for size in sizes]
    assert proves_consistency(heads[0], heads[1], found)


LOGS = st.lists(st.binary(max_size=4), min_size=1, max_size=40)


@given(LOGS)
def test_every_way_to_the_root_agrees_with_the_definition(datas: list[bytes]) -> None:
    tree, compact = tree_of(datas), CompactRange()
    for size, data in enumerate(datas, start=1):
        compact = compact.append(leaf_hash(data))
        assert compact.head() == tree.head(size) == TreeHead(size, slow_root(datas[:size]))


@given(LOGS, st.data())
def test_inclusion_is_the_definition_and_verifies(datas: list[bytes], draw: st.DataObject) -> None:
    size = draw.draw(st.integers(1, len(datas)))
    index = draw.draw(st.integers(0, size - 1))
    tree = tree_of(datas)
    path = tree.inclusion(index, size)
    assert list(path) == slow_path(index, datas[:size])
    assert proves_inclusion(leaf_hash(datas[index]), index, tree.head(size), path)


@given(LOGS, st.data())
def test_consistency_is_the_definition_and_verifies(datas: list[bytes], draw: st.DataObject) -> None:
    new = draw.draw(st.integers(1, len(datas)))
    old = draw.draw(st.integers(1, new))
    tree = tree_of(datas)
    proof = tree.consistency(old, new)
    assert list(proof) == slow_subproof(old, datas[:new], True)
    assert proves_consistency(tree.head(old), tree.head(new), proof)


@given(LOGS, st.data())
def test_a_changed_leaf_or_place_is_not_included(datas: list[bytes], draw: st.DataObject) -> None:
    index = draw.draw(st.integers(0, len(datas) - 1))
    tree = tree_of(datas)
    path = tree.inclusion(index)
    assert not proves_inclusion(leaf_hash(datas[index] + b"!"), index, tree.head(), path)
    assert not proves_inclusion(leaf_hash(datas[index]), index, TreeHead(tree.size, b"\x07" * 32), path)
    assert not proves_inclusion(leaf_hash(datas[index]), tree.size, tree.head(), path)
    assert not proves_inclusion(leaf_hash(datas[index]), index, tree.head(), (*path, b"\x00" * 32))
    if path:
        assert not proves_inclusion(leaf_hash(datas[index]), index, tree.head(), path[:-1])


@given(LOGS, st.data())
def test_a_rewritten_log_is_not_consistent(datas: list[bytes], draw: st.DataObject) -> None:
    old = draw.draw(st.integers(1, len(datas)))
    at = draw.draw(st.integers(0, old - 1))
    rewritten = [*datas[:at], datas[at] + b"!", *datas[at + 1 :], b"more"]
    before, after = tree_of(datas[:old]), tree_of(rewritten)
    assert not proves_consistency(before.head(), after.head(), after.consistency(old))


def test_consistency_refuses_what_cannot_be() -> None:
    tree = tree_of(VECTOR)
    proof = tree.consistency(3, 7)
    assert not proves_consistency(tree.head(7), tree.head(3), proof)
    assert not proves_consistency(tree.head(3), tree.head(7), proof[:-1])
    assert not proves_consistency(tree.head(3), tree.head(7), (*proof, b"\x00" * 32))
    assert not proves_consistency(tree.head(3), tree.head(7), (proof[0][:-1], *proof[1:]))
    assert not proves_consistency(tree.head(3), TreeHead(3, b"\x00" * 32), ())
    assert proves_consistency(TreeHead(0, EMPTY_ROOT), tree.head(), ())
    assert not proves_consistency(TreeHead(0, b"\x00" * 32), tree.head(), ())


@given(LOGS, st.data())
def test_shrinking_forgets_exactly_the_end(datas: list[bytes], draw: st.DataObject) -> None:
    size = draw.draw(st.integers(0, len(datas)))
    tree = tree_of(datas)
    tree.shrink(size)
    assert tree.head() == tree_of(datas[:size]).head()
    for data in datas[size:]:
        tree.append(leaf_hash(data))
    assert tree.head() == tree_of(datas).head()


def test_a_place_outside_the_log_is_an_error() -> None:
    tree = tree_of(VECTOR)
    for ask in (
        lambda: tree.head(9),
        lambda: tree.inclusion(8),
        lambda: tree.inclusion(3, 3),
        lambda: tree.leaf(-1),
    ):
        with pytest.raises(CasebookError) as caught:
            ask()
        assert caught.value.key == "log-position"


def test_a_head_survives_a_document() -> None:
    head = tree_of(VECTOR).head()
    assert read_head(**head.to_dict()) == head
    assert head.short == "8:5dc9-da79-a706-59a9"
    for size, root in (
        (-1, head.root_hex),
        (True, head.root_hex),
        (8, "5d"),
        (8, "zz" * 32),
        (0, head.root_hex),
    ):
        with pytest.raises(CasebookError):
            read_head(size, root)
