"""Reading customers and addresses as values."""

import dataclasses

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from commerce.errors import NotFound
from crm.contracts import (
    Address,
    AddressForm,
    AddressHint,
    CustomerInfo,
    CustomerWithAddress,
    SavedAddress,
)
from crm.customers.models import (
    Customer,
    CustomerAddress,
    CustomerEvent,
    CustomerQuerySet,
)
from crm.customers.rules import places

LABELS = {
    "full_name": _("Full name"),
    "company": _("Company"),
    "line1": _("Street and house number"),
    "line2": _("Apartment, floor, building"),
    "phone": _("Phone"),
    "city": _("Town or city"),
    "district": _("District"),
    "post_town": _("Post town"),
    "suburb": _("Suburb"),
    "town": _("Town"),
    "postal": _("Postcode"),
    "postcode": _("Postcode"),
    "zip": _("ZIP code"),
    "eircode": _("Eircode"),
    "pin": _("PIN code"),
    "region": _("Region"),
    "province": _("Province"),
    "state": _("State"),
    "county": _("County"),
    "prefecture": _("Prefecture"),
    "department": _("Department"),
    "emirate": _("Emirate"),
    "island": _("Island"),
    "oblast": _("Oblast"),
    "parish": _("Parish"),
    "area": _("Area"),
    "do_si": _("Do or si"),
}
HINTS = {
    "house_number": _("Is the house number missing?"),
    "phone": _("This phone number looks unusual; check it once more."),
    "postcode_in_city": _("Did you mean “%(suggestion)s”?"),
    "other_region": _("This postcode usually belongs to another region."),
}


class UnknownCustomer(NotFound):
    """There is no such customer, or not for you."""

    code = "unknown_customer"


class UnknownAddress(NotFound):
    """There is no such address in this customer's book."""

    code = "unknown_address"


def find_customer(
    *, user_id: int | None = None, public_id: str = "", customer_id: int | None = None
) -> CustomerInfo | None:
    """This finds a customer by the first of these that is given; one merged away leads to the heir.

    Nothing given finds nobody: two guests without a user id are not each other.
    """
    rows = Customer.objects.select_related("merged_into")
    if user_id is not None:
        found = rows.filter(user_id=user_id).first()
    elif public_id:
        found = rows.filter(public_id=public_id).first()
    elif customer_id is not None:
        found = rows.filter(pk=customer_id).first()
    else:
        return None
    while found is not None and found.merged_into is not None:
        found = found.merged_into
    return info(found) if found else None


def find_by_email(*, email: str, channel_id: int | None = None) -> CustomerInfo | None:
    """This finds who uses an e-mail address: the account first, then the oldest guest."""
    if not email:
        return None
    rows = Customer.objects.active().filter(email=email)
    account = rows.filter(user__isnull=False).first()
    guests = rows.filter(user__isnull=True)
    if channel_id is not None:
        guests = guests.in_channel(channel_id)
    found = account or guests.order_by("pk").first()
    return info(found) if found else None


def get_customer(*, public_id: str, channel_id: int | None = None) -> Customer:
    """This finds the row of one customer, within a channel when one is given.

    Raises:
        UnknownCustomer: when there is none, or in another channel only.
    """
    rows: CustomerQuerySet = Customer.objects.all()
    if channel_id is not None:
        rows = rows.in_channel(channel_id)
    found = rows.filter(public_id=public_id).first() if public_id else None
    if found is None:
        message = "there is no such customer"
        raise UnknownCustomer(message)
    return found


def saved_addresses(*, customer_id: int) -> tuple[SavedAddress, ...]:
    """This lists a customer's address book, the default first."""
    rows = CustomerAddress.objects.of(customer_id).order_by("-is_default", "pk")
    return tuple(saved(row) for row in rows)


def get_address(*, customer_id: int, public_id: str) -> SavedAddress:
    """This finds one address in this customer's book and in no other.

    Raises:
        UnknownAddress: when the book holds none with this id.
    """
    row = CustomerAddress.objects.of(customer_id).filter(public_id=public_id).first()
    if row is None or not public_id:
        message = "there is no such address in this book"
        raise UnknownAddress(message)
    return saved(row)


def address_form(*, country: str) -> AddressForm:
    """This describes the address form of a country, worded in the present language.

    Raises:
        UnknownCountry: when there is none with this code.
    """
    fields = places.form_fields(country)
    worded = tuple(
        dataclasses.replace(one, label=gettext(LABELS.get(one.label, LABELS[one.name])))
        for one in fields
    )
    return AddressForm(country=country.upper(), fields=worded)


def address_hints(*, address: Address) -> tuple[AddressHint, ...]:
    """This words the likely slips in a good address; they are for the shopper to weigh."""
    return tuple(
        dataclasses.replace(one, message=gettext(HINTS[one.code]) % {"suggestion": one.suggestion})
        if one.suggestion or "%(" not in HINTS[one.code]
        else one
        for one in places.hints(address)
    )


def with_addresses(
    *, channel_id: int, after_id: int, limit: int
) -> tuple[CustomerWithAddress, ...]:
    """This lists a channel's active customers by id, each with the default address."""
    rows = list(
        Customer.objects.active()
        .in_channel(channel_id)
        .filter(pk__gt=after_id)
        .order_by("pk")[:limit]
    )
    homes = CustomerAddress.objects.filter(
        customer__in=[row.pk for row in rows], is_default=True, deleted_at__isnull=True
    )
    by_customer = {home.customer_id: saved(home).address for home in homes}
    return tuple(
        CustomerWithAddress(customer=info(row), address=by_customer.get(row.pk)) for row in rows
    )


def info(row: Customer) -> CustomerInfo:
    """This turns a row into the value other apps know."""
    return CustomerInfo(
        customer_id=row.pk,
        public_id=row.public_id,
        email=row.email,
        name=row.name,
        language=row.language,
        user_id=row.user_id,
        price_group=row.price_group,
        phone=row.phone,
        channel_id=row.channel_id,
        state=row.state,
        created_at=row.created_at,
    )


def saved(row: CustomerAddress) -> SavedAddress:
    """This turns a row of the address book into a value."""
    return SavedAddress(
        address_id=row.pk,
        public_id=row.public_id,
        address=Address(**{name: getattr(row, name) for name in COLUMNS}),
        is_default=row.is_default,
        is_billing_default=row.is_billing_default,
    )


COLUMNS = tuple(one.name for one in dataclasses.fields(Address))


def family_of(*, customer_id: int) -> tuple[int, ...]:
    """These are the ids of a customer and of all who were merged into them."""
    found = [customer_id]
    waiting = [customer_id]
    while waiting:
        waiting = list(
            Customer.objects.filter(merged_into__in=waiting).values_list("pk", flat=True)
        )
        found += waiting
    return tuple(found)


def timeline(*, customer_id: int, limit: int = 200) -> tuple[CustomerEvent, ...]:
    """This lists what happened to a customer and to those merged into them, newest first."""
    rows = CustomerEvent.objects.filter(customer__in=family_of(customer_id=customer_id))
    return tuple(rows.order_by("-id")[:limit])
