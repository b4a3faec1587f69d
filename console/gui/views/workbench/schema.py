"""Owns the left panel: the schema with labels and counts, and the statements kept, both behind one filter.

It refuses to count what only a scan would tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from console.domain.resting import MeasureLine
from console.gui.resting import rest_of
from console.gui.theme import Look
from console.gui.views.workbench.tree import Node, Tree
from console.gui.widgets.chips import Filter, FilterChips
from console.gui.widgets.panel import Panel
from console.gui.widgets.piece import column
from console.gui.words import Named, Words, both, say
from console.jobs.notebook import Kept
from console.jobs.workbench import Schema, SchemaColumn, SchemaTable, Snippet

DATA, SNIPPETS = "data", "snippets"
ICONS = {"VARCHAR": "type", "DATE": "calendar", "TIMESTAMP": "clock", "BOOLEAN": "square-check"}
GROUP_ICONS = {"extract": "table-2", "view": "scan-eye", "console": "settings"}
MEASURE = "measure"
KIND_ICONS = {"rule": "shield-check", MEASURE: "ruler", "view": "scan-eye"}
GROUPS = ("extract", "view", "console")


class SchemaPanel(Panel):
    """What a query may read, and statements to start from."""

    inserted = Signal(str)
    opened = Signal(str, str)

    def __init__(self, look: Look) -> None:
        super().__init__(look, say("workbench-data"), flush=True)
        self._schema: Schema | None = None
        self._snippets: tuple[Snippet, ...] = ()
        self._kept: tuple[Kept, ...] = ()
        self._rests: dict[str, MeasureLine] = {}
        self.filter = QLineEdit()
        self.filter.setClearButtonEnabled(True)
        self.chips = FilterChips(look, exclusive=True)
        self.data = Tree(look, say("workbench-data"))
        self.statements = Tree(look, say("workbench-snippets"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.data)
        self._stack.addWidget(self.statements)
        body = QWidget()
        px = look.px
        layout = column(px(8), (px(10), px(8), px(10), px(4)))
        layout.addWidget(self.chips)
        layout.addWidget(self.filter)
        layout.addWidget(self._stack, 1)
        body.setLayout(layout)
        self.set_content(body)
        self._offer(DATA)
        self.chips.changed.connect(lambda keys: self.show_part(keys[0] if keys else DATA))
        self.filter.textChanged.connect(self._filter)
        for tree in (self.data, self.statements):
            tree.inserted.connect(self.inserted)
            tree.opened.connect(self.opened)
        self.retranslate()

    def show_part(self, part: str) -> None:
        """Show the data or the statements."""
        self._offer(part)
        self._stack.setCurrentWidget(self.data if part == DATA else self.statements)
        self._filter(self.filter.text())

    def show_schema(self, found: Schema) -> None:
        """Show what a query may read."""
        self._schema = found
        self._fill()

    def show_snippets(self, found: Sequence[Snippet]) -> None:
        """Show the definitions' own statements."""
        self._snippets = tuple(found)
        self._fill()

    def show_rests(self, held: Mapping[str, MeasureLine]) -> None:
        """Show what is known of the data the measures rest on."""
        if self._rests != held:
            self._rests = dict(held)
            bar = self.statements.verticalScrollBar()
            at = bar.value()
            self._fill_statements()
            bar.setValue(at)

    def measures(self) -> tuple[str, ...]:
        """Return the measures there are statements of."""
        return tuple(one.id for one in self._snippets if one.kind == MEASURE)

    def show_kept(self, found: Sequence[Kept]) -> None:
        """Show the statements somebody kept."""
        self._kept = tuple(found)
        self._fill()

    def completions(self) -> list[str]:
        """Return the names of tables and columns."""
        return self.data.names()

    def retranslate(self) -> None:
        """Take words of the present language; lines of the trees choose theirs when they are drawn."""
        super().retranslate()
        if not hasattr(self, "filter"):
            return  # the base class speaks before the parts are there
        words = self.look.text("workbench-filter")
        self.filter.setPlaceholderText(words)
        self.filter.setAccessibleName(words)
        for tree in (self.data, self.statements):
            tree.retranslate()

    def _offer(self, part: str) -> None:
        filters = [Filter(key, say(f"workbench-part-{key}")) for key in (DATA, SNIPPETS)]
        self.chips.set_filters(filters, (part,))

    def _filter(self, words: str) -> None:
        for tree in (self.data, self.statements):
            tree.filter(words)

    def _fill(self) -> None:
        if self._schema is not None:
            self.data.set_nodes(schema_nodes(self.look, self._schema))
            count = sum(1 for table in self._schema.tables if table.group == "extract")
            views = sum(1 for table in self._schema.tables if table.group == "view")
            self.set_meta(say("workbench-counts", tables=count, views=views))
        self._fill_statements()

    def _fill_statements(self) -> None:
        self.statements.set_nodes(snippet_nodes(self.look, self._snippets, self._kept, self._rests))
        if self.filter.text():
            self._filter(self.filter.text())


def schema_nodes(look: Look, schema: Schema) -> list[Node]:
    """Return the tree of a schema."""
    heads = []
    for group in GROUPS:
        tables = [table for table in schema.tables if table.group == group]
        nodes = tuple(_table_node(look, table) for table in tables)
        if nodes:
            heads.append(Node(say(f"workbench-group-{group}"), head=True, children=nodes))
    return heads


def _table_node(look: Look, table: SchemaTable) -> Node:
    return Node(
        table.name,
        _label(table.labels),
        "" if table.rows is None else look.phrases.number(table.rows),
        GROUP_ICONS[table.group],
        faint=table.rows == 0,
        text=table.name,
        searched=_searched(table.name, table.labels),
        tooltip=_tooltip(table.name, table.labels),
        children=tuple(_column_node(column) for column in table.columns),
    )


def _column_node(one: SchemaColumn) -> Node:
    bare = one.type.partition("(")[0]
    icon = "key-round" if one.key else "eye-off" if one.personal else ICONS.get(bare, "hash")
    return Node(
        one.name,
        _label(one.labels),
        say("workbench-missing") if one.missing else short_type(one.type),
        icon,
        faint=one.missing,
        text=one.name,
        searched=_searched(one.name, one.labels),
        tooltip=_tooltip(f"{one.name} {one.type}", one.labels),
    )


def short_type(name: str) -> str:
    """Return a type as it fits beside a name."""
    bare, bracket, rest = name.partition("(")
    return "ENUM" if bare == "ENUM" else f"{bare}{bracket}{rest}".replace("DECIMAL(18,2)", "DECIMAL")


def snippet_nodes(
    look: Look, snippets: Sequence[Snippet], kept: Sequence[Kept], rests: Mapping[str, MeasureLine]
) -> list[Node]:
    """Return the tree of statements: one's own, rules and measures by theme, the derived tables.

    A measure of which that is known says how good the data are that it rests on.
    """
    own = tuple(
        Node(one.name, icon="bookmark", text=one.sql, opens=True, searched=f"{one.name} {one.sql}")
        for one in kept
    )
    heads = [Node(say("workbench-own"), head=True, children=own)] if own else []
    for theme in dict.fromkeys(one.theme for one in snippets if one.theme):
        found = tuple(_snippet_node(look, one, rests.get(one.id)) for one in snippets if one.theme == theme)
        heads.append(Node(say(f"workbench-theme-{theme}"), head=True, children=found))
    views = tuple(_snippet_node(look, one, None) for one in snippets if one.kind == "view")
    if views:
        heads.append(Node(say("workbench-group-view"), head=True, children=views))
    return heads


def _snippet_node(look: Look, one: Snippet, rest: MeasureLine | None) -> Node:
    return Node(
        one.id,
        _label(one.names),
        "" if rest is None else rest_of(look, rest).short,
        KIND_ICONS[one.kind],
        text=one.sql,
        opens=True,
        searched=_searched(one.id, one.names),
        tooltip=_tooltip(one.id, one.names),
    )


def _label(labels: Mapping[str, str]) -> Words:
    return both(labels.get("zh-CN", ""), labels.get("en", "")) if labels else ""


def _searched(name: str, labels: Mapping[str, str]) -> str:
    return " ".join((name, *labels.values()))


def _tooltip(name: str, labels: Mapping[str, str]) -> Words:
    told = "\n".join((name, *labels.values()))
    return Named({"zh-CN": told, "en": told})
