"""Reading reviews, and answering to them as a visitor."""

import hashlib
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.products.models import Product
from catalog.products.queries import UnknownProduct
from catalog.reviews import queries, rules
from catalog.reviews.actions import voices
from catalog.reviews.models import ReviewSummary
from catalog.reviews.pages import sections
from commerce import clock, db, ids
from commerce.storefront.doors import ShopRequest, door, is_fragment, slow_down, too_often

VISITOR = "kontor_voice"
YEAR = 365 * 24 * 3600


@door("GET")
def reviews(request: ShopRequest, slug: str) -> HttpResponse:
    """This shows the reviews of a product, by stars, with pictures, in an order, page by page."""
    product = product_of(slug)
    language = get_language() or "en"
    present = queries.slug_of(product, language=language)
    if present != slug:
        return HttpResponseRedirect(reverse("reviews", args=[present]))
    wish = sections.wish_of(request.GET)
    shown = queries.shown(product_id=product.pk, wish=wish, language=language)
    rating = _rating(product)
    found = rating["count"] if rating else 0
    if wish.stars or wish.photos:
        found = queries.count(product_id=product.pk, wish=wish)
    context = {
        "name": queries.name_of(product, language=language),
        "product_path": reverse("product", args=[present]),
        "reviews": sections.section(
            slug=present, rating=rating, wish=wish, shown=shown, found=found, alone=True
        ),
    }
    status = 404 if wish.page > 1 and not shown.reviews else 200
    return render(request, "catalog/reviews/reviews.html", context, status=status)


@door("POST")
def helpful(request: ShopRequest, public_id: str) -> HttpResponse:
    """This counts that a review helped, once per visitor; once more takes it back."""
    if too_often(request, what="voice", limit=60, seconds=3600):
        return slow_down(request, seconds=3600)
    visitor, cookie = _visitor(request)
    with db.transaction():
        row = voices.find_helpful(public_id=public_id, visitor=visitor, at=clock.now())
    if is_fragment(request):
        told = queries.told(row, language=get_language() or "en")
        answer = render(request, "catalog/reviews/helpful.html", {"review": told, "said": True})
    else:
        answer = _back(request, row.product)
    return _remember(answer, cookie)


@door("GET", "POST")
def report(request: ShopRequest, public_id: str) -> HttpResponse:
    """This asks what is wrong with a review, and tells staff."""
    row = queries.get_shown(public_id)
    language = get_language() or "en"
    reason = request.POST.get("reason", "")
    if request.method == "POST" and reason in rules.REPORTS:
        if too_often(request, what="voice", limit=60, seconds=3600):
            return slow_down(request, seconds=3600)
        visitor, cookie = _visitor(request)
        with db.transaction():
            voices.report(public_id=public_id, visitor=visitor, reason=reason, at=clock.now())
        messages.success(request, _("Thank you. We will look at this review."))
        return _remember(_back(request, row.product), cookie)
    context = {
        "review": queries.told(row, language=language),
        "reasons": sections.reasons(),
        "problem": _("Choose what is wrong with it") if request.method == "POST" else "",
        "product_path": reverse("product", args=[queries.slug_of(row.product, language=language)]),
    }
    status = 422 if context["problem"] else 200
    return render(request, "catalog/reviews/report.html", context, status=status)


def product_of(slug: str) -> Product:
    """This is the product a slug leads to.

    Raises:
        UnknownProduct: when it leads nowhere.
    """
    found = queries.find_product(slug, language=get_language() or "en")
    if found is None:
        message = "there is no such product"
        raise UnknownProduct(message)
    return found


def _rating(product: Product) -> dict[str, Any] | None:
    row = ReviewSummary.objects.filter(pk=product.pk, count__gt=0).first()
    if row is None:
        return None
    return {
        "average": rules.average(total=row.total, count=row.count),
        "count": row.count,
        "stars": [row.one, row.two, row.three, row.four, row.five],
        "fit": rules.fitting((row.fit_small, row.fit_true, row.fit_large)),
    }


def _visitor(request: ShopRequest) -> tuple[str, str]:
    """Who says it: the account, else a cookie that only speaking sets. The number itself is not kept."""
    if request.user.is_authenticated:
        return _digest(f"user:{request.user.pk}"), ""
    known = request.COOKIES.get(VISITOR, "")
    secret = known if 20 <= len(known) <= 80 else ids.token()
    return _digest(f"visitor:{secret}"), "" if secret == known else secret


def _remember(answer: HttpResponse, cookie: str) -> HttpResponse:
    if cookie:
        answer.set_cookie(VISITOR, cookie, max_age=YEAR, httponly=True, samesite="Lax")
    return answer


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _back(request: ShopRequest, product: Product) -> HttpResponseRedirect:
    slug = queries.slug_of(product, language=get_language() or "en")
    return HttpResponseRedirect(f"{reverse('product', args=[slug])}#reviews")
