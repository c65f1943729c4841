"""Two customers turn out to be one."""

from collections.abc import Callable
from datetime import datetime

import pytest

from commerce import db as house
from commerce.audit import trail
from commerce.audit.models import Trail
from commerce.channels.queries import ChannelInfo
from commerce.errors import Anticipated
from commerce.identity.actor import SYSTEM, Actor
from crm import public as crm
from crm.customers import queries
from crm.customers.actions import unite
from crm.customers.models import Customer, CustomerAddress
from tests.builders import crm as build


def test_the_guest_goes_over_into_the_account(
    channel: ChannelInfo, at: datetime, actor: Actor, facts: Callable[[], list[str]]
) -> None:
    guest = build.make_customer("a@example.com", phone="030 901820")
    account = build.make_account("b@example.com")
    shared = build.make_saved_address(account)
    build.make_saved_address(guest)
    own = build.make_saved_address(guest, city="Berlin", postcode="10115")

    with house.transaction():
        heir = unite.merge(from_id=guest.customer_id, into_id=account.customer_id, at=at, by=actor)

    assert (heir.customer_id, heir.phone, heir.email) == (
        account.customer_id,
        "+4930901820",
        "b@example.com",
    )
    book = crm.saved_addresses(customer_id=account.customer_id)
    assert [(one.public_id, one.is_default) for one in book] == [
        (shared.public_id, True),
        (own.public_id, False),
    ]
    assert crm.find_customer(public_id=guest.public_id) == heir
    assert crm.find_customer(customer_id=guest.customer_id) == heir
    assert facts()[-1] == "crm.customer_merged"
    moves = trail.moves_of(Customer.objects.get(pk=guest.customer_id))
    assert [(one.move, one.by) for one in moves] == [("merge", "staff:mina")]


def test_an_account_is_never_merged_away(channel: ChannelInfo, at: datetime) -> None:
    account = build.make_account("b@example.com")
    guest = build.make_customer("a@example.com")

    for going, staying in ((account, guest), (account, account), (guest, guest)):
        with pytest.raises(unite.MergeRefused), house.transaction():
            unite.merge(from_id=going.customer_id, into_id=staying.customer_id, at=at, by=SYSTEM)

    assert Customer.objects.active().count() == 2


def test_a_merged_customer_is_not_merged_again(channel: ChannelInfo, at: datetime) -> None:
    account, other = build.make_account("b@example.com"), build.make_customer("c@example.com")
    guest = build.make_customer("a@example.com")
    with house.transaction():
        unite.merge(from_id=guest.customer_id, into_id=account.customer_id, at=at, by=SYSTEM)

    with pytest.raises(Anticipated), house.transaction():
        unite.merge(from_id=guest.customer_id, into_id=other.customer_id, at=at, by=SYSTEM)

    assert crm.find_customer(customer_id=guest.customer_id) == crm.find_customer(
        customer_id=account.customer_id
    )


def test_the_freed_address_may_come_back_as_a_new_guest(channel: ChannelInfo, at: datetime) -> None:
    guest, account = build.make_customer("a@example.com"), build.make_account("b@example.com")
    with house.transaction():
        unite.merge(from_id=guest.customer_id, into_id=account.customer_id, at=at, by=SYSTEM)

    assert build.make_customer("a@example.com").customer_id not in {
        guest.customer_id,
        account.customer_id,
    }


def test_an_erased_person_is_a_number_without_a_name(
    channel: ChannelInfo, at: datetime, actor: Actor, facts: Callable[[], list[str]]
) -> None:
    """PRT-4, SVC-5: the page is empty, the ids stay for the accounts."""
    guest = build.make_customer("old@example.com", name="Ada Byron")
    customer = build.make_customer("ada@example.com", phone="030 901820")
    build.make_saved_address(customer)
    with house.transaction():
        unite.merge(from_id=guest.customer_id, into_id=customer.customer_id, at=at, by=actor)

    with house.transaction():
        erased = unite.erase(
            customer_id=customer.customer_id, reason="asked by letter", at=at, by=actor
        )

    assert set(erased) == {guest.customer_id, customer.customer_id}
    for row in Customer.objects.all():
        assert (row.state, row.email) == ("erased", f"{row.public_id}@erased.invalid")
        assert (row.name, row.phone) == ("", "")
    assert not CustomerAddress.objects.exists()
    assert facts()[-2:] == ["crm.customer_erased", "crm.customer_erased"]
    assert crm.find_customer(email="ada@example.com") is None


def test_nothing_of_an_erased_person_lies_in_the_trail(
    channel: ChannelInfo, at: datetime, actor: Actor
) -> None:
    customer = build.make_account("ada@example.com", first_name="Ada", last_name="Lovelace")
    with house.transaction():
        unite.erase(customer_id=customer.customer_id, reason="asked", at=at, by=actor)

    words = " ".join(str(row.before) + str(row.after) for row in Trail.objects.all())

    assert Trail.objects.exists()
    assert "ada@example.com" not in words
    assert "Lovelace" not in words


def test_nobody_is_erased_twice(channel: ChannelInfo, at: datetime, actor: Actor) -> None:
    customer = build.make_customer()
    with house.transaction():
        unite.erase(customer_id=customer.customer_id, reason="asked", at=at, by=actor)

    with pytest.raises(queries.UnknownCustomer), house.transaction():
        unite.erase(customer_id=customer.customer_id, reason="asked", at=at, by=actor)
