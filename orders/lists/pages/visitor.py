"""Whose lists a request is about, the cookie that remembers a guest, and refusals in words."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commerce import clock, db, ids
from commerce.errors import Anticipated
from crm import public as crm
from orders.cart.pages import words as bag
from orders.lists import rules
from orders.lists.actions import people
from orders.lists.queries import kept
from orders.lists.queries.kept import Owner

COOKIE = "lists"
COOKIE_LIVES = 180 * 24 * 3600


def owner_of(request: Any, *, at: datetime | None = None) -> Owner:
    """This says whose lists a request is about.

    With `at` somebody who has none yet gets a place for them: an account its customer, a guest a key.
    """
    customer_id = None
    if request.user.is_authenticated:
        if at is not None:
            found = crm.customer_of(user_id=request.user.pk, channel=request.channel, at=at)
            customer_id = found.customer_id
        else:
            known = crm.find_customer(user_id=request.user.pk)
            customer_id = known.customer_id if known else None
    guest = kept.read_token(request.COOKIES.get(COOKIE, ""))
    if at is not None and customer_id is None and not guest:
        guest = ids.new("gst")
    return Owner(
        channel=request.channel,
        language=get_language() or "en",
        guest=guest,
        customer_id=customer_id,
    )


def remembered(request: HttpRequest, answer: HttpResponse, owner: Owner) -> HttpResponse:
    """This gives a guest the cookie by which their lists are found again."""
    if owner.customer_id is None and owner.guest:
        answer.set_cookie(
            COOKIE,
            kept.token_of(owner.guest),
            max_age=COOKIE_LIVES,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
    return answer


def bring_lists(request: Any, user: Any, response: HttpResponse) -> None:
    """This makes a guest's lists those of the account that has just signed in (P15)."""
    guest = kept.read_token(request.COOKIES.get(COOKIE, ""))
    if not guest:
        return
    at = clock.now()
    with db.transaction():
        customer = crm.customer_of(user_id=user.pk, channel=request.channel, at=at)
        people.bring_home(guest=guest, customer_id=customer.customer_id, at=at)
    response.delete_cookie(COOKIE)


def back(request: HttpRequest, otherwise: str) -> HttpResponseRedirect:
    """This leads to where the form says, on our own pages, else to `otherwise`."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return HttpResponseRedirect(wanted if safe and wanted.startswith("/") else otherwise)


def refused(request: HttpRequest, refusal: Anticipated, otherwise: str) -> HttpResponseRedirect:
    """This says on the next page why nothing changed."""
    messages.error(request, told(refusal))
    return back(request, otherwise)


def list_path(public_id: str) -> str:
    """This is the address of one list."""
    return reverse("list", args=[public_id])


def told(refusal: Anticipated) -> str:
    """This says to a shopper why a list stays as it was, and what to do."""
    words = {
        "list_full": _("This list is full. Take something off it, or start another one."),
        "too_many_lists": _("You have as many lists as there can be. Remove one first."),
        "bad_list_name": _("Enter a name of up to %(most)d characters.")
        % {"most": rules.LONGEST_NAME},
        "unknown_list": _("This list is not there any more."),
        "unknown_list_item": _("This is no longer on your list."),
        "nothing_to_part": _("Your bag has changed. Look at it once more."),
        "choose_version": _("Choose a version first."),
    }
    return words.get(refusal.code) or bag.told(refusal)
