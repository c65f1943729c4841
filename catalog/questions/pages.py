"""Questions on the product's page: what was answered, and asking."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.alerts.rules import BadAddress
from catalog.products.models import Product
from catalog.products.queries import UnknownProduct
from catalog.questions import actions, queries, rules
from catalog.reviews import queries as products
from commerce import clock, db
from commerce.identity import marks
from commerce.storefront.doors import ShopRequest, door, slow_down, too_often


@door("GET", "POST")
def questions(request: ShopRequest, slug: str) -> HttpResponse:
    """This shows what was asked and answered, with a form to ask; a page, and a part of the product's.

    Raises:
        UnknownProduct: when the slug leads nowhere.
    """
    language = get_language() or "en"
    product = products.find_product(slug, language=language)
    if product is None:
        message = "there is no such product"
        raise UnknownProduct(message)
    faults: dict[str, str] = {}
    path = reverse("product", args=[products.slug_of(product, language=language)])
    if request.method == "POST":
        if too_often(request, what="question", limit=10, seconds=3600):
            return slow_down(request, seconds=3600)
        faults = _take(request, product, language=language)
        if not faults:
            messages.success(request, _("Thank you. We answer within two working days."))
            # Thanks stand on top of the page: an anchor further down would scroll past them.
            return HttpResponseRedirect(path)
    context = {
        "questions": queries.answered(product_id=product.pk, language=language),
        "name": products.name_of(product, language=language),
        "product_path": path,
        "questions_path": reverse("questions", args=[slug]),
        "faults": faults,
        "typed": request.POST,
        "problem": next(iter(faults.values()), ""),
    }
    part = request.headers.get("HX-Part") == "1"
    template = "catalog/questions/section.html" if part else "catalog/questions/questions.html"
    return render(request, template, context, status=422 if faults else 200)


def _take(request: ShopRequest, product: Product, *, language: str) -> dict[str, str]:
    """This asks, or tells what is wrong by field."""
    said = request.POST
    customer_id = marks.read(said.get("customer", ""), user_id=request.user.pk)
    try:
        with db.transaction():
            actions.ask(
                product=product,
                text=said.get("text", ""),
                name=said.get("name", ""),
                email=said.get("email", ""),
                customer_id=customer_id,
                channel=request.channel,
                language=language,
                at=clock.now(),
            )
    except rules.BadQuestion as error:
        spans = {"least": rules.SHORTEST, "most": rules.LONGEST}
        return {error.field or "text": _("Ask in %(least)s to %(most)s letters") % spans}
    except BadAddress:
        return {"email": _("Enter an e-mail address, like name@example.com")}
    return {}
