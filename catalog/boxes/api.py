"""The door of boxes."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.boxes import actions, queries, rules
from catalog.products import queries as products
from commerce import clock, db
from commerce.http import etags
from commerce.http.inputs import Strict
from commerce.http.views import ApiView


class BoxLineInput(Strict):
    """So many of something; `words` is {language: text}."""

    quantity = serializers.IntegerField(min_value=1, max_value=rules.MOST_PIECES)
    words = serializers.DictField(child=serializers.CharField(max_length=rules.LONGEST_TEXT))


class BoxInput(Strict):
    """All lines of a box, in order."""

    data = serializers.ListField(child=BoxLineInput(), max_length=rules.MOST_LINES)  # type: ignore[assignment]


class BoxLineOutput(serializers.Serializer[Any]):
    """So many of something; `words` is {language: text}."""

    quantity = serializers.IntegerField()
    words = serializers.DictField(child=serializers.CharField())


class BoxOutput(serializers.Serializer[Any]):
    """What is in the box of a product."""

    data = BoxLineOutput(many=True)  # type: ignore[assignment]


class Box(ApiView):
    """What is in the box of a product."""

    scopes: ClassVar[dict[str, str]] = {"GET": "catalog:read", "PUT": "catalog:write"}

    @extend_schema(operation_id="products_box", responses=BoxOutput)
    def get(self, request: Request, public_id: str) -> Response:
        """This tells what is in the box, in every language."""
        return etags.answer(request, _shape(products.get_product(public_id).pk))

    @extend_schema(operation_id="products_box_set", request=BoxInput, responses=BoxOutput)
    def put(self, request: Request, public_id: str) -> Response:
        """This says what is in the box, line by line."""
        wanted = BoxInput.read(request)["data"]
        with db.speaking_as(str(self.actor)), db.transaction():
            product_id = products.get_product(public_id).pk
            etags.check(request, _shape(product_id))
            actions.pack(
                product_id=product_id,
                lines=[rules.Line(quantity=one["quantity"], words=one["words"]) for one in wanted],
                by=self.actor,
                at=clock.now(),
            )
        return etags.answer(request, _shape(product_id))


def _shape(product_id: int) -> dict[str, Any]:
    lines = queries.lines_of([product_id]).get(product_id, [])
    return {"data": [{"quantity": quantity, "words": words} for quantity, words in lines]}
