"""The product page: one product, the version chosen by plain GET, told from its finished sheet."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import msgspec
import nh3
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.encoding import escape_uri_path
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe

from catalog.reviews import queries as reviews
from catalog.reviews.pages import sections
from catalog.search.pages import awaited, farewell, listed, shelves, structured, told
from catalog.search.queries import listings
from catalog.search.rules.asking import Asked
from catalog.taxonomy import queries as taxonomy
from commerce import clock
from commerce.channels.queries import ChannelInfo
from commerce.money import Money
from commerce.storefront import paths, pictures
from commerce.storefront.doors import ShopRequest, door, is_fragment

Row = Mapping[str, Any]
RELATED = 8
MOST_OTHERS = 4
ALTERNATIVES = 3
THUMBS = 5
TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "h3", "h4"}
STOCK = {"in_stock": "in", "low": "few", "backorder": "later", "none": "none"}


@door("GET", shelved=True)
def product(request: ShopRequest, slug: str) -> HttpResponse:
    """This shows a product; a slug of the past leads to the present address."""
    language = shelves.content_language(request.channel)
    found = listings.find_sheet(channel=request.channel, language=language, slug=slug.lower())
    if found is None:
        retired = farewell.answer(request, slug=slug, language=language)
        if retired is not None:
            return retired
        message = "there is no such product"
        raise Http404(message)
    if found.slug != slug:
        return paths.moved(request, reverse("product", args=[found.slug]))
    sheet = msgspec.json.decode(found.text)
    slugs, channel = sheet["slugs"], request.channel
    first = slugs.get(channel.language) or found.slug
    paths.tell_counterparts(
        request, {one: f"/p/{slugs.get(one) or first}/" for one in channel.languages}
    )
    wanted = {one["code"]: request.GET.get(one["code"], "") for one in sheet["options"]}
    variant = chosen_variant(
        sheet, wanted, now=request.GET.get("now", ""), sku=request.GET.get("sku", "")
    )
    voices = _reviews(sheet, language=language, product_id=found.product_id)
    context = _context(request, sheet, variant) | {
        "product_id": found.product_id,
        "product_public_id": sheet["id"],
    }
    context["structured"] = structured.product(
        request, sheet, language=language, reviews=voices.reviews, at=clock.now()
    )
    context["content_lang"] = shelves.foreign(language)
    context["rating"] = sheet.get("rating")
    context["reviews"] = sections.section(
        slug=found.slug,
        rating=sheet.get("rating"),
        wish=reviews.Wish(),
        shown=voices,
        found=sheet["rating"]["count"] if sheet.get("rating") else 0,
    )
    context |= _beneath(
        request, sheet, found, wanting=not (context["sellable"] or context["others"])
    )
    answer = render(request, "catalog/products/product.html", context)
    if request.headers.get("HX-Request"):
        query = urlencode(variant["values"])
        path = escape_uri_path(request.path)
        answer["HX-Replace-Url"] = f"{path}?{query}" if query else path
    return answer


def _beneath(
    request: ShopRequest, sheet: Row, found: listings.Sheet, *, wanting: bool
) -> dict[str, Any]:
    """Where the parts are that come later; and what is close to a product `wanting` in every version."""
    slug = found.slug
    named = ("questions", "together", "related")
    context: dict[str, Any] = {f"{name}_path": reverse(name, args=[slug]) for name in named}
    context["size_guide"] = _size_guide(sheet, slug=slug)
    if wanting:
        language = shelves.content_language(request.channel)
        near = _related(request, sheet, language=language, product_id=found.product_id)
        context["alternatives"] = [card for card in near if card.available][:ALTERNATIVES]
    return context


def _reviews(sheet: Row, *, language: str, product_id: int) -> reviews.Shown:
    """The first page of reviews; nothing is asked where there are none."""
    if not sheet.get("rating"):
        return reviews.Shown(reviews=(), more=False)
    return reviews.shown(product_id=product_id, wish=reviews.Wish(), language=language)


@paths.counterparts_of("product")
def product_elsewhere(
    *, slug: str, channel: ChannelInfo, language: str
) -> paths.Counterpart | None:
    """This finds the product's address in a channel and language; where it is not sold, its category."""
    spoken = language if language in channel.languages else channel.language
    found = listings.find_sheet(channel=channel, language=spoken, slug=slug)
    if found is not None:
        return paths.Counterpart(path=f"/p/{found.slug}/")
    node = taxonomy.flat(language=spoken).get(listings.category_of(slug=slug))
    return paths.Counterpart(path=f"/c/{node.slug}/", exact=False) if node else None


def chosen_variant(sheet: Row, wanted: Mapping[str, str], *, now: str, sku: str = "") -> Row:
    """This picks the variant that was meant.

    `now` is the variant shown before: what differs from it is what the shopper just chose, and wins
    over what was chosen earlier. A SKU names one outright. Without a wish the first one in stock is
    shown.
    """
    named = next((one for one in sheet["variants"] if sku and one["sku"] == sku), None)
    if named is not None and not any(wanted.values()):
        return named  # type: ignore[no-any-return]
    before = next((one for one in sheet["variants"] if one["id"] == now), None)
    fresh = {
        axis
        for axis, value in wanted.items()
        if value and (before is None or before["values"].get(axis) != value)
    }

    def fit(one: Row) -> tuple[int, int, bool]:
        same = {axis for axis, value in wanted.items() if value and one["values"][axis] == value}
        return len(same & fresh), len(same), one["stock"] != "none"

    return max(sheet["variants"], key=fit)


def _context(request: ShopRequest, sheet: Row, variant: Row) -> dict[str, Any]:
    price, was = _money(variant["price"]), _money(variant["was"])
    pictures = _pictures(sheet, variant)
    return {
        "product": {
            "name": sheet["name"],
            "brand": sheet["brand"],
            "summary": sheet["summary"],
            "description": _told(sheet["description"]),
        },
        "crumbs": [
            {"name": one["name"], "path": reverse("category", args=[one["slug"]])}
            for one in sheet["categories"]
        ],
        "current_category": sheet["categories"][0]["slug"] if sheet["categories"] else "",
        "pictures": pictures,
        **(told.passed_on(pictures[0]["src"], alt=pictures[0]["alt"]) if pictures else {}),
        "more_pictures": max(len(pictures) - THUMBS, 0),
        "groups": [_group(axis, sheet, variant) for axis in sheet["options"]],
        **told.details(sheet, variant),
        "category_link": _shelf(sheet),
        "others": [] if variant["stock"] != "none" else _others(request, sheet),
        "base_price": _money(variant.get("base_price")),
        "base_unit": (variant.get("base_price") or {}).get("unit", ""),
        "sku": variant["sku"],
        "variant_id": variant["id"],
        "options": variant["options"],
        "price": price,
        "was": was,
        "includes_tax": sheet["includes_tax"],
        "weight_g": variant["weight_g"],
        "stock_state": STOCK[variant["stock"]],
        "back_on": awaited.back_on(variant),
        "later": awaited.words(variant),
        "ready_on": awaited.ready_on(variant),
        "sellable": variant["stock"] != "none",
        "most": variant["max_quantity"],
        "tiers": [_tier(one) for one in variant["tiers"]],
        "announcement": variant["options"],
    }


def _tier(tier: Row) -> dict[str, Any]:
    """What one piece and all of them cost from a quantity on (P14)."""
    quantity, price = tier["min_quantity"], _money(tier["price"])
    return {"quantity": quantity, "price": price, "total": price and price * quantity}


def _size_guide(sheet: Row, *, slug: str) -> dict[str, Any] | None:
    """Where the size guide is; `beside` says that the sizes are options of the page."""
    guide = sheet.get("size_guide")
    if not guide:
        return None
    beside = any(one["code"] == guide["axis"] for one in sheet["options"])
    return {"path": reverse("sizes", args=[slug]), "axis": guide["axis"], "beside": beside}


def _group(axis: Row, sheet: Row, variant: Row) -> dict[str, Any]:
    """One choice: a value is `ok`, `away` (not with the other choices) or `out` (sold out with them)."""
    code = axis["code"]
    values = []
    for value in axis["values"]:
        wish = {**variant["values"], code: value["value"]}
        twin = next((one for one in sheet["variants"] if one["values"] == wish), None)
        state = "away" if twin is None else "out" if twin["stock"] == "none" else "ok"
        selected = variant["values"].get(code) == value["value"]
        values.append(
            {
                "code": value["value"],
                "name": value["text"],
                "color": value["hex"],
                "state": state,
                "selected": selected,
            }
        )
    chosen = next((one["name"] for one in values if one["selected"]), "")
    return {"code": code, "name": axis["name"], "values": values, "chosen": chosen}


def _pictures(sheet: Row, variant: Row) -> list[dict[str, Any]]:
    """Pictures of the version first, then those of the product; of the others when there are few."""
    own = [one for one in sheet["media"] if one["variant_id"] == variant["id"]]
    general = [one for one in sheet["media"] if one["variant_id"] is None]
    others = [one for one in sheet["media"] if one not in own and one not in general]
    shown = own + general
    return [_picture(one) for one in (shown if len(shown) > 1 else shown + others)]


def _picture(media: Row) -> dict[str, Any]:
    avif = [one for one in media["sources"] if one["type"] == "image/avif"]
    return {
        "src": media["url"],
        "srcset": ", ".join(f"{one['url']} {one['width']}w" for one in avif),
        "large": avif[-1]["url"] if avif else media["url"],
        "thumb": avif[0]["url"] if avif else media["url"],
        "alt": media["alt"],
        "color": media["color"],
        "focus": pictures.focus(media.get("focal_x", 50), media.get("focal_y", 50)),
        "width": media["width"],
        "height": media["height"],
    }


@door("GET")
def choose(request: ShopRequest, slug: str) -> HttpResponse:
    """This is the small choice of a version, to be had without leaving a list (L9).

    Whoever has no scripts, or opens the address by itself, chooses on the product's page.
    """
    if not is_fragment(request):
        query = urlencode([(code, one) for code, one in request.GET.items() if code != "now"])
        address = reverse("product", args=[slug])
        return HttpResponseRedirect(f"{address}?{query}" if query else address)
    language = shelves.content_language(request.channel)
    found = listings.find_sheet(channel=request.channel, language=language, slug=slug)
    if found is None:
        message = "there is no such product"
        raise Http404(message)
    sheet = msgspec.json.decode(found.text)
    wanted = {one["code"]: request.GET.get(one["code"], "") for one in sheet["options"]}
    variant = chosen_variant(sheet, wanted, now=request.GET.get("now", ""))
    context = _context(request, sheet, variant)
    query = urlencode(variant["values"])
    context |= {
        "picture": next(iter(context["pictures"]), None),
        "content_lang": shelves.foreign(language),
        "choose_path": reverse("choose", args=[found.slug]),
        "product_path": f"{reverse('product', args=[found.slug])}?{query}",
    }
    return render(request, "catalog/products/choose.html", context)


@door("GET")
def related(request: ShopRequest, slug: str) -> HttpResponse:
    """This is the row of what stands on the same shelf, for when a visitor comes near it."""
    language = shelves.content_language(request.channel)
    found = listings.find_sheet(channel=request.channel, language=language, slug=slug)
    if found is None:
        message = "there is no such product"
        raise Http404(message)
    sheet = msgspec.json.decode(found.text)
    cards = _related(request, sheet, language=language, product_id=found.product_id)
    return render(request, "catalog/products/rail.html", {"cards": cards})


@door("GET")
def together(request: ShopRequest, slug: str) -> HttpResponse:
    """This is the row of what others bought together with a product, to be added along with it (P11)."""
    language = shelves.content_language(request.channel)
    found = listings.find_sheet(channel=request.channel, language=language, slug=slug)
    if found is None:
        message = "there is no such product"
        raise Http404(message)
    return render(request, "catalog/products/together.html", {"product_id": found.product_id})


@door("GET")
def recent(request: ShopRequest) -> HttpResponse:
    """This is the row of what this browser looked at; it names the SKUs, we keep nothing."""
    language = shelves.content_language(request.channel)
    skus = [sku for sku in dict.fromkeys(request.GET.getlist("sku")) if len(sku) <= 80][:RELATED]
    named = listings.cards_of(channel=request.channel, language=language, skus=skus) if skus else []
    return render(request, "catalog/products/rail.html", {"cards": listed.cards_of(named)})


def _shelf(sheet: Row) -> dict[str, str] | None:
    if not sheet["categories"]:
        return None
    last = sheet["categories"][-1]
    return {"name": last["name"], "path": reverse("category", args=[last["slug"]])}


def _others(request: ShopRequest, sheet: Row) -> list[dict[str, str]]:
    """Versions of the product that can be had now, instead of one that cannot."""
    return [
        {"name": one["options"], "path": f"{request.path}?{urlencode(one['values'])}"}
        for one in sheet["variants"]
        if one["stock"] != "none" and one["options"]
    ][:MOST_OTHERS]


def _related(request: ShopRequest, sheet: Row, *, language: str, product_id: int) -> list[Any]:
    """What stands on the same shelf, what can be bought first; from the product's own category."""
    node = taxonomy.flat(language=language).get(sheet["category"])
    if node is None:
        return []
    asked = Asked(category_id=node.category_id, category=node.code, limit=RELATED + 1)
    page = listings.browse(asked=asked, channel=request.channel, language=language)
    cards = listed.cards_of(one for one in page.cards if one.product_id != product_id)
    return sorted(cards, key=lambda card: not card.available)[:RELATED]


@lru_cache(maxsize=2048)
def _told(text: str) -> SafeString:
    """A description as it may be shown: a few harmless tags, or plain text in paragraphs."""
    if "<" not in text:
        return mark_safe(linebreaks(text, autoescape=True))  # noqa: S308 - escaped
    return mark_safe(nh3.clean(text, tags=TAGS, attributes={}))  # noqa: S308 - allow-listed


def _money(amount: Mapping[str, str] | None) -> Money | None:
    return None if amount is None else Money.parse(amount["amount"], amount["currency"])
