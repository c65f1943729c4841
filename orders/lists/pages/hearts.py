"""The heart on cards and product pages: one press saves, the next takes off."""

import json
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog import public as catalog
from commerce import clock, db
from commerce.errors import Anticipated
from commerce.storefront.doors import ShopRequest, door, is_fragment
from orders.cart.pages import holding as bag
from orders.lists.actions import keeping
from orders.lists.pages import visitor


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What a form names: a product, and a version of it where one was chosen."""

    product_id: int
    variant_id: int | None


@door("POST")
def toggle(request: ShopRequest) -> HttpResponse:
    """This saves what the form names on the main list, or takes it off all lists."""
    at = clock.now()
    try:
        meant = _meant(request)
        with db.transaction():
            owner = visitor.owner_of(request, at=at)
            done = keeping.toggle(
                owner=owner,
                product_id=meant.product_id,
                variant_id=meant.variant_id,
                at=at,
                by=request.actor,
            )
    except Anticipated as refusal:
        if is_fragment(request):
            return _said(visitor.told(refusal))
        return visitor.refused(request, refusal, reverse("lists"))
    words = _("%(name)s is on your list") if done.is_on else _("%(name)s is off your list")
    said = words % {"name": done.article.name}
    if is_fragment(request):
        answer = _said(said, product=meant.product_id, is_on=done.is_on)
    else:
        messages.success(request, said)
        answer = visitor.back(request, reverse("lists"))
    return visitor.remembered(request, answer, owner)


@door("POST")
def add(request: ShopRequest) -> HttpResponse:
    """This saves what the form names on the list it names; it is also the way back after taking off."""
    at = clock.now()
    list_id = request.POST.get("list", "")[:40]
    try:
        meant = _meant(request)
        with db.transaction():
            owner = visitor.owner_of(request, at=at)
            keeping.save(
                owner=owner,
                product_id=meant.product_id,
                variant_id=meant.variant_id,
                list_id=list_id,
                at=at,
                by=request.actor,
            )
    except Anticipated as refusal:
        return visitor.refused(request, refusal, reverse("lists"))
    messages.success(request, _("Saved on your list"))
    return visitor.remembered(request, visitor.back(request, reverse("lists")), owner)


def _meant(request: ShopRequest) -> Meant:
    """What is meant: a version by its public id or key, or a product by its key.

    Raises:
        BadQuantity: for what is no number. NotSold: for a version that is not sold here.
    """
    named = request.POST.get("variant", "")[:60]
    if not named:
        return Meant(product_id=bag.whole(request.POST.get("product")), variant_id=None)
    number = bag.whole(named) if named.isascii() and named.isdigit() else None
    card = catalog.find_card(
        channel=request.channel,
        language=get_language() or "en",
        at=clock.now(),
        variant_id=number,
        public_id="" if number is not None else named,
    )
    if card is None:
        message = "this is not sold here"
        raise catalog.NotSold(message, variant_ids=[])
    return Meant(product_id=card.product_id, variant_id=card.variant_id)


def _said(text: str, *, product: int | None = None, is_on: bool = False) -> HttpResponse:
    """Nothing to swap: the page paints its hearts and says so."""
    answer = HttpResponse(status=204)
    detail = {"product": str(product) if product else "", "on": is_on, "text": text}
    answer["HX-Trigger"] = json.dumps({"kontor:listed": detail})
    return answer
