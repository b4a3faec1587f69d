"""Owns the import wizard: five steps from files to an extract, what each asks of the helper process, and when one may go on.

It refuses to build while something the manifest must say is missing, and to read a foreign file in the window's process.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QStackedWidget

from console import paths
from console.domain.mapping import SourceSpec
from console.domain.ports import Progress
from console.gui.context import Page, ViewContext
from console.gui.offers import PageAction
from console.gui.scope import Scope
from console.gui.tasks import Ticket
from console.gui.views.wizard.draft import Draft, with_spec
from console.gui.views.wizard.first_steps import FilesStep, PreviewStep
from console.gui.views.wizard.helper import Helper, signers_in, sizes_of
from console.gui.views.wizard.last_steps import ChecksStep, SaveStep, field_words
from console.gui.views.wizard.mapping_step import MappingStep
from console.gui.views.wizard.tables import replaced_words
from console.gui.widgets.panel import Panel
from console.gui.widgets.piece import column
from console.gui.widgets.stepper import StepItem, Stepper
from console.gui.words import Words, say
from console.jobs.wizard_answers import Looked, LookRequest, Saved, Tried, TryRequest

LANE = "wizard"
GUTTER = 12
STEPPER, HEAD = 44, 68
STEPS = ("files", "preview", "mapping", "checks", "save")
FILES, PREVIEW, MAPPING, CHECKS, SAVE = range(5)
PATIENCE_MS = 350  # of quiet before a changed mapping is tried
Point = tuple[Words, Words]


class WizardPage(Page):
    """The page 数据导入."""

    def __init__(self, context: ViewContext) -> None:
        super().__init__(context)
        look = context.look
        start = context.start
        self.helper = Helper(start.resources, start.memory_bytes, start.settings.threads)
        self.files, self.preview = FilesStep(look), PreviewStep(look)
        self.mapping, self.checks, self.save = MappingStep(look), ChecksStep(look), SaveStep(look)
        self.steps: tuple[FilesStep | PreviewStep | MappingStep | ChecksStep | SaveStep, ...]
        self.steps = (self.files, self.preview, self.mapping, self.checks, self.save)
        self.save.writer = start.settings.httpfs_extension
        self.step = FILES
        self.draft: Draft | None = None
        self.tried: Tried | None = None
        self.saved: Saved | None = None
        self._specs: tuple[SourceSpec, ...] = ()
        self._looked_at: object = None
        self._building: Ticket | None = None
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(PATIENCE_MS)
        self._quiet.timeout.connect(self._try)
        self._lay_out()
        self._connect()
        self.go_to(FILES)

    def scope_changed(self, scope: Scope) -> None:
        """Read who may sign here; the scope of an open extract means nothing to files nobody opened yet."""
        self._read_signers()
        self.subtitle_changed.emit(say(f"wizard-subtitle-{STEPS[self.step]}"))
        self.figures_changed.emit(0)

    def page_actions(self) -> tuple[PageAction, ...]:
        """Return back and on; on the last step, what makes the extract."""
        busy = self._building is not None
        back = PageAction(
            "back", say("wizard-back"), "chevron-left", self.back, enabled=self.step > FILES and not busy
        )
        if self.step < SAVE:
            on = PageAction(
                "on", say("wizard-on"), "chevron-right", self.on, primary=True, enabled=self.may_go_on()
            )
            return (back, on)
        if self.saved is None:
            may = self.may_build()
            return (
                back,
                PageAction("build", say("wizard-build"), "package", self.build, primary=True, enabled=may),
            )
        there = self.context.offers("shelf")
        return (
            back,
            PageAction("again", say("wizard-again"), "rotate-ccw", self.start_again, enabled=not busy),
            PageAction(
                "show", say("wizard-to-shelf"), "library", self._to_shelf, primary=True, enabled=there
            ),
        )

    def command(self, key: str) -> bool:
        """Go on with Ctrl+Enter, back with Escape."""
        if key == "run":
            if self.step < SAVE and self.may_go_on():
                self.on()
            elif self.step == SAVE and self.may_build():
                self.build()
            return True
        if key == "back" and self.step > FILES and self._building is None:
            self.back()
            return True
        return False

    def may_go_on(self) -> bool:
        """Say whether the next step has what it needs."""
        if self.step == FILES:
            return bool(self.files.files)
        if self.step == PREVIEW:
            return self.draft is not None
        return self.draft is not None and bool(self.draft.plan.tables)

    def open_points(self) -> list[Point]:
        """Return what still stands in the way of an extract: what it is about, and what to do."""
        draft = self.draft
        if draft is None:
            return [(say("wizard-mapping"), say("wizard-point-mapping"))]
        told = draft.with_extract(self.save.extract())
        points: list[Point] = [(field_words(name), say("wizard-point-silent")) for name in told.silent()]
        points += [(field_words(name), say("wizard-point-day")) for name in self.save.wrong_days()]
        for place, table in enumerate(draft.plan.tables):
            for names, key in ((draft.empty(place), "needed"), (draft.in_clear(place), "clear")):
                points += [(f"{table.table}.{name}", say(f"wizard-point-{key}")) for name in names]
        keyless = self.tried.keyless if self.tried is not None else ()
        points += [(say("wizard-key-of", name=name), say("wizard-point-key", name=name)) for name in keyless]
        return points + self.save.points()

    def may_build(self) -> bool:
        """Say whether everything is told and nothing is being built."""
        return self._building is None and not self.open_points()

    def go_to(self, step: int) -> None:
        """Show a step, and ask for what it shows."""
        self.step = step
        self.stack.setCurrentIndex(step)
        self._show_steps()
        if step in {PREVIEW, MAPPING}:
            self._look()
        if step in {MAPPING, CHECKS} and self.tried is None:
            self._try()
        if step == SAVE:
            if self.draft is not None:
                self.save.show_extract(self.draft.plan.extract)
            self._show_points()
        self.subtitle_changed.emit(say(f"wizard-subtitle-{STEPS[step]}"))
        self.actions_changed.emit()

    def on(self) -> None:
        """Go to the next step."""
        self.go_to(min(self.step + 1, SAVE))

    def back(self) -> None:
        """Go to the step before."""
        self.go_to(max(self.step - 1, FILES))

    def start_again(self) -> None:
        """Begin with other files; what the extract says of itself stays filled in."""
        self.files.files.clear()
        self.files.show_files()
        self.files.set_mapping(None)
        self.saved = None
        self.go_to(FILES)

    def _lay_out(self) -> None:
        self.stepper = Stepper(self.look)
        head = Panel(self.look)
        head.set_content(self.stepper)
        self.stepper.setFixedHeight(self.look.px(STEPPER))
        head.setFixedHeight(self.look.px(HEAD))
        self.stack = QStackedWidget()
        for step in self.steps:
            self.stack.addWidget(step)
        layout = column(self.look.px(GUTTER))
        layout.addWidget(head)
        layout.addWidget(self.stack, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.files.add_asked.connect(self._choose_files)
        self.files.mapping_asked.connect(self._choose_mapping)
        self.files.changed.connect(self._files_changed)
        self.files.replaced.connect(lambda file: self.context.tell(replaced_words(file)))
        self.preview.corrected.connect(self._correct)
        self.mapping.changed.connect(self._mapping_changed)
        self.save.changed.connect(self._points_changed)
        self.save.target_asked.connect(self._choose_target)
        self.save.predecessor_asked.connect(self._choose_predecessor)
        self.destroyed.connect(self.helper.close)  # the helper outlives the page that goes

    def _show_steps(self) -> None:
        states = [
            "done" if place < self.step else "now" if place == self.step else "next" for place in range(5)
        ]
        if self.saved is not None:
            states[SAVE] = "done"
        items = [
            StepItem(say(f"wizard-step-{name}"), state) for name, state in zip(STEPS, states, strict=True)
        ]
        self.stepper.set_steps(items)

    def _choose_files(self) -> None:
        look = self.look
        told, _filter = QFileDialog.getOpenFileNames(
            self.window(), look.text("wizard-add"), str(Path.home()), look.text("wizard-files-filter")
        )
        if told:
            self.add_files([Path(one) for one in told])

    def add_files(self, files: list[Path]) -> None:
        """Add files to the list; their sizes are looked up off the window's thread."""
        ticket = self.context.run(lambda _progress: sizes_of(files), say("wizard-looking"), "", LANE)
        ticket.succeeded.connect(self.files.add)
        ticket.failed.connect(lambda failure: self.context.tell(failure.sentence(self.look)))

    def _choose_mapping(self) -> None:
        look = self.look
        told, _filter = QFileDialog.getOpenFileName(
            self.window(),
            look.text("wizard-mapping-choose"),
            str(Path.home()),
            look.text("wizard-mapping-filter"),
        )
        if told:
            self.files.set_mapping(Path(told))

    def _choose_target(self) -> None:
        look = self.look
        told, _filter = QFileDialog.getSaveFileName(
            self.window(), look.text("wizard-target-choose"), str(Path.home()), look.text("open-filter")
        )
        if told:
            path = Path(told)
            self.save.set_target(path if path.suffix else path.with_suffix(".duckdb"))

    def _choose_predecessor(self) -> None:
        look = self.look
        told, _filter = QFileDialog.getOpenFileName(
            self.window(), look.text("wizard-follows-choose"), str(Path.home()), look.text("open-filter")
        )
        self.save.set_predecessor(Path(told) if told else None)

    def _files_changed(self) -> None:
        self._specs = ()
        self._looked_at = None
        self.tried = None
        self.actions_changed.emit()

    def _correct(self, spec: object) -> None:
        assert isinstance(spec, SourceSpec)
        self._specs = with_spec(self._specs, spec)
        self.tried = None
        self._look()

    def _look(self) -> None:
        """Look at the files, unless that was done already."""
        files = tuple(path for path, _size in self.files.files)
        request = LookRequest(files, self.files.mapping, self._specs)
        if request == self._looked_at:
            return
        self._looked_at = request
        helper = self.helper

        def work(progress: Progress) -> Looked:
            return helper.call("wizard-look", request, progress, Looked)

        ticket = self.context.run(work, say("wizard-looking"), "wizard-look", LANE)
        panels = (self.preview.sources_panel, self.preview.preview, self.mapping.columns_panel)
        for panel in panels[1:]:
            panel.state.watch(ticket, lambda _found: None, self._look_again)
        self.preview.sources_panel.state.watch(ticket, self._show_looked, self._look_again)
        ticket.failed.connect(lambda _failure: self._forget_look())
        ticket.cancelled.connect(self._forget_look)

    def _forget_look(self) -> None:
        self._looked_at = None
        self.draft = None
        self.actions_changed.emit()

    def _look_again(self) -> None:
        self._looked_at = None
        self._look()

    def _show_looked(self, found: object) -> None:
        assert isinstance(found, Looked)
        extract = self.draft.plan.extract if self.draft is not None else {}
        self.draft = Draft(found, found.plan).with_extract({**found.plan.extract, **extract})
        self.tried = self.mapping.tried = None
        self.preview.show_cards(found.sources)
        self.mapping.show_draft(self.draft)
        self.actions_changed.emit()
        if self.step >= MAPPING:
            self._try()

    def _mapping_changed(self, draft: object) -> None:
        assert isinstance(draft, Draft)
        self.draft = draft
        self.tried = None
        self.saved = None
        self.actions_changed.emit()
        self._quiet.start()

    def _try(self) -> None:
        """Try the mapping as it stands; a change meanwhile replaces the trial."""
        draft = self.draft
        if draft is None or not draft.plan.tables:
            return
        files = {card.spec.name: card.path for card in draft.looked.sources}
        request = TryRequest(files, draft.plan, volumes=draft.volumes)
        helper = self.helper

        def work(progress: Progress) -> Tried:
            return helper.call("wizard-try", request, progress, Tried)

        ticket = self.context.run(work, say("wizard-trying"), "wizard-try", LANE)
        self.mapping.tables_panel.state.watch(ticket, self._show_tried, self._try)
        self.checks.refused_panel.state.watch(ticket, self._show_checks, self._try)
        self.checks.failing_panel.state.watch(ticket, self._show_checks, self._try)

    def _show_tried(self, found: object) -> None:
        assert isinstance(found, Tried)
        self.tried = found
        self.mapping.show_tried(found)
        self.actions_changed.emit()
        if self.step == SAVE and self.saved is None:
            self._show_points()

    def _show_checks(self, found: object) -> None:
        assert isinstance(found, Tried)
        self.checks.show_tried(found)

    def _points_changed(self) -> None:
        if self.step == SAVE:
            self.saved = None
            self._show_points()
        self.actions_changed.emit()

    def _show_points(self) -> None:
        if self.saved is None:
            self.save.show_open_points(self.open_points(), self.tried)

    def _read_signers(self) -> None:
        folder = paths.key_folder()
        ticket = self.context.run(
            lambda _progress: signers_in(folder), say("wizard-looking"), "wizard-signers", LANE
        )
        ticket.succeeded.connect(self.save.set_signers)
        ticket.failed.connect(lambda failure: self.context.tell(failure.sentence(self.look)))

    def build(self) -> None:
        """Make the extract: the whole of every file, with its manifest, signed where somebody signs."""
        draft, target = self.draft, self.save.target
        if draft is None or target is None or not self.may_build():
            return
        told = draft.with_extract(self.save.extract())
        files = {card.spec.name: card.path for card in draft.looked.sources}
        request = self.save.request(files, told.plan, target, self.context.start.memory_bytes // 2)
        request = replace(request, volumes=draft.volumes)
        helper = self.helper

        def work(progress: Progress) -> Saved:
            return helper.call("wizard-save", request, progress, Saved)

        ticket = self.context.run(work, say("wizard-building", file=target.name), "wizard-save", LANE)
        self._building = ticket
        self.save.result.state.watch(ticket, self._show_saved, self._show_points)
        ticket.finished.connect(self._built)
        self.actions_changed.emit()

    def _built(self) -> None:
        self._building = None
        self._show_steps()
        self.actions_changed.emit()

    def _show_saved(self, found: object) -> None:
        assert isinstance(found, Saved)
        self.saved = found
        self.save.show_saved(found)
        self.context.tell(say("wizard-told", file=found.target.name))

    def _to_shelf(self) -> None:
        if self.saved is not None:
            self.context.navigate("shelf", file=str(self.saved.target))
