"""The address book: saving, defaults, deleting with a way back."""

from datetime import datetime, timedelta

from commerce import db, ids
from commerce.errors import Refused
from commerce.identity.actor import Actor
from crm.contracts import Address, SavedAddress
from crm.customers import queries
from crm.customers.actions import register
from crm.customers.models import CustomerAddress
from crm.customers.rules import places

MOST = 50
# A deleted address can be brought back for this long; then it is really gone.
UNDO = timedelta(days=7)


class TooManyAddresses(Refused):
    """The address book is full."""

    code = "too_many_addresses"


@db.transaction_required
def save_address(
    *,
    customer_id: int,
    address: Address,
    is_default: bool = False,
    is_billing_default: bool = False,
    public_id: str = "",
    at: datetime,
    by: Actor,
) -> SavedAddress:
    """This writes an address into the book, or over the one named by `public_id`.

    Saving what the book already holds gives that entry. The first address is the default.

    Raises:
        BadAddress: when its country's rules say no.
        UnknownAddress: when `public_id` is not in this customer's book.
        TooManyAddresses: when the book is full.
        UnknownCustomer: when the customer is merged, erased or absent.
    """
    register.locked(customer_id)
    columns = {name: getattr(places.checked(address), name) for name in queries.COLUMNS}
    book = list(CustomerAddress.objects.of(customer_id).order_by("pk"))
    row = _entry(book, columns, public_id)
    if row is None:
        if len(book) >= MOST:
            message = f"an address book holds at most {MOST} addresses"
            raise TooManyAddresses(message)
        row = CustomerAddress.objects.create(
            public_id=ids.new("adr"), customer_id=customer_id, created_at=at, **columns
        )
        register.note(customer_id, "address_saved", subject=row.public_id, at=at, by=by)
    elif public_id:
        CustomerAddress.objects.filter(pk=row.pk).update(**columns)
        register.note(customer_id, "address_changed", subject=row.public_id, at=at, by=by)
    _set_defaults(row, is_default=is_default or not book, is_billing_default=is_billing_default)
    return queries.get_address(customer_id=customer_id, public_id=row.public_id)


@db.transaction_required
def delete_address(*, customer_id: int, public_id: str, at: datetime, by: Actor) -> SavedAddress:
    """This takes an address out of the book; `restore_address` brings it back for a week.

    Raises:
        UnknownAddress: when it is not in this customer's book.
    """
    found = queries.get_address(customer_id=customer_id, public_id=public_id)
    CustomerAddress.objects.filter(pk=found.address_id).update(
        deleted_at=at, is_default=False, is_billing_default=False
    )
    register.note(customer_id, "address_deleted", subject=public_id, at=at, by=by)
    return found


@db.transaction_required
def restore_address(
    *,
    customer_id: int,
    public_id: str,
    is_default: bool = False,
    is_billing_default: bool = False,
    at: datetime,
    by: Actor,
) -> SavedAddress:
    """This brings a deleted address back, as the default again when it was.

    Raises:
        UnknownAddress: when this customer deleted no such address, or too long ago.
    """
    register.locked(customer_id)
    gone = CustomerAddress.objects.filter(
        customer_id=customer_id, public_id=public_id, deleted_at__gt=at - UNDO
    )
    row = gone.first()
    if row is None or not public_id:
        message = "there is no such address to bring back"
        raise queries.UnknownAddress(message)
    gone.update(deleted_at=None)
    _set_defaults(row, is_default=is_default, is_billing_default=is_billing_default)
    register.note(customer_id, "address_restored", subject=public_id, at=at, by=by)
    return queries.get_address(customer_id=customer_id, public_id=public_id)


@db.transaction_required
def purge_deleted(*, at: datetime) -> int:
    """This removes addresses whose time for coming back is over; returns how many."""
    found, _ = CustomerAddress.objects.filter(deleted_at__lte=at - UNDO).delete()
    return found


def _entry(
    book: list[CustomerAddress], columns: dict[str, str], public_id: str
) -> CustomerAddress | None:
    if not public_id:
        same = [row for row in book if all(getattr(row, key) == columns[key] for key in columns)]
        return same[0] if same else None
    for row in book:
        if row.public_id == public_id:
            return row
    message = "there is no such address in this book"
    raise queries.UnknownAddress(message)


def _set_defaults(row: CustomerAddress, *, is_default: bool, is_billing_default: bool) -> None:
    """The old default steps back first, so that the constraint never sees two."""
    book = CustomerAddress.objects.of(row.customer_id)
    for column, wanted in (("is_default", is_default), ("is_billing_default", is_billing_default)):
        if wanted:
            book.exclude(pk=row.pk).filter(**{column: True}).update(**{column: False})
            CustomerAddress.objects.filter(pk=row.pk).update(**{column: True})
