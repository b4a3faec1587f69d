"""Owns the one tree of errors and the exit codes. It refuses to word them: words are phrases, chosen at the edge."""

from __future__ import annotations

from enum import IntEnum

Fact = str | int | float | None


class ExitCode(IntEnum):
    """What the command line returns to its caller, one number for one kind of outcome."""

    OK = 0
    FAULT = 1  # a fault of the console itself
    USAGE = 2  # the call's words are off
    INVALID = 3  # a signature or a figure does not hold
    UNTRUSTED = 4  # it holds, but nobody known vouches for it
    UNSIGNED = 5  # nobody vouches for it
    GAP = 6  # signed and trusted, but the extract it follows is not at hand
    NOT_AN_EXTRACT = 10  # not a DuckDB file
    DAMAGED = 11  # truncated or corrupt
    NEWER_STORAGE = 12  # written by a newer DuckDB than ours
    MISSING_TABLE = 13  # what the contract requires is not there
    WRONG_TYPE = 14  # a column is not of the contract's type
    UNSAFE = 15  # the file holds a program: a view that reads files, a macro over a built-in
    NOT_FOUND = 16  # no such file
    EXPIRED = 17  # past the day it was to be destroyed by: it opens for nothing
    DEFINITION = 20  # a definition file is wrong
    SOURCE = 21  # a source file or its mapping is wrong
    QUERY = 22  # a query is wrong
    SETTINGS = 23  # the settings file is wrong
    MEMORY = 30  # the memory limit was reached
    CANCELLED = 31  # somebody stopped it
    CASEBOOK = 40  # the casebook cannot be opened or does not allow it
    KEYS = 41  # no key, a wrong passphrase, no safe key store
    SIGNING = 42  # cannot sign


class PlumblineError(Exception):
    """An error somebody can act on.

    ``key`` names the phrase ``error-<key>``, ``facts`` fill its places, ``exit_code`` is what the command line returns.
    """

    default_exit_code = ExitCode.FAULT

    def __init__(self, key: str, /, *, exit_code: ExitCode | None = None, **facts: Fact) -> None:
        super().__init__(key, facts)
        self.key = key
        self.facts = facts
        self.exit_code = self.default_exit_code if exit_code is None else exit_code

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.key} ({told})" if told else self.key


class UsageError(PlumblineError):
    """The request itself makes no sense; offers the nearest name where there is one."""

    default_exit_code = ExitCode.USAGE


class ExtractError(PlumblineError):
    """An extract that cannot be opened or trusted enough for what was asked."""

    default_exit_code = ExitCode.DAMAGED


class DefinitionError(PlumblineError):
    """A definition file with a fault, named by file and key."""

    default_exit_code = ExitCode.DEFINITION


class InputError(PlumblineError):
    """A source file or a mapping with a fault, named by file, line and column."""

    default_exit_code = ExitCode.SOURCE


class QueryError(PlumblineError):
    """A query DuckDB refused, with its position where known."""

    default_exit_code = ExitCode.QUERY


class SettingsError(PlumblineError):
    """A settings file with an unknown key or a wrong value."""

    default_exit_code = ExitCode.SETTINGS


class CasebookError(PlumblineError):
    """A casebook that cannot be opened, or a decision its rules do not allow."""

    default_exit_code = ExitCode.CASEBOOK


class KeyStoreError(PlumblineError):
    """No key, a wrong passphrase, or no safe place to keep one."""

    default_exit_code = ExitCode.KEYS


class BriefingError(PlumblineError):
    """A briefing that must not be printed, or that is not of the form this console writes."""

    default_exit_code = ExitCode.INVALID


class SigningError(PlumblineError):
    """A signature that cannot be made."""

    default_exit_code = ExitCode.SIGNING


class LimitError(PlumblineError):
    """A limit on memory, time or size was reached."""

    default_exit_code = ExitCode.MEMORY


class Cancelled(PlumblineError):
    """Somebody stopped it."""

    default_exit_code = ExitCode.CANCELLED

    def __init__(self) -> None:
        super().__init__("cancelled")
