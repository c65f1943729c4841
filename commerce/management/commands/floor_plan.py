"""manage.py floor_plan: draw the house as it stands into docs/floor-plan.md."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from typing_extensions import override

from commerce import env
from commerce.events import registry
from commerce.events.facts import Fact
from commerce.states import Flow

APPS = ("commerce", "catalog", "crm", "inventory", "payments", "orders", "cms", "bi")


class Command(BaseCommand):
    """Writes rooms, facts with their listeners, and every lifecycle as a diagram."""

    help = "Write docs/floor-plan.md: rooms, facts and listeners, lifecycles."

    @override
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="fail when the file is not up to date"
        )

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        target = env.ROOT / "docs" / "floor-plan.md"
        text = plan()
        if options["check"]:
            if not target.exists() or target.read_text() != text:
                self.stderr.write("docs/floor-plan.md is out of date: run manage.py floor_plan")
                raise SystemExit(1)
            return
        target.parent.mkdir(exist_ok=True)
        target.write_text(text)
        self.stdout.write(f"{target.relative_to(env.ROOT)} written")


def plan() -> str:
    """This writes the whole plan as Markdown."""
    parts = [
        "# Floor plan",
        "",
        "Written by `manage.py floor_plan`; do not edit.",
        "",
        "## Rooms",
        "",
    ]
    for app in APPS:
        parts += [f"### {app}", "", _first_line(import_module(app)), ""]
        parts += [f"- **{name}**: {_first_line(module)}" for name, module in _rooms(app)] + [""]
    parts += ["## Facts and who listens", "", "| fact | about | listeners |", "|---|---|---|"]
    for name in sorted(Fact.known):
        keys = ", ".join(f"`{one.key}`" for one in registry.listeners(name)) or "-"
        parts.append(f"| `{name}` | {Fact.known[name].about} | {keys} |")
    parts += ["", "## Lifecycles", ""]
    for where, flow in sorted(_flows(), key=lambda pair: pair[0]):
        parts += [f"### {flow.name} (`{where}`)", "", "```mermaid", flow.mermaid(), "```", ""]
    return "\n".join(parts)


def _rooms(app: str) -> Iterator[tuple[str, Any]]:
    folder = Path(import_module(app).__file__ or "").parent
    for found in pkgutil.iter_modules([str(folder)]):
        if found.ispkg and found.name not in {
            "migrations",
            "management",
            "settings",
            "templatetags",
        }:
            yield found.name, import_module(f"{app}.{found.name}")


def _flows() -> Iterator[tuple[str, Flow]]:
    for app in APPS[1:]:
        for room, _ in _rooms(app):
            try:
                module = import_module(f"{app}.{room}.states")
            except ModuleNotFoundError:
                continue
            for value in vars(module).values():
                if isinstance(value, Flow):
                    yield f"{app}.{room}.states", value


def _first_line(module: Any) -> str:
    return (module.__doc__ or "").strip().split("\n")[0]
