"""The size guide of a product: a drawer beside its options, and a page of its own without scripts (P10)."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import msgspec
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.attributes import queries as attributes
from catalog.attributes.models import Attribute
from catalog.attributes.rules import said
from catalog.reviews.pages import sections
from catalog.search.pages import shelves
from catalog.search.queries import listings
from catalog.sizing import queries, rules
from commerce.money import wording
from commerce.storefront.doors import ShopRequest, door

Row = Mapping[str, Any]
# Where people measure in inches.
INCHES = frozenset({"US", "LR", "MM"})
DASH = "\N{EN DASH}"


@door("GET")
def sizes(request: ShopRequest, slug: str) -> HttpResponse:
    """This tells what the sizes of a product measure, and how buyers say it fits."""
    language = shelves.content_language(request.channel)
    found = listings.find_sheet(channel=request.channel, language=language, slug=slug)
    holding = queries.guide_of(found.product_id) if found else None
    if found is None or holding is None:
        message = "there is no size guide"
        raise Http404(message)
    if found.slug != slug:
        return HttpResponseRedirect(reverse("sizes", args=[found.slug]))
    sheet = msgspec.json.decode(found.text)
    guide = queries.told(queries.get_row(holding.public_id))
    variant = next(
        (one for one in sheet["variants"] if one["id"] == request.GET.get("variant")), None
    )
    query = f"?{urlencode(variant['values'])}" if variant and variant["values"] else ""
    context = {
        "product": sheet["name"],
        "content_lang": shelves.foreign(language),
        "product_path": reverse("product", args=[found.slug]) + query,
        "title": said(guide.names, language),
        "how": said(guide.how, language) if guide.how else "",
        "of_body": guide.basis == "body",
        "inches_first": not INCHES.isdisjoint(request.channel.countries),
        "fit": sections.fit((sheet.get("rating") or {}).get("fit")),
        "drawer": "HX-Drawer" in request.headers,
        **_table(guide, sheet, language=language, now=(variant or {}).get("values", {})),
    }
    name = "guide" if request.headers.get("HX-Drawer") else "sizes"
    return render(request, f"catalog/sizing/{name}.html", context)


def _table(guide: rules.Guide, sheet: Row, *, language: str, now: Row) -> dict[str, Any]:
    asked = {one.attribute for one in guide.measures if one.attribute} | {guide.axis}
    about = attributes.attributes(asked)
    offered = next((one for one in sheet["options"] if one["code"] == guide.axis), None)
    names = {one["value"]: one["text"] for one in offered["values"]} if offered else {}
    found = rules.table(guide, sizes=list(names), facts=_facts(guide, sheet, about))
    axis = about.get(guide.axis)
    options = {one.code: one.names for one in axis.options.all()} if axis else {}
    return {
        "axis": said(axis.names, language) if axis else _("Size"),
        "heads": [said(one.names, language) for one in found.measures],
        "lines": [
            {
                "name": names.get(row.size)
                or said(options.get(row.size, {}), language)
                or row.size
                or _("This piece"),
                "cells": [_cell(cell, native=guide.unit) for cell in row.cells],
                "offered": row.offered,
                "chosen": bool(row.size) and now.get(guide.axis) == row.size,
            }
            for row in found.rows
        ],
        "measured": any(isinstance(cell, rules.Span) for row in found.rows for cell in row.cells),
    }


def _facts(guide: rules.Guide, sheet: Row, about: Mapping[str, Attribute]) -> rules.Facts:
    """The lengths that the goods themselves tell, by size; those of the product hold for every size."""
    lengths = {
        code: rules.CM[row.unit]
        for code, row in about.items()
        if row.kind == "number" and row.unit in rules.CM
    }
    general = _lengths(sheet["attributes"], lengths)
    found: dict[str, dict[str, list[Decimal]]] = {}
    for variant in sheet["variants"]:
        facts = found.setdefault(variant["values"].get(guide.axis, ""), {})
        for code, value in {**general, **_lengths(variant["attributes"], lengths)}.items():
            facts.setdefault(code, []).append(value)
    return found


def _lengths(facts: Iterable[Row], lengths: Mapping[str, Decimal]) -> dict[str, Decimal]:
    return {
        one["code"]: Decimal(one["value"]) * lengths[one["code"]]
        for one in facts
        if one["code"] in lengths
    }


def _cell(cell: rules.Cell, *, native: str) -> dict[str, str]:
    """A cell in both units, as the language writes figures; what was typed in a unit keeps its places."""
    if not isinstance(cell, rules.Span):
        return {"text": cell or ""}
    return {
        "cm": _("%(length)s cm") % {"length": _span(cell, rules.CM["cm"], exact=native == "cm")},
        "inches": _("%(length)s in")
        % {"length": _span(cell, rules.CM["in"], exact=native == "in")},
    }


def _span(span: rules.Span, unit: Decimal, *, exact: bool) -> str:
    low, high = (_figure(one / unit, exact=exact) for one in (span.low, span.high))
    return low if low == high else f"{low}{DASH}{high}"


def _figure(value: Decimal, *, exact: bool) -> str:
    pattern = "#,##0.##" if exact else "#,##0.#"
    return wording.figure(str(round(value, 2)), get_language() or "en", pattern=pattern)
