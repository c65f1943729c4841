"""The doors of checkout: the page, its form, the way back from the bank."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commerce import clock, db
from commerce.errors import Anticipated, Conflict, NotFound, Refused, Unavailable
from commerce.identity.actor import Actor
from commerce.money import Money
from commerce.storefront.doors import ShopRequest, door, is_fragment, slow_down, too_often
from crm import public as crm
from orders.cart import queries as carts
from orders.cart.pages import holding as bag
from orders.checkout import queries
from orders.checkout.actions import filling, placing
from orders.checkout.models import Checkout
from orders.checkout.pages import counter as counters
from orders.checkout.pages import form, shown
from orders.checkout.queries import Sheet
from orders.order.rules.agreement import Agreement
from payments import public as payments
from payments.contracts import Prompt

PROBLEMS = ("changed", "sold_out", "store_gone", "lapsed")
# A moment nobody will order after: keeps typed numbers within what calendars know.
LATEST = 2**33


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
    typed = form.read(request, holder, found, at=clock.now())
    visit = Visit(request=request, holder=holder, checkout=found, typed=typed)
    if request.method == "POST" and "update" not in request.POST and "use" not in request.POST:
        before = Money(_whole(request.POST.get("total")), request.channel.currency)
        return order(visit, seen=request.POST.get("quote", ""), before=before)
    good = form.judge_step(typed, request.POST.get("step", ""))
    return _page(visit, status=200 if good else 422)


@door("GET")
def back(request: ShopRequest, public_id: str) -> HttpResponse:
    """This is where the bank sends the shopper: it finds out what happened and leads on."""
    queries.get_checkout(bag.holder_of(request), public_id=public_id)
    came = placing.settle(public_id=public_id, at=clock.now(), by=request.actor)
    if came.order is not None:
        target = reverse("order", args=[came.order.public_id, came.order.token])
        return _go(request, f"{target}?thanks=1")
    if came.outcome == "waiting" and not shown.declined(public_id):
        again = min(_whole(request.GET.get("again")), 20)
        context = {
            "poll_path": f"{request.path}?{_once_more(request, again + 1)}",
            "pause": min(2 + again, 15),
            # Confirming anew is safe by then: what was paid is placed, never charged again.
            "long": again >= 3,
        }
        return render(request, "orders/checkout/waiting.html", context)
    again_with = request.GET.get("method", "")
    chosen = f"?{urlencode({'method': again_with})}" if again_with.startswith(form.KEPT) else ""
    return _go(request, reverse("checkout") + chosen)


@door("GET")
def whereabouts(request: ShopRequest) -> HttpResponse:
    """This tells a page that lost its connection while ordering where to go on; nowhere when nothing came (K8).

    `since` is when that page was made: what was ordered before is another matter.
    """
    since = datetime.fromtimestamp(min(_whole(request.GET.get("since")), LATEST), tz=UTC)
    found = queries.find_since(bag.holder_of(request), since=since)
    known = found is not None and found.state != "open"
    target = reverse("checkout_return", args=[found.public_id]) if found and known else ""
    return JsonResponse({"next": target}, headers={"Cache-Control": "private, no-store"})


def order(visit: Visit, *, seen: str, before: Money) -> HttpResponse:
    """This orders what was typed, at the quote (`seen`) and total (`before`) that the shopper saw."""
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
            came = placing.confirm(public_id=kept.public_id, seen=seen, at=at, by=request.actor)
    except placing.QuoteChanged as changed:
        now = Money.parse(changed.data["total"], changed.data["currency"])
        view = carts.view(kept.cart, language=visit.holder.language, at=at)
        told_now = [*shown.changed_lines(view), *shown.repriced(before, now)]
        return _page(visit, told=told_now, status=409)
    except Anticipated as refusal:
        return _refused(visit, refusal)
    visit.checkout = kept
    return _lead_on(visit, came)


def _lead_on(visit: Visit, came: placing.Placement) -> HttpResponse:
    """After confirming: to the order, to the bank, or back to the page with what changed."""
    if came.order is not None:
        target = reverse("order", args=[came.order.public_id, came.order.token])
        return HttpResponseRedirect(f"{target}?thanks=1")
    if came.payment_id is None or came.outcome in PROBLEMS:
        return HttpResponseRedirect(reverse("checkout"))
    return _pay(visit, came.payment_id)


def _pay(visit: Visit, payment_id: int) -> HttpResponse:
    """To the bank: by the frame's secret, on the provider's page, or with a card that is kept."""
    framed = visit.request.POST.get("paid_by") == "frame"
    home = _return_address(visit)
    prompt = _prompt(visit, home, framed=framed)
    try:
        found = payments.present(payment_id=payment_id, prompt=prompt, at=clock.now())
    except Conflict:
        # Another tab was faster: the way back finds out how it ended.
        return _send(home, framed=framed)
    except (Refused, NotFound) as refusal:
        visit.typed.cards = form.kept_cards(visit.request, visit.holder, at=clock.now())
        return _refused(visit, refusal)
    except Unavailable:
        visit.typed.problems.append(
            _("The payment provider does not answer. Nothing was charged; try again in a moment.")
        )
        return _page(visit, status=503)
    if found.redirect_url:
        return _send(found.redirect_url, framed=framed)
    return JsonResponse({"client_secret": found.client_secret, "return_url": home})


def _send(target: str, *, framed: bool) -> HttpResponse:
    """A redirect, or for the page's script the address: it cannot follow one to the bank by itself."""
    if framed:
        return JsonResponse({"next": target})
    return HttpResponseRedirect(target, status=303)


def _return_address(visit: Visit) -> str:
    """Where the bank sends the shopper back to; what they paid with comes along, for another try."""
    path = reverse("checkout_return", args=[visit.checkout.public_id])
    card = f"?{urlencode({'method': form.KEPT + visit.typed.card})}" if visit.typed.card else ""
    return visit.request.build_absolute_uri(path + card)


def _prompt(visit: Visit, home: str, *, framed: bool) -> Prompt:
    request, typed = visit.request, visit.typed
    return Prompt(
        title=request.channel.name,
        email=visit.checkout.email,
        language=get_language() or "en",
        back=home,
        cancel=request.build_absolute_uri(reverse("checkout")),
        hosted=not framed,
        card=typed.card,
        token=typed.express.token if typed.express else "",
        keep=typed.keep and not typed.card and typed.express is None,
    )


def _refused(visit: Visit, refusal: Anticipated) -> HttpResponse:
    counter = visit.typed.counter
    if refusal.code == "out_of_stock" and counter.chosen and not counter.must:
        # It can still be sent, or lies in another store: nobody has to leave for that (K11).
        visit.typed.problems.append(
            _("This store no longer has everything. Choose another one, or have it delivered.")
        )
        visit.typed.delivery = ""
        return _page(visit, status=409)
    if refusal.code in {"out_of_stock", "not_sold"}:
        said = _("Something in your bag ran out while you were ordering. Nothing was charged.")
        messages.warning(visit.request, said)
    if refusal.code in {"out_of_stock", "not_sold", "empty_cart", "unknown_cart"}:
        return HttpResponseRedirect(reverse("cart"))
    if refusal.code == "checkout_done":
        return HttpResponseRedirect(reverse("checkout"))
    form.blame(visit.typed, refusal)
    return _page(visit, status=422)


def _page(visit: Visit, *, told: list[str] | None = None, status: int = 200) -> HttpResponse:
    request, found, typed = visit.request, visit.checkout, visit.typed
    problem = found.problem
    declined = shown.declined(found.public_id) if request.method == "GET" else ""
    near = typed.counter.near if typed.counter.chosen else None
    sheet = queries.sheet(form.preview(found, typed), at=clock.now(), stores_near=near)
    if sheet.quote is None:
        return HttpResponseRedirect(reverse("cart"))
    if not typed.delivery and sheet.options:
        typed.delivery = _begin_with(sheet, typed)
        sheet = queries.sheet(form.preview(found, typed), at=clock.now(), stores_near=near)
    if typed.counter.must and not any(one.choosable for one in sheet.options if one.pickup):
        said = _(
            "No store has everything in your bag any longer. Here is what can be had together."
        )
        messages.warning(request, said)
        return HttpResponseRedirect(reverse("cart"))
    context = shown.context(request, sheet, typed)
    context["differences"] = told or (shown.story(problem) if request.method == "GET" else [])
    context["declined"] = declined
    context["opens"] = "payment" if declined or context["differences"] else context["opens"]
    return render(request, "orders/checkout/checkout.html", context, status=status)


def preview(visit: Visit) -> Agreement | None:
    """This works out what it costs as typed, by the cheapest way of delivery if none was chosen."""
    found, typed = visit.checkout, visit.typed
    sheet = queries.sheet(form.preview(found, typed), at=clock.now())
    offered = {one.code for one in sheet.options}
    if typed.delivery not in offered and offered:
        typed.delivery = _begin_with(sheet, typed)
        sheet = queries.sheet(form.preview(found, typed), at=clock.now())
    return sheet.quote


def _begin_with(sheet: Sheet, typed: form.Typed) -> str:
    """The way of delivery to begin with: the cheapest, or a store that has everything."""
    if typed.counter.chosen:
        return counters.default(sheet.options, mine=typed.counter.my_store)
    parcels = [one for one in sheet.options if one.pickup is None]
    return min(parcels, key=lambda one: one.price.minor).code if parcels else ""


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


def _go(request: ShopRequest, target: str) -> HttpResponse:
    """A redirect that takes the whole page along, also when htmx asked."""
    if is_fragment(request):
        answer = HttpResponse(status=200)
        answer["HX-Redirect"] = target
        return answer
    return HttpResponseRedirect(target)


def _once_more(request: ShopRequest, turn: int) -> str:
    """The question of the next poll: which one it is, and what was paid with."""
    asked = {"again": str(turn)}
    method = request.GET.get("method", "")
    return urlencode(asked | ({"method": method} if method.startswith(form.KEPT) else {}))


def _whole(text: str | None) -> int:
    plain = text or ""
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 16 else 0
