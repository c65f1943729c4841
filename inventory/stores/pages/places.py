"""The locator, a store's page, what lies in which store, and the shopper's own store."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog import public as catalog
from commerce import clock
from commerce.channels.queries import ChannelInfo
from commerce.storefront.doors import ShopRequest, door
from commerce.storefront.sitemaps import Entry, Section
from inventory.contracts import StoreCard
from inventory.stores import queries
from inventory.stores.pages import told
from inventory.stores.queries import MY_STORE

RADIUS, RADII = 50, (50, 100, 250, 0)
MOST_FOUND, MOST_SPECIAL = 8, 6
# A special day is told without its year, so only those that cannot be taken for another year's.
AHEAD = timedelta(days=180)
YEAR = 365 * 24 * 3600


@door("GET")
def stores(request: ShopRequest) -> HttpResponse:
    """This lists stores, the nearest to a town, a postcode or the visitor first (D2a, D2b)."""
    at = clock.now()
    text = request.GET.get("q", "").strip()[:80]
    place, name, lost = _around(request, text)
    every = queries.store_cards(at=at, near=place)
    wanted, radius = _narrowed(request, every, at=at), _radius(request)
    near = [one for one in wanted if not place or not radius or (one.km or 0) <= radius]
    mine = request.COOKIES.get(MY_STORE, "")
    context = {
        "term": "",
        "text": text,
        "around": name,
        "lost": lost,
        "located": place is not None and not text,
        "stores": [told.card(one, at=at, mine=mine) for one in near],
        "farther": len(wanted) - len(near),
        "radius": radius,
        "open_only": request.GET.get("open") == "1",
        "service": request.GET.get("service", ""),
        "services": list(dict.fromkeys(pair for one in every for pair in one.services)),
        "kept": {one: request.GET[one] for one in ("lat", "lon") if one in request.GET},
        "back": _safe(request.GET.get("next", "")),
    }
    return render(request, "inventory/stores/stores.html", context)


@door("GET")
def store(request: ShopRequest, slug: str) -> HttpResponse:
    """This shows one store: hours, services, and what lies there (D2c)."""
    at = clock.now()
    found = queries.store_card(slug=slug, at=at)
    text = request.GET.get("q", "").strip()[:80]
    address = request.build_absolute_uri(request.path)
    image = request.build_absolute_uri(static(f"kontor/stores/{found.front}.svg"))
    shown = told.card(found, at=at, mine=request.COOKIES.get(MY_STORE, ""))
    context = {
        "store": shown,
        "about": found.about,
        "days": [told.day(one) | {"today": place == 0} for place, one in enumerate(found.days)],
        "specials": [
            told.day(one) for one in found.exceptions[:MOST_SPECIAL] if one.on <= at.date() + AHEAD
        ],
        "hold_days": found.hold_days,
        "structured": told.structured(found, address=address, image=image),
        "text": text,
        "goods": _goods(request, found, text, at=at) if text else (),
        "crumbs": [{"name": _("Stores"), "path": reverse("stores")}],
    }
    return render(request, "inventory/stores/store.html", context)


@door("GET")
def stock(request: ShopRequest) -> HttpResponse:
    """This tells in which stores a version of a product lies, the nearest first (P6)."""
    at, language = clock.now(), get_language() or "en"
    variant = request.GET.get("variant", "")[:40]
    card = catalog.find_card(
        channel=request.channel, language=language, at=at, public_id=variant or "none"
    )
    if card is None:
        message = "there is no such version"
        raise queries.UnknownStore(message)
    key = card.variant_id
    place, name, lost = _around(request, request.GET.get("q", "").strip()[:80])
    found = queries.store_cards(at=at, near=place)
    there = queries.store_stock(variant_ids=[key], codes=[one.code for one in found])
    mine = request.COOKIES.get(MY_STORE, "")
    context = {
        "variant_id": variant,
        "product": card.name,
        "options": card.options,
        "product_path": reverse("product", args=[card.slug]),
        "text": request.GET.get("q", "").strip()[:80],
        "around": name,
        "lost": lost,
        "stores": [
            told.card(one, at=at, mine=mine)
            | {
                "level": there[key, one.code].level,
                "stock": told.level(there[key, one.code].level),
            }
            for one in found
        ],
        "drawer": "HX-Drawer" in request.headers,
    }
    name = "list" if request.headers.get("HX-Drawer") else "stock"
    return render(request, f"inventory/stores/{name}.html", context)


@door("POST")
def choose(request: ShopRequest) -> HttpResponse:
    """This makes a store the shopper's own, or forgets it (D2d)."""
    answer = HttpResponseRedirect(_safe(request.POST.get("next", "")) or reverse("stores"))
    slug = request.POST.get("store", "")
    if not slug:
        answer.delete_cookie(MY_STORE, samesite="Lax")
        return answer
    found = queries.store_card(slug=slug, at=clock.now())
    answer.set_cookie(MY_STORE, found.slug, max_age=YEAR, samesite="Lax", httponly=True)
    messages.success(request, _("%(store)s is your store now") % {"store": found.name})
    return answer


def _safe(path: str) -> str:
    """An address of ours to go back to; empty for any other."""
    safe = url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if safe and path.startswith("/") else ""


def _around(request: ShopRequest, text: str) -> tuple[tuple[float, float] | None, str, bool]:
    """Where to look around, what it is called, and whether a typed place is not known."""
    if text:
        every = queries.store_cards(at=clock.now())
        countries = tuple(
            dict.fromkeys([*request.channel.countries, *(one.country for one in every)])
        )
        town = queries.find_town(text=text, countries=countries)
        return ((town.latitude, town.longitude), town.name, False) if town else (None, "", True)
    try:
        here = float(request.GET.get("lat", "")), float(request.GET.get("lon", ""))
    except ValueError:
        return None, "", False
    return (here, "", False) if abs(here[0]) <= 90 and abs(here[1]) <= 180 else (None, "", False)


def _narrowed(
    request: ShopRequest, found: tuple[StoreCard, ...], *, at: datetime
) -> list[StoreCard]:
    service = request.GET.get("service", "")
    return [
        one
        for one in found
        if (one.open or request.GET.get("open") != "1")
        and (not service or service in dict(one.services))
    ]


def _radius(request: ShopRequest) -> int:
    text = request.GET.get("km", "")
    wanted = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else RADIUS
    return wanted if wanted in RADII else RADIUS


def _goods(
    request: ShopRequest, found: StoreCard, text: str, *, at: datetime
) -> list[dict[str, Any]]:
    """What of a search lies in one store: three statements for any number of versions."""
    language = get_language() or "en"
    cards = catalog.search_cards(
        text=text, channel=request.channel, language=language, at=at, limit=MOST_FOUND
    )
    versions = catalog.variants_of(product_ids=[one.product_id for one in cards])
    ids = [variant for some in versions.values() for variant in some]
    there = queries.store_stock(variant_ids=ids, codes=[found.code]) if ids else {}
    shown = []
    for card in cards:
        levels = [there[variant, found.code].level for variant in versions[card.product_id]]
        best = next((word for word in ("plenty", "few") if word in levels), "none")
        shown.append(
            {
                "name": card.name,
                "path": reverse("product", args=[card.slug]),
                "image": card.image,
                "price": card.price,
                "level": best,
                "stock": told.level(best),
            }
        )
    return shown


def _mapped(channel: ChannelInfo, language: str, number: int) -> Iterator[Entry]:
    """The locator and every store that is shown."""
    found = queries.store_cards(at=clock.now()) if not number else ()
    bare = ["/stores/", *(f"/stores/{one.slug}/" for one in found)] if found else []
    for path in bare:
        yield Entry(paths=dict.fromkeys(channel.languages, path))


STORES = Section(name="stores", parts=lambda _channel: [0], entries=_mapped)
