"""`python -m tests.facts.write`: adds a golden payload for facts and versions that have none; never changes one."""

import dataclasses
import json
import os
import types
import typing
from datetime import UTC, date, datetime
from importlib import import_module
from typing import Any

from commerce.env import ROOT
from commerce.events.facts import Fact
from commerce.money import Money
from tests.architecture import house

SAMPLES: dict[Any, Any] = {
    int: 17,
    bool: True,
    str: "sample",
    Money: Money(1999, "EUR"),
    datetime: datetime(2026, 11, 2, 9, 30, tzinfo=UTC),
    date: date(2026, 11, 2),
}


def sample(kind: Any) -> Any:
    """This makes a value of a field's type: a plain one, or a structure of plain ones."""
    if kind in SAMPLES:
        return SAMPLES[kind]
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return kind(**{one.name: sample(hints[one.name]) for one in dataclasses.fields(kind)})  # type: ignore[operator]
    arguments = typing.get_args(kind)
    if typing.get_origin(kind) is tuple:
        present = [one for one in arguments if one is not Ellipsis]
        return tuple(sample(one) for one in present)
    if typing.get_origin(kind) in {types.UnionType, typing.Union}:
        return sample(next(one for one in arguments if one is not type(None)))
    message = f"no sample for {kind}"
    raise TypeError(message)


def write() -> None:
    """This adds what is missing to tests/facts/<app>.json."""
    for fact in Fact.known.values():
        file = ROOT / "tests" / "facts" / f"{fact.name.split('.')[0]}.json"
        known = json.loads(file.read_text()) if file.exists() else {}
        versions = known.setdefault(fact.name, {})
        versions.setdefault(str(fact.version), sample(fact).payload())
        file.write_text(json.dumps(known, indent=2, sort_keys=True) + "\n")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commerce.settings.test")
    import django

    django.setup()
    for app in house.APPS:
        import_module(f"{app}.events")
    write()
