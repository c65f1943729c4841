"""The door of an app: named arguments only, typed, and no row passes it."""

import inspect
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any, get_args, get_type_hints

import pytest
from django.db import models
from django.http import HttpRequest

from commerce.env import ROOT
from tests.architecture import house

LONGEST_DOOR = 300
STAY_HOME = (models.Model, models.QuerySet, models.Manager, HttpRequest)


def _module(app: str, name: str) -> ModuleType:
    return import_module(f"{app}.{name}")


def _verbs() -> list[Callable[..., Any]]:
    modules = [_module(app, "public") for app in house.APPS]
    return [
        verb
        for module in modules
        for name, verb in sorted(vars(module).items())
        if inspect.isfunction(verb) and not name.startswith("_") and _is_home(verb, module)
    ]


def _is_home(verb: Callable[..., Any], module: ModuleType) -> bool:
    return str(inspect.unwrap(verb).__module__) == module.__name__


def _name(verb: Callable[..., Any]) -> str:
    return f"{verb.__module__}.{verb.__name__}"


@pytest.mark.parametrize("verb", _verbs(), ids=_name)
def test_takes_named_arguments_only(verb: Callable[..., Any]) -> None:
    kinds = {parameter.kind for parameter in inspect.signature(verb).parameters.values()}

    assert kinds <= {inspect.Parameter.KEYWORD_ONLY}


@pytest.mark.parametrize("verb", _verbs(), ids=_name)
def test_lets_values_pass_and_keeps_rows_home(verb: Callable[..., Any]) -> None:
    hints = get_type_hints(inspect.unwrap(verb))

    assert "return" in hints
    rows = [n for n, hint in hints.items() for part in _parts(hint) if issubclass(part, STAY_HOME)]
    assert rows == []


@pytest.mark.parametrize("app", house.APPS)
def test_stays_a_door(app: str) -> None:
    assert len((ROOT / app / "public.py").read_text().splitlines()) <= LONGEST_DOOR


@pytest.mark.parametrize("app", house.APPS)
def test_carries_frozen_values(app: str) -> None:
    values = [
        value
        for name, value in vars(_module(app, "contracts")).items()
        if inspect.isclass(value) and value.__module__ == f"{app}.contracts" and name[0] != "_"
    ]

    thawed = [v.__name__ for v in values if not _is_frozen(v)]
    assert thawed == []


def _parts(hint: Any) -> list[type]:
    found = [hint] if isinstance(hint, type) else []
    return [*found, *(part for one in get_args(hint) for part in _parts(one))]


def _is_frozen(value: type) -> bool:
    parameters = getattr(value, "__dataclass_params__", None)
    plain = issubclass(value, Exception | str | int) or getattr(value, "_is_protocol", False)
    return plain or bool(parameters and parameters.frozen)
