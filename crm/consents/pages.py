"""The cookie banner's answer, and the page where it is changed."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from commerce import clock, db
from commerce.http import shelf
from commerce.storefront.doors import ShopRequest, door
from crm.consents import actions, queries, rules
from crm.customers import queries as customers

DAY = 24 * 3600
# Pages show whether somebody was asked and may be counted, never who.
shelf.depends_on(rules.COOKIE, rules.shown)


@door("GET")
def cookies(request: ShopRequest) -> HttpResponse:
    """This explains what cookies are for and shows the present choice."""
    choice = rules.read_choice(request.COOKIES.get(rules.COOKIE, ""))
    asked = [
        {
            "code": one.code,
            "title": one.title,
            "explanation": one.explanation,
            "given": bool(getattr(choice, one.code)),
        }
        for one in queries.cookie_purposes()
    ]
    context = {
        "choice": choice,
        "asked": asked,
        "back": _back(request, request.GET.get("next", "")),
    }
    return render(request, "crm/consents/cookies.html", context)


@door("POST")
def choose(request: ShopRequest) -> HttpResponse:
    """This keeps the visitor's answer with its proof and leads back to where they were.

    `answer` is accept, reject, or choose with the purposes that are ticked.
    """
    answer = request.POST.get("answer", "reject")
    known = customers.find_customer(user_id=request.user.pk)
    with db.transaction():
        cookie = actions.choose_cookies(
            cookie=request.COOKIES.get(rules.COOKIE, ""),
            analytics=answer == "accept" or (answer == "choose" and "analytics" in request.POST),
            marketing=answer == "accept" or (answer == "choose" and "marketing" in request.POST),
            customer_id=known.customer_id if known else None,
            proof=request.request_id,
            language=get_language() or "",
            at=clock.now(),
            by=request.actor,
        )
    response = HttpResponseRedirect(_back(request, request.POST.get("next", "")))
    response.set_cookie(
        rules.COOKIE,
        cookie,
        max_age=rules.COOKIE_DAYS * DAY,
        samesite="Lax",
        secure=request.is_secure(),
        httponly=True,
    )
    return response


def _back(request: HttpRequest, wanted: str) -> str:
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if safe and wanted.startswith("/") else "/"
