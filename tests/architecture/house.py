"""The house as these tests see it: its apps, floors, rooms and files."""

import tomllib
from pathlib import Path
from typing import Any

from commerce.env import ROOT

FLOORS = {
    "commerce": 0,
    "catalog": 1,
    "crm": 1,
    "inventory": 2,
    "payments": 2,
    "orders": 3,
    "cms": 3,
    "bi": 4,
}
APPS = tuple(app for app, floor in FLOORS.items() if floor)
LEAVES = (
    "rules",
    "states",
    "models",
    "queries",
    "clients",
    "actions",
    "reactions",
    "tasks",
    "api",
    "pages",
    "admin",
    "middleware",
)
# Where Django wants them, and tools that stand beside the rooms: a studio, an emulator, a demo company.
NOT_ROOMS = {"migrations", "management", "templatetags", "static", "locale"}
WORKSHOPS = {
    "bi.demo",
    "catalog.studio",
    "catalog.demo",
    "cms.demo",
    "crm.demo",
    "orders.demo",
    "payments.stripe_emulator",
}


def rooms() -> list[str]:
    """This lists the rooms on disk as `app.room`, in floor order."""
    folders = [path.parent for app in APPS for path in sorted((ROOT / app).glob("*/__init__.py"))]
    names = [f"{folder.parent.name}.{folder.name}" for folder in folders]
    return [n for n in names if n not in WORKSHOPS and n.split(".")[1] not in NOT_ROOMS]


def has_leaf(room: str, leaf: str) -> bool:
    """This answers whether a room has a file, or a folder, of this kind."""
    folder = ROOT / room.replace(".", "/")
    return (folder / f"{leaf}.py").exists() or (folder / leaf / "__init__.py").exists()


def files() -> list[Path]:
    """This lists every Python file of the house and its tests, without migrations."""
    found = [
        path
        for folder in (*FLOORS, "tests", "bench")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts
    ]
    return [*found, ROOT / "manage.py"]


def contracts() -> dict[str, dict[str, Any]]:
    """This reads the import contracts by their id."""
    law = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return {one["id"]: one for one in law["tool"]["importlinter"]["contracts"]}
