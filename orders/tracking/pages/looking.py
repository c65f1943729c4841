"""The doors to an order: by link, by number with e-mail address or postcode, by account."""

import hashlib
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from typing_extensions import override

from commerce import clock
from commerce.storefront.doors import (
    MEMBERS,
    ShopRequest,
    asked_too_often,
    door,
    slow_down,
    too_often,
)
from crm import public as crm
from orders.lists.pages import visitor
from orders.lists.queries import kept
from orders.order import queries as orders
from orders.order.models import Order
from orders.order.rules import numbers
from orders.pickup import rules as pickup
from orders.tracking import queries
from orders.tracking.pages import tickets
from orders.withdrawals.pages import ClaimForm

PAGE = 20
RECENT = 3
PICTURES = 4
STATES: dict[str, dict[str, Any]] = {
    "open": {"state": "placed"},
    "delivered": {"state": "completed"},
    "canceled": {"state": "canceled"},
}


class TrackForm(ClaimForm):
    """Number of an order, and the e-mail address or the postcode that belongs to it (O2)."""

    @override
    def proof(self) -> forms.CharField:
        return forms.CharField(
            label=_("E-mail or postcode"),
            max_length=254,
            help_text=_(
                "The postcode shows where the parcel is, the e-mail address the whole order"
            ),
            error_messages={"required": _("Enter the e-mail address or the postcode of the order")},
            widget=forms.TextInput(
                attrs={"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}
            ),
        )


@door("GET")
def by_link(request: ShopRequest, public_id: str, token: str) -> HttpResponse:
    """This shows an order to whoever holds its secret link; right after ordering it says thank you.

    Raises:
        UnknownOrder: when the link opens nothing, or no longer.
    """
    found = orders.find_by_link(public_id=public_id, token=token, at=clock.now())
    if found is None:
        message = "this link opens no order"
        raise orders.UnknownOrder(message)
    context = {
        "order": queries.view(found, language=get_language() or "en"),
        "choices": queries.choices(found),
        "base": reverse("order", args=[public_id, token]),
        "fresh": "thanks" in request.GET,
        "offer_account": not request.user.is_authenticated,
    }
    answer = render(request, "orders/tracking/order.html", context)
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "same-origin"
    return answer


@door("GET")
def calendar(request: ShopRequest, public_id: str, token: str) -> HttpResponse:
    """This hands the days of delivery over to a calendar, to whoever holds the secret link (O1).

    Raises:
        UnknownOrder: when the link opens nothing, or nothing is on its way any more.
    """
    at = clock.now()
    found = orders.find_by_link(public_id=public_id, token=token, at=at)
    days = queries.delivery_days(found) if found is not None else None
    if found is None or days is None:
        message = "no delivery is expected by this link"
        raise orders.UnknownOrder(message)
    told = pickup.Appointment(
        uid=f"{found.public_id}-delivery@kontor",
        starts_at=days[0],
        ends_at=days[1],
        title=_("Order %(number)s arrives") % {"number": found.number},
        place=", ".join(queries.address_lines(found.ship_to)),
        text=request.build_absolute_uri(reverse("order", args=[found.public_id, found.token])),
        written_at=at,
    )
    answer = HttpResponse(pickup.calendar(told), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.number}.ics"'
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@door("GET", "POST")
def track(request: ShopRequest) -> HttpResponse:
    """This opens an order by number and e-mail address or postcode, without telling which was wrong (O2).

    Guesses are counted by visitor and by number, right or wrong: a postcode is soon guessed otherwise.
    """
    form = TrackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if too_often(request, what="track", limit=10, seconds=600) or _guessed(form):
            return slow_down(request, seconds=600)
        target = _target(form)
        if target:
            return HttpResponseRedirect(target)
        if form.is_valid():
            form.add_error(
                None,
                _(
                    "We know no order with this number and e-mail address or postcode. Compare them "
                    "with our mail."
                ),
            )
    context = {"form": form}
    status = 422 if form.errors else 200
    return render(request, "orders/tracking/track.html", context, status=status)


@door("GET")
def glance(request: ShopRequest, ticket: str) -> HttpResponse:
    """This shows where an order's parcels are, to who knew its number and postcode a moment ago (O2).

    Neither names, addresses nor prices: those are behind the e-mail address and the link of the mails.

    Raises:
        UnknownOrder: when the ticket is forged or half an hour old.
    """
    public_id = tickets.read(ticket)
    found = orders.get_order(public_id=public_id) if public_id else None
    if found is None:
        message = "this ticket opens nothing"
        raise orders.UnknownOrder(message)
    context = {"order": queries.view(found, language=get_language() or "en")}
    answer = render(request, "orders/tracking/glance.html", context)
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "same-origin"
    return answer


@door("GET", audience=MEMBERS)
def dashboard(request: ShopRequest) -> HttpResponse:
    """This is the account's first page: what is coming, what is open, and where everything is (A1)."""
    customer = crm.find_customer(user_id=request.user.pk)
    mine = orders.of_customer(customer_id=customer.customer_id if customer else 0)
    language = get_language() or "en"
    rows = list(mine.order_by("-id").prefetch_related("lines")[:RECENT])
    coming = mine.open().exclude(fulfillment_state="delivered").order_by("-id").first()
    owner = visitor.owner_of(request)
    context = {
        "current": "dashboard",
        "name": customer.name.partition(" ")[0] if customer else "",
        "customer_id": customer.customer_id if customer else 0,
        "coming": _coming(coming, language) if coming else None,
        "recent": [_row(one) for one in rows],
        "order_count": mine.count(),
        "listed_count": sum(one.count for one in kept.entries(owner)) if not owner.nobody else 0,
    }
    return render(request, "orders/tracking/dashboard.html", context)


@door("GET", audience=MEMBERS)
def mine(request: ShopRequest) -> HttpResponse:
    """This lists the account's orders, the newest first, by state and by words (A2)."""
    customer = crm.find_customer(user_id=request.user.pk)
    rows = orders.of_customer(customer_id=customer.customer_id if customer else 0).order_by("-id")
    words, state = request.GET.get("q", "").strip()[:80], request.GET.get("state", "")
    state = state if state in STATES else ""
    rows = orders.sought(rows, words=words).filter(**STATES.get(state, {}))
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows.prefetch_related("lines")[: PAGE + 1])
    kept_query = urlencode({"q": words, "state": state}) if words or state else ""
    context = {
        "current": "orders",
        "orders": [_row(one) for one in found[:PAGE]],
        "term": words,
        "state": state,
        "chips": _chips(words, state),
        "filtered": bool(words or state),
        "next_path": f"?{kept_query}&before={found[PAGE - 1].pk}" if len(found) > PAGE else "",
    }
    return render(request, "orders/tracking/list.html", context)


@door("GET", audience=MEMBERS)
def one_of_mine(request: ShopRequest, number: str) -> HttpResponse:
    """This shows one order of the account.

    Raises:
        UnknownOrder: when the account has no such order.
    """
    found = my_order(request, number)
    context = {
        "current": "orders",
        "order": queries.view(found, language=get_language() or "en"),
        "choices": queries.choices(found),
        "base": reverse("account_order", args=[number]),
    }
    return render(request, "orders/tracking/account_order.html", context)


@door("GET", audience=MEMBERS)
def receipt(request: ShopRequest, number: str) -> HttpResponse:
    """This shows an order as a sheet to print or to keep, taxes by rate.

    Raises:
        UnknownOrder: when the account has no such order.
    """
    found = my_order(request, number)
    context = {
        "order": queries.view(found, language=get_language() or "en"),
        "taxes": queries.taxes(found),
        "paid": found.captured,
        "refunded": found.refunded if found.refunded_minor else None,
        "back": reverse("account_order", args=[number]),
    }
    answer = render(request, "orders/tracking/receipt.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer


def my_order(request: ShopRequest, number: str) -> Order:
    """This finds one order of the account that is signed in.

    Raises:
        UnknownOrder: when it has no such order.
    """
    customer = crm.find_customer(user_id=request.user.pk)
    rows = orders.of_customer(customer_id=customer.customer_id if customer else 0)
    found = rows.filter(number=number).first()
    if found is None:
        message = "there is no such order"
        raise orders.UnknownOrder(message)
    return found


def _chips(words: str, state: str) -> list[dict[str, Any]]:
    names = {
        "": _("All"),
        "open": _("Under way"),
        "delivered": _("Delivered"),
        "canceled": _("Canceled"),
    }
    return [
        {
            "name": name,
            "path": "?"
            + urlencode({key: value for key, value in (("q", words), ("state", code)) if value}),
            "current": code == state,
        }
        for code, name in names.items()
    ]


def _guessed(form: TrackForm) -> bool:
    """This counts how often anybody asked for one number, and tells when that is guessing."""
    number = numbers.as_stored(str(form["number"].value() or ""))
    digest = hashlib.sha256(number.encode()).hexdigest()[:24]
    return bool(number) and asked_too_often(what=f"track:{digest}", limit=30, seconds=3600)


def _target(form: TrackForm) -> str:
    """Where the pair leads: the whole order by e-mail address, a glance at it by postcode; else nowhere."""
    if not form.is_valid():
        return ""
    number, proof = form.cleaned_data["number"], form.cleaned_data["email"]
    mine = orders.find_for_guest(number=number, email=proof)
    near = orders.find_by_postcode(number=number, postcode=proof)
    if mine is not None and mine.token:
        return reverse("order", args=[mine.public_id, mine.token])
    if near is not None and near.token:
        return reverse("track_glance", args=[tickets.write(near.public_id)])
    return ""


def _row(order: Order) -> dict[str, Any]:
    status, tone = queries.status_of(order)
    return {
        "number": order.number,
        "placed_at": order.placed_at,
        "total": order.total,
        "status": status,
        "tone": tone,
        "path": reverse("account_order", args=[order.number]),
        "pictures": [line.image for line in order.lines.all() if line.image][:PICTURES],
        "pieces": order.quantity,
    }


def _coming(order: Order, language: str) -> dict[str, Any]:
    seen = queries.view(order, language=language)
    return {
        "number": order.number,
        "status_text": seen.status_text,
        "delivery_text": seen.delivery_text,
        "path": reverse("account_order", args=[order.number]),
    }
