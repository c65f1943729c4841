"""The address book."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from commerce import db as house
from commerce.channels.queries import ChannelInfo
from commerce.identity.actor import SYSTEM
from crm import public as crm
from crm.customers import queries
from crm.customers.actions import addresses
from crm.customers.models import CustomerAddress
from crm.customers.rules import places
from tests.builders import crm as build


def test_the_first_address_is_the_default_and_a_new_default_replaces_it(
    channel: ChannelInfo,
) -> None:
    customer = build.make_customer()
    first = build.make_saved_address(customer)
    second = build.make_saved_address(customer, city="Berlin", postcode="10115", is_default=True)

    book = crm.saved_addresses(customer_id=customer.customer_id)

    assert first.is_default
    assert [(one.public_id, one.is_default) for one in book] == [
        (second.public_id, True),
        (first.public_id, False),
    ]


def test_what_the_book_holds_is_not_written_twice(channel: ChannelInfo) -> None:
    customer = build.make_customer()

    assert build.make_saved_address(customer) == build.make_saved_address(
        customer, city=" Leipzig "
    )
    assert CustomerAddress.objects.count() == 1


def test_a_bad_address_leaves_the_book_as_it_was(channel: ChannelInfo) -> None:
    customer = build.make_customer()

    with pytest.raises(places.BadAddress):
        build.make_saved_address(customer, postcode="1")

    assert crm.saved_addresses(customer_id=customer.customer_id) == ()


def test_a_deleted_address_comes_back_for_a_week(channel: ChannelInfo, at: datetime) -> None:
    """A4, X11: delete with undo."""
    customer = build.make_customer()
    saved = build.make_saved_address(customer)
    key: dict[str, Any] = {
        "customer_id": customer.customer_id,
        "public_id": saved.public_id,
        "by": SYSTEM,
    }

    with house.transaction():
        addresses.delete_address(**key, at=at)
    assert crm.saved_addresses(customer_id=customer.customer_id) == ()

    with house.transaction():
        addresses.restore_address(**key, is_default=True, at=at + timedelta(days=6))
    assert crm.saved_addresses(customer_id=customer.customer_id) == (saved,)


def test_a_week_after_deletion_it_is_gone(channel: ChannelInfo, at: datetime) -> None:
    customer = build.make_customer()
    saved = build.make_saved_address(customer)
    key: dict[str, Any] = {
        "customer_id": customer.customer_id,
        "public_id": saved.public_id,
        "by": SYSTEM,
    }
    with house.transaction():
        addresses.delete_address(**key, at=at)

    with pytest.raises(queries.UnknownAddress), house.transaction():
        addresses.restore_address(**key, at=at + timedelta(days=8))
    with house.transaction():
        assert addresses.purge_deleted(at=at + timedelta(days=8)) == 1

    assert not CustomerAddress.objects.exists()


@pytest.mark.parametrize("verb", ["change", "delete", "restore", "read"])
def test_a_foreign_address_is_no_address(channel: ChannelInfo, at: datetime, verb: str) -> None:
    """Attack: a foreign address id in path or body."""
    victim, thief = build.make_customer(), build.make_customer("eve@example.com")
    saved = build.make_saved_address(victim)

    with pytest.raises(queries.UnknownAddress), house.transaction():
        _try(verb, customer_id=thief.customer_id, public_id=saved.public_id, at=at)

    assert crm.saved_addresses(customer_id=victim.customer_id) == (saved,)
    assert crm.saved_addresses(customer_id=thief.customer_id) == ()


def test_an_empty_id_is_no_address(channel: ChannelInfo, at: datetime) -> None:
    customer = build.make_customer()

    for verb in ("delete", "restore", "read"):
        with pytest.raises(queries.UnknownAddress), house.transaction():
            _try(verb, customer_id=customer.customer_id, public_id="", at=at)


def test_a_full_book_refuses_one_more(channel: ChannelInfo, at: datetime) -> None:
    customer = build.make_customer()
    for number in range(addresses.MOST):
        build.make_saved_address(customer, line2=f"Floor {number}")

    with pytest.raises(addresses.TooManyAddresses):
        build.make_saved_address(customer, line2="Roof")

    assert len(crm.saved_addresses(customer_id=customer.customer_id)) == addresses.MOST


def _try(verb: str, *, customer_id: int, public_id: str, at: datetime) -> None:
    key: dict[str, Any] = {"customer_id": customer_id, "public_id": public_id}
    if verb == "change":
        addresses.save_address(**key, address=build.make_address(), at=at, by=SYSTEM)
    elif verb == "delete":
        addresses.delete_address(**key, at=at, by=SYSTEM)
    elif verb == "restore":
        addresses.restore_address(**key, at=at, by=SYSTEM)
    else:
        queries.get_address(**key)
