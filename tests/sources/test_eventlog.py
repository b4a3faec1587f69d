"""Owns the tests of event logs as sources. It refuses to read a real one: those have known answers elsewhere."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from console.errors import InputError
from tests.sources.reading import prepared, rows, written

LOG = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
 <global scope="event"><string key="concept:name" value="UNKNOWN"/></global>
 <string key="of the log" value="x"/>
 <trace>
  <string key="concept:name" value="A &amp; B"/>
  <event><string key="concept:name" value="受理"/><date key="time:timestamp" value="2026-01-02T08:00:00+08:00"/></event>
  <event><string key="concept:name" value="办结"/>
   <string key="org:group" value="一组"><int key="level" value="2"/></string>
   <string key="note" value="a"/><string key="note" value="b"/></event>
 </trace>
 <trace><string key="concept:name" value="empty"/></trace>
 <event><string key="concept:name" value="alone"/></event>
</log>
"""


@pytest.mark.parametrize("name", ["log.xes", "log.xes.gz"])
def test_events_are_rows_with_what_is_known_of_their_case(tmp_path: Path, name: str) -> None:
    content = gzip.compress(LOG.encode()) if name.endswith(".gz") else LOG.encode()
    source = prepared(written(tmp_path / name, content))
    assert source.columns == (
        "case:concept:name",
        "concept:name",
        "note",
        "org:group",
        "org:group.level",
        "time:timestamp",
    )
    assert rows(source) == [
        ["1", "A & B", "受理", "", "", "", "2026-01-02T08:00:00+08:00"],
        ["2", "A & B", "办结", "a;b", "一组", "2", ""],
        ["3", "empty", "", "", "", "", ""],
        ["4", "", "alone", "", "", "", ""],
    ]
    assert (source.read_lines, source.refused_lines) == (4, 0)


@pytest.mark.parametrize(
    ("content", "key", "line"),
    [
        ("<log><trace><event>", "source-not-xml", 1),
        ("", "source-not-xml", 1),
        ("no xml", "source-not-xml", 1),
        ("<html>\n</html>", "source-not-xes", 1),
        ("<log>\n</log>", "source-no-events", None),
        ('<log>\n<trace><event/>\n<string key="late" value="1"/></trace></log>', "source-xes-order", 3),
        ("<log>" + "<list>" * 100, "source-deep", 1),
    ],
)
def test_what_is_no_log_says_where(tmp_path: Path, content: str, key: str, line: int | None) -> None:
    with pytest.raises(InputError) as caught:
        prepared(written(tmp_path / "log.xes", content))
    assert (caught.value.key, caught.value.facts.get("line")) == (key, line)


def test_a_log_cut_off_in_its_packing_is_told(tmp_path: Path) -> None:
    whole = gzip.compress(LOG.encode())
    with pytest.raises(InputError) as caught:
        prepared(written(tmp_path / "log.xes.gz", whole[:-20]))
    assert caught.value.key == "source-packed-broken"


def test_a_log_in_gb18030_is_the_same_log(tmp_path: Path) -> None:
    told = LOG.replace("UTF-8", "GB18030")
    assert rows(prepared(written(tmp_path / "a.xes", told.encode("gb18030")))) == rows(
        prepared(written(tmp_path / "b.xes", LOG))
    )


@pytest.mark.parametrize("name", ["UTF-958", "big5"])
def test_an_encoding_nobody_reads_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError) as caught:
        prepared(written(tmp_path / "log.xes", LOG.replace("UTF-8", name).encode()))
    assert caught.value.key == "source-encoding"
