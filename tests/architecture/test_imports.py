"""Each import contract breaks, with a message that names the culprit, when its violation is planted."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from commerce.env import ROOT
from tests.architecture import house

LINT = "from importlinter.cli import lint_imports_command as c; c()"
# Two rooms of one app that need not know each other are told to import each other.
FIRST, SECOND = "catalog.planted_one", "catalog.planted_two"
PLANTED = {
    "crm/planting.py": "from orders import public as orders\n",
    "orders/planting.py": "import catalog.models\n",
    "catalog/planted_one/__init__.py": "",
    "catalog/planted_one/models.py": f"from {FIRST} import actions\n",
    "catalog/planted_one/actions.py": "",
    "catalog/planted_one/utils.py": "",
    "catalog/planted_one/rules.py": f"import django\nfrom {SECOND} import rules\n",
    "catalog/planted_two/__init__.py": "",
    "catalog/planted_two/rules.py": f"from {FIRST} import actions\n",
}
BROKEN = {
    "calls-go-down": "crm.planting -> orders.public",
    "knock-at-the-door": "orders.planting -> catalog.models",
    "same-floors-in-every-room": "catalog.planted_one.models -> catalog.planted_one.actions",
    "leaves": "catalog.planted_one.rules -> django",
    "no-circles": "planted_one",
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    copy = tmp_path_factory.mktemp("house")
    for app in house.FLOORS:
        shutil.copytree(ROOT / app, copy / app, ignore=_only_python)
    for name, text in PLANTED.items():
        (copy / name).parent.mkdir(exist_ok=True)
        (copy / name).write_text(text)
    law = (ROOT / "pyproject.toml").read_text()
    listed = f'containers = [\n  "{FIRST}",\n'
    (copy / "pyproject.toml").write_text(law.replace("containers = [\n", listed))
    answer = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"],
        check=False,
        capture_output=True,
        text=True,
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy), "COLUMNS": "300"},
    )
    assert answer.returncode == 1, answer.stdout + answer.stderr
    return answer.stdout


@pytest.mark.parametrize("contract", house.contracts())
def test_breaks_when_it_is_violated(report: str, contract: str) -> None:
    name = house.contracts()[contract]["name"]

    assert re.search(rf"^{re.escape(name)} BROKEN", report, flags=re.MULTILINE)
    assert BROKEN[contract] in report


def test_refuses_a_stray_file_in_a_room(report: str) -> None:
    assert "utils" in report


def _only_python(folder: str, names: list[str]) -> list[str]:
    return [n for n in names if not n.endswith(".py") and not (Path(folder) / n).is_dir()]
