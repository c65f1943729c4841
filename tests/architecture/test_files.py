"""Files and functions stay short enough to be read at once."""

import ast
from pathlib import Path

import pytest

from commerce.env import ROOT
from tests.architecture import house

LONGEST_FILE = 400
LONGEST_FUNCTION = 50


def test_files_have_at_most_400_lines() -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in house.files()}

    too_long = {str(p.relative_to(ROOT)): n for p, n in lengths.items() if n > LONGEST_FILE}
    assert too_long == {}


def test_functions_have_at_most_50_lines() -> None:
    too_long = [found for path in house.files() for found in _long_functions(path)]

    assert too_long == []


@pytest.mark.parametrize("room", house.rooms())
def test_a_room_says_what_it_is_for_and_holds_nothing_else(room: str) -> None:
    source = (ROOT / room.replace(".", "/") / "__init__.py").read_text()

    body = ast.parse(source).body
    assert len(body) == 1, f"{room}/__init__.py holds code"
    assert isinstance(body[0], ast.Expr)
    assert len(ast.get_docstring(ast.parse(source)) or "") > 20


def _long_functions(path: Path) -> list[str]:
    tree = ast.parse(path.read_text())
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [
        f"{path.relative_to(ROOT)}:{one.lineno} {one.name}"
        for one in functions
        if (one.end_lineno or one.lineno) - one.lineno + 1 > LONGEST_FUNCTION
    ]
