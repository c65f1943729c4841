"""The lists themselves: looked at, named, shown to others, removed and brought back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from commerce import clock, db
from commerce.errors import Anticipated
from commerce.storefront.doors import MEMBERS, ShopRequest, door
from orders.lists import rules
from orders.lists.actions import keeping
from orders.lists.pages import visitor
from orders.lists.queries import kept
from orders.lists.queries.kept import Owner


@door("GET")
def show(request: ShopRequest, public_id: str = "") -> HttpResponse:
    """This shows one of the visitor's lists, the main one unless named; looking never writes.

    Raises:
        UnknownList: when they have no such list.
    """
    owner = visitor.owner_of(request)
    entries = kept.entries(owner) if not owner.nobody else ()
    chosen = next((one for one in entries if one.public_id == public_id), None)
    if chosen is None and public_id:
        message = "there is no such list"
        raise kept.UnknownList(message)
    chosen = chosen or (entries[0] if entries else None)
    items: tuple[kept.ItemView, ...] = ()
    if chosen is not None:
        row = kept.get_list(owner, chosen.public_id)
        items = kept.items(row, channel=owner.channel, language=owner.language, at=clock.now())
    context = {
        "current": "lists",
        "entries": [_entry(one) for one in entries],
        "chosen": _entry(chosen) if chosen else None,
        "items": items,
        "ready": sum(one.article.available and one.article.variant_id is not None for one in items),
        "share_path": _share_path(request, chosen),
        "undo": _undo(request),
        "member": owner.customer_id is not None,
    }
    return render(request, "orders/lists/list.html", context)


@door("POST")
def start(request: ShopRequest) -> HttpResponse:
    """This starts a list of a name."""
    at = clock.now()
    try:
        with db.transaction():
            owner = visitor.owner_of(request, at=at)
            row = keeping.open_list(
                owner=owner, name=request.POST.get("name", ""), at=at, by=request.actor
            )
    except Anticipated as refusal:
        return visitor.refused(request, refusal, reverse("lists"))
    answer = HttpResponseRedirect(visitor.list_path(row.public_id))
    return visitor.remembered(request, answer, owner)


@door("POST")
def rename(request: ShopRequest, public_id: str) -> HttpResponse:
    """This gives a list another name."""
    name = request.POST.get("name", "")
    return _done(
        request,
        public_id,
        said=_("The list has its new name"),
        work=lambda owner, at: keeping.rename(
            owner=owner, list_id=public_id, name=name, at=at, by=request.actor
        ),
    )


@door("POST")
def remove(request: ShopRequest, public_id: str) -> HttpResponse:
    """This removes a list and offers the way back; the main one is only emptied."""
    at = clock.now()
    try:
        with db.transaction():
            owner = visitor.owner_of(request)
            row = keeping.remove(owner=owner, list_id=public_id, at=at, by=request.actor)
    except Anticipated as refusal:
        return visitor.refused(request, refusal, reverse("lists"))
    if row.kind == rules.MAIN:
        messages.success(request, _("The list is empty now"))
        return HttpResponseRedirect(reverse("lists"))
    return HttpResponseRedirect(f"{reverse('lists')}?gone={row.public_id}")


@door("POST")
def bring_back(request: ShopRequest, public_id: str) -> HttpResponse:
    """This brings a removed list back."""
    return _done(
        request,
        public_id,
        said=_("The list is back"),
        work=lambda owner, at: keeping.bring_back(
            owner=owner, list_id=public_id, at=at, by=request.actor
        ),
    )


@door("POST", audience=MEMBERS)
def news(request: ShopRequest, public_id: str) -> HttpResponse:
    """This turns the letters about a list on or off."""
    wanted = request.POST.get("news") == "on"
    said = _("We will write when something changes") if wanted else _("No more mails about it")
    return _done(
        request,
        public_id,
        said=said,
        work=lambda owner, at: keeping.want_news(
            owner=owner, list_id=public_id, wanted=wanted, at=at, by=request.actor
        ),
    )


@door("POST")
def share(request: ShopRequest, public_id: str) -> HttpResponse:
    """This makes the link that shows a list to others, or ends it."""
    on = request.POST.get("share") == "on"
    verb = keeping.share if on else keeping.unshare
    said = _("Everybody with the link can look at it") if on else _("The link opens nothing now")
    return _done(
        request,
        public_id,
        said=said,
        work=lambda owner, at: verb(owner=owner, list_id=public_id, at=at, by=request.actor),
    )


@door("POST")
def take_off(request: ShopRequest, item_id: int) -> HttpResponse:
    """This takes an article off a list and offers the way back."""
    at = clock.now()
    try:
        with db.transaction():
            owner = visitor.owner_of(request)
            item = keeping.take_off(owner=owner, item_id=item_id, at=at, by=request.actor)
    except Anticipated as refusal:
        return visitor.refused(request, refusal, reverse("lists"))
    if item.saved_list.kind == rules.LATER:
        messages.success(request, _("Removed"))
        return visitor.back(request, reverse("cart"))
    path = visitor.list_path(item.saved_list.public_id)
    version = item.variant_id or ""
    return HttpResponseRedirect(f"{path}?off={item.product_id}.{version}")


@door("POST")
def move(request: ShopRequest, item_id: int) -> HttpResponse:
    """This puts an article on another list."""
    at = clock.now()
    list_id = request.POST.get("list", "")[:40]
    try:
        with db.transaction():
            owner = visitor.owner_of(request)
            row = keeping.move(
                owner=owner, item_id=item_id, list_id=list_id, at=at, by=request.actor
            )
    except Anticipated as refusal:
        return visitor.refused(request, refusal, reverse("lists"))
    messages.success(request, _("Moved to “%(name)s”") % {"name": name_of(row.kind, row.name)})
    return visitor.back(request, visitor.list_path(row.public_id))


def name_of(kind: str, name: str) -> str:
    """This is what a list is called; the main one has a name in every language until it gets its own."""
    return name or (_("Favorites") if kind == rules.MAIN else _("Saved for later"))


def _done(
    request: ShopRequest, public_id: str, *, said: str, work: Callable[[Owner, Any], object]
) -> HttpResponse:
    """Do one thing to one list, say so there, or say why not."""
    try:
        with db.transaction():
            work(visitor.owner_of(request), clock.now())
    except Anticipated as refusal:
        there = (
            visitor.list_path(public_id) if refusal.code == "bad_list_name" else reverse("lists")
        )
        return visitor.refused(request, refusal, there)
    messages.success(request, said)
    return HttpResponseRedirect(visitor.list_path(public_id))


def _entry(one: kept.ListEntry) -> dict[str, Any]:
    return {
        "id": one.public_id,
        "name": name_of(one.kind, one.name),
        "is_main": one.kind == rules.MAIN,
        "count": one.count,
        "wants_news": one.wants_news,
        "shared": bool(one.token),
        "path": visitor.list_path(one.public_id),
    }


def _share_path(request: ShopRequest, chosen: kept.ListEntry | None) -> str:
    if chosen is None or not chosen.token:
        return ""
    return request.build_absolute_uri(reverse("list_shared", args=[chosen.token]))


def _undo(request: ShopRequest) -> dict[str, str] | None:
    """What the page may bring back: a list, or an article by product and version."""
    gone = request.GET.get("gone", "")[:40]
    if gone:
        return {"list": gone}
    product, _dot, version = request.GET.get("off", "").partition(".")
    good = product.isascii() and product.isdigit() and len(product) < 19
    if not good or (version and not (version.isdigit() and len(version) < 19)):
        return None
    return {"product": product, "variant": version}
