"""What a shopper takes out of an order before somebody begins to pick it (O4)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from commerce import clock, db
from commerce.errors import Anticipated
from commerce.money import Money
from commerce.storefront.doors import MEMBERS, ShopRequest, door
from orders.cancellations import queries as cancellations
from orders.cancellations.rules import SHOPPERS
from orders.order.models import Order
from orders.tracking import actions
from orders.tracking.pages import changing, looking

LONGEST_LIST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An article on the form: how many pieces there are, how many may go, how many were typed.

    `picks` are the numbers to choose from; empty when there are too many for a list.
    """

    line_id: int
    title: str
    options: str
    image: str
    quantity: int
    free: int
    typed: str
    error: str
    unit: Money
    picks: tuple[int, ...]


@door("GET", "POST", audience=MEMBERS)
def shrink_mine(request: ShopRequest, number: str) -> HttpResponse:
    """This cancels articles of one of the account's orders (O4)."""
    found = looking.my_order(request, number)
    return _shrink(request, found, reverse("account_order", args=[number]))


@door("GET", "POST")
def shrink_by_link(request: ShopRequest, public_id: str, token: str) -> HttpResponse:
    """This is `shrink_mine` for whoever holds an order's secret link."""
    found = changing.by_link(public_id, token)
    return _shrink(request, found, reverse("order", args=[public_id, token]))


def _shrink(request: ShopRequest, found: Order, back: str) -> HttpResponse:
    offered = cancellations.offer(found, reach=SHOPPERS)
    seen = str(len(cancellations.of_order(found)))
    if not offered and request.method != "POST":
        messages.error(request, changing.too_late())
        return HttpResponseRedirect(back)
    errors: dict[int, str] = {}
    general = ""
    if request.method == "POST":
        wanted, errors = _read(request, found, offered)
        seen = request.POST.get("seen", "")[:9]
        if wanted and not errors:
            return _cancel(request, found, wanted, seen=seen, back=back)
        general = "" if errors else _("Choose at least one article")
    context = {
        "current": "orders",
        "number": found.number,
        "rows": _rows(found, offered, typed=request.POST, errors=errors),
        "seen": seen,
        "general": general,
        "faulty": bool(errors or general),
        "back": back,
    }
    status = 422 if errors or general else 200
    answer = render(request, "orders/tracking/shrink.html", context, status=status)
    return changing.private(answer)


def _cancel(
    request: ShopRequest, found: Order, wanted: dict[int, int], *, seen: str, back: str
) -> HttpResponse:
    try:
        with db.transaction():
            row = actions.shrink(
                order_id=found.pk,
                pieces=wanted,
                key=f"page:{seen}",
                at=clock.now(),
                by=request.actor,
            )
    except Anticipated as refusal:
        messages.error(request, _told(refusal))
    else:
        whole = _("Your order is canceled")
        messages.success(request, whole if row.whole else _("These articles are canceled"))
    return HttpResponseRedirect(back)


def _told(refusal: Anticipated) -> str:
    if refusal.code == "order_changed":
        return _("Something was canceled here already. Look at your order and try again.")
    return changing.too_late()


def _read(
    request: ShopRequest, found: Order, offered: dict[int, int]
) -> tuple[dict[int, int], dict[int, str]]:
    """What was typed, as pieces by line, and what is wrong with it; nothing typed is nothing wanted.

    Lines that are no longer offered are left to the action, which says why.
    """
    wanted: dict[int, int] = {}
    errors: dict[int, str] = {}
    for line_id, quantity in found.lines.order_by("position").values_list("pk", "quantity"):
        text = request.POST.get(f"line_{line_id}", "").strip()
        most = offered.get(line_id, quantity)
        if not text or text.strip("0") == "":
            continue
        if not text.isascii() or not text.isdigit() or len(text) > 6 or int(text) > most:
            errors[line_id] = _("Enter a whole number from 0 to %(most)s") % {"most": most}
        else:
            wanted[line_id] = int(text)
    return wanted, errors


def _rows(
    found: Order, offered: Mapping[int, int], *, typed: QueryDict, errors: Mapping[int, str]
) -> list[Row]:
    rows = found.lines.filter(quantity__gte=1).order_by("position")
    return [
        Row(
            line_id=line.pk,
            title=line.title,
            options=line.options,
            image=line.image,
            quantity=line.quantity,
            free=offered.get(line.pk, 0),
            typed=typed.get(f"line_{line.pk}", "0")[:9],
            error=errors.get(line.pk, ""),
            unit=line.unit,
            picks=tuple(range(free + 1))
            if (free := offered.get(line.pk, 0)) <= LONGEST_LIST
            else (),
        )
        for line in rows
    ]
