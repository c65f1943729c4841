"""Every lifecycle is guarded by the database, too."""

from importlib import import_module
from types import ModuleType

import pytest
from django.apps import apps
from django.db.models import CheckConstraint, Q

from commerce.env import ROOT
from commerce.states import Flow
from tests.architecture import house


def _modules() -> list[ModuleType]:
    names = [f"{room}.states" for room in house.rooms() if house.has_leaf(room, "states")]
    folders = (ROOT / "commerce").glob("*/states.py")
    names += [f"commerce.{path.parent.name}.states" for path in folders]
    return [import_module(name) for name in names]


FLOWS = sorted(
    {
        id(v): v for module in _modules() for v in vars(module).values() if isinstance(v, Flow)
    }.values(),
    key=lambda flow: flow.name,
)


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
def test_a_row_can_only_be_in_a_state_of_its_flow(flow: Flow) -> None:
    guarded = {
        frozenset(states)
        for app in house.FLOORS
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, CheckConstraint)
        for states in _allowed(constraint.condition)
    }

    assert frozenset(flow.states) in guarded


def test_every_flow_has_a_name_of_its_own() -> None:
    names = [flow.name for flow in FLOWS]

    assert len(names) == len(set(names))


def _allowed(condition: object) -> list[list[str]]:
    if not isinstance(condition, Q):
        return []
    pairs = [child for child in condition.children if isinstance(child, tuple)]
    return [list(value) for name, value in pairs if name == "state__in"]
