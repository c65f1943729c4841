"""The doors of the category tree."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.contracts import CategoryNode
from catalog.taxonomy import actions, queries
from catalog.taxonomy.rules import check_code, check_words
from commerce import clock, db
from commerce.http.inputs import Strict, filters
from commerce.http.views import ApiView

LANGUAGE = OpenApiParameter("language", str, description="the channel's first when absent")


class CategoryInput(Strict):
    """A category; `words` is {language: {name, slug, description}}."""

    words = serializers.JSONField()
    parent = serializers.CharField(  # type: ignore[assignment]
        required=False, allow_blank=True, default="", help_text="code"
    )
    position = serializers.IntegerField(min_value=0, max_value=10**6, default=0)
    hidden = serializers.BooleanField(default=False)
    google_category = serializers.IntegerField(
        min_value=1, max_value=10**6, allow_null=True, default=None
    )


@extend_schema_field({"type": "array", "items": {"$ref": "#/components/schemas/CategoryOutput"}})
class Children(serializers.ListField):
    """Categories below a category."""


class CategoryOutput(serializers.Serializer[Any]):
    """A category with what lies below it."""

    id = serializers.CharField()
    code = serializers.CharField()
    parent = serializers.CharField(allow_blank=True)  # type: ignore[assignment]
    slug = serializers.CharField()
    name = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    depth = serializers.IntegerField()
    google_category = serializers.IntegerField(allow_null=True)
    children = Children()


class CategoryTree(serializers.Serializer[Any]):
    """The whole tree; shops have some hundred categories, so it comes in one piece."""

    data = CategoryOutput(many=True)  # type: ignore[assignment]


class Categories(ApiView):
    """The category tree."""

    scopes: ClassVar[dict[str, str]] = {"GET": "catalog:read"}

    @extend_schema(operation_id="categories_list", parameters=[LANGUAGE], responses=CategoryTree)
    def get(self, request: Request) -> Response:
        """This is the visible tree in a language."""
        tree = queries.tree(language=self.language(filters(request, "language")))
        return Response({"data": [shape(node) for node in tree]})


class CategoryDetail(ApiView):
    """One category by code."""

    scopes: ClassVar[dict[str, str]] = {"GET": "catalog:read", "PUT": "catalog:write"}

    @extend_schema(operation_id="categories_read", parameters=[LANGUAGE], responses=CategoryOutput)
    def get(self, request: Request, code: str) -> Response:
        """This shows a visible category and its branch."""
        return Response(shape(_node(code, self.language(filters(request, "language")))))

    @extend_schema(
        operation_id="categories_set", request=CategoryInput, responses={200: CategoryOutput}
    )
    def put(self, request: Request, code: str) -> Response:
        """This makes a category or changes it; missing slugs follow from the names."""
        wanted = CategoryInput.read(request)
        words = check_words(wanted.pop("words"))
        with db.speaking_as(str(self.actor)), db.transaction():
            row = actions.save_category(
                code=check_code(code), words=words, by=self.actor, at=clock.now(), **wanted
            )
        return Response(shape(queries.node_of(row, language=self.channel.language)))


def shape(node: CategoryNode) -> dict[str, Any]:
    """This is a category as JSON."""
    return {
        "id": node.public_id,
        "code": node.code,
        "parent": node.parent_code,
        "slug": node.slug,
        "name": node.name,
        "description": node.description,
        "depth": node.depth,
        "google_category": node.google_category,
        "children": [shape(child) for child in node.children],
    }


def _node(code: str, language: str) -> CategoryNode:
    found = queries.flat(language=language).get(code)
    if found is None:
        message = f"there is no category {code!r}"
        raise queries.UnknownCategory(message)
    return found
