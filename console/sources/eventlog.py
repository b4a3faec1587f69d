"""Owns event logs (XES, IEEE 1849): one row an event, with the attributes of its case before it as ``case:<key>``.

It refuses a document type, and with it every entity; attributes of the log, its defaults and classifiers are no rows.
The line of a row is the number of the event, for a whole log may stand on one line of text.
"""

from __future__ import annotations

import codecs
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from console.domain.mapping import SourceSpec
from console.domain.ports import Progress, stop_if_cancelled
from console.errors import Fact, InputError
from console.sources.names import MOST_COLUMNS, checked_names
from console.sources.parsed import Parsed, Row
from console.sources.unpacking import PART, unpacked

CASE = "case:"
ENCODING = re.compile(rb"""\s*<\?xml[^>]{0,80}encoding=["']([A-Za-z0-9._-]{1,20})["']""")
WIDE = frozenset({"gb18030", "gbk", "gb2312"})
SPACE = "}"
DEEPEST = 60
LONGEST_TOKEN = 4 * 1024 * 1024  # bytes of one tag; no log writes longer ones
VALUES = frozenset({"string", "date", "int", "float", "boolean", "id", "list", "container"})

Event = dict[str, str]


def read_event_log(path: Path, spec: SourceSpec, progress: Progress) -> Parsed:
    """Go through the log once for the names of its attributes, and again for the events."""
    names: dict[str, None] = {}
    for event in _events(path, spec.file, progress):
        names.update(dict.fromkeys(event))
        if len(names) > MOST_COLUMNS:
            raise InputError("source-columns", file=spec.file, count=len(names), limit=MOST_COLUMNS)
    if not names:
        raise InputError("source-no-events", file=spec.file)
    keys = tuple(sorted({**names, **dict.fromkeys(spec.columns)}))
    return Parsed(checked_names(keys, spec.file), _rows(path, spec.file, keys, progress))


def _rows(path: Path, file: str, keys: tuple[str, ...], progress: Progress) -> Iterator[Row]:
    for number, event in enumerate(_events(path, file, progress), 1):
        yield number, [event.get(key, "") for key in keys]


def _events(path: Path, file: str, progress: Progress) -> Iterator[Event]:
    parts = unpacked(path, file)
    first = next(parts, b"")
    told = ENCODING.match(first)
    wide = told is not None and told[1].decode().lower() in WIDE
    log = _Log(file, "utf-8" if wide else None)
    for part in _narrowed(itertools.chain([first], parts), file) if wide else itertools.chain([first], parts):
        stop_if_cancelled(progress)
        log.feed(part)
        yield from log.taken()
    log.feed(b"", final=True)
    yield from log.taken()


def _narrowed(parts: Iterable[bytes], file: str) -> Iterator[bytes]:
    """Recode text of several bytes a letter, which the parser does not know, to UTF-8."""
    decoder = codecs.getincrementaldecoder("gb18030")()
    try:
        for part in parts:
            yield decoder.decode(part).encode("utf-8")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise InputError("source-encoding", file=file) from error


@dataclass(slots=True)
class _Log:
    """What has been read of a log; ``open`` holds the elements around the present place, with the keys of attributes."""

    file: str
    encoding: str | None = None  # None: as the log says
    fed: int = 0
    open: list[tuple[str, str]] = field(default_factory=list)
    case: Event = field(default_factory=dict)
    event: Event | None = None
    events_of_case: int = 0
    ready: list[Event] = field(default_factory=list)
    parser: expat.XMLParserType = field(init=False)

    def __post_init__(self) -> None:
        self.parser = expat.ParserCreate(self.encoding, SPACE)
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse_entities

    def feed(self, part: bytes, final: bool = False) -> None:
        """Read on; raises InputError where the text is no XML, or one tag has no end."""
        try:
            self.parser.Parse(part, final)
        except expat.ExpatError as error:
            detail = expat.ErrorString(error.code) or ""
            raise InputError("source-not-xml", file=self.file, line=error.lineno, detail=detail) from error
        except (LookupError, ValueError) as error:
            raise InputError("source-encoding", file=self.file) from error
        self.fed += len(part)
        if self.fed - max(self.parser.CurrentByteIndex, 0) > LONGEST_TOKEN + 2 * PART:
            raise self._fault("source-tag-long", limit=LONGEST_TOKEN)

    def taken(self) -> list[Event]:
        """Return the events read since the last call."""
        ready, self.ready = self.ready, []
        return ready

    def _start(self, tag: str, told: dict[str, str]) -> None:
        name = tag.rpartition(SPACE)[2]
        if not self.open and name != "log":
            raise self._fault("source-not-xes", name=name[:80])
        if len(self.open) >= DEEPEST:
            raise self._fault("source-deep", limit=DEEPEST)
        self.open.append((name, told.get("key", "")))
        if name == "trace":
            self.case, self.events_of_case = {}, 0
        elif name == "event":
            self.event = dict(self.case)
            self.events_of_case += 1
        elif name in VALUES and "value" in told:
            self._take(told["value"])

    def _take(self, value: str) -> None:
        """Put a value into its event or case: a nested one under the keys of all around it, a repeated one after the first."""
        names = [name for name, _ in self.open]
        place = next((name for name in ("event", "trace") if name in names), "")
        if not place or "global" in names:
            return
        key = ".".join(key for _, key in self.open[names.index(place) + 1 :] if key)
        if place == "event" and self.event is not None:
            self.event[key] = f"{self.event[key]};{value}" if key in self.event else value
        elif self.events_of_case:
            raise self._fault("source-xes-order", name=key[:80])
        else:
            key = CASE + key
            self.case[key] = f"{self.case[key]};{value}" if key in self.case else value

    def _end(self, tag: str) -> None:
        name, _ = self.open.pop()
        if name == "event" and self.event is not None:
            self.ready.append(self.event)
            self.event = None
        elif name == "trace":
            if not self.events_of_case:
                self.ready.append(self.case)
            self.case, self.events_of_case = {}, 0

    def _refuse_entities(self, *told: object) -> None:
        raise self._fault("source-entities")

    def _fault(self, key: str, **facts: Fact) -> InputError:
        told: dict[str, Fact] = {"file": self.file, "line": self.parser.CurrentLineNumber, **facts}
        return InputError(key, **told)  # type: ignore[arg-type]  # the exit code is none of the facts
