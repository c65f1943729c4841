"""Partners ask why a number is what it is."""

from dataclasses import asdict
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from commerce.errors import NotFound
from commerce.http.views import ApiView
from inventory.reservations import queries
from inventory.stock import queries as stock


class MovementLineOutput(serializers.Serializer[Any]):
    """A movement and what lay there after it."""

    id = serializers.IntegerField()
    at = serializers.DateTimeField()
    kind = serializers.CharField()
    quantity = serializers.IntegerField()
    balance = serializers.IntegerField()
    document = serializers.CharField(allow_blank=True)
    order_number = serializers.CharField(allow_blank=True)
    reason = serializers.CharField(allow_blank=True)
    by = serializers.CharField()


class PromiseOutput(serializers.Serializer[Any]):
    """Pieces promised to an order or held for a checkout."""

    kind = serializers.CharField()
    reference = serializers.CharField()
    order_number = serializers.CharField(allow_blank=True)
    quantity = serializers.IntegerField()
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(allow_null=True)


class ExplanationOutput(serializers.Serializer[Any]):
    """Why a number is what it is, the newest movement first."""

    sku = serializers.CharField()
    warehouse = serializers.CharField()
    on_hand = serializers.IntegerField()
    allocated = serializers.IntegerField()
    held = serializers.IntegerField()
    sellable = serializers.IntegerField()
    movements = MovementLineOutput(many=True)
    promises = PromiseOutput(many=True)
    earlier_movements = serializers.IntegerField()


class StockExplanation(ApiView):
    """The story of one number."""

    scopes: ClassVar[dict[str, str]] = {"GET": "inventory:read"}

    @extend_schema(operation_id="stock_explain", responses=ExplanationOutput)
    def get(self, request: Request, warehouse: str, sku: str) -> Response:
        """This answers "why is this 47?"."""
        if self.key.channel_id is not None and warehouse not in self.channel.warehouses:
            message = "there is no such warehouse"
            raise NotFound(message)
        variant = stock.variant_ids(skus=[sku])[sku]
        found = queries.explain(variant_id=variant, warehouse_code=warehouse)
        level = found.level
        movements = []
        for line in found.movements:
            values = asdict(line)
            values["id"] = values.pop("movement_id")
            del values["unit_cost"]
            movements.append(values)
        return Response(
            {
                "sku": sku,
                "warehouse": level.warehouse_code,
                "on_hand": level.on_hand,
                "allocated": level.allocated,
                "held": level.held,
                "sellable": level.sellable,
                "movements": movements,
                "promises": [asdict(line) for line in found.promises],
                "earlier_movements": found.earlier,
            }
        )
