"""The doors of landing pages for partners: read which there are."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.contracts import CategoryNode
from catalog.landings import queries
from catalog.taxonomy import queries as taxonomy
from commerce.http.inputs import filters
from commerce.http.views import ApiView
from commerce.storefront import paths

LANGUAGE = OpenApiParameter("language", str, description="the channel's first when absent")
CATEGORY = OpenApiParameter("category", str, description="code of the category they belong to")


class LandingOutput(serializers.Serializer[Any]):
    """A landing page; `filters` are {facet: [values]} as listings take them, `path` its address in the shop."""

    id = serializers.CharField()
    category = serializers.CharField(help_text="code")
    filters = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    language = serializers.CharField(help_text="of the words; another one where there are none")
    path = serializers.CharField()
    heading = serializers.CharField()
    title = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    intro = serializers.CharField(allow_blank=True)
    indexable = serializers.BooleanField()
    changed_at = serializers.DateTimeField()


class LandingList(serializers.Serializer[Any]):
    """Every landing page of the shop, in order; merchants write some dozens, so they come in one piece."""

    data = LandingOutput(many=True)  # type: ignore[assignment]


class Landings(ApiView):
    """Landing pages."""

    scopes: ClassVar[dict[str, str]] = {"GET": "catalog:read"}

    @extend_schema(
        operation_id="landing_pages_list", parameters=[LANGUAGE, CATEGORY], responses=LandingList
    )
    def get(self, request: Request) -> Response:
        """This lists the landing pages of visible categories."""
        asked = filters(request, "language", "category")
        language = self.language(asked)
        nodes = taxonomy.flat(language=language)
        wanted = asked.get("category", "")
        if wanted and wanted not in nodes:
            message = f"there is no category {wanted!r}"
            raise taxonomy.UnknownCategory(message, field="category")
        shown = [
            shape(one, nodes[one.category_code], language=language)
            for one in queries.live().values()
            if one.category_code in nodes and wanted in {"", one.category_code}
        ]
        return Response({"data": shown})


class LandingDetail(ApiView):
    """One landing page."""

    scopes: ClassVar[dict[str, str]] = {"GET": "catalog:read"}

    @extend_schema(
        operation_id="landing_pages_read", parameters=[LANGUAGE], responses=LandingOutput
    )
    def get(self, request: Request, public_id: str) -> Response:
        """This shows a landing page of a visible category."""
        language = self.language(filters(request, "language"))
        page = queries.named(queries.get_landing(public_id))
        node = taxonomy.flat(language=language).get(page.category_code)
        if node is None:
            message = f"there is no landing page {public_id!r}"
            raise queries.UnknownLanding(message)
        return Response(shape(page, node, language=language))


def shape(page: queries.Named, node: CategoryNode, *, language: str) -> dict[str, Any]:
    """This is a landing page as JSON."""
    said = page.said(language)
    return {
        "id": page.public_id,
        "category": page.category_code,
        "filters": {code: list(values) for code, values in page.chosen.items()},
        "language": page.spoken(language),
        "path": paths.in_language(queries.address(page, node, language=language), language),
        "heading": said["heading"],
        "title": said["title"] or said["heading"],
        "description": said["description"],
        "intro": said["intro"],
        "indexable": page.indexable,
        "changed_at": page.changed_at,
    }
