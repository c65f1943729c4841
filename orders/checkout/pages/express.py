"""The express way: a wallet hands over address and card, the rest is the ordinary way of ordering (C5, K7)."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commerce import clock, db
from commerce.errors import Anticipated
from commerce.money import Money
from commerce.storefront.doors import ShopRequest, door, slow_down, too_often
from crm.contracts import Address
from orders.cart import pages as bag
from orders.cart import queries as carts
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
    quote = _estimate(request, kept, at=at)
    if quote is None:
        return HttpResponseRedirect(reverse("checkout"))
    state = signing.dumps([kept.public_id, kept.cart.version, quote.total_minor], salt=SALT)
    target = payments.wallet_page(
        amount=quote.total,
        countries=request.channel.countries,
        prompt=Prompt(
            title=request.channel.name,
            email="",
            language=get_language() or "en",
            back=request.build_absolute_uri(reverse("checkout_express_back", args=[state])),
            cancel=request.build_absolute_uri(reverse("cart")),
        ),
    )
    return HttpResponseRedirect(target or reverse("checkout"), status=303)


@door("GET")
def back(request: ShopRequest, state: str) -> HttpResponse:
    """This is where the wallet sends the shopper: the order is placed at the total they saw there.

    Anything that stands in the way is shown on the checkout page, filled in with what was handed over.

    Raises:
        UnknownCheckout: for a checkout that is not theirs.
    """
    at = clock.now()
    holder = bag.holder_of(request)
    public_id, version, minor = _read(state)
    found = queries.get_checkout(holder, public_id=public_id)
    if found.state == "placed":
        return HttpResponseRedirect(reverse("checkout_return", args=[public_id]))
    try:
        purse = payments.open_purse(token=request.GET.get("confirmation_token", ""))
    except Anticipated:
        messages.info(request, _("The wallet gave no answer. Nothing was charged; try again."))
        return HttpResponseRedirect(reverse("checkout"))
    if purse.ship_to.country not in request.channel.countries:
        said = _("We do not deliver to the address from your wallet. Enter another one.")
        messages.warning(request, said)
        return HttpResponseRedirect(reverse("checkout"))
    typed = form.read(request, holder, found, at=at, given=_given(purse))
    visit = walk.Visit(request=request, holder=holder, checkout=found, typed=typed)
    before = Money(minor, request.channel.currency)
    quote = walk.preview(visit)
    same = quote is not None and quote.total == before and found.cart.version == version
    return walk.order(visit, seen=quote.hash if quote and same else "", before=before)


def _read(state: str) -> tuple[str, int, int]:
    try:
        public_id, version, minor = signing.loads(state, salt=SALT, max_age=LASTS)
    except signing.BadSignature as error:
        message = "there is no such checkout"
        raise queries.UnknownCheckout(message) from error
    return public_id, version, minor


def _estimate(request: ShopRequest, checkout: Checkout, *, at: datetime) -> Agreement | None:
    """What it costs by the cheapest way to where the bag believes it goes; None when it cannot be sent."""
    if carts.must_collect(checkout.cart, channel=request.channel):
        return None
    there = bag.destination_of(request)
    nobody = Address(
        full_name="", line1="-", city="", country=there.country, postcode=there.postcode
    )
    checkout.ship_to, checkout.delivery_code = asdict(nobody), ""
    parcels = [one for one in queries.sheet(checkout, at=at).options if one.pickup is None]
    if not parcels:
        return None
    checkout.delivery_code = min(parcels, key=lambda one: one.price.minor).code
    return queries.sheet(checkout, at=at).quote


def _given(purse: Purse) -> Mapping[str, str]:
    """The checkout's form, as the wallet fills it in."""
    express = form.Express(token=purse.token, label=purse.label)
    fields: dict[str, Any] = asdict(purse.ship_to)
    return {
        **{name: str(value) for name, value in fields.items()},
        "email": purse.email,
        "same": "1",
        "way": "ship",
        "method": express.code,
    }
