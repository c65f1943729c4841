"""The read doors: lists, product sheets, search, suggestions."""

from collections.abc import Sequence
from typing import Any, ClassVar
from urllib.parse import urlencode

import msgspec
from django.http import HttpRequest, HttpResponse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from typing_extensions import override

from catalog.products import api as products
from catalog.products.queries import UnknownProduct
from catalog.search.api import shapes
from catalog.search.api.parameters import (
    asked_of,
    cursor_of,
    fields_of,
    language_of,
    refuse_unknown,
    text_of,
)
from catalog.search.queries import finding, listings, suggesting
from catalog.search.queries.listings import Told
from catalog.search.rules import cards
from catalog.search.rules.asking import BadFilter
from commerce.channels.queries import ChannelInfo
from commerce.http.swift import SwiftView, json_bytes
from commerce.identity.models import ApiKey

SCOPES = {"GET": "catalog:read", "HEAD": "catalog:read"}
MOST_NAMED = 200


class Products(SwiftView, products.CreateProduct):
    """The products a channel sells."""

    scopes: ClassVar[dict[str, str]] = SCOPES | {"POST": "catalog:write"}

    @extend_schema(
        operation_id="products_list",
        parameters=[
            *shapes.LISTING,
            OpenApiParameter("sku", str, many=True, description="exact SKUs instead of a list"),
            OpenApiParameter("slug", str, many=True, description="exact slugs instead of a list"),
            OpenApiParameter("fields", str, description="comma-separated fields of the items"),
        ],
        responses=shapes.ProductPage,
    )
    @override
    def get(self, request: Request, **parts: Any) -> HttpResponse:
        """This lists published products in order; every facet attribute's code is a filter, too."""
        return super().get(request, **parts)

    @override
    def read(self, request: HttpRequest, *, key: ApiKey, **parts: Any) -> HttpResponse:
        channel = self.channel_for(request, key)
        language = language_of(request, channel)
        wanted = fields_of(request)
        if "sku" in request.GET or "slug" in request.GET:
            told = _named(request, channel=channel, language=language)
            return _page(request, told, None, fields=wanted)
        asked = asked_of(request, channel=channel, language=language)
        page = listings.browse(asked=asked, channel=channel, language=language)
        return _page(request, page.cards, cursor_of(asked, page.after), fields=wanted)


class Product(SwiftView, products.ChangeProduct):
    """One product."""

    scopes: ClassVar[dict[str, str]] = SCOPES | {"PATCH": "catalog:write"}

    @extend_schema(
        operation_id="products_read", parameters=shapes.LANGUAGE, responses=shapes.ProductSheet
    )
    @override
    def get(self, request: Request, **parts: Any) -> HttpResponse:
        """This shows a published product in full; with `If-None-Match` only when it changed."""
        return super().get(request, **parts)

    @override
    def read(self, request: HttpRequest, *, key: ApiKey, **parts: Any) -> HttpResponse:
        refuse_unknown(request, "language", "channel")
        channel = self.channel_for(request, key)
        language = language_of(request, channel)
        found = listings.find_sheet(
            channel=channel, language=language, public_id=parts["public_id"]
        )
        if found is None:
            message = "there is no such product in this channel"
            raise UnknownProduct(message)
        tag = f'"{found.etag}"'
        if tag in request.META.get("HTTP_IF_NONE_MATCH", ""):
            return HttpResponse(status=304, headers={"ETag": tag})
        return json_bytes(found.text.encode(), headers={"ETag": tag})


class Search(SwiftView):
    """Search by words."""

    scopes: ClassVar[dict[str, str]] = SCOPES

    @extend_schema(
        operation_id="search",
        parameters=[*shapes.LISTING, OpenApiParameter("q", str, description="words, SKU or GTIN")],
        responses=shapes.SearchAnswer,
    )
    @override
    def get(self, request: Request, **parts: Any) -> HttpResponse:
        """This finds products by words with facet counts; without words it counts the list."""
        return super().get(request, **parts)

    @override
    def read(self, request: HttpRequest, *, key: ApiKey, **parts: Any) -> HttpResponse:
        channel = self.channel_for(request, key)
        language = language_of(request, channel)
        asked = asked_of(request, channel=channel, language=language, more=("q",))
        run = finding.search if asked.words else finding.count
        found = run(asked=asked, channel=channel, language=language)
        body: dict[str, Any] = {
            "total": found.total,
            "approximate": found.approximate,
            "corrected": found.corrected,
            "broadened": found.broadened,
            "price_span": _span(found, channel),
            "facets": finding.facets(found, asked=asked, language=language, channel=channel),
        }
        told, cursor = found.page.cards, cursor_of(asked, found.page.after)
        return _page(request, told, cursor, **body)


class Suggestions(SwiftView):
    """Suggestions while somebody types."""

    scopes: ClassVar[dict[str, str]] = SCOPES

    @extend_schema(
        operation_id="search_suggestions",
        parameters=[
            *shapes.LANGUAGE,
            OpenApiParameter("q", str, required=True, description="from the second letter on"),
        ],
        responses=shapes.SuggestionAnswer,
    )
    @override
    def get(self, request: Request, **parts: Any) -> HttpResponse:
        """This suggests queries, categories and products."""
        return super().get(request, **parts)

    @override
    def read(self, request: HttpRequest, *, key: ApiKey, **parts: Any) -> HttpResponse:
        refuse_unknown(request, "language", "channel", "q")
        if "q" not in request.GET:
            message = "q is missing"
            raise BadFilter(message, field="q")
        channel = self.channel_for(request, key)
        language = language_of(request, channel)
        found = suggesting.suggest(
            text=text_of(request.GET["q"]), channel=channel, language=language
        )
        body = {
            "queries": found.queries,
            "categories": [
                {"code": one.code, "name": one.name, "slug": one.slug} for one in found.categories
            ],
            "products": [msgspec.Raw(told.text.encode()) for told in found.products],
        }
        return json_bytes(msgspec.json.encode(body))


def _named(request: HttpRequest, *, channel: ChannelInfo, language: str) -> Sequence[Told]:
    refuse_unknown(request, "sku", "slug", "language", "channel", "fields")
    skus, slugs = request.GET.getlist("sku"), request.GET.getlist("slug")
    if bool(skus) == bool(slugs) or len(skus) + len(slugs) > MOST_NAMED:
        message = f"give SKUs or slugs, at most {MOST_NAMED}"
        raise BadFilter(message, field="sku")
    if any("\x00" in one for one in (*skus, *slugs)):
        message = "a NUL byte has no place here"
        raise BadFilter(message, field="sku")
    return listings.cards_of(channel=channel, language=language, skus=skus, slugs=slugs)


def _page(
    request: HttpRequest,
    told: Sequence[Told],
    cursor: str | None,
    *,
    fields: frozenset[str] | None = None,
    **more: Any,
) -> HttpResponse:
    """Finished cards go out as they are; only a choice of fields reads them."""
    texts = [one.text for one in told]
    if fields is not None:
        texts = [_some(text, fields) for text in texts]
    rest = msgspec.json.encode(
        {"has_more": cursor is not None, "next_cursor": cursor} | more
    ).decode()
    answer = json_bytes(f'{{"data":[{",".join(texts)}],{rest[1:]}'.encode())
    if cursor:
        query = request.GET.copy()
        query["after"] = cursor
        link = (
            request.build_absolute_uri(request.path)
            + "?"
            + urlencode(list(query.lists()), doseq=True)
        )
        answer["Link"] = f'<{link}>; rel="next"'
    return answer


def _some(text: str, fields: frozenset[str]) -> str:
    card = msgspec.json.decode(text)
    return msgspec.json.encode({k: v for k, v in card.items() if k in fields}).decode()


def _span(found: finding.Found, channel: ChannelInfo) -> dict[str, Any] | None:
    if found.price_span is None:
        return None
    lowest, highest = found.price_span
    return {
        "lowest": cards.money(lowest, channel.currency),
        "highest": cards.money(highest, channel.currency),
    }
