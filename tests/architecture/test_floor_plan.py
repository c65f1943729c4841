"""The floor plan in the law, the rooms on disk and the index files tell the same story."""

import ast
from pathlib import Path

import pytest

from commerce.env import ROOT
from tests.architecture import house

INDEXES = {
    "models": ("models",),
    "admin": ("admin",),
    "tasks": ("tasks",),
    "reactions": ("reactions",),
    "urls": ("api", "pages"),
}


def test_lists_every_room_in_the_law() -> None:
    listed = house.contracts()["same-floors-in-every-room"]["containers"]

    assert sorted(listed) == sorted(house.rooms())


@pytest.mark.parametrize("room", house.rooms())
def test_a_room_holds_only_the_known_kinds_of_files(room: str) -> None:
    folder = ROOT / room.replace(".", "/")

    found = {path.stem for path in folder.iterdir() if not path.name.startswith(("__", "."))}
    assert found <= set(house.LEAVES)


@pytest.mark.parametrize("app", house.APPS)
@pytest.mark.parametrize("index", INDEXES)
def test_an_index_imports_every_room(app: str, index: str) -> None:
    imported = _imports(ROOT / app / f"{index}.py")

    wanted = {
        f"{room}.{leaf}"
        for room in house.rooms()
        for leaf in INDEXES[index]
        if room.startswith(f"{app}.") and house.has_leaf(room, leaf)
    }
    missing = {one for one in wanted if not any(_covers(found, one) for found in imported)}
    assert missing == set()


@pytest.mark.parametrize("app", house.APPS)
@pytest.mark.parametrize("index", ["models", "admin", "tasks", "reactions"])
def test_an_index_only_imports(app: str, index: str) -> None:
    body = ast.parse((ROOT / app / f"{index}.py").read_text()).body

    others = [node for node in body if not _is_index_line(node)]
    assert others == []


def _imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def _covers(found: str, wanted: str) -> bool:
    return found == wanted or found.startswith(f"{wanted}.")


def _is_index_line(node: ast.stmt) -> bool:
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets if isinstance(target, ast.Name)] == ["__all__"]
    return isinstance(node, ast.Import | ast.ImportFrom | ast.Expr)
