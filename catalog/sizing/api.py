"""The doors of size guides: keep one, throw one away, and which holds for a product."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.attributes import queries as attributes
from catalog.products import queries as products
from catalog.sizing import actions, queries, rules
from catalog.sizing.models import SizeGuide
from catalog.taxonomy import queries as taxonomy
from commerce import clock, db
from commerce.http import etags
from commerce.http.inputs import Strict, filters
from commerce.http.pagination import page
from commerce.http.views import ApiView
from commerce.identity.actor import Actor

SCOPES = {
    "GET": "catalog:read",
    "POST": "catalog:write",
    "PUT": "catalog:write",
    "DELETE": "catalog:write",
}
MOST_USES = 1000


class MeasureInput(Strict):
    """A column: a length or a text; `attribute` takes lengths from the goods where no cell is typed."""

    code = serializers.CharField(max_length=40)
    names = serializers.DictField(child=serializers.CharField(max_length=rules.LONGEST_NAME))
    kind = serializers.ChoiceField(choices=[one for one, _ in rules.KINDS], default="length")
    attribute = serializers.CharField(max_length=60, default="", allow_blank=True)


class LineInput(Strict):
    """A row: a size (the code of an option, or as printed) and {measure code: "45" or "88-92"}."""

    size = serializers.CharField(max_length=rules.LONGEST_SIZE)
    cells = serializers.DictField(
        child=serializers.CharField(max_length=rules.LONGEST_CELL, allow_blank=True)
    )


class UsesInput(Strict):
    """What a guide holds for: codes of families and categories, ids of products; the nearest one counts."""

    families = serializers.ListField(
        child=serializers.CharField(max_length=60), max_length=MOST_USES, default=list
    )
    categories = serializers.ListField(
        child=serializers.CharField(max_length=80), max_length=MOST_USES, default=list
    )
    products = serializers.ListField(
        child=serializers.CharField(max_length=40), max_length=MOST_USES, default=list
    )


class GuideInput(Strict):
    """A whole size guide; `names` and `how` (how to measure) are {language: text}.

    `unit` is the one its lengths are written in; `axis` is the attribute whose values are the sizes.
    """

    names = serializers.DictField(child=serializers.CharField(max_length=rules.LONGEST_NAME))
    how = serializers.DictField(
        child=serializers.CharField(max_length=rules.LONGEST_HOW), default=dict
    )
    basis = serializers.ChoiceField(choices=[one for one, _ in rules.BASES], default="goods")
    unit = serializers.ChoiceField(choices=[one for one, _ in rules.UNITS], default="cm")
    axis = serializers.CharField(max_length=40, default="size")
    asks_fit = serializers.BooleanField(default=True)
    measures = MeasureInput(many=True)
    lines = LineInput(many=True)
    holds_for = UsesInput(default=dict)


class GuideOutput(GuideInput):
    """A size guide."""

    id = serializers.CharField()


class GuidePage(serializers.Serializer[Any]):
    """A page of size guides."""

    data = GuideOutput(many=True)  # type: ignore[assignment]
    has_more = serializers.BooleanField()
    next_cursor = serializers.CharField(allow_null=True)


class ProductGuideInput(Strict):
    """The guide of one product; null for none, whatever its family has."""

    size_guide_id = serializers.CharField(max_length=40, allow_null=True)


class ProductGuideOutput(serializers.Serializer[Any]):
    """The guide that holds for a product, and where it comes from; `source` is null without any."""

    source = serializers.ChoiceField(  # type: ignore[assignment]
        choices=["product", "category", "family"], allow_null=True
    )
    size_guide = GuideOutput(allow_null=True)


class Guides(ApiView):
    """Size guides."""

    scopes: ClassVar[dict[str, str]] = SCOPES

    @extend_schema(operation_id="size_guides_list", responses=GuidePage)
    def get(self, request: Request) -> Response:
        """This lists size guides, the latest first."""
        filters(request)
        rows = SizeGuide.objects.prefetch_related(
            "measures", "lines", "uses__family", "uses__category", "uses__product"
        )
        return page(request, rows, shape=shape)

    @extend_schema(
        operation_id="size_guides_create", request=GuideInput, responses={201: GuideOutput}
    )
    def post(self, request: Request) -> Response:
        """This keeps a new size guide. Needs an Idempotency-Key."""
        said = GuideInput.read(request)
        return self.once(request, lambda: Response(shape(_keep(said, by=self.actor)), status=201))


class GuideDetail(ApiView):
    """One size guide."""

    scopes: ClassVar[dict[str, str]] = SCOPES

    @extend_schema(operation_id="size_guides_read", responses=GuideOutput)
    def get(self, request: Request, public_id: str) -> Response:
        """This shows a size guide."""
        return etags.answer(request, shape(queries.get_row(public_id)))

    @extend_schema(operation_id="size_guides_set", request=GuideInput, responses=GuideOutput)
    def put(self, request: Request, public_id: str) -> Response:
        """This writes a size guide whole; what is not said goes."""
        said = GuideInput.read(request)
        with db.speaking_as(str(self.actor)), db.transaction():
            etags.check(request, shape(queries.get_row(public_id)))
            row = _keep(said, by=self.actor, public_id=public_id)
        return etags.answer(request, shape(row))

    @extend_schema(operation_id="size_guides_delete", responses={204: None})
    def delete(self, request: Request, public_id: str) -> Response:
        """This throws a size guide away; what it held for shows the next one up, or none."""
        with db.speaking_as(str(self.actor)), db.transaction():
            actions.discard(public_id=public_id, by=self.actor, at=clock.now())
        return Response(status=204)


class ProductGuide(ApiView):
    """The size guide of a product."""

    scopes: ClassVar[dict[str, str]] = SCOPES

    @extend_schema(operation_id="products_size_guide", responses=ProductGuideOutput)
    def get(self, request: Request, public_id: str) -> Response:
        """This tells which size guide holds for a product: its own, its category's or its family's."""
        return etags.answer(request, _of_product(products.get_product(public_id).pk))

    @extend_schema(
        operation_id="products_size_guide_set",
        request=ProductGuideInput,
        responses=ProductGuideOutput,
    )
    def put(self, request: Request, public_id: str) -> Response:
        """This gives a product a size guide of its own, or none."""
        wanted = ProductGuideInput.read(request)["size_guide_id"]
        with db.speaking_as(str(self.actor)), db.transaction():
            key = products.get_product(public_id).pk
            etags.check(request, _of_product(key))
            actions.differ(product_id=key, public_id=wanted or "", by=self.actor, at=clock.now())
        return etags.answer(request, _of_product(key))

    @extend_schema(operation_id="products_size_guide_delete", responses={204: None})
    def delete(self, request: Request, public_id: str) -> Response:
        """This has a product follow its category and family again."""
        with db.speaking_as(str(self.actor)), db.transaction():
            key = products.get_product(public_id).pk
            actions.inherit(product_id=key, by=self.actor, at=clock.now())
        return Response(status=204)


def shape(row: SizeGuide) -> dict[str, Any]:
    """This is a size guide as JSON."""
    return {
        "id": row.public_id,
        "names": row.names,
        "how": row.how,
        "basis": row.basis,
        "unit": row.unit,
        "axis": row.axis,
        "asks_fit": row.asks_fit,
        "measures": [
            {"code": one.code, "names": one.names, "kind": one.kind, "attribute": one.attribute}
            for one in row.measures.all()
        ],
        "lines": [{"size": one.size, "cells": one.cells} for one in row.lines.all()],
        "holds_for": queries.uses(row),
    }


def _keep(said: dict[str, Any], *, by: Actor, public_id: str = "") -> SizeGuide:
    uses = {"families": [], "categories": [], "products": [], **said["holds_for"]}
    known = actions.Uses(
        families=[attributes.get_family(code).pk for code in dict.fromkeys(uses["families"])],
        categories=[taxonomy.get_category(code).pk for code in dict.fromkeys(uses["categories"])],
        products=[products.get_product(key).pk for key in dict.fromkeys(uses["products"])],
    )
    at = clock.now()
    row = actions.keep(guide=_guide(said), public_id=public_id, by=by, at=at)
    return actions.hold_for(public_id=row.public_id, uses=known, by=by, at=at)


def _guide(said: dict[str, Any]) -> rules.Guide:
    return rules.Guide(
        names=said["names"],
        how=said["how"],
        basis=said["basis"],
        unit=said["unit"],
        axis=said["axis"],
        asks_fit=said["asks_fit"],
        measures=tuple(rules.Measure(**one) for one in said["measures"]),
        lines=tuple(rules.Line(**one) for one in said["lines"]),
    )


def _of_product(product_id: int) -> dict[str, Any]:
    found = queries.guides_of([product_id]).get(product_id)
    if found is None:
        return {"source": None, "size_guide": None}
    guide = shape(queries.get_row(found.public_id)) if found.public_id else None
    return {"source": found.source, "size_guide": guide}
