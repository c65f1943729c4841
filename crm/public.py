"""Verbs that other apps may call in crm."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from commerce import db
from commerce.channels.queries import ChannelInfo
from commerce.identity.actor import Actor
from crm.accounts import actions as accounts
from crm.accounts import queries as claims
from crm.consents import actions as consenting
from crm.consents import queries as consents
from crm.consents import rules as cookies
from crm.contracts import (
    Address,
    AddressForm,
    AddressHint,
    ConsentStand,
    CookieChoice,
    CustomerInfo,
    CustomerWithAddress,
    NewCustomer,
    SavedAddress,
)
from crm.customers import queries as customers
from crm.customers.actions import addresses, bulk, register
from crm.customers.rules import people, places
from crm.privacy import actions as privacy

CONSENT_COOKIE = cookies.COOKIE


def find_customer(
    *,
    user_id: int | None = None,
    public_id: str = "",
    customer_id: int | None = None,
    email: str = "",
    channel: ChannelInfo | None = None,
) -> CustomerInfo | None:
    """This finds a customer by the first of these that is given; merged ones lead to their heir.

    By e-mail address the account comes first, then the guest of `channel` or the oldest guest.
    """
    if user_id is None and not public_id and customer_id is None:
        return customers.find_by_email(
            email=email.strip().lower(), channel_id=channel.id if channel else None
        )
    return customers.find_customer(user_id=user_id, public_id=public_id, customer_id=customer_id)


@db.transaction_required
def remember_customer(
    *,
    email: str,
    name: str,
    language: str,
    channel: ChannelInfo,
    user_id: int | None = None,
    phone: str = "",
    at: datetime,
    by: Actor,
) -> CustomerInfo:
    """This finds or makes the customer: the account's own, else the channel's guest with this address.

    Raises:
        Invalid: for an e-mail address (code "email"), name or phone that cannot be stored.
    """
    return register.remember_customer(
        email=email,
        name=name,
        language=language,
        channel=channel,
        user_id=user_id,
        phone=phone,
        at=at,
        by=by,
    )


@db.transaction_required
def remember_customers(
    *, wanted: Sequence[NewCustomer], channel: ChannelInfo, at: datetime, by: Actor
) -> dict[str, int]:
    """This is `remember_customer` for many guests, in a few statements: customer id per e-mail.

    Raises:
        Invalid: for the first that cannot be stored.
    """
    return bulk.remember_customers(wanted=wanted, channel=channel, at=at, by=by)


def customers_with_addresses(
    *, channel: ChannelInfo, after_id: int = 0, limit: int = 500
) -> tuple[CustomerWithAddress, ...]:
    """This lists a channel's active customers by id with their default address, in two statements."""
    return customers.with_addresses(channel_id=channel.id, after_id=after_id, limit=limit)


@db.transaction_required
def customer_of(*, user_id: int, channel: ChannelInfo | None = None, at: datetime) -> CustomerInfo:
    """This finds an account's customer, or makes it when the account is fresh."""
    return register.customer_of(user_id=user_id, channel=channel, at=at)


def check_email(*, email: str, field: str = "email") -> str:
    """This brings an e-mail address into the form we store.

    Raises:
        BadEmail: when no mail could reach it.
    """
    return people.normal_email(email, field=field)


def check_address(*, address: Address, field: str = "address") -> Address:
    """This normalizes an address by the rules of its country.

    Raises:
        BadAddress: with data faults=[{field, code, message}], all of them at once.
    """
    return places.checked(address, field=field)


def address_hints(*, address: Address) -> tuple[AddressHint, ...]:
    """This looks for likely slips in a good address; they never block."""
    return customers.address_hints(address=address)


def address_form(*, country: str) -> AddressForm:
    """This lists a country's address fields in its own order, labels in the present language.

    Raises:
        UnknownCountry: when there is none with this code.
    """
    return customers.address_form(country=country)


def address_lines(*, address: Address) -> tuple[str, ...]:
    """This writes an address as the lines of a label, in the order of its country."""
    return places.lines(address)


def saved_addresses(*, customer_id: int) -> tuple[SavedAddress, ...]:
    """This lists a customer's address book, the default first."""
    return customers.saved_addresses(customer_id=customer_id)


@db.transaction_required
def save_address(
    *, customer_id: int, address: Address, is_default: bool, at: datetime, by: Actor
) -> SavedAddress:
    """This writes an address into the book; one that is there already is not written twice.

    Raises:
        BadAddress: when its country's rules say no.
        TooManyAddresses: when the book is full.
    """
    return addresses.save_address(
        customer_id=customer_id, address=address, is_default=is_default, at=at, by=by
    )


def claim_token(*, customer_id: int) -> str:
    """This signs what a guest's mail links to (`claim_orders`), to put the orders into an account.

    Raises:
        UnknownCustomer: when there is no such customer.
    """
    return claims.claim_token(customer_id=customer_id)


@db.transaction_required
def claim(*, token: str, user_id: int, at: datetime, by: Actor) -> CustomerInfo:
    """This puts a guest's history into an account; CustomerMerged follows.

    Raises:
        BadClaim: when the link is broken, too old or used already.
    """
    return accounts.claim(token=token, user_id=user_id, at=at, by=by)


def consents_of(*, customer_id: int) -> tuple[ConsentStand, ...]:
    """This tells where a customer stands on every purpose, in the present language."""
    return consents.stand(customer_id=customer_id)


def agrees(*, customer_id: int, purpose: str) -> bool:
    """This tells whether a customer's last word on a purpose was yes.

    Raises:
        UnknownPurpose: when nobody is asked for it.
    """
    return consents.agrees(customer_id=customer_id, purpose=purpose)


@db.transaction_required
def record_consent(
    *,
    customer_id: int,
    purpose: str,
    given: bool,
    source: str,
    proof: str = "",
    language: str = "",
    at: datetime,
    by: Actor,
) -> None:
    """This records a customer's word on a purpose (newsletter, analytics, marketing).

    Raises:
        UnknownPurpose: when nobody is asked for it.
        UnknownCustomer: when there is nobody to have said it.
    """
    consenting.record(
        customer_id=customer_id,
        purpose=purpose,
        given=given,
        source=source,
        proof=proof,
        language=language,
        at=at,
        by=by,
    )


def cookie_choice(*, cookie: str) -> CookieChoice:
    """This reads the value of the cookie CONSENT_COOKIE: nothing is allowed that was not agreed to."""
    return cookies.read_choice(cookie)


@db.transaction_required
def add_to_export(
    *, export_id: str, section: str, content: Mapping[str, Any], at: datetime, by: Actor
) -> None:
    """This answers DataExportRequested with what another app keeps of the person: JSON values.

    Raises:
        UnknownExport: when there is no such copy.
    """
    privacy.add_section(export_id=export_id, section=section, content=content, at=at, by=by)
