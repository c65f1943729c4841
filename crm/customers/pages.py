"""The account's address book."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from commerce import clock, db
from commerce.errors import NotFound
from commerce.storefront import addressing
from commerce.storefront.doors import MEMBERS, ShopRequest, door
from crm.contracts import Address, CustomerInfo, SavedAddress
from crm.customers import queries
from crm.customers.actions import addresses, register
from crm.customers.rules import places


@door("GET", audience=MEMBERS)
def book(request: ShopRequest) -> HttpResponse:
    """This shows the address book."""
    found = queries.find_customer(user_id=request.user.pk)
    saved = queries.saved_addresses(customer_id=found.customer_id) if found else ()
    gone = request.GET.get("gone", "")
    context = {
        "current": "addresses",
        "addresses": [_shown(one) for one in saved],
        "undo": {
            "id": gone,
            "default": request.GET.get("default", ""),
            "billing": request.GET.get("billing", ""),
        }
        if gone
        else None,
    }
    return render(request, "crm/customers/addresses.html", context)


@door("GET", "POST", audience=MEMBERS)
def edit(request: ShopRequest, public_id: str = "") -> HttpResponse:
    """This adds an address to the book, or changes the one named.

    Raises:
        UnknownAddress: when the book holds no such address.
    """
    known = _entry(request, public_id)
    part = _part(request, known)
    if request.method == "POST" and "refresh" not in request.POST:
        try:
            _save(request, part, public_id)
        except places.BadAddress as error:
            part.tell(error.data["faults"])
        except addresses.TooManyAddresses:
            part.add_error(None, _("Your address book is full. Delete an address first."))
        else:
            messages.success(request, _("Address saved"))
            return HttpResponseRedirect(reverse("account_addresses"))
    context = {
        "current": "addresses",
        "form": part,
        "part": part,
        "known": known,
        "is_first": known is None,
    }
    status = 422 if part.errors else 200
    return render(request, "crm/customers/address.html", context, status=status)


@door("POST", audience=MEMBERS)
def delete(request: ShopRequest, public_id: str) -> HttpResponse:
    """This takes an address out of the book and offers the way back."""
    at = clock.now()
    with db.transaction():
        customer = _me(request, at=at)
        entry = queries.get_address(customer_id=customer.customer_id, public_id=public_id)
        addresses.delete_address(
            customer_id=customer.customer_id, public_id=public_id, at=at, by=request.actor
        )
    flags = ("default", entry.is_default), ("billing", entry.is_billing_default)
    asked = "".join(f"&{name}=1" for name, was in flags if was)
    return HttpResponseRedirect(f"{reverse('account_addresses')}?gone={public_id}{asked}")


@door("POST", audience=MEMBERS)
def restore(request: ShopRequest, public_id: str) -> HttpResponse:
    """This brings a deleted address back."""
    at = clock.now()
    with db.transaction():
        customer = _me(request, at=at)
        addresses.restore_address(
            customer_id=customer.customer_id,
            public_id=public_id,
            is_default=request.POST.get("default") == "1",
            is_billing_default=request.POST.get("billing") == "1",
            at=at,
            by=request.actor,
        )
    messages.success(request, _("The address is back"))
    return HttpResponseRedirect(reverse("account_addresses"))


def _me(request: ShopRequest, *, at: datetime) -> CustomerInfo:
    """The signed-in customer; the door has led everybody else away."""
    user_id = request.user.pk
    assert user_id is not None
    return register.customer_of(user_id=user_id, channel=request.channel, at=at)


def _save(request: ShopRequest, part: addressing.AddressPart, public_id: str) -> SavedAddress:
    at = clock.now()
    with db.transaction():
        customer = _me(request, at=at)
        return addresses.save_address(
            customer_id=customer.customer_id,
            address=Address(**part.typed()),
            is_default=request.POST.get("is_default") == "on",
            is_billing_default=request.POST.get("is_billing_default") == "on",
            public_id=public_id,
            at=at,
            by=request.actor,
        )


def _part(request: ShopRequest, known: SavedAddress | None) -> addressing.AddressPart:
    countries = request.channel.countries
    start = {name: getattr(known.address, name) for name in queries.COLUMNS} if known else {}
    wanted = request.POST.get("country") or start.get("country") or (countries[0:1] or ("DE",))[0]
    country = wanted if places.known_country(wanted) else "DE"
    start.setdefault("country", country)
    part = addressing.AddressPart(
        request.POST if request.method == "POST" else None,
        initial=start,
        described=queries.address_form(country=country).fields,
        countries=sorted({*countries, country}),
        section="shipping",
    )
    if request.method == "POST" and "refresh" not in request.POST:
        part.full_clean()
    return part


def _entry(request: ShopRequest, public_id: str) -> SavedAddress | None:
    if not public_id:
        return None
    found = queries.find_customer(user_id=request.user.pk)
    if found is None:
        message = "there is no such address in this book"
        raise NotFound(message)
    return queries.get_address(customer_id=found.customer_id, public_id=public_id)


def _shown(one: SavedAddress) -> dict[str, Any]:
    return {
        "id": one.public_id,
        "lines": places.lines(one.address),
        "phone": one.address.phone,
        "is_default": one.is_default,
        "is_billing_default": one.is_billing_default,
    }
