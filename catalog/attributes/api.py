"""The doors of attributes and families: what can be said, and what is asked."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.attributes.models import Attribute, Family
from commerce.http.inputs import filters
from commerce.http.views import ApiView


class OptionOutput(serializers.Serializer[Any]):
    """A value of a choice or color."""

    code = serializers.CharField()
    names = serializers.DictField(child=serializers.CharField())
    hex = serializers.CharField(allow_blank=True)


class AttributeOutput(serializers.Serializer[Any]):
    """Something that can be said of a product."""

    code = serializers.CharField()
    kind = serializers.CharField()
    names = serializers.DictField(child=serializers.CharField())
    unit = serializers.CharField(allow_blank=True)
    many = serializers.BooleanField()  # type: ignore[assignment]
    translated = serializers.BooleanField()
    is_facet = serializers.BooleanField()
    options = OptionOutput(many=True)


class AttributeList(serializers.Serializer[Any]):
    """All attributes."""

    data = AttributeOutput(many=True)  # type: ignore[assignment]


class AskOutput(serializers.Serializer[Any]):
    """A family's wish for an attribute; "*" in `required_in` is every channel."""

    attribute = serializers.CharField()
    is_axis = serializers.BooleanField()
    required_in = serializers.ListField(child=serializers.CharField())


class FamilyOutput(serializers.Serializer[Any]):
    """A kind of product and what it asks for."""

    code = serializers.CharField()
    names = serializers.DictField(child=serializers.CharField())
    needs_picture = serializers.BooleanField()
    google_category = serializers.IntegerField(allow_null=True)
    attributes = AskOutput(many=True)


class FamilyList(serializers.Serializer[Any]):
    """All families."""

    data = FamilyOutput(many=True)  # type: ignore[assignment]


class Attributes(ApiView):
    """What can be said of products."""

    scopes: ClassVar[dict[str, str]] = {"GET": "catalog:read"}

    @extend_schema(operation_id="attributes_list", responses=AttributeList)
    def get(self, request: Request) -> Response:
        """This lists attributes with their options."""
        filters(request)
        rows = Attribute.objects.prefetch_related("options").order_by("position", "code")
        return Response({"data": [_attribute(row) for row in rows]})


class Families(ApiView):
    """Kinds of products."""

    scopes: ClassVar[dict[str, str]] = {"GET": "catalog:read"}

    @extend_schema(operation_id="families_list", responses=FamilyList)
    def get(self, request: Request) -> Response:
        """This lists families with what they ask for."""
        filters(request)
        rows = Family.objects.prefetch_related("asked__attribute").order_by("code")
        return Response({"data": [_family(row) for row in rows]})


def _attribute(row: Attribute) -> dict[str, Any]:
    names = ("code", "kind", "names", "unit", "many", "translated", "is_facet")
    return {name: getattr(row, name) for name in names} | {
        "options": [
            {"code": one.code, "names": one.names, "hex": one.hex} for one in row.options.all()
        ]
    }


def _family(row: Family) -> dict[str, Any]:
    return {
        "code": row.code,
        "names": row.names,
        "needs_picture": row.needs_picture,
        "google_category": row.google_category,
        "attributes": [
            {
                "attribute": one.attribute.code,
                "is_axis": one.is_axis,
                "required_in": one.required_in,
            }
            for one in row.asked.all()
        ],
    }
