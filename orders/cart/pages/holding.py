"""Whose bag a request is about, where it would go, and the cookies that remember both."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commerce import clock, db
from commerce.errors import Anticipated
from crm import public as crm
from inventory.contracts import Destination
from orders.cart import actions, queries, rules
from orders.cart.models import Cart
from orders.cart.queries import Holder

COOKIE = "bag"
COOKIE_LIVES = 30 * 24 * 3600
THERE = "there"


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
    return queries.place(
        country=country, postcode=postcode, channel=request.channel, at=clock.now()
    )


def remembered(request: HttpRequest, answer: HttpResponse, cart: Cart | None) -> HttpResponse:
    """This gives a guest whose bag another room has filled the cookie that finds it again."""
    return keep(request, answer, cart.public_id if cart and not cart.customer_id else "")


def keep(request: HttpRequest, answer: HttpResponse, cart_id: str) -> HttpResponse:
    """This gives a guest the cookie that finds a bag again; without an id the answer stays as it is."""
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
