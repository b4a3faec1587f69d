"""Owns the judging of the rows of one table by many rules in one pass. It refuses to count where a row is met more than once.

Each rule's number of a row takes its bits of a word; rows of one word are counted together, and only the keys of those
that some rule flags leave the engine.
"""

from __future__ import annotations

import copy
import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from console.domain.ports import Progress, stop_if_cancelled
from console.domain.rule import Rule
from console.domain.view import View
from console.engine.columns import quoted
from console.engine.connection import Connection
from console.engine.rowwise import CLEAR, FIRST_REASON, FLAGGED, PASSED, SILENT, Join, Node, Shape, shape_of
from console.engine.session import Row
from console.engine.subset import parsed, walk, written
from console.engine.views import set_parameters

FEWEST = 2  # one alone has nothing to share
WORD_BITS = 60
EACH = "each_row"
UNLIKE = ("query_location", "query_location_length")  # in what two tables written alike differ


@dataclass(frozen=True, slots=True)
class Counted:
    """What one rule said of all rows: verdicts and reasons with how many, and the keys of what it flagged."""

    rows: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    keys: list[tuple[Any, ...]] = field(default_factory=list)
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a rule's number stands: in which word, from which bit on."""

    word: int
    shift: int


def counted_by_row(
    session: Connection,
    views: Mapping[str, View],
    rules: Iterable[Rule],
    changed: Mapping[str, Mapping[str, float]],
    progress: Progress,
) -> dict[str, Counted]:
    """Return, by rule, what was counted in one pass with others; ``changed`` are values of parameters by rule and name."""
    found: dict[str, Counted] = {}
    for company in _companies(rules, views):
        began = time.perf_counter()
        stop_if_cancelled(progress)
        together = [rule for rule, _ in company]
        values = {name: value for rule in together for name, value in changed.get(rule.id, {}).items()}
        set_parameters(session, [each for rule in together for each in rule.parameters], values)
        counted = _counted(session, [shape for _, shape in company], progress)
        seconds = (time.perf_counter() - began) / len(company)
        found |= {
            rule.id: replace(one, seconds=seconds) for rule, one in zip(together, counted, strict=False)
        }
    return found


def _companies(rules: Iterable[Rule], views: Mapping[str, View]) -> list[list[tuple[Rule, Shape]]]:
    """Return the rules that are judged together, a list for each table; no two of one have a parameter of one name."""
    found: dict[str, list[tuple[Rule, Shape]]] = {}
    for rule in rules:
        shape = shape_of(rule, views)
        if shape is not None and not _clashes(rule, [other for other, _ in found.get(shape.table, ())]):
            found.setdefault(shape.table, []).append((rule, shape))
    return [company for company in found.values() if len(company) >= FEWEST]


def _clashes(rule: Rule, others: Iterable[Rule]) -> bool:
    held = {parameter.name for other in others for parameter in other.parameters}
    return any(parameter.name in held for parameter in rule.parameters)


def _counted(session: Connection, shapes: Sequence[Shape], progress: Progress) -> list[Counted]:
    """Return what each judge says of the rows of their table; nothing where what is joined meets a row more than once."""
    places = _places(shapes)
    words = places[-1].word + 1
    rows = session.rows(_query(shapes, places), progress)
    (whole,) = session.row(f"SELECT count(*) FROM {quoted(shapes[0].table)}", progress)
    if sum(row[words] for row in rows) != whole:
        return []
    return [_read(shape, place, rows, words) for shape, place in zip(shapes, places, strict=True)]


def _places(shapes: Sequence[Shape]) -> list[_Place]:
    found: list[_Place] = []
    word, shift = 0, 0
    for shape in shapes:
        if shift + shape.bits > WORD_BITS:
            word, shift = word + 1, 0
        found.append(_Place(word, shift))
        shift += shape.bits
    return found


def _read(shape: Shape, place: _Place, rows: Iterable[Row], words: int) -> Counted:
    """Return one rule's part of what was counted: each row has the words, how many, and the keys where one is flagged."""
    said: dict[int, tuple[str, str | None]] = {CLEAR: ("clear", None), FLAGGED: ("flagged", None)}
    said |= {FIRST_REASON + 2 * i: (SILENT, reason) for i, reason in enumerate(shape.reasons)}
    found = Counted()
    for row in rows:
        number = (row[place.word] >> place.shift) & ((1 << shape.bits) - 1)
        if number != PASSED:
            found.rows[said[number]] += row[words]
        if number == FLAGGED:
            found.keys.extend(tuple(key[name] for name in shape.key) for key in row[words + 1])
    return found


def _query(shapes: Sequence[Shape], places: Sequence[_Place]) -> str:
    """Return the query that counts the rows of each word, with the keys of those that are flagged."""
    words = range(places[-1].word + 1)
    summed = [
        " + ".join(
            f"(CAST(c{i} AS BIGINT) << {one.shift})" for i, one in enumerate(places) if one.word == word
        )
        for word in words
    ]
    masks = [sum(1 << one.shift for one in places if one.word == word) for word in words]
    flagged = " OR ".join(f"(w{i} & {mask}) <> 0" for i, mask in enumerate(masks))
    keys = sorted({name for shape in shapes for name in shape.key})
    shown = ", ".join(map(quoted, keys))
    told = ", ".join(f"{quoted(name)} := {quoted(name)}" for name in keys)
    named = ", ".join(f"w{word}" for word in words)
    made = ", ".join(f"{each} AS w{word}" for word, each in enumerate(summed))
    return (
        f"SELECT {named}, count(*), list(struct_pack({told})) FILTER (WHERE {flagged}) "
        f"FROM (SELECT {shown}, {made} FROM ({_numbered(shapes, keys)})) GROUP BY {named}"
    )


def _numbered(shapes: Sequence[Shape], keys: Sequence[str]) -> str:
    """Return the query that gives each row the number of each judge; what several join alike is joined once."""
    shown = ", ".join(f"{EACH}.{quoted(name)}" for name in keys)
    tree = parsed("", f"SELECT {shown} FROM {quoted(shapes[0].table)} AS {EACH}")
    top = tree["statements"][0]["node"]
    known: dict[str, str] = {}
    for place, shape in enumerate(shapes):
        tables = {name: f"t{place}_{name}" for name in shape.common}
        top["cte_map"]["map"] += [
            {"key": tables[name], "value": renamed(value, {}, tables)} for name, value in shape.common.items()
        ]
        owners = {shape.alias: EACH}
        for join in shape.joins:
            _add(top, join, owners, tables, known)
        top["select_list"].append({**renamed(shape.code, owners, {}), "alias": f"c{place}"})
    return written(tree)


def _add(
    top: Node, join: Join, owners: dict[str, str], tables: Mapping[str, str], known: dict[str, str]
) -> None:
    """Join a table to the row, or find it where one written alike is joined already."""
    right = renamed(join.right, {}, tables)
    alike = _bare({**right, "alias": ""}, renamed(join.condition, {**owners, join.alias: ""}, {}))
    if alike in known:
        owners[join.alias] = known[alike]
        return
    owners[join.alias] = known[alike] = f"j{len(known)}"
    top["from_table"] = {
        **parsed("", "SELECT 0 FROM a LEFT JOIN b ON TRUE")["statements"][0]["node"]["from_table"],
        "left": top["from_table"],
        "right": {**right, "alias": owners[join.alias]},
        "condition": renamed(join.condition, owners, {}),
        "join_type": "INNER" if join.condition is None else "LEFT",
        "ref_type": "CROSS" if join.condition is None else "REGULAR",
    }


def _bare(*trees: Node | None) -> str:
    """Return how trees are written, wherever they stand."""
    bare = copy.deepcopy(trees)
    for node in walk(list(bare)):
        for name in UNLIKE:
            node.pop(name, None)
    return json.dumps(bare, sort_keys=True)


def renamed(tree: Any, owners: Mapping[str, str], tables: Mapping[str, str]) -> Any:
    """Return a tree whose columns are named by other tables, and whose tables have other names."""
    found = copy.deepcopy(tree)
    for node in walk(found):
        if node.get("class") == "COLUMN_REF" and len(node["column_names"]) > 1:
            first, *rest = node["column_names"]
            node["column_names"] = [owners.get(first, first), *rest]
        elif node.get("type") == "BASE_TABLE" and node["table_name"] in tables:
            node["alias"] = node["alias"] or node["table_name"]
            node["table_name"] = tables[node["table_name"]]
            node["qualified_name"] = {"path": [node["table_name"]]}
    return found
