"""Owns pixels as PNG (ISO/IEC 15948). The same pixels give the same bytes. It refuses transparency and palettes."""

from __future__ import annotations

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
COLOUR = 2  # red, green, blue
DEPTH = 8


def png(width: int, height: int, rows: list[bytes]) -> bytes:
    """Return the picture; each row holds three bytes a pixel: red, green, blue."""
    header = struct.pack(">IIBBBBB", width, height, DEPTH, COLOUR, 0, 0, 0)
    content = zlib.compress(b"".join(b"\x00" + row for row in rows), 9)
    return SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", content) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)
