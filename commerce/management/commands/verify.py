"""`manage.py verify`: everything a change has to pass, in the order that fails fastest."""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.management.base import BaseCommand
from typing_extensions import override

from commerce.embedded import browser, owner
from commerce.env import ROOT

PYTHON = sys.executable
HOUSE = ("commerce", "catalog", "crm", "inventory", "payments", "orders", "cms", "bi")


@dataclass(frozen=True, slots=True)
class Step:
    """One check: a command that ends with 0 when all is well; `aloud` shows its output as it runs."""

    name: str
    command: tuple[str, ...]
    aloud: bool = False
    settings: tuple[tuple[str, str], ...] = ()


CHECKS = (
    Step("style", (PYTHON, "-m", "ruff", "check", ".")),
    Step("format", (PYTHON, "-m", "ruff", "format", "--check", ".")),
    Step("imports", (PYTHON, "-c", "from importlinter.cli import lint_imports_command as c; c()")),
    Step(
        "migrations",
        (PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"),
        # Without a pool there is no waiting for a database, which the comparison does not need.
        settings=(("DATABASE_POOL", "0"),),
    ),
    Step(
        "floor plan",
        (PYTHON, "manage.py", "floor_plan", "--check"),
        settings=(("DATABASE_POOL", "0"),),
    ),
    Step("texts", (PYTHON, "manage.py", "messages", "--check"), settings=(("DATABASE_POOL", "0"),)),
    Step("templates", (PYTHON, "-m", "djlint", "--quiet", "--lint", "templates")),
    Step("types", (PYTHON, "-m", "mypy", *HOUSE, "bench", "tests")),
)
TESTS = Step("tests", (PYTHON, "-m", "pytest", "-n", "2", "--dist", "loadfile"), aloud=True)
# Seconds are only worth reading when nothing else runs.
FIELD = Step("field", (PYTHON, "-m", "pytest", "-m", "alone", "tests/proof"), aloud=True)


class Command(BaseCommand):
    """Runs the checks one by one and stops at the first that fails."""

    help = "Check style, imports, migrations, templates and types, then run every test."
    requires_system_checks = ()

    @override
    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--without-tests", action="store_true", help="only the checks")
        parser.add_argument("--only", help="one step by name")

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        steps = [*CHECKS] if options["without_tests"] else [*CHECKS, TESTS, FIELD]
        if options["only"]:
            steps = [step for step in (*CHECKS, TESTS, FIELD) if step.name == options["only"]]
        environment = self._environment()
        if {TESTS, FIELD} & set(steps):
            environment |= self._browser()
        started = time.monotonic()
        for step in steps:
            if not self._passes(step, environment):
                sys.exit(1)
        self.stdout.write(f"all well in {time.monotonic() - started:.0f} s")

    def _environment(self) -> dict[str, str]:
        # The checks and tests settle their own settings; what this command was given must not leak in.
        unwanted = {"DJANGO_SETTINGS_MODULE"}
        kept = {key: value for key, value in os.environ.items() if key not in unwanted}
        return {**kept, "PYTHONPATH": str(ROOT)}

    def _browser(self) -> dict[str, str]:
        if browser.find() is None:
            self.stdout.write("fetching a Chromium for the browser tests")
        try:
            return {"KONTOR_CHROMIUM": str(browser.find_or_fetch())}
        except owner.CannotStart as error:
            self.stderr.write(str(error))
            sys.exit(1)

    def _passes(self, step: Step, environment: Mapping[str, str]) -> bool:
        self.stdout.write(f"{step.name:<12}", ending="\n" if step.aloud else "")
        self.stdout.flush()
        started = time.monotonic()
        answer = subprocess.run(  # noqa: S603 - the commands above
            step.command,
            check=False,
            cwd=ROOT,
            env={**environment, **dict(step.settings)},
            stdout=None if step.aloud else subprocess.PIPE,
            stderr=None if step.aloud else subprocess.STDOUT,
            text=True,
        )
        word = "ok" if answer.returncode == 0 else "FAILED"
        lead = f"{step.name:<12}" if step.aloud else ""
        self.stdout.write(f"{lead}{word:<7}{time.monotonic() - started:6.1f} s")
        if answer.returncode and not step.aloud:
            self.stdout.write(answer.stdout)
            self.stdout.write(f"again: {' '.join(step.command)}")
        return answer.returncode == 0
