"""What the address of a product answers that is sold no more (P13)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from catalog.lifecycle import queries as lifecycle
from catalog.products.rules import GONE, MOVE
from catalog.search.pages import listed, shelves
from catalog.search.queries import listings
from catalog.taxonomy import queries as taxonomy
from commerce.storefront import paths
from commerce.storefront.doors import ShopRequest


def answer(request: ShopRequest, *, slug: str, language: str) -> HttpResponse | None:
    """This leads on to the successor, or says that the product is gone; None for addresses never used.

    A successor that does not show in this channel helps nobody: without one the answer is 410.
    """
    left = lifecycle.farewell_of(slug=slug)
    if left is None:
        return None
    told = listings.cards_of_products(
        channel=request.channel, language=language, product_ids=left.successors
    )
    after = next((told[key] for key in left.successors if key in told), None)
    if after is None or left.farewell == GONE:
        return render(request, "410.html", status=410)
    cards = listed.cards_of([after])
    if left.farewell == MOVE:
        return paths.moved(request, reverse("product", args=[cards[0].slug]))
    node = taxonomy.flat(language=language).get(listings.category_of(slug=slug))
    return render(
        request,
        "catalog/lifecycle/retired.html",
        {
            "name": left.text("name", language),
            "content_lang": shelves.foreign(language),
            "cards": cards,
            "category": node,
        },
    )
