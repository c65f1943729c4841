"""The account's privacy page: what one agreed to, a copy of one's data, and being forgotten."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commerce import clock, db
from commerce.errors import Anticipated
from commerce.storefront.doors import MEMBERS, ShopRequest, door
from crm.consents import actions as consents
from crm.consents import queries as stands
from crm.consents import rules
from crm.contracts import CustomerInfo
from crm.customers.actions import register
from crm.privacy import actions, queries


@door("GET", audience=MEMBERS)
def privacy(request: ShopRequest) -> HttpResponse:
    """This shows where one stands on every purpose, and the copies of one's data."""
    me = _me(request)
    copies = queries.exports_of(customer_id=me.customer_id)
    at = clock.now()
    context = {
        "current": "privacy",
        "stands": stands.stand(customer_id=me.customer_id),
        "exports": copies,
        "collecting": any(one.state == "collecting" for one in copies),
        "slow": [one.public_id for one in copies if queries.is_slow(one, at=at)],
    }
    return render(request, "crm/privacy/privacy.html", context)


@door("POST", audience=MEMBERS)
def say(request: ShopRequest) -> HttpResponse:
    """This records a yes or no to every purpose at once, as the switches stand."""
    me = _me(request)
    with db.transaction():
        for purpose in rules.PURPOSES:
            consents.record(
                customer_id=me.customer_id,
                purpose=purpose,
                given=purpose in request.POST,
                source="account",
                proof=request.request_id,
                language=get_language() or "",
                at=clock.now(),
                by=request.actor,
            )
    messages.success(request, _("Your choice is kept"))
    return redirect("account_privacy")


@door("POST", audience=MEMBERS)
@reauthentication_required  # type: ignore[untyped-decorator]
def ask_for_copy(request: ShopRequest) -> HttpResponse:
    """This starts a copy of one's data."""
    me = _me(request)
    try:
        with db.transaction():
            actions.request_export(customer_id=me.customer_id, at=clock.now(), by=request.actor)
    except actions.TooSoon:
        messages.info(request, _("A copy of your data is being collected already"))
    else:
        messages.success(request, _("Your copy is being collected; it will be listed here"))
    return redirect("account_privacy")


@door("GET", audience=MEMBERS)
@reauthentication_required  # type: ignore[untyped-decorator]
def copy(request: ShopRequest, public_id: str) -> HttpResponse:
    """This hands a ready copy to its owner.

    Raises:
        UnknownExport: when they asked for none with this id, or it is not ready.
    """
    found = queries.get_export(customer_id=_me(request).customer_id, public_id=public_id)
    if found.state != "ready":
        message = "this copy is not ready"
        raise queries.UnknownExport(message)
    answer = HttpResponse(queries.as_file(found), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{found.public_id}.json"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@door("GET", "POST", audience=MEMBERS)
@reauthentication_required  # type: ignore[untyped-decorator]
def forget_me(request: ShopRequest) -> HttpResponse:
    """This explains what goes and what stays, and does it on the button."""
    me = _me(request)
    if request.method != "POST" or request.POST.get("sure") != "yes":
        problem = request.method == "POST"
        context = {"current": "privacy", "problem": problem}
        status = 422 if problem else 200
        return render(request, "crm/privacy/deletion.html", context, status=status)
    try:
        with db.transaction():
            actions.erase_person(
                customer_id=me.customer_id,
                reason="asked in the account",
                at=clock.now(),
                by=request.actor,
            )
    except Anticipated as error:
        messages.error(request, error.message)
        return redirect("account_privacy")
    logout(request)
    messages.success(request, _("Your account and everything about you is deleted"))
    return HttpResponseRedirect("/")


def _me(request: ShopRequest) -> CustomerInfo:
    user_id = request.user.pk
    assert user_id is not None
    with db.transaction():
        return register.customer_of(user_id=user_id, channel=request.channel, at=clock.now())
