"""The express way: a wallet hands over address and card, the rest is the ordinary way of ordering (C5, K7)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commerce import clock, db
from commerce.channels import destinations
from commerce.errors import Anticipated
from commerce.money import Money
from commerce.storefront.doors import ShopRequest, door, slow_down, too_often
from crm.contracts import Address
from inventory.contracts import DeliveryOption
from orders.cart import queries as carts
from orders.cart.pages import holding as bag
from orders.checkout import queries
from orders.checkout.actions import filling
from orders.checkout.models import Checkout
from orders.checkout.pages import form, walk
from orders.order.rules.agreement import Agreement
from payments import public as payments
from payments.contracts import Prompt, Purse

# What was shown in the wallet travels with the shopper, signed: whose checkout, which bag, how much.
SALT = "checkout.express"
LASTS = 3600


@door("POST")
def begin(request: ShopRequest) -> HttpResponse:
    """This leads to the wallet, which shows what it will cost where the bag believes it goes."""
    if too_often(request, what="express", limit=40, seconds=600):
        return slow_down(request, seconds=600)
    at = clock.now()
    try:
        with db.transaction():
            kept = filling.start(holder=bag.holder_of(request), at=at, by=request.actor)
    except Anticipated:
        return HttpResponseRedirect(reverse("cart"))
    quote = _estimate(request, kept, at=at).quote
    if quote is None:
        return HttpResponseRedirect(reverse("checkout"))
    target = payments.wallet_page(
        amount=quote.total,
        countries=destinations.served(request.channel, at=at),
        prompt=Prompt(
            title=request.channel.name,
            email="",
            language=get_language() or "en",
            back=_way_back(request, kept, quote),
            cancel=request.build_absolute_uri(reverse("cart")),
        ),
    )
    return HttpResponseRedirect(target or reverse("checkout"), status=303)


@door("POST")
def quote(request: ShopRequest) -> HttpResponse:
    """This tells express buttons in our page what it costs where, by which delivery, and the way back."""
    if too_often(request, what="express", limit=200, seconds=600):
        return slow_down(request, seconds=600)
    at = clock.now()
    try:
        with db.transaction():
            kept = filling.start(holder=bag.holder_of(request), at=at, by=request.actor)
    except Anticipated:
        return JsonResponse({}, status=409)
    found = _estimate(request, kept, at=at, delivery=request.POST.get("delivery", ""))
    if found.quote is None:
        return JsonResponse({}, status=409)
    rates = [
        {"id": one.code, "displayName": one.name, "amount": one.price.minor} for one in found.ways
    ]
    answer = {
        "amount": found.quote.total_minor,
        "rates": rates,
        "back": _way_back(request, kept, found.quote),
    }
    return JsonResponse(answer, headers={"Cache-Control": "private, no-store"})


@door("GET")
def back(request: ShopRequest, state: str) -> HttpResponse:
    """This is where the wallet sends the shopper: the order is placed at the total they saw there.

    Anything that stands in the way is shown on the checkout page, filled in with what was handed over.

    Raises:
        UnknownCheckout: for a checkout that is not theirs.
    """
    at = clock.now()
    holder = bag.holder_of(request)
    public_id, version, minor, delivery = _read(state)
    found = queries.get_checkout(holder, public_id=public_id)
    if found.state == "placed":
        return HttpResponseRedirect(reverse("checkout_return", args=[public_id]))
    try:
        purse = payments.open_purse(token=request.GET.get("confirmation_token", ""))
    except Anticipated:
        messages.info(request, _("The wallet gave no answer. Nothing was charged; try again."))
        return HttpResponseRedirect(reverse("checkout"))
    if purse.ship_to.country not in destinations.served(request.channel, at=at):
        said = _("We do not deliver to the address from your wallet. Enter another one.")
        messages.warning(request, said)
        return HttpResponseRedirect(reverse("checkout"))
    typed = form.read(request, holder, found, at=at, given=_given(purse, delivery=delivery))
    visit = walk.Visit(request=request, holder=holder, checkout=found, typed=typed)
    before = Money(minor, request.channel.currency)
    quote = walk.preview(visit)
    same = quote is not None and quote.total == before and found.cart.version == version
    return walk.order(visit, seen=quote.hash if quote and same else "", before=before)


def _way_back(request: ShopRequest, checkout: Checkout, quote: Agreement) -> str:
    """The address a wallet leads back to, which says what was shown there."""
    shown = [checkout.public_id, checkout.cart.version, quote.total_minor, quote.delivery_code]
    state = signing.dumps(shown, salt=SALT)
    return request.build_absolute_uri(reverse("checkout_express_back", args=[state]))


def _read(state: str) -> tuple[str, int, int, str]:
    try:
        public_id, version, minor, delivery = signing.loads(state, salt=SALT, max_age=LASTS)
    except signing.BadSignature as error:
        message = "there is no such checkout"
        raise queries.UnknownCheckout(message) from error
    return public_id, version, minor, delivery


@dataclass(frozen=True, kw_only=True)
class _Estimate:
    """What it costs before a wallet has said where to; `quote` is None when it cannot be sent."""

    quote: Agreement | None = None
    ways: tuple[DeliveryOption, ...] = ()


def _estimate(
    request: ShopRequest, checkout: Checkout, *, at: datetime, delivery: str = ""
) -> _Estimate:
    """This works out what it costs to where the wallet says, else to where the bag believes it goes.

    By the way of delivery that is wanted, else by the cheapest.
    """
    if carts.must_collect(checkout.cart, channel=request.channel):
        return _Estimate()
    there = bag.destination_of(request)
    if request.POST.get("country"):
        there = carts.place(
            country=request.POST["country"],
            postcode=request.POST.get("postcode", ""),
            channel=request.channel,
            at=at,
        )
    nobody = Address(
        full_name="", line1="-", city="", country=there.country, postcode=there.postcode
    )
    checkout.ship_to, checkout.delivery_code = asdict(nobody), ""
    ways = tuple(one for one in queries.sheet(checkout, at=at).options if one.pickup is None)
    if not ways:
        return _Estimate()
    cheapest = min(ways, key=lambda one: one.price.minor).code
    wanted = delivery in {one.code for one in ways}
    checkout.delivery_code = delivery if wanted else cheapest
    return _Estimate(quote=queries.sheet(checkout, at=at).quote, ways=ways)


def _given(purse: Purse, *, delivery: str) -> Mapping[str, str]:
    """The checkout's form, as the wallet fills it in."""
    express = form.Express(token=purse.token, label=purse.label)
    fields: dict[str, Any] = asdict(purse.ship_to)
    return {
        **{name: str(value) for name, value in fields.items()},
        "email": purse.email,
        "same": "1",
        "way": "ship",
        "delivery": delivery,
        "method": express.code,
    }
