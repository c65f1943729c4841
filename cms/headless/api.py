"""Front ends elsewhere read pages and menus."""

import dataclasses
from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cms.contracts import PageView
from cms.navigation import queries as menus
from cms.pages import queries as pages
from cms.pages.models import Page
from commerce import clock
from commerce.http import etags
from commerce.http.inputs import filters
from commerce.http.pagination import PARAMETERS
from commerce.http.pagination import page as cursor_page
from commerce.http.views import ApiView
from commerce.money import Money

LANGUAGE = OpenApiParameter(
    "language", str, description="two letters; the channel's first when absent"
)


class BlockOutput(serializers.Serializer[Any]):
    """A block in one language; what `values` holds depends on `kind`."""

    key = serializers.CharField()
    kind = serializers.CharField()
    language = serializers.CharField()
    values = serializers.DictField()


class PageOutput(serializers.Serializer[Any]):
    """A page in one language, with everything it shows."""

    id = serializers.CharField()
    slug = serializers.CharField()
    kind = serializers.CharField()
    channel = serializers.CharField()
    language = serializers.CharField()
    languages = serializers.ListField(child=serializers.CharField())
    title = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    version = serializers.IntegerField()
    published_at = serializers.DateTimeField(allow_null=True)
    is_preview = serializers.BooleanField()
    blocks = BlockOutput(many=True)


class PageSummary(serializers.Serializer[Any]):
    """A page in the list."""

    id = serializers.CharField()
    slug = serializers.CharField()
    kind = serializers.CharField()
    titles = serializers.DictField(child=serializers.CharField())
    published_at = serializers.DateTimeField()


class PageList(serializers.Serializer[Any]):
    """A page of pages."""

    data = PageSummary(many=True)  # type: ignore[assignment]
    has_more = serializers.BooleanField()
    next_cursor = serializers.CharField(allow_null=True)


class MenuLine(serializers.Serializer[Any]):
    """A line of a menu."""

    title = serializers.CharField()
    path = serializers.CharField()


class MenusOutput(serializers.Serializer[Any]):
    """Every menu of the channel by its place."""

    language = serializers.CharField()
    menus = serializers.DictField(child=MenuLine(many=True))


class ContentView(ApiView):
    """Base: content is read by keys with the scope, each in its channel."""

    scopes: ClassVar[dict[str, str]] = {"GET": "content:read"}


class Pages(ContentView):
    """The live pages of the key's channel."""

    @extend_schema(operation_id="pages_list", parameters=PARAMETERS, responses=PageList)
    def get(self, request: Request) -> Response:
        """This lists live pages, newest first."""
        filters(request)
        rows = Page.objects.in_channel(self.channel.id).live(clock.now()).select_related("live")
        return cursor_page(request, rows, shape=summary)


class PageDetail(ContentView):
    """One page, ready to be shown."""

    @extend_schema(
        operation_id="pages_read",
        parameters=[LANGUAGE, OpenApiParameter("preview", str, description="token of a draft")],
        responses=PageOutput,
    )
    def get(self, request: Request, slug: str) -> Response:
        """This shows a live page, or its draft by a preview token; `home` is the home page."""
        wanted = filters(request, "language", "preview")
        found = pages.find_page(
            slug=slug,
            channel=self.channel,
            language=self.language(wanted),
            at=clock.now(),
            preview=wanted.get("preview", "")[:500],
        )
        if found is None:
            message = "there is no such page"
            raise pages.UnknownPage(message)
        answer = etags.answer(request, shape(found))
        if found.is_preview:
            answer["Cache-Control"] = "private, no-store"
        return answer


class Menus(ContentView):
    """The menus of the key's channel."""

    @extend_schema(operation_id="menus_read", parameters=[LANGUAGE], responses=MenusOutput)
    def get(self, request: Request) -> Response:
        """This lists every menu by its place."""
        language = self.language(filters(request, "language"))
        found = menus.menus(channel=self.channel, language=language, at=clock.now())
        body = {
            "language": language,
            "menus": {place: [plain(one) for one in lines] for place, lines in found.items()},
        }
        return etags.answer(request, body)


def summary(row: Page) -> dict[str, Any]:
    """This is a page in a list."""
    return {
        "id": row.public_id,
        "slug": row.slug,
        "kind": row.kind,
        "titles": row.live.titles if row.live else {},
        "published_at": row.published_at,
    }


def shape(found: PageView) -> dict[str, Any]:
    """This is a page as JSON; faces of our own templates stay home."""
    return {
        "id": found.public_id,
        "slug": found.slug,
        "kind": found.kind,
        "channel": found.channel,
        "language": found.language,
        "languages": list(found.languages),
        "title": found.title,
        "description": found.description,
        "version": found.version,
        "published_at": plain(found.published_at),
        "is_preview": found.is_preview,
        "blocks": [
            {
                "key": block.key,
                "kind": block.kind,
                "language": block.language,
                "values": plain(dict(block.values)),
            }
            for block in found.blocks
        ],
    }


def plain(value: Any) -> Any:
    """This turns the values of a block into JSON: amounts as decimal strings with their currency."""
    if isinstance(value, Money):
        return {"amount": str(value.decimal), "currency": value.currency}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            one.name: plain(getattr(value, one.name))
            for one in dataclasses.fields(value)
            if not one.name.endswith("_id") or one.name == "public_id"
        }
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value
