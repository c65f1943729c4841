"""From lists to the bag and back, and the bag shown to others."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from commerce import clock, db
from commerce.errors import Anticipated, NotFound
from commerce.storefront.doors import ShopRequest, door
from orders.cart import queries as carts
from orders.cart.models import Cart
from orders.cart.pages import holding as bag
from orders.lists import rules
from orders.lists.actions import bagging
from orders.lists.actions.bagging import Poured
from orders.lists.pages import visitor, walls
from orders.lists.queries import kept, sharing


@door("POST")
def put_aside(request: ShopRequest, variant_id: int) -> HttpResponse:
    """This takes a line out of the bag: for later, or onto the list of wishes (C6)."""
    at = clock.now()
    kind = rules.MAIN if request.POST.get("to") == "wish" else rules.LATER
    try:
        with db.transaction():
            owner = visitor.owner_of(request, at=at)
            bagging.put_aside(
                owner=owner,
                holder=bag.holder_of(request),
                variant_id=variant_id,
                kind=kind,
                at=at,
                by=request.actor,
            )
    except Anticipated as refusal:
        return visitor.refused(request, refusal, reverse("cart"))
    said = _("Moved to your list") if kind == rules.MAIN else _("Saved for later, below your bag")
    messages.success(request, said)
    return visitor.remembered(request, HttpResponseRedirect(reverse("cart")), owner)


@door("POST")
def part(request: ShopRequest) -> HttpResponse:
    """This begins with a part of a bag that can neither be sent nor collected as a whole (K11)."""
    at = clock.now()
    try:
        with db.transaction():
            owner = visitor.owner_of(request, at=at)
            names = bagging.part(
                owner=owner,
                holder=bag.holder_of(request),
                store=request.POST.get("store", ""),
                at=at,
                by=request.actor,
            )
    except Anticipated as refusal:
        return visitor.refused(request, refusal, reverse("cart"))
    said = _("Saved for later, below your bag: %(names)s") % {"names": ", ".join(names)}
    messages.success(request, said)
    return visitor.remembered(request, HttpResponseRedirect(reverse("cart")), owner)


@door("POST")
def into_bag(request: ShopRequest, item_id: int) -> HttpResponse:
    """This moves an article of a list into the bag."""
    at = clock.now()
    try:
        with db.transaction():
            cart = bagging.into_bag(
                owner=visitor.owner_of(request),
                holder=bag.holder_of(request, at=at),
                item_id=item_id,
                at=at,
                by=request.actor,
            )
    except bagging.ChooseVersion as refusal:
        messages.info(request, visitor.told(refusal))
        return HttpResponseRedirect(reverse("product", args=[refusal.data["slug"]]))
    except Anticipated as refusal:
        return visitor.refused(request, refusal, reverse("lists"))
    messages.success(request, _("It is in your bag now"))
    return _with_bag(request, visitor.back(request, reverse("cart")), cart)


@door("POST")
def all_into_bag(request: ShopRequest, public_id: str) -> HttpResponse:
    """This adds what can be bought of a list to the bag; the list stays."""
    at = clock.now()
    try:
        with db.transaction():
            poured = bagging.all_into_bag(
                owner=visitor.owner_of(request),
                holder=bag.holder_of(request, at=at),
                list_id=public_id,
                at=at,
                by=request.actor,
            )
    except Anticipated as refusal:
        return visitor.refused(request, refusal, visitor.list_path(public_id))
    return poured_into_bag(request, poured)


@door("GET", "POST")
def shared(request: ShopRequest, token: str) -> HttpResponse:
    """This shows a list to whoever holds its link, and takes what they like into their own bag.

    Raises:
        UnknownList: when the link opens nothing, or no longer.
    """
    row = kept.find_shared(token)
    if row is None:
        message = "this link opens no list"
        raise kept.UnknownList(message)
    shown = kept.items(
        row, channel=request.channel, language=get_language() or "en", at=clock.now()
    )
    if request.method == "POST":
        return _take(request, [(one.article, one.quantity) for one in shown])
    context = {
        "title": walls.name_of(row.kind, row.name),
        "items": shown,
        "ready": sum(one.article.available and one.article.variant_id is not None for one in shown),
        "is_bag": False,
    }
    return _private(render(request, "orders/lists/shared.html", context))


@door("GET", "POST")
def shared_bag(request: ShopRequest, token: str) -> HttpResponse:
    """This shows a bag to whoever holds its link: what was in it when the link was made.

    Raises:
        NotFound: when the link is broken.
    """
    pairs = sharing.read_bag(token)
    if not pairs:
        message = "this link opens no bag"
        raise NotFound(message)
    shown = sharing.bag_items(
        pairs, channel=request.channel, language=get_language() or "en", at=clock.now()
    )
    if request.method == "POST":
        return _take(request, [(one.article, one.quantity) for one in shown])
    context = {
        "title": _("A bag for you to look at"),
        "items": shown,
        "ready": sum(one.article.available for one in shown),
        "is_bag": True,
    }
    return _private(render(request, "orders/lists/shared.html", context))


@door("GET")
def share_bag(request: ShopRequest) -> HttpResponse:
    """This shows the link under which others see what is in the bag now."""
    cart = carts.find_cart(bag.holder_of(request))
    pairs = sharing.pairs_of(cart) if cart else ()
    path = reverse("bag_shared", args=[sharing.bag_token(pairs)]) if pairs else ""
    context = {"link": request.build_absolute_uri(path) if path else ""}
    return _private(render(request, "orders/lists/share_bag.html", context))


def poured_into_bag(request: ShopRequest, poured: Poured) -> HttpResponse:
    """This leads to the bag and says what went into it and what did not."""
    if poured.moved:
        messages.success(
            request,
            ngettext(
                "%(count)d article is in your bag now",
                "%(count)d articles are in your bag now",
                poured.moved,
            )
            % {"count": poured.moved},
        )
    names = ", ".join(dict.fromkeys(one.name or _("No longer sold") for one in poured.left))
    if names:
        messages.warning(request, _("Not added: %(names)s") % {"names": names})
    answer = HttpResponseRedirect(reverse("cart"))
    return _with_bag(request, answer, poured.cart)


def _take(request: ShopRequest, shown: list[tuple[kept.Article, int]]) -> HttpResponse:
    at = clock.now()
    try:
        with db.transaction():
            holder = bag.holder_of(request, at=at)
            poured = bagging.pour(shown=shown, holder=holder, at=at, by=request.actor)
    except Anticipated as refusal:
        return visitor.refused(request, refusal, reverse("cart"))
    return poured_into_bag(request, poured)


def _with_bag(request: ShopRequest, answer: HttpResponse, cart: Cart | None) -> HttpResponse:
    return bag.remembered(request, answer, cart)


def _private(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "same-origin"
    return answer
