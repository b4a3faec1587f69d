"""Proves that another reader of PNG gives back the pixels that were written."""

from __future__ import annotations

import io

from PIL import Image

from console.exports.png import png


def test_another_reader_gives_the_pixels_back() -> None:
    rows = [bytes(value for x in range(5) for value in (x * 40, y * 90, 255 - x)) for y in range(2)]
    with Image.open(io.BytesIO(png(5, 2, rows))) as picture:
        picture.load()
        assert (picture.format, picture.mode, picture.size) == ("PNG", "RGB", (5, 2))
        assert picture.tobytes() == b"".join(rows)


def test_the_same_pixels_give_the_same_bytes() -> None:
    assert png(1, 1, [b"abc"]) == png(1, 1, [b"abc"]) != png(1, 1, [b"abd"])
