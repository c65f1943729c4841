"""Doors of the comparison: picking, looking, taking out."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import msgspec
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.compare import rules
from catalog.search.pages import listed, shelves
from catalog.search.queries import listings
from catalog.search.rules.asking import Asked
from catalog.taxonomy import queries as taxonomy
from commerce.money import Money
from commerce.storefront.doors import ShopRequest, door, is_fragment

COOKIE = "compare"
COOKIE_LIVES = 7 * 24 * 3600
STATES = {"in_stock": "in", "low": "few", "backorder": "later", "none": "none"}
STOCK = {
    "in_stock": gettext_lazy("In stock"),
    "low": gettext_lazy("Only a few left"),
    "backorder": gettext_lazy("Made to order"),
    "none": gettext_lazy("Sold out"),
}


@door("GET")
def show(request: ShopRequest) -> HttpResponse:
    """This shows the products the address names side by side; without names, those picked on the way."""
    wanted = rules.picked(request.GET.getlist("p")[: 3 * rules.MOST])
    if not request.GET.getlist("p"):
        kept = rules.read(request.COOKIES.get(COOKIE, ""))
        if kept:
            return HttpResponseRedirect(path_of(kept))
    sheets = _sheets(request, wanted)
    found = [sheet["id"] for sheet in sheets]
    only = request.GET.get("only") == "differences"
    narrow = rules.shown(
        found, left=request.GET.get("left", ""), right=request.GET.get("right", "")
    )
    table = rules.rows(sheets)
    different = rules.differing(table) if len(sheets) > 1 else table
    context = {
        "columns": [_column(sheet, narrow) for sheet in sheets],
        "rows": [_cells(row, found, narrow) for row in (different if only else table)],
        "left_out": len(table) - len(different) if only else 0,
        "only": only,
        "ids": found,
        "narrow": narrow,
        "kinds": rules.kinds(sheets),
        "gone": _gone(request, found),
        "others": _others(request, sheets) if len(sheets) == 1 else [],
        "all_path": path_of(found),
        "only_path": f"{path_of(found)}&only=differences",
    }
    return render(request, "catalog/compare/compare.html", context)


@door("POST")
def pick(request: ShopRequest) -> HttpResponse:
    """This puts a product beside the others or takes it away again; a fifth has no room."""
    kept = list(rules.read(request.COOKIES.get(COOKIE, "")))
    named = rules.picked([request.POST.get("product", "")])
    said, problem = "", ""
    if named and named[0] in kept:
        kept.remove(named[0])
        said = _("No longer compared")
    elif named and len(kept) == rules.MOST:
        problem = _("Four can be compared at a time. Take one away first.")
    elif named and _sheets(request, named):
        kept.append(named[0])
        said = _("Picked to compare")
    if is_fragment(request):
        context = {"tray": tray_of(request, kept), "said": problem or said}
        answer = render(request, "catalog/compare/tray.html", context)
    else:
        if problem:
            messages.warning(request, problem)
        answer = _back(request)
    return _remembered(request, answer, kept)


@door("POST")
def take_out(request: ShopRequest) -> HttpResponse:
    """This takes one product out of the comparison and offers the way back; all of them when none is named."""
    gone = rules.picked([request.POST.get("product", "")])
    shown = [one for one in rules.picked(request.POST.getlist("p")) if one not in gone]
    kept = [one for one in rules.read(request.COOKIES.get(COOKIE, "")) if one not in gone]
    if not gone:
        return _remembered(request, _back(request), [])
    more = f"&gone={gone[0]}" if shown else f"?gone={gone[0]}&p="
    return _remembered(request, HttpResponseRedirect(f"{path_of(shown)}{more}"), kept)


def path_of(ids: Sequence[str]) -> str:
    """This is the address of a comparison."""
    query = urlencode([("p", one) for one in ids])
    return f"{reverse('compare')}?{query}" if query else reverse("compare")


def tray_of(request: ShopRequest, ids: Sequence[str]) -> dict[str, Any] | None:
    """This is the tray below a list: what was picked so far; None without anything."""
    sheets = _sheets(request, ids)
    if not sheets:
        return None
    return {
        "ids": [sheet["id"] for sheet in sheets],
        "names": [sheet["name"] for sheet in sheets],
        "pictures": [sheet["image"]["url"] if sheet["image"] else "" for sheet in sheets],
        "path": path_of([sheet["id"] for sheet in sheets]),
        "count": len(sheets),
        "most": rules.MOST,
        "enough": len(sheets) >= rules.LEAST,
    }


def _sheets(request: ShopRequest, ids: Sequence[str]) -> list[Any]:
    """What the shop tells of products, in the order named; the unsold are left out. One query."""
    if not ids:
        return []
    language = shelves.content_language(request.channel)
    found = listings.sheets_of(channel=request.channel, language=language, public_ids=ids)
    return [msgspec.json.decode(found[one].text) for one in ids if one in found]


def _column(sheet: Any, narrow: Sequence[str]) -> dict[str, Any]:
    image = sheet["image"]
    stocks = [one["stock"] for one in sheet["variants"]]
    best = next((one for one in STOCK if one in stocks), "none")
    return {
        "id": sheet["id"],
        "name": sheet["name"],
        "path": reverse("product", args=[sheet["slug"]]),
        "image": image["url"] if image else "",
        "price": _money(sheet["price"]),
        "was": _money(sheet["was"]),
        "ranged": sheet["price_from"],
        "includes_tax": sheet["includes_tax"],
        "rating": sheet.get("rating"),
        "stock": STOCK[best],
        "stock_state": STATES[best],
        "available": best != "none",
        "variant": sheet["variant_id"],
        "brand": sheet["brand"],
        "away": sheet["id"] not in narrow,
    }


def _cells(row: rules.Row, ids: Sequence[str], narrow: Sequence[str]) -> dict[str, Any]:
    cells = zip(row.values, ids, strict=True)
    return {
        "name": row.name,
        "cells": [{"text": text, "away": one not in narrow} for text, one in cells],
    }


def _gone(request: ShopRequest, found: Sequence[str]) -> dict[str, str] | None:
    gone = rules.picked([request.GET.get("gone", "")])
    if not gone or gone[0] in found:
        return None
    return {"path": path_of([*found, gone[0]])}


def _others(request: ShopRequest, sheets: Sequence[Any]) -> list[Any]:
    """What could stand beside the only one: from its own shelf, each as a link to the comparison."""
    sheet = sheets[0]
    if not sheet["categories"]:
        return []
    code = sheet["categories"][-1]["code"]
    language = shelves.content_language(request.channel)
    node = taxonomy.flat(language=language).get(code)
    if node is None:
        return []
    asked = Asked(category_id=node.category_id, category=code, limit=5)
    page = listings.browse(asked=asked, channel=request.channel, language=language)
    cards = listed.cards_of(page.cards)
    return [
        {"name": card.name, "image": card.image, "path": path_of([sheet["id"], card.public_id])}
        for card in cards
        if card.public_id != sheet["id"]
    ][:4]


def _money(amount: Any) -> Money | None:
    return None if amount is None else Money.parse(amount["amount"], amount["currency"])


def _back(request: ShopRequest) -> HttpResponse:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    good = safe and wanted.startswith("/")
    return HttpResponseRedirect(wanted if good else reverse("compare"))


def _remembered(request: ShopRequest, answer: HttpResponse, ids: Sequence[str]) -> HttpResponse:
    if not ids:
        answer.delete_cookie(COOKIE)
        return answer
    answer.set_cookie(
        COOKIE,
        rules.write(ids),
        max_age=COOKIE_LIVES,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return answer
