"""The shopper's bag: the page, the drawer, and every change of it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog import public as catalog
from catalog.contracts import WantedLine
from commerce import clock, db
from commerce.errors import Anticipated
from commerce.storefront.doors import ShopRequest, door, is_fragment
from orders.cart import actions, queries
from orders.cart.pages import holding, words
from orders.cart.queries import CartView, Holder


@door("GET")
def show(request: ShopRequest) -> HttpResponse:
    """This shows the bag: as a page, or as the drawer's content; `country` asks for delivery there (C4)."""
    answer = _answer(request, _present(request, holding.holder_of(request)))
    if request.GET.get("country"):
        there = holding.destination_of(request)
        kept = f"{there.country}.{there.postcode}"
        answer.set_cookie(
            holding.THERE, kept, max_age=holding.COOKIE_LIVES, samesite="Lax", httponly=True
        )
    return answer


@door("POST")
def add(request: ShopRequest) -> HttpResponse:
    """This puts pieces of a variant into the bag, and with `also` one piece of another beside it (P11)."""
    at = clock.now()
    cart_id = ""
    try:
        wanted = [
            WantedLine(
                variant_id=_variant(request, at=at),
                quantity=holding.whole(request.POST.get("quantity") or "1"),
            )
        ]
        if "also" in request.POST:
            wanted.append(WantedLine(variant_id=_variant(request, at=at, name="also"), quantity=1))
        with db.transaction():
            holder = holding.holder_of(request, at=at)
            cart = actions.add_lines(holder=holder, lines=wanted, at=at, by=request.actor)
            cart_id = "" if cart.customer_id else cart.public_id
    except Anticipated as refusal:
        return _refused(request, refusal)
    said = _("Added to your bag")
    return _changed(request, said=said, cart_id=cart_id)


@door("POST")
def change(request: ShopRequest, variant_id: int) -> HttpResponse:
    """This sets how many pieces a line holds; zero takes it out."""
    at = clock.now()
    quantity_text = request.POST.get("quantity", "")
    if quantity_text.strip() == "0":
        return _remove(request, variant_id)
    try:
        with db.transaction():
            actions.set_quantity(
                holder=holding.holder_of(request),
                variant_id=variant_id,
                quantity=holding.whole(quantity_text),
                at=at,
                by=request.actor,
            )
    except Anticipated as refusal:
        return _refused(request, refusal, variant_id=variant_id)
    return _changed(request, said="")


@door("POST")
def remove(request: ShopRequest, variant_id: int) -> HttpResponse:
    """This takes a line out and offers the way back."""
    return _remove(request, variant_id)


@door("POST")
def accept(request: ShopRequest) -> HttpResponse:
    """This takes today's prices and stock as agreed."""
    at = clock.now()
    try:
        with db.transaction():
            actions.accept_changes(holder=holding.holder_of(request), at=at, by=request.actor)
    except Anticipated as refusal:
        return _refused(request, refusal)
    return _changed(request, said=_("Your bag is up to date"))


def _variant(request: ShopRequest, *, at: datetime, name: str = "variant") -> int:
    """The variant that a form names: by its public id, or by key as the way back does."""
    named = request.POST.get(name, "")
    if named.isascii() and named.isdigit():
        return holding.whole(named)
    card = catalog.find_card(
        channel=request.channel, language=get_language() or "en", at=at, public_id=named[:60]
    )
    if card is None:
        message = "this is not sold here"
        raise catalog.NotSold(message, variant_ids=[])
    return card.variant_id


def _remove(request: ShopRequest, variant_id: int) -> HttpResponse:
    at = clock.now()
    before = _present(request, holding.holder_of(request))
    line = next((one for one in before.lines if one.variant_id == variant_id), None)
    try:
        with db.transaction():
            actions.remove_line(
                holder=holding.holder_of(request), variant_id=variant_id, at=at, by=request.actor
            )
    except Anticipated as refusal:
        return _refused(request, refusal)
    undo: dict[str, Any] = {}
    if line is not None and line.card is not None:
        keys = [one.variant_id for one in before.lines]
        undo = {
            "name": line.card.name,
            "variant_id": variant_id,
            "quantity": line.quantity,
            # The focus goes to the line that took the place, else to the heading (C1).
            "next": next(iter(keys[keys.index(variant_id) + 1 :]), keys[-2] if keys[1:] else 0),
        }
    if is_fragment(request):
        said = _("Removed")
        return _answer(request, _present(request, holding.holder_of(request)), undo=undo, said=said)
    target = reverse("cart")
    return HttpResponseRedirect(
        f"{target}?removed={variant_id}.{undo['quantity']}" if undo else target
    )


def _present(request: ShopRequest, holder: Holder) -> CartView:
    cart = queries.find_cart(holder)
    if cart is None:
        return queries.empty_view(request.channel)
    return queries.view(cart, language=holder.language, at=clock.now())


def _changed(request: ShopRequest, *, said: str, cart_id: str = "") -> HttpResponse:
    """PRG for plain forms, the fresh bag for htmx; a guest's new bag leaves with its cookie."""
    if is_fragment(request):
        holder = holding.holder_of(request)
        if cart_id:
            holder = Holder(channel=holder.channel, language=holder.language, public_id=cart_id)
        answer = _answer(request, _present(request, holder), said=said)
        if said:
            answer["HX-Trigger-After-Settle"] = "bag-changed"
    else:
        if said:
            messages.success(request, said)
        answer = HttpResponseRedirect(_next(request))
    return holding.keep(request, answer, cart_id)


def _refused(request: ShopRequest, refusal: Anticipated, *, variant_id: int = 0) -> HttpResponse:
    said = words.told(refusal)
    if is_fragment(request):
        view = _present(request, holding.holder_of(request))
        answer = _answer(request, view, problem=said, problem_at=variant_id, status=422)
        answer["HX-Trigger-After-Settle"] = "bag-changed"
        return answer
    messages.error(request, said)
    return HttpResponseRedirect(_next(request))


def _answer(
    request: ShopRequest,
    view: CartView,
    *,
    said: str = "",
    problem: str = "",
    problem_at: int = 0,
    undo: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    drawer = is_fragment(request) and request.headers.get("HX-Drawer") == "1"
    language = get_language() or "en"
    lines = [words.line_for_page(line, language) for line in view.lines]
    beside = any(line["key"] == problem_at for line in lines)
    context = {
        "lines": lines,
        "count": view.count,
        "ready": view.ready,
        "repriced": view.repriced,
        "collected": view.collected,
        "parts": words.parts(view),
        **words.sums(request, view, language),
        "undo": undo or _undo_of(request),
        "cart_problem": "" if beside else problem,
        "line_problem": problem if beside else "",
        "problem_at": problem_at,
        "announcement": words.announcement(view, problem or said, language),
    }
    name = "orders/cart/drawer.html" if drawer else "orders/cart/cart.html"
    return render(request, name, context, status=status)


def _undo_of(request: ShopRequest) -> dict[str, Any] | None:
    variant, _mark, quantity = request.GET.get("removed", "").partition(".")
    said = variant + quantity
    if not (variant and quantity and said.isascii() and said.isdigit()):
        return None
    if len(variant) > 18 or len(quantity) > 3:
        return None
    key = int(variant)
    cards = catalog.find_cards(
        channel=request.channel,
        language=get_language() or "en",
        at=clock.now(),
        variant_ids=[key],
    )
    name = cards[key].name if key in cards else ""
    return {"name": name, "variant_id": key, "quantity": int(quantity)}


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if safe and wanted.startswith("/") else reverse("cart")
