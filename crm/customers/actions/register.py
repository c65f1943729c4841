"""Becoming a customer, and changing what we know of one."""

from datetime import datetime

from commerce import db, ids, rows
from commerce.channels.queries import ChannelInfo, all_channels
from commerce.errors import Conflict
from commerce.events import outbox
from commerce.identity.actor import SYSTEM, Actor
from commerce.identity.models import User
from crm import events
from crm.contracts import CustomerInfo
from crm.customers import queries
from crm.customers.models import Customer, CustomerEvent
from crm.customers.rules import people


class StaleCustomer(Conflict):
    """The customer was changed meanwhile."""

    code = "stale_customer"


class EmailTaken(Conflict):
    """Another guest of the channel has this e-mail address."""

    code = "email_taken"


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

    What a guest types fills gaps but overwrites nothing: anybody may type anybody's address.

    Raises:
        BadEmail, BadName, BadPhone: for what cannot be stored.
    """
    if user_id is not None:
        return _fill(
            customer_of(user_id=user_id, channel=channel, at=at),
            name=name,
            language=language,
            phone=phone,
        )
    guest = Customer(
        public_id=ids.new("cus"),
        email=people.normal_email(email),
        name=people.normal_name(name),
        language=language,
        phone=people.normal_phone(phone, country=channel.origin_country),
        channel_id=channel.id,
        created_at=at,
    )
    found = _insert(guest, by=by, at=at)
    if found is not None:
        return queries.info(found)
    known = Customer.objects.guests().in_channel(channel.id).get(email=guest.email)
    return _fill(queries.info(known), name=guest.name, language=language, phone=guest.phone)


@db.transaction_required
def customer_of(*, user_id: int, channel: ChannelInfo | None = None, at: datetime) -> CustomerInfo:
    """This finds an account's customer, or makes it when the account is fresh."""
    known = queries.find_customer(user_id=user_id)
    if known is not None:
        return known
    user = User.objects.get(pk=user_id)
    home = channel or next(iter(all_channels().values()))
    fresh = Customer(
        public_id=ids.new("cus"),
        email=user.email.lower(),
        name=people.normal_name(user.get_full_name()),
        language=user.language or home.language,
        channel_id=home.id,
        user_id=user_id,
        created_at=at,
    )
    found = _insert(fresh, by=SYSTEM, at=at)
    return queries.info(found or Customer.objects.get(user_id=user_id))


@db.transaction_required
def change_customer(
    *,
    customer_id: int,
    name: str | None = None,
    phone: str | None = None,
    language: str | None = None,
    price_group: str | None = None,
    version: int | None = None,
    at: datetime,
    by: Actor,
) -> CustomerInfo:
    """This changes what is given; `version` is the one the editor saw.

    Raises:
        StaleCustomer: when somebody changed the customer since.
        UnknownCustomer: when the customer is merged, erased or absent.
        BadName, BadPhone: for what cannot be stored.
    """
    row = locked(customer_id)
    if version is not None and version != row.version:
        message = "this customer was changed meanwhile; look again"
        raise StaleCustomer(message, version=row.version)
    country = _country_of(row)
    wanted = {
        "name": None if name is None else people.normal_name(name),
        "phone": None if phone is None else people.normal_phone(phone, country=country),
        "language": language,
        "price_group": price_group,
    }
    changed = {
        key: value
        for key, value in wanted.items()
        if value is not None and value != getattr(row, key)
    }
    if changed:
        Customer.objects.filter(pk=row.pk).update(**changed, version=row.version + 1)
        note(row.pk, "details_changed", subject=", ".join(sorted(changed)), at=at, by=by)
    return queries.info(Customer.objects.get(pk=row.pk))


@db.transaction_required
def follow_email(*, user_id: int, email: str, at: datetime, by: Actor) -> None:
    """This gives an account's customer the e-mail address that the account now has."""
    row = Customer.objects.active().filter(user_id=user_id).locked_one()
    address = people.normal_email(email)
    if row is None or row.email == address:
        return
    Customer.objects.filter(pk=row.pk).update(email=address, version=row.version + 1)
    note(row.pk, "email_changed", at=at, by=by)


@db.transaction_required
def note(customer_id: int, kind: str, *, subject: str = "", at: datetime, by: Actor | str) -> None:
    """This adds a line to a customer's timeline; `subject` never holds contact details."""
    line = CustomerEvent(
        customer_id=customer_id, kind=kind, subject=subject[:60], at=at, by=str(by)[:120]
    )
    db.write_late(line)


@db.transaction_required
def locked(customer_id: int) -> Customer:
    """This locks the row of an active customer.

    Raises:
        UnknownCustomer: when there is none.
    """
    row = Customer.objects.active().filter(pk=customer_id).locked_one()
    if row is None:
        message = "there is no such customer"
        raise queries.UnknownCustomer(message)
    return row


def _country_of(row: Customer) -> str:
    """This is the country whose numbering plan a phone number without prefix follows."""
    for channel in all_channels().values():
        if channel.id == row.channel_id:
            return channel.origin_country
    return ""


def _insert(row: Customer, *, by: Actor, at: datetime) -> Customer | None:
    """Two doors may meet the same person at once: the constraint decides who writes the row."""
    if not rows.insert_unless_there(row):
        return None
    note(row.pk, "registered", at=at, by=by)
    outbox.publish(
        events.CustomerRegistered(customer_id=row.pk, has_account=row.user_id is not None),
        at=at,
        by=by,
    )
    return row


def _fill(known: CustomerInfo, *, name: str, language: str, phone: str) -> CustomerInfo:
    gaps = {
        key: value
        for key, value in {
            "name": people.normal_name(name),
            "language": language,
            "phone": phone,
        }.items()
        if value and not getattr(known, key)
    }
    if not gaps:
        return known
    Customer.objects.filter(pk=known.customer_id).update(**gaps)
    return queries.info(Customer.objects.get(pk=known.customer_id))
