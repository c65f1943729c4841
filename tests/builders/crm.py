"""Builders for crm: customers, addresses."""

from datetime import datetime
from typing import Any

from commerce import db
from commerce.channels import queries as channels
from commerce.identity.actor import SYSTEM
from commerce.identity.models import User
from crm import public as crm
from crm.contracts import Address, CustomerInfo, SavedAddress
from crm.customers.actions import unite
from tests.builders import commerce as build

AT = build.AT


def make_address(**over: Any) -> Address:
    """This makes a good German address."""
    columns: dict[str, Any] = {
        "full_name": "Ada Lovelace",
        "line1": "Karl-Liebknecht-Straße 12",
        "postcode": "04107",
        "city": "Leipzig",
        "country": "DE",
    }
    return Address(**columns | over)


def make_customer(email: str = "ada@example.com", **over: Any) -> CustomerInfo:
    """This makes a guest customer, or an account's with `user_id`."""
    given: dict[str, Any] = {
        "name": "Ada Lovelace",
        "language": "en",
        "channel": over.pop("channel", None) or channels.get_channel("eu"),
        "at": AT,
        "by": SYSTEM,
    }
    with db.transaction():
        return crm.remember_customer(email=email, **given | over)


def make_account(email: str = "ada@example.com", *, at: datetime = AT, **over: Any) -> CustomerInfo:
    """This makes a user with the password `correct horse` and its customer."""
    user = build.make_user(email, **over)
    with db.transaction():
        return crm.customer_of(user_id=user.pk, at=at)


def make_saved_address(
    customer: CustomerInfo, *, is_default: bool = False, **over: Any
) -> SavedAddress:
    """This writes an address into a customer's book."""
    with db.transaction():
        return crm.save_address(
            customer_id=customer.customer_id,
            address=make_address(**over),
            is_default=is_default,
            at=AT,
            by=SYSTEM,
        )


def merge(going: CustomerInfo, staying: CustomerInfo) -> CustomerInfo:
    """This lets one customer go over into another."""
    with db.transaction():
        return unite.merge(from_id=going.customer_id, into_id=staying.customer_id, at=AT, by=SYSTEM)


def user_of(customer: CustomerInfo) -> User:
    """This is the sign-in of an account's customer."""
    assert customer.user_id is not None
    return User.objects.get(pk=customer.user_id)
