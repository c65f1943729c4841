"""A copy of everything, and being forgotten."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from commerce import db as house
from commerce.channels.queries import ChannelInfo
from commerce.events import registry
from commerce.identity.actor import SYSTEM
from commerce.identity.models import User
from crm import events
from crm import public as crm
from crm.privacy import actions, queries
from crm.privacy.models import DataExport
from tests.builders import crm as build


@pytest.fixture
def nobody_else() -> Iterator[None]:
    """A house in which only crm keeps data of people."""
    mine = registry._by_fact.pop(events.DataExportRequested.name, [])
    yield
    registry._by_fact[events.DataExportRequested.name] = mine


@pytest.fixture
def another_app(nobody_else: None) -> Iterator[list[Any]]:
    """Another app that keeps data of people too."""
    heard: list[Any] = []

    @registry.on(events.DataExportRequested)
    def add_when_asked(fact: Any, envelope: Any) -> None:
        heard.append(fact)
        crm.add_to_export(
            export_id=fact.export_id,
            section="orders",
            content={"orders": [{"number": "EU-1"}]},
            at=envelope.delivered_at,
            by=SYSTEM,
        )

    yield heard
    registry._by_fact.pop(events.DataExportRequested.name, None)


def test_a_copy_holds_everything_crm_knows(
    channel: ChannelInfo, at: datetime, nobody_else: None
) -> None:
    """A8: export."""
    customer = build.make_customer(phone="030 901820")
    build.make_saved_address(customer)
    with house.transaction():
        crm.record_consent(
            customer_id=customer.customer_id,
            purpose="newsletter",
            given=True,
            source="account",
            at=at,
            by=SYSTEM,
        )
        export = actions.request_export(customer_id=customer.customer_id, at=at, by=SYSTEM)

    content = json.loads(queries.as_file(export))["sections"]["crm"]

    assert export.state == "ready"
    assert content["customers"][0]["email"] == "ada@example.com"
    assert content["customers"][0]["phone"] == "+4930901820"
    assert content["addresses"][0]["line1"] == "Karl-Liebknecht-Straße 12"
    assert content["consents"][0]["purpose"] == "newsletter"
    assert [line["what"] for line in content["timeline"]] == ["address_saved", "registered"]


def test_a_copy_waits_for_every_app_that_keeps_data(
    channel: ChannelInfo, at: datetime, another_app: list[Any], deliver: Callable[[], int]
) -> None:
    customer = build.make_customer()
    with house.transaction():
        export = actions.request_export(customer_id=customer.customer_id, at=at, by=SYSTEM)
    assert export.state == "collecting"

    with pytest.raises(actions.TooSoon), house.transaction():
        actions.request_export(customer_id=customer.customer_id, at=at, by=SYSTEM)
    deliver()

    ready = queries.get_export(customer_id=customer.customer_id, public_id=export.public_id)
    assert (ready.state, sorted(ready.sections)) == ("ready", ["crm", "orders"])


def test_a_foreign_copy_is_no_copy(channel: ChannelInfo, at: datetime, nobody_else: None) -> None:
    """PRT-1: nobody reaches another's record by any id."""
    victim, thief = build.make_customer(), build.make_customer("eve@example.com")
    with house.transaction():
        export = actions.request_export(customer_id=victim.customer_id, at=at, by=SYSTEM)

    for public_id in (export.public_id, ""):
        with pytest.raises(queries.UnknownExport):
            queries.get_export(customer_id=thief.customer_id, public_id=public_id)


def test_a_copy_is_dropped_after_a_week(
    channel: ChannelInfo, at: datetime, nobody_else: None
) -> None:
    customer = build.make_customer()
    with house.transaction():
        actions.request_export(customer_id=customer.customer_id, at=at, by=SYSTEM)
    with house.transaction():
        assert actions.expire_exports(at=at + timedelta(days=6)) == 0
        assert actions.expire_exports(at=at + timedelta(days=7)) == 1

    assert DataExport.objects.get().sections == {}


def test_being_forgotten_closes_the_sign_in_too(
    channel: ChannelInfo, at: datetime, nobody_else: None
) -> None:
    customer = build.make_account("ada@example.com", first_name="Ada")
    with house.transaction():
        actions.request_export(customer_id=customer.customer_id, at=at, by=SYSTEM)
        erased = actions.erase_person(
            customer_id=customer.customer_id, reason="asked", at=at, by=SYSTEM
        )

    user = User.objects.get()
    assert erased == (customer.customer_id,)
    assert (user.is_active, user.first_name, user.has_usable_password()) == (False, "", False)
    assert user.email == f"erased-{user.pk}@erased.invalid"
    assert DataExport.objects.get().sections == {}
    assert crm.find_customer(user_id=customer.user_id) is None


def test_a_member_of_staff_keeps_the_sign_in(
    channel: ChannelInfo, at: datetime, nobody_else: None
) -> None:
    customer = build.make_account("mina@example.com", is_staff=True)
    with house.transaction():
        actions.erase_person(customer_id=customer.customer_id, reason="asked", at=at, by=SYSTEM)

    assert User.objects.get().email == "mina@example.com"
