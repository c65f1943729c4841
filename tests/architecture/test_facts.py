"""Every fact has a name, a version, a golden payload, and somebody who cares."""

import dataclasses
import json
from importlib import import_module
from typing import Any, cast

import pytest

from commerce.env import ROOT
from commerce.events import facts, registry
from commerce.events.facts import Fact
from tests.architecture import house

for _app in house.APPS:
    import_module(f"{_app}.events")

FACTS = sorted(
    (fact for name, fact in Fact.known.items() if name.split(".")[0] in house.FLOORS),
    key=lambda fact: fact.name,
)
# Nobody in the house need listen to these, but partners may subscribe to them.
EXPORTED = {
    "catalog.products_imported",
    "cms.page_published",
    "cms.page_unpublished",
    "crm.consent_changed",
    "crm.customer_registered",
    "orders.fulfillment_planned",
    "orders.order_completed",
    "payments.payment_declined",
}


def golden() -> dict[str, dict[str, Any]]:
    files = sorted((ROOT / "tests" / "facts").glob("*.json"))
    return {name: one for file in files for name, one in json.loads(file.read_text()).items()}


GOLDEN = golden()
STORED = [(name, version) for name, versions in GOLDEN.items() for version in versions]


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)
def test_is_a_frozen_value_named_after_its_app(fact: type[Fact]) -> None:
    parameters: Any = getattr(fact, "__dataclass_params__", None)
    assert parameters is not None
    assert parameters.frozen
    assert fact.name.split(".")[0] == fact.__module__.split(".")[0]
    assert fact.version >= 1
    assert fact.about in {field.name for field in dataclasses.fields(cast(Any, fact))}


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)
def test_has_a_golden_payload_of_its_version(fact: type[Fact]) -> None:
    assert str(fact.version) in GOLDEN.get(fact.name, {}), "python -m tests.facts.write"


@pytest.mark.parametrize(("name", "version"), STORED)
def test_reads_every_payload_that_was_ever_stored(name: str, version: str) -> None:
    payload = GOLDEN[name][version]

    found = facts.read(name, payload, int(version))

    assert facts.read(name, found.payload(), found.version) == found
    if int(version) == found.version:
        assert json.loads(json.dumps(found.payload(), default=str)) == payload


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)
def test_has_a_listener_or_is_meant_for_partners(fact: type[Fact]) -> None:
    everywhere = {one.key for one in registry.listeners("nobody.ever_announces_this")}

    heard = [one.key for one in registry.listeners(fact.name) if one.key not in everywhere]
    assert heard or fact.name in EXPORTED


def test_the_list_of_exported_facts_names_facts() -> None:
    assert {fact.name for fact in FACTS} >= EXPORTED
