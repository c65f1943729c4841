"""The doors of letters: the footer's field, the mailed link, and the way out."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from commerce import clock, db
from commerce.storefront.doors import ShopRequest, door, is_fragment, slow_down, too_often
from crm.customers.rules import people
from crm.newsletter import actions, queries


@door("GET", "POST")
def newsletter(request: ShopRequest) -> HttpResponse:
    """This asks for letters: in place by htmx, on a page of its own otherwise.

    The answer is the same whether we know the address or not.
    """
    if request.method != "POST":
        return render(request, "crm/newsletter/ask.html", {"letters": {}})
    if too_often(request, what="newsletter", limit=5, seconds=600):
        return slow_down(request, seconds=600)
    email = request.POST.get("email", "")[:254]
    letters: dict[str, object] = {"email": email}
    status = 200
    try:
        wish = actions.ask(email=email, language=get_language() or "en", channel=request.channel)
        letters = {"email": wish.email, "asked": True}
    except people.BadEmail:
        letters["problem"] = _("Enter an e-mail address, like name@example.com")
        status = 422
    if is_fragment(request):
        return render(request, "parts/letters.html", {"letters": letters}, status=status)
    return render(request, "crm/newsletter/ask.html", {"letters": letters}, status=status)


@door("GET", "POST")
def confirmation(request: ShopRequest, token: str) -> HttpResponse:
    """This is what the mailed link opens; a press on its button agrees, a mere visit does not.

    Mail programs visit links by themselves, so a visit cannot count as a word.
    """
    try:
        wish = queries.wish_of(token)
        if request.method == "POST":
            with db.transaction():
                actions.agree(
                    token=token, proof=request.request_id, at=clock.now(), by=request.actor
                )
            return redirect("newsletter_done")
    except queries.BadLink:
        return render(request, "crm/newsletter/broken.html", status=404)
    return _unlisted(render(request, "crm/newsletter/confirm.html", {"email": wish.email}))


@door("GET")
def done(request: ShopRequest) -> HttpResponse:
    """This thanks for the word."""
    return _unlisted(render(request, "crm/newsletter/done.html"))


@csrf_exempt
@door("GET", "POST")
def end(request: ShopRequest, token: str) -> HttpResponse:
    """This ends letters: mail programs post here by themselves (RFC 8058), people press a button.

    The signature in the address is the right to do so, hence no CSRF token is asked for.
    """
    try:
        queries.who_leaves(token)
        if request.method == "POST":
            with db.transaction():
                actions.leave(
                    token=token,
                    proof=request.request_id,
                    language=get_language() or "",
                    at=clock.now(),
                    by=request.actor,
                )
    except queries.BadLink:
        return render(request, "crm/newsletter/broken.html", status=404)
    ended = request.method == "POST"
    return _unlisted(render(request, "crm/newsletter/end.html", {"ended": ended}))


def _unlisted(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "same-origin"
    return answer
