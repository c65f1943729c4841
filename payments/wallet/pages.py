"""The account's pages of payment methods: the cards, and one more of them without an order (A4)."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commerce import clock, db
from commerce.errors import Unavailable
from commerce.storefront.doors import MEMBERS, ShopRequest, door, slow_down, too_often
from crm import public as crm
from payments.gateways import queries as gateways
from payments.wallet import queries, rules
from payments.wallet.actions import adding, keeping

CARD = "card"
TRIES = 10


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
        "may_add": CARD in request.channel.payment_methods and len(found) < rules.MOST,
        "most": rules.MOST,
    }
    return render(request, "payments/wallet/cards.html", context)


@door("GET", "POST", audience=MEMBERS)
def add(request: ShopRequest) -> HttpResponse:
    """This takes one more card without an order: in the provider's frame, or on its page without scripts.

    Raises:
        UnknownCard: where no cards are taken.
    """
    if CARD not in request.channel.payment_methods:
        message = "no cards are taken here"
        raise queries.UnknownCard(message)
    if request.method == "GET":
        return _form(request)
    # Cards are tried out at doors like this one: a person needs few tries.
    if too_often(request, what="cards", limit=TRIES, seconds=3600):
        return slow_down(request, seconds=3600)
    framed = request.POST.get("entered_in") == "frame"
    try:
        found = _invite(request, hosted=not framed)
    except Unavailable:
        said = _("The payment provider does not answer. Nothing was kept; try again in a moment.")
        return _form(request, problem=said, status=503)
    except adding.TooManyCards as refusal:
        said = _("You keep %(most)d cards already. Delete one first.") % refusal.data
        return _form(request, problem=said, status=422)
    if framed:
        return JsonResponse({"client_secret": found.client_secret, "return_url": _back(request)})
    return HttpResponseRedirect(found.redirect_url, status=303)


@door("GET", audience=MEMBERS)
def added(request: ShopRequest) -> HttpResponse:
    """This is where the provider sends the shopper back to: it finds out what came of the card.

    Raises:
        UnknownCard: for what is not theirs.
    """
    try:
        came = adding.settle(
            customer_id=_me(request),
            reference=request.GET.get("setup_intent", "")[:120],
            page=request.GET.get("session", "")[:120],
            first=request.GET.get("first") == "1",
            by=request.actor,
            at=clock.now(),
        )
    except Unavailable:
        came = adding.Outcome(state="waiting")
    if came.state == "refused":
        otherwise = _("Your bank refused this card.")
        why = gateways.worded_decline(came.decline_code or "unknown", otherwise=otherwise)
        said = _("%(why)s Nothing was kept and nothing was charged. Try another card.")
        messages.error(request, said % {"why": why})
        return HttpResponseRedirect(reverse("account_card_add"))
    if came.card is None:
        said = _("Your bank has not answered yet. The card appears here as soon as it has.")
        messages.info(request, said)
    else:
        said = _("%(card)s is kept for next time") % {"card": came.card.label}
        messages.success(request, said)
    return HttpResponseRedirect(reverse("account_cards"))


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


def _form(request: ShopRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    key, script = gateways.browser_script()
    context = {
        "current": "cards",
        "problem": problem,
        "publishable_key": key,
        "card_script": script,
        "first": request.POST.get("first") == "1",
    }
    return render(request, "payments/wallet/add.html", context, status=status)


def _invite(request: ShopRequest, *, hosted: bool) -> adding.Invitation:
    at = clock.now()
    with db.transaction():
        me = crm.customer_of(user_id=request.user.pk or 0, channel=request.channel, at=at)
    way = adding.Door(
        # The provider fills in the braces, so nothing may escape them.
        back=f"{_back(request)}&session={{CHECKOUT_SESSION_ID}}",
        cancel=request.build_absolute_uri(reverse("account_cards")),
        language=get_language() or "en",
    )
    return adding.invite(customer_id=me.customer_id, door=way, hosted=hosted, at=at)


def _back(request: ShopRequest) -> str:
    first = "1" if request.POST.get("first") == "1" else "0"
    path = f"{reverse('account_card_added')}?first={first}"
    return request.build_absolute_uri(path)


def _me(request: ShopRequest) -> int:
    """Whose cards these are; an account that never bought has none, and no customer owns number 0."""
    found = crm.find_customer(user_id=request.user.pk)
    return found.customer_id if found else 0
