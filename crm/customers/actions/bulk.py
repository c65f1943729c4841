"""Many customers at once, for imports and seeds: a few statements, whatever the number."""

from collections.abc import Sequence
from datetime import datetime

from commerce import db, ids
from commerce.channels.queries import ChannelInfo
from commerce.events import outbox
from commerce.events.facts import Fact
from commerce.identity.actor import Actor
from crm import events
from crm.contracts import Address, NewCustomer
from crm.customers import queries
from crm.customers.models import Customer, CustomerAddress, CustomerEvent
from crm.customers.rules import people, places

BATCH = 1000


@db.transaction_required
def remember_customers(
    *, wanted: Sequence[NewCustomer], channel: ChannelInfo, at: datetime, by: Actor
) -> dict[str, int]:
    """This finds or makes a channel's guests by e-mail address; addresses are saved for new ones.

    Returns the id per e-mail address. Nobody who is there already is changed, so a second run
    changes nothing.

    Raises:
        BadEmail, BadName, BadAddress: for the first that cannot be stored.
    """
    rows = {row.email: (row, one) for one in wanted for row in [_row(one, channel, at)]}
    known = _known(channel, list(rows))
    fresh = {email: pair for email, pair in rows.items() if email not in known}
    Customer.objects.bulk_create(
        [row for row, _ in fresh.values()], ignore_conflicts=True, batch_size=BATCH
    )
    found = known | _known(channel, list(fresh))
    made = _made([row for row, _ in fresh.values()])
    written = [(made[row.public_id], one) for row, one in fresh.values() if row.public_id in made]
    _save_addresses(written, at)
    _announce(list(made.values()), at=at, by=by)
    return found


def _row(one: NewCustomer, channel: ChannelInfo, at: datetime) -> Customer:
    return Customer(
        public_id=ids.new("cus"),
        email=people.normal_email(one.email),
        name=people.normal_name(one.name),
        phone=people.normal_phone(one.phone, country=channel.origin_country),
        language=one.language or channel.language,
        channel_id=channel.id,
        created_at=one.created_at or at,
    )


def _known(channel: ChannelInfo, emails: Sequence[str]) -> dict[str, int]:
    guests = Customer.objects.guests().in_channel(channel.id).filter(email__in=emails)
    return dict(guests.values_list("email", "pk"))


def _made(rows: Sequence[Customer]) -> dict[str, int]:
    written = Customer.objects.filter(public_id__in=[row.public_id for row in rows])
    return dict(written.values_list("public_id", "pk"))


def _save_addresses(pairs: Sequence[tuple[int, NewCustomer]], at: datetime) -> None:
    CustomerAddress.objects.bulk_create(
        [
            CustomerAddress(
                public_id=ids.new("adr"),
                customer_id=customer_id,
                is_default=True,
                created_at=one.created_at or at,
                **_columns(one.address),
            )
            for customer_id, one in pairs
            if one.address is not None
        ],
        batch_size=BATCH,
    )


def _columns(address: Address) -> dict[str, str]:
    checked = places.checked(address)
    return {name: getattr(checked, name) for name in queries.COLUMNS}


def _announce(made: Sequence[int], *, at: datetime, by: Actor) -> None:
    CustomerEvent.objects.bulk_create(
        [CustomerEvent(customer_id=pk, at=at, by=str(by)[:120], kind="registered") for pk in made],
        batch_size=BATCH,
    )
    facts: list[Fact] = [
        events.CustomerRegistered(customer_id=pk, has_account=False) for pk in made
    ]
    outbox.publish_all(facts, at=at, by=by)
