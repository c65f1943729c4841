"""The shopper's bag: the page, the drawer, and every change of it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from catalog import public as catalog
from catalog.contracts import WantedLine
from commerce import clock, db
from commerce.errors import Anticipated
from commerce.money import wording
from commerce.storefront import addressing, moments
from commerce.storefront.doors import ShopRequest, door, is_fragment
from crm import public as crm
from inventory.contracts import Destination
from orders.cart import actions, queries, rules
from orders.cart.models import Cart
from orders.cart.queries import CartView, Holder, LineView

COOKIE = "bag"
COOKIE_LIVES = 30 * 24 * 3600
THERE = "there"


@door("GET")
def show(request: ShopRequest) -> HttpResponse:
    """This shows the bag: as a page, or as the drawer's content; `country` asks for delivery there (C4)."""
    answer = _answer(request, _present(request, holder_of(request)))
    if request.GET.get("country"):
        there = destination_of(request)
        kept = f"{there.country}.{there.postcode}"
        answer.set_cookie(THERE, kept, max_age=COOKIE_LIVES, samesite="Lax", httponly=True)
    return answer


@door("POST")
def add(request: ShopRequest) -> HttpResponse:
    """This puts pieces of a variant into the bag."""
    at = clock.now()
    cart_id = ""
    try:
        wanted = WantedLine(
            variant_id=_variant(request, at=at),
            quantity=whole(request.POST.get("quantity") or "1"),
        )
        with db.transaction():
            holder = holder_of(request, at=at)
            cart = actions.add_lines(holder=holder, lines=[wanted], at=at, by=request.actor)
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
                holder=holder_of(request),
                variant_id=variant_id,
                quantity=whole(quantity_text),
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
            actions.accept_changes(holder=holder_of(request), at=at, by=request.actor)
    except Anticipated as refusal:
        return _refused(request, refusal)
    return _changed(request, said=_("Your bag is up to date"))


def bring_cart(request: Any, user: Any, response: HttpResponse) -> None:
    """This joins a guest's bag with the customer's own at sign-in; a bag that cannot come says so."""
    public_id = queries.read_token(request.COOKIES.get(COOKIE, ""))
    if not public_id:
        return
    at = clock.now()
    try:
        with db.transaction():
            customer = crm.customer_of(user_id=user.pk, channel=request.channel, at=at)
            holder = Holder(
                channel=request.channel,
                language=get_language() or "en",
                public_id=public_id,
                customer_id=customer.customer_id,
            )
            actions.merge_at_login(holder=holder, at=at, by=request.actor)
    except Anticipated:
        messages.warning(request, _("Your bag could not be brought along. Sign out to find it."))
        return
    response.delete_cookie(COOKIE)


def holder_of(request: Any, *, at: datetime | None = None) -> Holder:
    """This says whose bag a request is about; with `at`, an account without a customer gets one."""
    customer_id = None
    if request.user.is_authenticated:
        if at is not None:
            found = crm.customer_of(user_id=request.user.pk, channel=request.channel, at=at)
            customer_id = found.customer_id
        else:
            known = crm.find_customer(user_id=request.user.pk)
            customer_id = known.customer_id if known else None
    return Holder(
        channel=request.channel,
        language=get_language() or "en",
        public_id=queries.read_token(request.COOKIES.get(COOKIE, "")),
        customer_id=customer_id,
    )


def destination_of(request: Any) -> Destination:
    """This says where a visitor wants goods to go: as asked now, as asked before, else the channel's home."""
    country, _dot, postcode = request.COOKIES.get(THERE, "").partition(".")
    if "country" in request.GET:
        country, postcode = request.GET["country"], request.GET.get("postcode", "")
    return queries.place(country=country, postcode=postcode, channel=request.channel)


def _variant(request: ShopRequest, *, at: datetime) -> int:
    """The variant that a form names: by its public id, or by key as the way back does."""
    named = request.POST.get("variant", "")
    if named.isascii() and named.isdigit():
        return whole(named)
    card = catalog.find_card(
        channel=request.channel, language=get_language() or "en", at=at, public_id=named[:60]
    )
    if card is None:
        message = "this is not sold here"
        raise catalog.NotSold(message, variant_ids=[])
    return card.variant_id


def whole(text: str | None) -> int:
    """This reads a number of pieces or an id; anything else is refused like a bad quantity.

    Raises:
        BadQuantity: for anything but up to eighteen digits.
    """
    plain = (text or "").strip()
    if not plain.isascii() or not plain.isdigit() or len(plain) > 18:
        message = "a whole number is wanted"
        raise rules.BadQuantity(message, field="quantity", most=rules.MOST_PER_LINE)
    return int(plain)


def _remove(request: ShopRequest, variant_id: int) -> HttpResponse:
    at = clock.now()
    before = _present(request, holder_of(request))
    line = next((one for one in before.lines if one.variant_id == variant_id), None)
    try:
        with db.transaction():
            actions.remove_line(
                holder=holder_of(request), variant_id=variant_id, at=at, by=request.actor
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
        return _answer(request, _present(request, holder_of(request)), undo=undo, said=said)
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
        holder = holder_of(request)
        if cart_id:
            holder = Holder(channel=holder.channel, language=holder.language, public_id=cart_id)
        answer = _answer(request, _present(request, holder), said=said)
        if said:
            answer["HX-Trigger-After-Settle"] = "bag-changed"
    else:
        if said:
            messages.success(request, said)
        answer = HttpResponseRedirect(_next(request))
    return _keep(request, answer, cart_id)


def remembered(request: HttpRequest, answer: HttpResponse, cart: Cart | None) -> HttpResponse:
    """This gives a guest whose bag another room has filled the cookie that finds it again."""
    return _keep(request, answer, cart.public_id if cart and not cart.customer_id else "")


def _keep(request: HttpRequest, answer: HttpResponse, cart_id: str) -> HttpResponse:
    if cart_id:
        answer.set_cookie(
            COOKIE,
            queries.token_of(cart_id),
            max_age=COOKIE_LIVES,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
    return answer


def _refused(request: ShopRequest, refusal: Anticipated, *, variant_id: int = 0) -> HttpResponse:
    said = told(refusal)
    if is_fragment(request):
        view = _present(request, holder_of(request))
        answer = _answer(request, view, problem=said, problem_at=variant_id, status=422)
        answer["HX-Trigger-After-Settle"] = "bag-changed"
        return answer
    messages.error(request, said)
    return HttpResponseRedirect(_next(request))


def told(refusal: Anticipated) -> str:
    """This says to a shopper why the bag stays as it was, and what to do."""
    if refusal.code == "out_of_stock":
        left = min((line["available"] for line in refusal.data.get("lines", ())), default=0)
        if left > 0:
            return ngettext(
                "Only %(left)d piece is left. Choose a smaller quantity.",
                "Only %(left)d pieces are left. Choose a smaller quantity.",
                left,
            ) % {"left": left}
        return _("This has just sold out.")
    if refusal.code == "bad_quantity":
        most = refusal.data.get("most", rules.MOST_PER_LINE)
        return _("Enter a quantity from 1 to %(most)d.") % {"most": most}
    if refusal.code == "cart_full":
        return _("Your bag is full. Order what it holds, or remove something.")
    if refusal.code == "unknown_cart":
        return _("This is no longer in your bag.")
    return _("This cannot be bought here at the moment.")


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
    lines = [line_for_page(line, language) for line in view.lines]
    beside = any(line["key"] == problem_at for line in lines)
    context = {
        "lines": lines,
        "count": view.count,
        "ready": view.ready,
        "repriced": view.repriced,
        "collected": view.collected,
        **_sums(request, view, language),
        "undo": undo or _undo_of(request),
        "cart_problem": "" if beside else problem,
        "line_problem": problem if beside else "",
        "problem_at": problem_at,
        "announcement": _announcement(view, problem or said, language),
    }
    name = "orders/cart/drawer.html" if drawer else "orders/cart/cart.html"
    return render(request, name, context, status=status)


def _sums(request: ShopRequest, view: CartView, language: str) -> dict[str, Any]:
    """The sums of a bag with delivery to where it may go, and what free delivery still lacks."""
    if not view.lines:
        return {}
    there = destination_of(request)
    found = queries.estimate(
        view, channel=request.channel, there=there, language=language, at=clock.now()
    )
    place = addressing.country_name(there.country, language)
    option = found.option
    days = moments.days(option.earliest_on, option.latest_on, language=language) if option else ""
    return {
        "totals": {
            "subtotal": view.subtotal,
            "total": found.total,
            "delivery": option.price if option else None,
            "delivery_name": place,
            "estimated": True,
            "tax": found.tax,
            "includes_tax": view.includes_tax,
        },
        "nudge": {"missing": found.missing, "percent": found.percent},
        "there": {
            "country": there.country,
            "postcode": there.postcode,
            "place": f"{place}, {there.postcode}" if there.postcode else place,
            "choices": addressing.country_choices(request.channel.countries, language),
            "option": option,
            "days": days,
        },
    }


def line_for_page(line: LineView, language: str) -> dict[str, Any]:
    """This shapes a line for templates, with its warnings in words."""
    card = line.card
    return {
        "key": line.variant_id,
        "product_id": card.product_id if card else 0,
        "category": card.category if card else "",
        "slug": card.slug if card else "",
        "image": card.image if card else "",
        "name": card.name if card else _("No longer sold"),
        "options": card.options if card else "",
        "unit": line.unit,
        "was": card.was if card else None,
        "total": line.total,
        "quantity": line.quantity,
        "most": min(card.max_quantity if card else line.quantity, rules.MOST_PER_LINE),
        "warnings": [warning(notice, line, language) for notice in line.notices],
    }


def warning(notice: rules.Notice, line: LineView, language: str) -> str:
    """This words what a shopper must know about a line."""
    if notice.code == "repriced" and notice.before is not None and line.unit is not None:
        return _("The price changed from %(before)s to %(now)s") % {
            "before": wording.in_words(notice.before, language),
            "now": wording.in_words(line.unit, language),
        }
    if notice.code == "fewer":
        return ngettext("Only %(left)d left", "Only %(left)d left", notice.left) % {
            "left": notice.left
        }
    if notice.stores:
        alone = _(
            "No store has the rest of your bag: order it by itself, to collect in %(stores)s."
        )
        said = alone if notice.blocks else _("This cannot be sent. Collect it in %(stores)s.")
        return said % {"stores": ", ".join(notice.stores)}
    return _("Sold out") if notice.code == "sold_out" else _("No longer sold here")


def _announcement(view: CartView, said: str, language: str) -> str:
    pieces = ngettext("%(count)d item in your bag", "%(count)d items in your bag", view.count)
    total = wording.in_words(view.subtotal, language)
    return f"{said} {pieces % {'count': view.count}}, {total}".strip()


def _undo_of(request: ShopRequest) -> dict[str, Any] | None:
    variant, _mark, quantity = request.GET.get("removed", "").partition(".")
    if not (variant.isdigit() and quantity.isdigit() and len(variant) < 19 and len(quantity) < 4):
        return None
    return {"name": "", "variant_id": variant, "quantity": quantity}


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if safe and wanted.startswith("/") else reverse("cart")
