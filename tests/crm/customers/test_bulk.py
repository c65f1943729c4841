"""Many customers at once."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from commerce import db as house
from commerce.channels.queries import ChannelInfo
from commerce.identity.actor import SYSTEM
from crm import public as crm
from crm.contracts import NewCustomer
from crm.customers.models import Customer
from crm.customers.rules import people
from tests.builders import crm as build


def remember(*wanted: NewCustomer, channel: ChannelInfo, at: datetime) -> dict[str, int]:
    with house.transaction():
        return crm.remember_customers(wanted=wanted, channel=channel, at=at, by=SYSTEM)


def test_writes_new_ones_and_leaves_known_ones_alone(
    channel: ChannelInfo, at: datetime, facts: Callable[[], list[str]]
) -> None:
    known = build.make_customer("a@example.com", name="Ada Lovelace")
    long_ago = at - timedelta(days=400)
    wanted = (
        NewCustomer(email="A@example.com", name="Somebody Else"),
        NewCustomer(email="b@example.com", created_at=long_ago, address=build.make_address()),
    )

    first = remember(*wanted, channel=channel, at=at)
    again = remember(*wanted, channel=channel, at=at)

    assert first == again
    assert first["a@example.com"] == known.customer_id
    assert Customer.objects.get(email="a@example.com").name == "Ada Lovelace"
    assert Customer.objects.get(email="b@example.com").created_at == long_ago
    assert facts() == ["crm.customer_registered", "crm.customer_registered"]


def test_lists_customers_with_their_homes(channel: ChannelInfo, at: datetime) -> None:
    remember(
        NewCustomer(email="a@example.com", address=build.make_address()),
        NewCustomer(email="b@example.com"),
        channel=channel,
        at=at,
    )

    found = crm.customers_with_addresses(channel=channel)
    rest = crm.customers_with_addresses(channel=channel, after_id=found[0].customer.customer_id)

    assert [one.customer.email for one in found] == ["a@example.com", "b@example.com"]
    assert [one.address for one in found] == [build.make_address(), None]
    assert list(rest) == [found[1]]


def test_one_bad_address_stops_all(channel: ChannelInfo, at: datetime) -> None:
    with pytest.raises(people.BadEmail):
        remember(
            NewCustomer(email="a@example.com"), NewCustomer(email="nowhere"), channel=channel, at=at
        )

    assert not Customer.objects.exists()


def test_costs_the_same_for_few_and_many(
    channel: ChannelInfo, at: datetime, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    many = [NewCustomer(email=f"c{number}@example.com") for number in range(500)]

    with django_assert_max_num_queries(16):  # type: ignore[attr-defined]
        remember(*many, channel=channel, at=at)

    assert Customer.objects.count() == 500
