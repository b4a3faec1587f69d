"""Owns the start: settings, words, definitions and the adapters a window or a command needs. It refuses to compute."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from console import paths
from console.domain.catalogue import Catalogue
from console.domain.ports import Clock, SystemClock
from console.i18n import Phrases
from console.settings import GIBIBYTE, Settings, read_settings


@dataclass(frozen=True, slots=True)
class Context:
    """What every command and the window start from."""

    settings: Settings
    resources: Path
    phrases: Phrases
    clock: Clock

    @property
    def memory_bytes(self) -> int:
        """Return the address space one opened extract may use."""
        return int(self.settings.memory_gibibytes * GIBIBYTE)

    @property
    def trust_folders(self) -> tuple[Path, ...]:
        """Return the folders of trusted authorities: the console's own and the user's."""
        return (self.resources / "trust", paths.trust_folder())

    def catalogue(self) -> Catalogue:
        """Read every definition, and the user's own rules; a faulty one of ours is an error here, not later."""
        from console.jobs.own_rules import (
            load_definitions,
        )  # the window leaves the definitions to its workers

        return load_definitions(self.resources, paths.own_rules_folder())

    def speaking(self, language: str) -> Context:
        """Return the same context in another language."""
        if language == self.phrases.language:
            return self
        phrases = Phrases(language, self.resources / "phrases")
        return replace(self, phrases=phrases, settings=replace(self.settings, language=language))


def start() -> Context:
    """Read the settings and return the context of this process.

    Raises SettingsError for a settings file with a fault.
    """
    settings = read_settings(paths.settings_file())
    resources = paths.resource_root()
    return Context(settings, resources, Phrases(settings.language, resources / "phrases"), SystemClock())
