"""What a shopper still does to an order: cancel it, send it elsewhere, order the same again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from commerce import clock, db
from commerce.errors import Anticipated
from commerce.storefront import addressing
from commerce.storefront.doors import MEMBERS, ShopRequest, door
from crm import public as crm
from crm.contracts import Address
from orders.cart.pages import holding as bag
from orders.cart.pages import words
from orders.lists.pages import bagging as lists
from orders.order import queries as orders
from orders.order.models import Order
from orders.tracking import actions, queries
from orders.tracking.pages import looking


@door("POST", audience=MEMBERS)
def repeat_mine(request: ShopRequest, number: str) -> HttpResponse:
    """This puts the goods of one of the account's orders into the bag again (A2)."""
    return _repeat(request, looking.my_order(request, number))


@door("POST")
def repeat_by_link(request: ShopRequest, public_id: str, token: str) -> HttpResponse:
    """This is `repeat_mine` for whoever holds an order's secret link."""
    return _repeat(request, by_link(public_id, token))


@door("GET", "POST", audience=MEMBERS)
def cancel_mine(request: ShopRequest, number: str) -> HttpResponse:
    """This asks whether one of the account's orders shall be canceled, and does it on the button (O4)."""
    found = looking.my_order(request, number)
    return _cancel(request, found, reverse("account_order", args=[number]))


@door("GET", "POST")
def cancel_by_link(request: ShopRequest, public_id: str, token: str) -> HttpResponse:
    """This is `cancel_mine` for whoever holds an order's secret link."""
    found = by_link(public_id, token)
    return _cancel(request, found, reverse("order", args=[public_id, token]))


@door("GET", "POST", audience=MEMBERS)
def redirect_mine(request: ShopRequest, number: str) -> HttpResponse:
    """This sends one of the account's orders to another address (O4)."""
    found = looking.my_order(request, number)
    return _redirect(request, found, reverse("account_order", args=[number]))


@door("GET", "POST")
def redirect_by_link(request: ShopRequest, public_id: str, token: str) -> HttpResponse:
    """This is `redirect_mine` for whoever holds an order's secret link."""
    found = by_link(public_id, token)
    return _redirect(request, found, reverse("order", args=[public_id, token]))


def by_link(public_id: str, token: str) -> Order:
    """This finds the order a secret link opens.

    Raises:
        UnknownOrder: when it opens none.
    """
    found = orders.find_by_link(public_id=public_id, token=token, at=clock.now())
    if found is None:
        message = "this link opens no order"
        raise orders.UnknownOrder(message)
    return found


def _repeat(request: ShopRequest, found: Order) -> HttpResponse:
    at = clock.now()
    try:
        with db.transaction():
            holder = bag.holder_of(request, at=at)
            poured = actions.repeat(order=found, holder=holder, at=at, by=request.actor)
    except Anticipated as refusal:
        messages.error(request, words.told(refusal))
        return HttpResponseRedirect(reverse("cart"))
    return lists.poured_into_bag(request, poured)


def _cancel(request: ShopRequest, found: Order, back: str) -> HttpResponse:
    if request.method == "POST":
        try:
            with db.transaction():
                actions.cancel(order_id=found.pk, at=clock.now(), by=request.actor)
        except Anticipated:
            messages.error(request, too_late())
        else:
            messages.success(request, _("Your order is canceled"))
        return HttpResponseRedirect(back)
    if not queries.choices(found).may_cancel:
        messages.error(request, too_late())
        return HttpResponseRedirect(back)
    context = {"current": "orders", "number": found.number, "total": found.total, "back": back}
    return private(render(request, "orders/tracking/cancel.html", context))


def _redirect(request: ShopRequest, found: Order, back: str) -> HttpResponse:
    if not queries.choices(found).may_redirect:
        messages.error(request, too_late())
        return HttpResponseRedirect(back)
    part = _part(request, found)
    if request.method == "POST" and not part.errors:
        try:
            with db.transaction():
                actions.redirect(
                    order_id=found.pk,
                    ship_to=Address(**{**part.typed(), "country": found.ship_country}),
                    at=clock.now(),
                    by=request.actor,
                )
        except Anticipated as refusal:
            if refusal.code == "too_late":
                messages.error(request, too_late())
                return HttpResponseRedirect(back)
            part.tell(refusal.data.get("faults", ()))
        else:
            messages.success(request, _("It goes to the new address"))
            return HttpResponseRedirect(back)
    context: dict[str, Any] = {
        "current": "orders",
        "form": part,
        "part": part,
        "number": found.number,
        "back": back,
    }
    status = 422 if part.errors else 200
    return private(render(request, "orders/tracking/redirect.html", context, status=status))


def _part(request: ShopRequest, found: Order) -> addressing.AddressPart:
    """The address form of the order's own country, because another one would have another price."""
    country = found.ship_country
    part = addressing.AddressPart(
        {**request.POST.dict(), "country": country} if request.method == "POST" else None,
        initial={**found.ship_to, "country": country},
        described=crm.address_form(country=country).fields,
        countries=[country],
        section="shipping",
    )
    if request.method == "POST":
        part.full_clean()
    return part


def too_late() -> str:
    """This says why nothing can be changed any more, and what can be done instead."""
    return _("We are packing this order already. You can send things back when they have arrived.")


def private(answer: HttpResponse) -> HttpResponse:
    """This keeps a page out of every cache, and its address out of every Referer."""
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "same-origin"
    return answer
