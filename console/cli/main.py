"""Owns the command line: which commands there are, their words, and what becomes of an error. It refuses traces back."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import typer
from typer._click.core import Command  # Typer carries its own Click; its base classes have no public name
from typer._click.exceptions import ClickException
from typer.core import TyperArgument, TyperOption

from console import __version__, paths
from console.bootstrap import Context, start
from console.cli.commands import MODULES, Commands, load
from console.cli.output import say
from console.cli.usage import usage_sentence
from console.errors import ExitCode, PlumblineError
from console.i18n import Phrases
from console.settings import LANGUAGES

LANGUAGE_OPTION = "--language-of-words"


def run(words: Sequence[str], limit: bool = False) -> int:
    """Run one command and return its exit code; ``limit`` caps this process's own address space."""
    context: Context | None = None
    try:
        context = start().speaking(_language(words) or start().settings.language)
        if limit:
            _limit(context)
        return _invoke(context, words)
    except PlumblineError as fault:
        say((context or _fallback()).phrases.error(fault))
        return int(fault.exit_code)
    except MemoryError:
        say((context or _fallback()).phrases.text("error-memory"))
        return int(ExitCode.MEMORY)
    except (KeyboardInterrupt, typer.Abort):
        say((context or _fallback()).phrases.text("error-cancelled"))
        return int(ExitCode.CANCELLED)
    except Exception as fault:
        say(
            (context or _fallback()).phrases.text(
                "error-fault", kind=type(fault).__name__, file=str(_log(fault))
            )
        )
        return int(ExitCode.FAULT)


def _invoke(context: Context, words: Sequence[str]) -> int:
    command = typer.main.get_command(make_app(context.phrases, _asked(words)))
    _word(command, context.phrases)
    try:
        code = command.main(list(words), prog_name="plumbline", standalone_mode=False, obj=context)
    except typer.Exit as ended:
        return int(ended.exit_code)
    except ClickException as fault:
        say(usage_sentence(context.phrases, fault))
        return int(ExitCode.USAGE)
    return int(code) if isinstance(code, int) else int(ExitCode.OK)


def make_app(phrases: Phrases, names: Iterable[str] = MODULES) -> typer.Typer:
    """Return the Typer application with its words in one language: all commands, or those named."""
    app = typer.Typer(
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        help=phrases.text("command-plumbline"),
        epilog=_exit_codes(phrases),
    )
    app.callback(invoke_without_command=True)(_options)
    for name in names:
        command = load(name)
        if callable(command):
            _add(app, name, name, command, phrases)
        else:
            _add_group(app, name, command, phrases)
    return app


def _asked(words: Sequence[str]) -> Iterable[str]:
    """Return the one command the words begin with, none for the version alone, or all of them for anything else."""
    rest = list(words)
    while rest and rest[0].partition("=")[0] == LANGUAGE_OPTION:
        del rest[: 1 if "=" in rest[0] else 2]
    if rest == ["--version"]:
        return ()
    return rest[:1] if rest and rest[0] in MODULES else MODULES


def _add_group(app: typer.Typer, name: str, commands: Commands, phrases: Phrases) -> None:
    """Add commands that share a first word; their phrases are ``command-<first>-<second>``."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)
    for second, function in commands:
        _add(group, second, f"{name}-{second}", function, phrases)
    app.add_typer(group, name=name, help=phrases.text(f"command-{name}"))


def _add(app: typer.Typer, name: str, key: str, function: Callable[..., Any], phrases: Phrases) -> None:
    app.command(name, help=phrases.text(f"command-{key}"))(function)


def _options(
    context: typer.Context,
    language_of_words: str = typer.Option("", LANGUAGE_OPTION),
    version: bool = typer.Option(False, "--version", is_eager=True),
) -> None:
    """Take the options before a command; the language was read before Typer had words."""
    if version:
        sys.stdout.write(f"Plumbline {__version__}\n")
    elif context.invoked_subcommand is None:
        sys.stdout.write(context.get_help() + "\n")


def _word(command: Command, phrases: Phrases) -> None:
    """Give every parameter its help in the chosen language: its own phrase for the command, or the shared one."""
    inner = getattr(command, "commands", {})
    for parameter in command.params:
        name = (parameter.name or "").replace("_", "-")
        own, shared = f"option-{command.name}-{name}", f"option-{name}"
        if isinstance(parameter, TyperOption | TyperArgument) and name != "help":
            setattr(parameter, "help", phrases.text(own if phrases.has(own) else shared))  # noqa: B010
    for child in inner.values():
        _word(child, phrases)


def _exit_codes(phrases: Phrases) -> str:
    names = {code: phrases.text("exit-" + code.name.lower().replace("_", "-")) for code in ExitCode}
    told = "; ".join(f"{int(code)} {name}" for code, name in names.items())
    return phrases.text("command-exit-codes", codes=told)


def _language(words: Sequence[str]) -> str:
    """Return the language asked for anywhere on the line as ``--language-of-words``, or nothing."""
    for position, word in enumerate(words):
        told = word.partition("=")[2] if "=" in word else "".join(words[position + 1 : position + 2])
        if word.partition("=")[0] == LANGUAGE_OPTION and told in LANGUAGES:
            return told
    return ""


def _limit(context: Context) -> None:
    from console.engine.limits import limit_memory

    limit_memory(context.memory_bytes)


def _fallback() -> Context:
    """Return words for a start that failed before the settings could be read."""
    from console.domain.ports import SystemClock
    from console.settings import Settings

    resources = paths.resource_root()
    return Context(Settings(), resources, Phrases("zh-CN", resources / "phrases"), SystemClock())


def _log(fault: BaseException) -> Path:
    """Write what happened where a person can find it, and return the file."""
    folder = paths.cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "fault.log"
    told = "".join(traceback.format_exception(fault))
    path.write_text(f"{datetime.now().astimezone().isoformat()}\n{told}", "utf-8")
    return path
