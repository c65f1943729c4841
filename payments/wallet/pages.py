"""The account's page of payment methods."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from commerce import clock, db
from commerce.storefront.doors import MEMBERS, ShopRequest, door
from crm import public as crm
from payments.wallet import queries, rules
from payments.wallet.actions import keeping


@door("GET", audience=MEMBERS)
def cards(request: ShopRequest) -> HttpResponse:
    """This shows the cards one keeps (A4)."""
    found = queries.cards_of(customer_id=_me(request), on=clock.now().date())
    gone = request.GET.get("gone", "")
    context = {
        "current": "cards",
        "cards": found,
        "undo": {"id": gone, "default": request.GET.get("default", "")} if gone else None,
        "minutes": int(rules.UNDO.total_seconds() // 60),
    }
    return render(request, "payments/wallet/cards.html", context)


@door("POST", audience=MEMBERS)
def make_default(request: ShopRequest, public_id: str) -> HttpResponse:
    """This makes a card the one that checkout begins with."""
    with db.transaction():
        keeping.make_default(
            customer_id=_me(request), public_id=public_id, by=request.actor, at=clock.now()
        )
    messages.success(request, _("Checkout begins with this card now"))
    return HttpResponseRedirect(reverse("account_cards"))


@door("POST", audience=MEMBERS)
def delete(request: ShopRequest, public_id: str) -> HttpResponse:
    """This takes a card away and offers the way back."""
    with db.transaction():
        gone = keeping.remove(
            customer_id=_me(request), public_id=public_id, by=request.actor, at=clock.now()
        )
    default = "1" if gone.is_default else ""
    return HttpResponseRedirect(f"{reverse('account_cards')}?gone={public_id}&default={default}")


@door("POST", audience=MEMBERS)
def restore(request: ShopRequest, public_id: str) -> HttpResponse:
    """This brings a deleted card back, while the provider still has it."""
    try:
        with db.transaction():
            keeping.restore(
                customer_id=_me(request),
                public_id=public_id,
                is_default=request.POST.get("default") == "1",
                by=request.actor,
                at=clock.now(),
            )
    except queries.UnknownCard:
        messages.info(request, _("The card is gone for good. Keep it again when you next pay."))
    else:
        messages.success(request, _("The card is back"))
    return HttpResponseRedirect(reverse("account_cards"))


def _me(request: ShopRequest) -> int:
    """Whose cards these are; an account that never bought has none, and no customer owns number 0."""
    found = crm.find_customer(user_id=request.user.pk)
    return found.customer_id if found else 0
