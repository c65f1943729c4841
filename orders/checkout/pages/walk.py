"""The doors of checkout: the page, its form, the way back from the bank."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commerce import clock, db
from commerce.errors import Anticipated, Unavailable
from commerce.identity.actor import Actor
from commerce.money import Money, wording
from commerce.storefront.doors import ShopRequest, door, is_fragment, slow_down, too_often
from crm import public as crm
from orders.cart import pages as bag
from orders.cart import queries as carts
from orders.checkout import queries
from orders.checkout.actions import filling, placing
from orders.checkout.models import Checkout
from orders.checkout.pages import counter as counters
from orders.checkout.pages import form
from orders.checkout.queries import Sheet
from orders.order.rules.agreement import Agreement
from payments import public as payments

PROBLEMS = ("changed", "sold_out", "lapsed")


@dataclass(kw_only=True)
class Visit:
    """One call at the checkout page: who holds the bag, what is kept, what was typed."""

    request: ShopRequest
    holder: carts.Holder
    checkout: Checkout
    typed: form.Typed


@door("GET", "POST")
def checkout(request: ShopRequest) -> HttpResponse:
    """This shows the checkout; a POST refreshes it (`update`) or orders."""
    holder = bag.holder_of(request)
    found = queries.find_or_blank(holder)
    if found is None or found.state == "placed":
        return HttpResponseRedirect(reverse("cart"))
    typed = form.read(request, holder, found)
    visit = Visit(request=request, holder=holder, checkout=found, typed=typed)
    if request.method == "POST" and "update" not in request.POST:
        return _order(visit)
    return _page(visit)


@door("GET")
def back(request: ShopRequest, public_id: str) -> HttpResponse:
    """This is where the bank sends the shopper: it finds out what happened and leads on."""
    queries.get_checkout(bag.holder_of(request), public_id=public_id)
    came = placing.settle(public_id=public_id, at=clock.now(), by=request.actor)
    if came.order is not None:
        target = reverse("order", args=[came.order.public_id, came.order.token])
        return _go(request, f"{target}?thanks=1")
    if came.outcome == "waiting" and not _declined(public_id):
        again = min(_whole(request.GET.get("again")), 20)
        context = {
            "poll_path": f"{request.path}?again={again + 1}",
            "pause": min(2 + again, 15),
        }
        return render(request, "orders/checkout/waiting.html", context)
    return _go(request, reverse("checkout"))


def _order(visit: Visit) -> HttpResponse:
    request, typed = visit.request, visit.typed
    if too_often(request, what="order", limit=40, seconds=600):
        return slow_down(request, seconds=600)
    details = form.judge(typed)
    if details is None:
        return _page(visit, status=422)
    told = crm.cookie_choice(cookie=request.COOKIES.get(crm.CONSENT_COOKIE, ""))
    details = replace(details, visitor=told.visitor if told.analytics else "")
    at = clock.now()
    try:
        with db.transaction():
            kept = filling.start(holder=visit.holder, at=at, by=request.actor)
            kept = filling.fill_in(checkout=kept, details=details, at=at, by=request.actor)
            _remember_address(visit, at=at, by=request.actor)
        with db.transaction():
            seen = request.POST.get("quote", "")
            came = placing.confirm(public_id=kept.public_id, seen=seen, at=at, by=request.actor)
    except placing.QuoteChanged as changed:
        before = Money(_whole(request.POST.get("total")), changed.data["currency"])
        now = Money.parse(changed.data["total"], changed.data["currency"])
        return _page(visit, told=_repriced(before, now), status=409)
    except Anticipated as refusal:
        return _refused(visit, refusal)
    visit.checkout = kept
    return _lead_on(visit, came)


def _lead_on(visit: Visit, came: placing.Placement) -> HttpResponse:
    """After confirming: to the order, to the bank, or back to the page with what changed."""
    request, kept = visit.request, visit.checkout
    if came.order is not None:
        target = reverse("order", args=[came.order.public_id, came.order.token])
        return HttpResponseRedirect(f"{target}?thanks=1")
    if came.payment_id is None or came.outcome in PROBLEMS:
        return HttpResponseRedirect(reverse("checkout"))
    framed = request.POST.get("paid_by") == "frame"
    home = request.build_absolute_uri(reverse("checkout_return", args=[kept.public_id]))
    try:
        shown = payments.present(
            payment_id=came.payment_id,
            title=request.channel.name,
            email=kept.email,
            language=get_language() or "en",
            back=home,
            cancel=request.build_absolute_uri(reverse("checkout")),
            hosted=not framed,
            at=clock.now(),
        )
    except Unavailable:
        visit.typed.problems.append(
            _("The payment provider does not answer. Nothing was charged; try again in a moment.")
        )
        return _page(visit, status=503)
    if framed:
        return JsonResponse({"client_secret": shown.client_secret, "return_url": home})
    return HttpResponseRedirect(shown.redirect_url, status=303)


def _refused(visit: Visit, refusal: Anticipated) -> HttpResponse:
    if refusal.code in {"out_of_stock", "not_sold", "empty_cart", "unknown_cart"}:
        return HttpResponseRedirect(reverse("cart"))
    if refusal.code == "checkout_done":
        return HttpResponseRedirect(reverse("checkout"))
    form.blame(visit.typed, refusal)
    return _page(visit, status=422)


def _page(visit: Visit, *, told: list[str] | None = None, status: int = 200) -> HttpResponse:
    request, found, typed = visit.request, visit.checkout, visit.typed
    problem = found.problem
    declined = _declined(found.public_id) if request.method == "GET" else ""
    near = typed.counter.near if typed.counter.chosen else None
    sheet = queries.sheet(form.preview(found, typed), at=clock.now(), stores_near=near)
    if sheet.quote is None:
        return HttpResponseRedirect(reverse("cart"))
    if not typed.delivery and sheet.options:
        typed.delivery = _begin_with(sheet, typed)
        sheet = queries.sheet(form.preview(found, typed), at=clock.now(), stores_near=near)
    context = _context(request, sheet, typed)
    context["differences"] = told or (_story(problem) if request.method == "GET" else [])
    context["declined"] = declined
    return render(request, "orders/checkout/checkout.html", context, status=status)


def _begin_with(sheet: Sheet, typed: form.Typed) -> str:
    """The way of delivery to begin with: the cheapest, or a store that has everything."""
    if typed.counter.chosen:
        return counters.default(sheet.options, mine=typed.counter.my_store)
    parcels = [one for one in sheet.options if one.pickup is None]
    return min(parcels, key=lambda one: one.price.minor).code if parcels else ""


def _context(request: ShopRequest, sheet: Sheet, typed: form.Typed) -> dict[str, Any]:
    quote = sheet.quote
    assert quote is not None
    key, script = payments.browser_script()
    return {
        "form": typed.form,
        "problem": " ".join(typed.problems),
        "contact": typed.contact,
        "address": typed.address,
        "billing": typed.billing,
        "billing_same": typed.billing_same,
        "new_address": not typed.saved_id,
        "counter": typed.counter,
        "stores": counters.shown(sheet.options, chosen=typed.delivery),
        **_choices(sheet, typed),
        **_sums(quote),
        "publishable_key": key,
        "card_script": script if any(one.kind == "card" for one in sheet.methods) else "",
        "capture_method": "manual",
    }


def _choices(sheet: Sheet, typed: form.Typed) -> dict[str, Any]:
    """What may be picked: saved addresses, deliveries and ways to pay, with what is picked now."""
    language = get_language() or "en"
    method = typed.method or (sheet.methods[0].code if sheet.methods else "")
    return {
        "saved": [
            {
                "id": entry.public_id,
                "text": ", ".join(crm.address_lines(address=entry.address)),
                "selected": entry.public_id == typed.saved_id,
            }
            for entry in typed.saved
        ],
        "options": [
            {
                "code": one.code,
                "name": one.name,
                "carrier": one.carrier,
                "promise": form.arrives(one.earliest_on, one.latest_on, language),
                "price": one.price,
                "free": not one.price,
                "selected": one.code == typed.delivery,
            }
            for one in sheet.options
            if one.pickup is None
        ],
        "methods": [
            {
                "code": one.code,
                "kind": one.kind,
                "name": one.name,
                "hint": one.hint,
                "selected": one.code == method,
            }
            for one in sheet.methods
        ],
    }


def _sums(quote: Agreement) -> dict[str, Any]:
    """What is bought and what it comes to."""
    return {
        "lines": [
            {
                "image": line.image,
                "name": line.title,
                "options": line.options,
                "quantity": line.quantity,
                "total": Money(line.shown_minor, quote.currency),
            }
            for line in quote.lines
        ],
        "count": quote.pieces,
        "totals": {
            "subtotal": quote.goods,
            "discount": quote.discount,
            "delivery": quote.shipping if quote.delivery_code else None,
            "delivery_name": quote.delivery_name,
            "tax": quote.tax,
            "includes_tax": quote.includes_tax,
            "total": quote.total,
        },
        "total": quote.total,
        "total_minor": quote.total_minor,
        "quote_hash": quote.hash,
    }


def _remember_address(visit: Visit, *, at: datetime, by: Actor) -> None:
    """An account's new address goes into its book; a full book is no reason to stop an order."""
    customer_id, typed = visit.holder.customer_id, visit.typed
    if customer_id is None or typed.saved_id or typed.counter.chosen:
        return
    try:
        with db.savepoint():
            crm.save_address(
                customer_id=customer_id,
                address=typed.ship_to,
                is_default=not typed.saved,
                at=at,
                by=by,
            )
    except Anticipated:
        return


def _declined(reference: str) -> str:
    """Why the last try to pay failed, in the shopper's words; empty when it did not."""
    payment = payments.find_payment(reference=reference) if reference else None
    if payment is None or not payment.decline_code:
        return ""
    words = {
        "insufficient_funds": _("There is not enough money on this card."),
        "expired_card": _("This card has expired."),
        "incorrect_cvc": _("The security code does not fit this card."),
        "authentication_required": _("Your bank wanted to know whether it was you."),
        "payment_intent_authentication_failure": _("Your bank could not confirm that it was you."),
    }
    return words.get(payment.decline_code, _("Your bank refused this payment."))


def _story(problem: str) -> list[str]:
    words = {
        "changed": _("Your bag changed while you were paying, so we did not place the order."),
        "sold_out": _("While you were paying, something in your bag sold out."),
        "lapsed": _("The time for paying ran out, so we put the goods back."),
    }
    return [words[problem]] if problem in words else []


def _repriced(before: Money, now: Money) -> list[str]:
    language = get_language() or "en"
    return [
        _("The total is now %(now)s; it was %(before)s.")
        % {
            "now": wording.in_words(now, language),
            "before": wording.in_words(before, language),
        }
    ]


def _go(request: ShopRequest, target: str) -> HttpResponse:
    """A redirect that takes the whole page along, also when htmx asked."""
    if is_fragment(request):
        answer = HttpResponse(status=200)
        answer["HX-Redirect"] = target
        return answer
    return HttpResponseRedirect(target)


def _whole(text: str | None) -> int:
    plain = text or ""
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 16 else 0
