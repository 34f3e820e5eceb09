"""Files stay near 80 lines and functions near 8; beyond 250 and 40 somebody has to say why. Tests may list cases."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.server import CHECKOUT

LONGEST_FILE = 250
LONGEST_FUNCTION = 40
PACKAGES = ("domain", "rules_engine", "notifications", "console", "seed", "benchmarks", "tools")

# path: why it may be longer
LONG_FILES: dict[str, str] = {}
# path::function: why it may be longer
LONG_FUNCTIONS: dict[str, str] = {
    "seed/stories/marie_dupont.py::marie_dupont": "a story is told from its beginning to its end",
}


def sources() -> Iterator[Path]:
    for package in PACKAGES:
        for path in sorted((CHECKOUT / package).rglob("*.py")):
            if "migrations/versions" not in path.as_posix():
                yield path


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function of a file and the lines of its body; the signature and the docstring are free."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            body = node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body
            yield node.name, node.end_lineno - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("package", PACKAGES)
def test_no_file_is_too_long(package: str) -> None:
    lengths = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in of(package)}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE and name not in LONG_FILES} == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_no_function_is_too_long(package: str) -> None:
    lengths = {f"{named(path)}::{name}": length for path in of(package) for name, length in functions(path)}
    too_long = {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION}
    assert {name: length for name, length in too_long.items() if name not in LONG_FUNCTIONS} == {}


def of(package: str) -> Iterator[Path]:
    return (path for path in sources() if path.relative_to(CHECKOUT).parts[0] == package)


def named(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()
