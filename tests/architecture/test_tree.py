"""Owns proof that the tree keeps its promises: sizes, phrases in pairs, no stub, nothing of a machine. It refuses exceptions."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted([ROOT / "main.py", *(ROOT / "console").rglob("*.py"), *(ROOT / "sample_db").rglob("*.py")])
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TOP_LEVEL = {
    ".ci", ".gitignore", "CHANGELOG.md", "LICENSE", "Makefile", "README.md", "console", "main.py",
    "pyinstaller.spec", "pyproject.toml", "requirements.lock", "resources", "sample_db", "tests",
}  # fmt: skip
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_MAIN = 400, 50, 25
STUB = re.compile(r"\b(TODO|FIXME|XXX)\b|raise NotImplementedError")
MACHINE = re.compile(r"/(root|home|work)/|pypi\.org|registry\.npmjs|--index-url|deb\.debian\.org")
SECRET = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def tracked() -> list[Path]:
    """Return the files of the checkout; without git, every file that is not made by a command."""
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = done.stdout.splitlines()
    if done.returncode == 0 and names:
        return [ROOT / name for name in names if (ROOT / name).is_file()]
    made = {".venv", "build", "dist", "__pycache__", ".git"}
    return [path for path in ROOT.rglob("*") if path.is_file() and not made & set(path.parts)]


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, Function):
            yield node


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_top_level_holds_what_was_agreed_and_no_more() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in tracked()} == TOP_LEVEL


@pytest.mark.parametrize("path", [*SOURCES, *TESTS], ids=named)
def test_files_and_functions_stay_short(path: Path) -> None:
    assert path.read_text("utf-8").count("\n") <= LONGEST_FILE
    long = [f.name for f in functions(path) if (f.end_lineno or 0) - f.lineno + 1 > LONGEST_FUNCTION]
    assert long == []


def test_the_start_only_routes() -> None:
    lines = (ROOT / "main.py").read_text("utf-8").splitlines()
    assert sum(bool(line.strip()) and not line.strip().startswith('"""') for line in lines) <= LONGEST_MAIN


@pytest.mark.parametrize("path", [path for path in SOURCES if path.name != "main.py"], ids=named)
def test_every_module_says_what_it_owns(path: Path) -> None:
    told = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    assert "Owns " in told or path.name in {"__init__.py", "__main__.py"}, named(path)


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_nothing_is_left_to_do(path: Path) -> None:
    assert STUB.findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", TESTS, ids=named)
def test_every_test_can_fail(path: Path) -> None:
    dull = [f.name for f in functions(path) if f.name.startswith("test_") and not _can_fail(f)]
    assert dull == []


def _can_fail(function: Function) -> bool:
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call) and re.search(
            "raises|assert|check|expect|refus|wait", ast.unparse(node.func)
        ):
            return True
    return False


def test_nothing_of_a_machine_and_no_secret_is_committed() -> None:
    own = Path(__file__)
    for path in tracked():
        if path == own or path.suffix in {".ttf", ".png", ".svg"}:
            continue
        text = path.read_text("utf-8", errors="replace")
        assert not SECRET.search(text), named(path)
        assert not MACHINE.search(text), named(path)


def test_every_locked_package_has_its_hashes() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    packages = re.findall(
        r"^([A-Za-z0-9._-]+)==\S+.*?(?=^[A-Za-z0-9._-]+==|\Z)", text, re.MULTILINE | re.DOTALL
    )
    blocks = re.split(r"^(?=[A-Za-z0-9._-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(packages) == len(blocks) > 40
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_every_direct_dependency_is_locked_and_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    locked = set(
        re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    )
    told = tomllib.loads(text)
    wanted = [
        *told["project"]["dependencies"],
        *(one for group in told["dependency-groups"].values() for one in group),
    ]
    for requirement in wanted:
        name = re.split(r"[=<>~!]", requirement)[0]
        assert name.lower().replace(".", "-") in locked, name
        assert re.search(rf'^    "{re.escape(requirement)}", +# \S', text, re.MULTILINE), requirement
    assert not {"pandas", "pyarrow"} & locked
