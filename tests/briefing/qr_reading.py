"""Owns a reader of QR codes as a camera would have it: a picture in, the text out (ISO/IEC 18004; level M, versions 5 to 9).

It refuses to correct errors: what our own page prints has none, and every block's check words must say so.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.bool_]

ALIGNED = {5: (6, 30), 6: (6, 34), 7: (6, 22, 38), 8: (6, 24, 42), 9: (6, 26, 46)}
BLOCKS = {5: (43, 43), 6: (27,) * 4, 7: (31,) * 4, 8: (38, 38, 39, 39), 9: (36, 36, 36, 37, 37)}
"""Data words of each block at level M, by version."""
MASKS = (
    lambda y, x: (y + x) % 2,
    lambda y, x: y % 2,
    lambda y, x: x % 3,
    lambda y, x: (y + x) % 3,
    lambda y, x: (y // 2 + x // 3) % 2,
    lambda y, x: y * x % 2 + y * x % 3,
    lambda y, x: (y * x % 2 + y * x % 3) % 2,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2,
)
LEVEL_M, FORMAT_MASK, BYTES = 0b00, 0b101010000010010, 0b0100


def read_qr(picture: NDArray[np.uint8]) -> str:
    """Return the text of the one code in a grey picture that holds nothing else."""
    modules = _modules(picture < 128)
    version = (len(modules) - 17) // 4
    level, mask = _format(modules)
    assert level == LEVEL_M
    bits = [bool(modules[y, x]) ^ (MASKS[mask](y, x) == 0) for y, x in _path(version)]
    words = [int("".join("01"[bit] for bit in bits[at : at + 8]), 2) for at in range(0, len(bits) - 7, 8)]
    return _text(_data(words, BLOCKS[version]))


def _modules(dark: Matrix) -> Matrix:
    """Return the code module by module: the upper left finder tells how large one is."""
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    cut = dark[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    row = cut[len(cut) // 90]  # through the first line of modules, whose finder begins with seven dark ones
    step = int(np.argmin(row[np.argmax(row) :])) / 7
    count = 17 + 4 * round((len(cut) / step - 17) / 4)
    middles = ((np.arange(count) + 0.5) * len(cut) / count).astype(int)
    across = ((np.arange(count) + 0.5) * cut.shape[1] / count).astype(int)
    told: Matrix = cut[np.ix_(middles, across)]
    return told


def _format(modules: Matrix) -> tuple[int, int]:
    places = [(8, x) for x in (0, 1, 2, 3, 4, 5, 7, 8)] + [(y, 8) for y in (7, 5, 4, 3, 2, 1, 0)]
    told = int("".join("01"[bool(modules[place])] for place in places), 2) ^ FORMAT_MASK
    return told >> 13, told >> 10 & 0b111


def _reserved(version: int) -> Matrix:
    """Return which modules carry no data."""
    size = 17 + 4 * version
    held = np.zeros((size, size), bool)
    held[:9, :9] = held[:9, -8:] = held[-8:, :9] = True
    held[6, :] = held[:, 6] = True
    for y in ALIGNED[version]:
        for x in ALIGNED[version]:
            if not held[y, x] or (6 in (y, x) and {y, x} not in ({6}, {6, size - 7})):
                held[y - 2 : y + 3, x - 2 : x + 3] = True
    if version >= 7:
        held[:6, -11:-8] = held[-11:-8, :6] = True
    return held


def _path(version: int) -> Iterator[tuple[int, int]]:
    """Yield the places of the data in order: two columns at a time, up and down, from the right."""
    held = _reserved(version)
    size = len(held)
    starts = [*range(size - 1, 6, -2), 5, 3, 1]
    for turn, right in enumerate(starts):
        rows = range(size) if turn % 2 else range(size - 1, -1, -1)
        yield from ((y, x) for y in rows for x in (right, right - 1) if not held[y, x])


def _data(words: list[int], sizes: tuple[int, ...]) -> bytes:
    """Return the data of interleaved blocks; each must be a word of its Reed-Solomon code."""
    blocks: list[list[int]] = [[] for _ in sizes]
    source = iter(words)
    for place in range(max(sizes)):
        for block, size in zip(blocks, sizes, strict=True):
            if place < size:
                block.append(next(source))
    rest = list(source)
    each = len(rest) // len(sizes)
    for number, block in enumerate(blocks):
        assert _holds([*block, *rest[number : each * len(sizes) : len(sizes)]], each)
    return bytes(word for block in blocks for word in block)


def _holds(word: list[int], checks: int) -> bool:
    """Say whether a block has no syndrome: nothing in it was misread."""
    root = 1
    for _ in range(checks):
        value = 0
        for one in word:
            value = _times(value, root) ^ one
        if value:
            return False
        root = _times(root, 2)
    return True


def _times(one: int, other: int) -> int:
    """Multiply in GF(256) over x^8 + x^4 + x^3 + x^2 + 1."""
    product = 0
    while other:
        product ^= one * (other & 1)
        one, other = one << 1 ^ (0x11D if one & 0x80 else 0), other >> 1
    return product


def _text(data: bytes) -> str:
    bits = "".join(f"{word:08b}" for word in data)
    assert int(bits[:4], 2) == BYTES
    length = int(bits[4:12], 2)
    return bytes(int(bits[at : at + 8], 2) for at in range(12, 12 + 8 * length, 8)).decode()
