"""Becoming a customer."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from django.db import connections

from commerce import db as house
from commerce.channels.queries import ChannelInfo
from commerce.db import TransactionMisuse
from commerce.identity.actor import SYSTEM, Actor
from crm import public as crm
from crm.customers import queries
from crm.customers.actions import register
from crm.customers.models import Customer, CustomerEvent
from crm.customers.rules import people
from tests.builders import commerce as ground
from tests.builders import crm as build


def test_a_guest_is_known_by_email_within_the_channel(
    channel: ChannelInfo, facts: Callable[[], list[str]]
) -> None:
    first = build.make_customer("Ada@Example.com", name="")
    again = build.make_customer("ada@example.com", name="Ada Lovelace", language="de")

    assert again.customer_id == first.customer_id
    assert (again.email, again.name, again.language) == ("ada@example.com", "Ada Lovelace", "en")
    assert again.user_id is None
    assert again.public_id.startswith("cus_")
    assert facts() == ["crm.customer_registered"]


def test_what_a_guest_types_overwrites_nothing(channel: ChannelInfo) -> None:
    build.make_customer(name="Ada Lovelace", phone="030 901820")
    found = build.make_customer(name="Mallory", phone="030 901821", language="fr")

    assert (found.name, found.phone, found.language) == ("Ada Lovelace", "+4930901820", "en")


def test_the_same_address_in_another_channel_is_another_guest(channel: ChannelInfo) -> None:
    uk = ground.make_channel(code="uk", name="United Kingdom", currency="GBP")

    assert build.make_customer().customer_id != build.make_customer(channel=uk).customer_id


def test_an_account_is_not_the_guest_who_typed_its_address(channel: ChannelInfo) -> None:
    guest = build.make_customer("ada@example.com")
    account = build.make_account("ada@example.com")

    assert account.customer_id != guest.customer_id
    assert crm.find_customer(email="ada@example.com") == account


def test_an_account_keeps_its_one_customer(channel: ChannelInfo, at: datetime) -> None:
    account = build.make_account("ada@example.com", first_name="Ada", last_name="Lovelace")
    again = build.make_customer("someone@else.example", user_id=account.user_id, name="Other")

    assert again == account
    assert account.name == "Ada Lovelace"


def test_nobody_is_found_by_nothing(channel: ChannelInfo) -> None:
    """Nil equals nil: two guests without a user id are not each other."""
    build.make_customer()

    assert crm.find_customer() is None
    assert crm.find_customer(user_id=None, public_id="", customer_id=None, email="") is None
    assert crm.find_customer(public_id="cus_nobody") is None


def test_refuses_an_address_no_mail_reaches(channel: ChannelInfo) -> None:
    with pytest.raises(people.BadEmail):
        build.make_customer("not an address")

    assert not Customer.objects.exists()


def test_changing_says_who_and_what_but_not_the_values(
    channel: ChannelInfo, at: datetime, actor: Actor
) -> None:
    customer = build.make_customer()

    with house.transaction():
        changed = register.change_customer(
            customer_id=customer.customer_id, name="Ada King", phone="030 901820", at=at, by=actor
        )

    assert (changed.name, changed.phone) == ("Ada King", "+4930901820")
    lines = list(CustomerEvent.objects.order_by("id").values_list("kind", "subject", "by"))
    assert lines == [
        ("registered", "", "system"),
        ("details_changed", "name, phone", "staff:mina"),
    ]


def test_an_editor_who_saw_an_older_version_is_told(
    channel: ChannelInfo, at: datetime, actor: Actor
) -> None:
    customer = build.make_customer()
    with house.transaction():
        register.change_customer(
            customer_id=customer.customer_id, name="Ada King", version=1, at=at, by=actor
        )

    with pytest.raises(register.StaleCustomer), house.transaction():
        register.change_customer(
            customer_id=customer.customer_id, name="Ada Byron", version=1, at=at, by=actor
        )

    assert Customer.objects.get().name == "Ada King"


def test_demands_a_transaction(channel: ChannelInfo, at: datetime) -> None:
    with pytest.raises(TransactionMisuse):
        crm.remember_customer(
            email="ada@example.com", name="", language="en", channel=channel, at=at, by=SYSTEM
        )


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_twenty_doors_at_once_make_one_guest(at: datetime) -> None:
    channel = ground.make_channel()

    def knock(_: int) -> int:
        try:
            return build.make_customer(channel=channel).customer_id
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=10) as pool:
        found = set(pool.map(knock, range(20)))

    assert len(found) == 1
    assert queries.find_by_email(email="ada@example.com") is not None
    assert Customer.objects.count() == 1
