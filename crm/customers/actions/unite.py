"""Two customers turn out to be one, or a person is cut out and the number stays."""

from datetime import datetime

from commerce import db
from commerce.errors import Refused
from commerce.events import outbox
from commerce.identity import marks
from commerce.identity.actor import Actor
from crm import events
from crm.contracts import CustomerInfo
from crm.customers import queries
from crm.customers.actions import register
from crm.customers.models import Customer, CustomerAddress
from crm.customers.states import CustomerFlow


class MergeRefused(Refused):
    """These two cannot be one person: the same row, or two accounts."""

    code = "merge_refused"


@db.transaction_required
def merge(*, from_id: int, into_id: int, reason: str = "", at: datetime, by: Actor) -> CustomerInfo:
    """This lets one customer go over into another: gaps filled, addresses moved, history follows.

    Raises:
        MergeRefused: for a customer and itself, or when the one that goes has an account.
        UnknownCustomer: when either is merged, erased or absent.
    """
    if from_id == into_id:
        message = "a customer cannot be merged into itself"
        raise MergeRefused(message)
    rows = {
        row.pk: row for row in Customer.objects.active().filter(pk__in=[from_id, into_id]).locked()
    }
    if len(rows) != 2:
        message = "there is no such customer"
        raise queries.UnknownCustomer(message)
    going, staying = rows[from_id], rows[into_id]
    if going.user_id is not None:
        message = "merge the guest into the account, not the account away"
        raise MergeRefused(message)
    _fill_gaps(staying, going)
    _move_addresses(from_id=going.pk, into_id=staying.pk)
    CustomerFlow.move(going, "merge", by=str(by), at=at, reason=reason, merged_into_id=staying.pk)
    register.note(going.pk, "merged_into", subject=staying.public_id, at=at, by=by)
    register.note(staying.pk, "merged_from", subject=going.public_id, at=at, by=by)
    outbox.publish(events.CustomerMerged(from_id=going.pk, into_id=staying.pk), at=at, by=by)
    return queries.info(Customer.objects.get(pk=staying.pk))


@db.transaction_required
def merge_guests(*, user_id: int, email: str, at: datetime, by: Actor) -> int:
    """This merges every guest with an e-mail address into the account that has proved to own it.

    Returns how many there were; an empty address owns nobody.
    """
    account = queries.find_customer(user_id=user_id)
    if account is None or not email:
        return 0
    guests = list(Customer.objects.guests().filter(email=email.lower()).order_by("pk"))
    for guest in guests:
        merge(from_id=guest.pk, into_id=account.customer_id, reason="same e-mail", at=at, by=by)
    return len(guests)


@db.transaction_required
def erase(*, customer_id: int, reason: str, at: datetime, by: Actor) -> tuple[int, ...]:
    """This cuts a person out of their rows, and of those merged into them; the ids stay.

    The sign-in must be closed by the caller. Returns the ids of the rows.

    Raises:
        UnknownCustomer: when the customer is merged, erased or absent.
    """
    top = register.locked(customer_id)
    family = [top, *_merged_into(top.pk)]
    CustomerAddress.objects.filter(customer__in=[row.pk for row in family]).delete()
    for row in family:
        known_as = marks.digest(row.email)
        CustomerFlow.move(
            row,
            "erase",
            by=str(by),
            at=at,
            reason=reason,
            email=f"{row.public_id}@erased.invalid",
            name="",
            phone="",
            price_group="",
            user_id=None,
            erased_at=at,
            version=row.version + 1,
        )
        register.note(row.pk, "erased", at=at, by=by)
        outbox.publish(
            events.CustomerErased(customer_id=row.pk, email_digest=known_as), at=at, by=by
        )
    return tuple(row.pk for row in family)


def _fill_gaps(staying: Customer, going: Customer) -> None:
    gaps = {
        name: getattr(going, name)
        for name in ("name", "phone", "language", "price_group")
        if getattr(going, name) and not getattr(staying, name)
    }
    Customer.objects.filter(pk=staying.pk).update(**gaps, version=staying.version + 1)


def _move_addresses(*, from_id: int, into_id: int) -> None:
    """What the heir has already stays behind; of two defaults the heir's own stands."""
    has = {_key(row) for row in CustomerAddress.objects.of(into_id)}
    own = CustomerAddress.objects.of(into_id)
    keeps_default = own.filter(is_default=True).exists()
    keeps_billing = own.filter(is_billing_default=True).exists()
    for row in CustomerAddress.objects.of(from_id).order_by("pk"):
        if _key(row) in has:
            row.delete()
            continue
        CustomerAddress.objects.filter(pk=row.pk).update(
            customer=into_id,
            is_default=row.is_default and not keeps_default,
            is_billing_default=row.is_billing_default and not keeps_billing,
        )


def _key(row: CustomerAddress) -> tuple[str, ...]:
    return tuple(str(getattr(row, name)) for name in queries.COLUMNS)


def _merged_into(customer_id: int) -> list[Customer]:
    found: list[Customer] = []
    waiting = [customer_id]
    while waiting:
        rows = Customer.objects.filter(merged_into__in=waiting, state="merged").locked()
        found += rows
        waiting = [row.pk for row in rows]
    return found
