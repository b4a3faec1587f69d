"""Proves which text is plain: its lines are its rows and its cells can be read in one way only."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from console.domain.ports import Silent
from console.errors import Cancelled
from console.sources import plain_text
from console.sources.plain_text import read_plainly

PLAIN = {
    "one row": (b"a,b\n1,2\n", 1),
    "no end": (b"a,b\n1,2", 1),
    "names alone": (b"a,b\n", 0),
    "carriage returns": (b"a,b\r\n1,2\r\n3,4\r\n", 2),
    "carriage returns, no end": (b"a,b\r\n1,2\r\n3,4", 2),
    "empty cells": (b"a,b\n,\n", 1),
    "quoted delimiters": (b'a,b\n"x,y","z"\n', 1),
    "doubled quotes": (b'a,b\n"x""y",z\n', 1),
    "a mark of UTF-8": (b"\xef\xbb\xbfa,b\n1,2\n", 1),
    "letters beyond ASCII": ("a,b\n网上,窗口\n".encode(), 1),
}
OTHER = {
    "nothing": b"",
    "a record over two lines": b'a,b\n"x\ny",2\n',
    "names over two lines": b'"a\nx",b\n1,2\n',
    "a quote that does not close": b'a,b\n"x,2\n',
    "a quote after a blank": b'a,b\n1, "x"\n',
    "a lone carriage return": b"a,b\n1\r,2\n",
    "a carriage return at the end": b"a,b\n1,2\r",
    "two kinds of ends": b"a,b\n1,2\r\n",
    "a zero byte": b"a,b\n1,\x002\n",
    "no UTF-8": b"a,b\n1,\xff\n",
    "half a letter": "a,b\n1,网".encode()[:-1],
}


def found(path: Path, content: bytes, columns: int = 2, quote: str = '"') -> plain_text.PlainText | None:
    path.write_bytes(content)
    return read_plainly(path, ",", quote, columns, Silent())


@pytest.mark.parametrize("block", [1, 3, 4096])
@pytest.mark.parametrize("name", PLAIN)
def test_plain_text_is_counted_and_digested(
    name: str, block: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plain_text, "BLOCK", block)
    content, rows = PLAIN[name]
    plain = found(tmp_path / "a.csv", content)
    assert plain is not None
    assert (plain.rows, plain.sha256) == (rows, hashlib.sha256(content).hexdigest())
    assert not plain.tabs


@pytest.mark.parametrize("block", [1, 3, 4096])
@pytest.mark.parametrize("name", OTHER)
def test_what_could_be_read_in_two_ways_is_not_plain(
    name: str, block: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plain_text, "BLOCK", block)
    assert found(tmp_path / "a.csv", OTHER[name]) is None


def test_one_column_is_not_plain(tmp_path: Path) -> None:
    assert found(tmp_path / "a.csv", b"a\n1\n", 1) is None


def test_without_quotes_a_quote_is_a_letter(tmp_path: Path) -> None:
    plain = found(tmp_path / "a.csv", b'a,b\n1,"\n', quote="")
    assert plain is not None


def test_it_can_be_stopped(tmp_path: Path) -> None:
    class Stopped(Silent):
        def cancelled(self) -> bool:
            return True

    (tmp_path / "a.csv").write_bytes(b"a,b\n1,2\n")
    with pytest.raises(Cancelled):
        read_plainly(tmp_path / "a.csv", ",", '"', 2, Stopped())


@pytest.mark.parametrize("block", [1, 4096])
def test_a_tab_anywhere_is_told(block: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_text, "BLOCK", block)
    plain = found(tmp_path / "a.csv", b"a,b\n1,2\t\n3,4\n")
    assert plain is not None and plain.tabs
