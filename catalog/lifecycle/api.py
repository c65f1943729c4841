"""The doors to the end of a product's life."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.lifecycle import actions
from catalog.products import queries as products
from catalog.products.models import Product
from catalog.products.rules import FAREWELLS, PAGE
from commerce import clock, db
from commerce.http import etags
from commerce.http.inputs import Strict
from commerce.http.views import ApiView

SCOPES = {"GET": "catalog:read", "PUT": "catalog:write", "POST": "catalog:write"}


class SuccessorInput(Strict):
    """What comes after a product: its id, or null; and what the address answers once it is retired."""

    successor = serializers.CharField(max_length=40, allow_null=True)
    farewell = serializers.ChoiceField(choices=FAREWELLS, default=PAGE)


class SuccessorOutput(serializers.Serializer[Any]):
    """How a product's life stands, and what comes after it."""

    id = serializers.CharField()
    state = serializers.ChoiceField(choices=["active", "retired"])
    successor = serializers.CharField(allow_null=True)
    farewell = serializers.ChoiceField(choices=FAREWELLS)


class Successor(ApiView):
    """What comes after a product."""

    scopes: ClassVar[dict[str, str]] = SCOPES

    @extend_schema(operation_id="products_successor", responses=SuccessorOutput)
    def get(self, request: Request, public_id: str) -> Response:
        """This tells what comes after a product, sold or retired."""
        return etags.answer(request, _shape(products.get_product(public_id)))

    @extend_schema(
        operation_id="products_successor_set", request=SuccessorInput, responses=SuccessorOutput
    )
    def put(self, request: Request, public_id: str) -> Response:
        """This names what comes after a product, and what its address answers once it is retired."""
        wanted = SuccessorInput.read(request)
        with db.speaking_as(str(self.actor)), db.transaction():
            row = products.get_product(public_id)
            etags.check(request, _shape(row))
            row = actions.name_successor(
                product_id=row.pk,
                successor_id=_key(wanted["successor"]),
                farewell=wanted["farewell"],
                by=self.actor,
                at=clock.now(),
            )
        return etags.answer(request, _shape(row))


class Retirement(ApiView):
    """The end of a product's life."""

    scopes: ClassVar[dict[str, str]] = SCOPES

    @extend_schema(
        operation_id="products_retire", request=SuccessorInput, responses=SuccessorOutput
    )
    def post(self, request: Request, public_id: str) -> Response:
        """This ends a product's life in every channel and names what comes after it."""
        wanted = SuccessorInput.read(request)
        with db.speaking_as(str(self.actor)), db.transaction():
            row = products.get_product(public_id)
            actions.retire(
                product_id=row.pk,
                successor_id=_key(wanted["successor"]),
                farewell=wanted["farewell"],
                by=self.actor,
                at=clock.now(),
            )
        return etags.answer(request, _shape(products.get_product(public_id)))


def _key(public_id: str | None) -> int | None:
    return None if public_id is None else products.get_product(public_id).pk


def _shape(row: Product) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "state": row.state,
        "successor": row.successor.public_id if row.successor else None,
        "farewell": row.farewell,
    }
