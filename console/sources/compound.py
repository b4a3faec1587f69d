"""Owns the streams of a compound file ([MS-CFB]), the container of old workbooks, by name.

It refuses chains that lead in a circle or out of the file, and holds no more than the file itself.
"""

from __future__ import annotations

import struct

FREE = 0xFFFFFFFA  # from here on numbers are no sectors
HEADER_ENTRIES, ENTRY, STREAM, ROOT = 109, 128, 2, 5


def compound_stream(content: bytes, names: tuple[str, ...]) -> bytes | None:
    """Return the first stream of one of these names, the names in order of preference; None where there is none.

    Raises ValueError for a container that is damaged.
    """
    try:
        return _Container(content).stream(names)
    except (struct.error, IndexError, OverflowError) as error:
        raise ValueError(str(error)) from error


class _Container:
    """The tables of one container."""

    def __init__(self, content: bytes) -> None:
        shift, mini_shift = struct.unpack_from("<HH", content, 0x1E)
        if shift not in (9, 12) or mini_shift != 6:
            raise ValueError(f"{shift}, {mini_shift}")
        self.content, self.size, self.mini = content, 1 << shift, 1 << mini_shift
        directory, _, self.cutoff, self.mini_table = struct.unpack_from("<4I", content, 0x30)
        self.table = self._numbers(self._table_sectors())
        self.entries = self._chained(directory)

    def stream(self, names: tuple[str, ...]) -> bytes | None:
        """Return a stream by name."""
        found = {name: (start, size) for name, kind, start, size in reversed(self._named()) if kind == STREAM}
        name = next((name for name in names if name in found), "")
        if not name:
            return None
        start, size = found[name]
        if size >= self.cutoff:
            return self._chained(start)[:size]
        root = next((start for _, kind, start, _ in self._named() if kind == ROOT), FREE)
        held, table = self._chained(root), self._numbers(self._chain(self.mini_table, self.table))
        parts = (held[at * self.mini : (at + 1) * self.mini] for at in self._chain(start, table))
        return b"".join(parts)[:size]

    def _named(self) -> list[tuple[str, int, int, int]]:
        told = []
        for place in range(0, len(self.entries) - ENTRY + 1, ENTRY):
            entry = self.entries[place : place + ENTRY]
            length, kind = struct.unpack_from("<HB", entry, 0x40)
            start, size = struct.unpack_from("<II", entry, 0x74)
            told.append((entry[: max(length - 2, 0)].decode("utf-16-le", "replace"), kind, start, size))
        return told

    def _table_sectors(self) -> list[int]:
        first, count = struct.unpack_from("<2I", self.content, 0x44)
        sectors = list(struct.unpack_from(f"<{HEADER_ENTRIES}I", self.content, 0x4C))
        seen: set[int] = set()
        while first < FREE and len(seen) < count:
            if first in seen:
                raise ValueError(str(first))
            seen.add(first)
            *more, first = self._numbers([first])
            sectors += more
        return [sector for sector in sectors if sector < FREE]

    def _numbers(self, sectors: list[int]) -> list[int]:
        held = b"".join(map(self._sector, sectors))
        return list(struct.unpack(f"<{len(held) // 4}I", held[: len(held) // 4 * 4]))

    def _sector(self, number: int) -> bytes:
        return self.content[(number + 1) * self.size : (number + 2) * self.size]

    def _chained(self, start: int) -> bytes:
        return b"".join(map(self._sector, self._chain(start, self.table)))

    def _chain(self, start: int, table: list[int]) -> list[int]:
        chain: list[int] = []
        while start < FREE:
            if len(chain) > len(table):
                raise ValueError(str(start))
            chain.append(start)
            start = table[start]
        return chain
