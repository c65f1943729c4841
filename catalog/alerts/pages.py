"""Leaving an address for what is sold out, and taking it back."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.alerts import actions, queries, rules
from catalog.products.models import Variant
from catalog.products.queries import UnknownVariant
from commerce import clock, db
from commerce.identity import marks
from commerce.storefront.doors import ShopRequest, door, is_fragment, slow_down, too_often


@door("GET", "POST")
def ask(request: ShopRequest, variant_id: str) -> HttpResponse:
    """This takes the address of whoever wants to hear when a variant is back; a page and a fragment.

    Raises:
        UnknownVariant: when there is no such variant.
    """
    rows = Variant.objects.filter(public_id=variant_id, active=True).select_related("product")
    variant = rows.first()
    if variant is None:
        message = "there is no such variant"
        raise UnknownVariant(message)
    problem, done, email = "", False, request.POST.get("email", "")
    if request.method == "POST":
        if too_often(request, what="alert", limit=20, seconds=3600):
            return slow_down(request, seconds=3600)
        customer_id = marks.read(request.POST.get("customer", ""), user_id=request.user.pk)
        try:
            with db.transaction():
                actions.ask(
                    variant=variant,
                    channel=request.channel,
                    language=get_language() or "en",
                    email=email,
                    customer_id=customer_id,
                    at=clock.now(),
                )
            done = True
        except rules.BadAddress:
            problem = _("Enter an e-mail address, like name@example.com")
    context = {
        "variant_id": variant.public_id,
        "name": _name(variant),
        "options": variant.options.get(get_language() or "en", ""),
        "product_path": _path(variant),
        "problem": problem,
        "done": done,
        "email": email,
    }
    if is_fragment(request):
        template = "catalog/alerts/form.html"
        return render(request, template, context, status=422 if problem else 200)
    if done:
        messages.success(request, _("We will write to you as soon as it is back."))
        return HttpResponseRedirect(context["product_path"])
    return render(request, "catalog/alerts/ask.html", context, status=422 if problem else 200)


@door("GET", "POST")
def stop(request: ShopRequest, token: str) -> HttpResponse:
    """This shows what one waits for and ends it on the button, so that mail scanners end nothing."""
    row = queries.get_by_token(token)
    done = request.method == "POST"
    if done:
        with db.transaction():
            actions.stop(token=token, by=request.actor, at=clock.now())
    context = {"name": _name(row.variant), "done": done, "product_path": _path(row.variant)}
    answer = render(request, "catalog/alerts/stop.html", context)
    answer["Referrer-Policy"] = "same-origin"
    return answer


def _name(variant: Variant) -> str:
    return _words(variant).get("name", "")


def _path(variant: Variant) -> str:
    return reverse("product", args=[_words(variant).get("slug") or variant.product.public_id])


def _words(variant: Variant) -> dict[str, str]:
    words: dict[str, dict[str, str]] = variant.product.words
    return words.get(get_language() or "en") or next(iter(words.values()), {})
