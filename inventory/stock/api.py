"""Partners read stock, book what arrives, and correct what is wrong."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from catalog import public as catalog
from commerce import clock, db
from commerce.errors import Forbidden
from commerce.http import pagination
from commerce.http.views import ApiView
from commerce.money import Money
from inventory import contracts
from inventory.stock import actions, queries
from inventory.stock.actions import Transfer
from inventory.stock.models import Level, Movement

MOST_LINES = 500
MOST_PIECES = 10_000_000
LOW_AT = 5


class AmountInput(serializers.Serializer[Any]):
    """An amount: decimal text and currency."""

    amount = serializers.RegexField(r"^\d{1,12}(\.\d{1,3})?$")
    currency = serializers.RegexField(r"^[A-Z]{3}$")


class ReceiptLineInput(serializers.Serializer[Any]):
    """Pieces that arrive, with what one had cost."""

    sku = serializers.CharField(max_length=80)
    quantity = serializers.IntegerField(min_value=1, max_value=MOST_PIECES)
    unit_cost = AmountInput()


class ReceiptInput(serializers.Serializer[Any]):
    """A delivery at a warehouse, under the number of its papers."""

    warehouse = serializers.SlugField(max_length=40)
    reference = serializers.CharField(max_length=120)
    lines = serializers.ListField(child=ReceiptLineInput(), min_length=1, max_length=MOST_LINES)


class AdjustmentInput(serializers.Serializer[Any]):
    """A correction: a signed quantity and its reason."""

    warehouse = serializers.SlugField(max_length=40)
    sku = serializers.CharField(max_length=80)
    quantity = serializers.IntegerField(min_value=-MOST_PIECES, max_value=MOST_PIECES)
    reason = serializers.CharField(max_length=200)


class TransferInput(serializers.Serializer[Any]):
    """Pieces that go from one warehouse to another."""

    sku = serializers.CharField(max_length=80)
    from_warehouse = serializers.SlugField(max_length=40)
    to_warehouse = serializers.SlugField(max_length=40)
    quantity = serializers.IntegerField(min_value=1, max_value=MOST_PIECES)
    reason = serializers.CharField(max_length=200, required=False, default="", allow_blank=True)


class LimitsInput(serializers.Serializer[Any]):
    """How many pieces may be promised beyond what lies there (null: no limit), and where few begins."""

    warehouse = serializers.SlugField(max_length=40)
    sku = serializers.CharField(max_length=80)
    backorder_ceiling = serializers.IntegerField(
        min_value=0, max_value=MOST_PIECES, allow_null=True
    )
    low_at = serializers.IntegerField(
        min_value=0, max_value=MOST_PIECES, required=False, default=LOW_AT
    )


class LevelOutput(serializers.Serializer[Any]):
    """What lies in one warehouse, and how much can be promised; `backorder_ceiling` null means no limit."""

    sku = serializers.CharField()
    warehouse = serializers.CharField()
    on_hand = serializers.IntegerField()
    allocated = serializers.IntegerField()
    held = serializers.IntegerField()
    backorder_ceiling = serializers.IntegerField(allow_null=True)
    low_at = serializers.IntegerField()
    sellable = serializers.IntegerField()


class LevelPage(serializers.Serializer[Any]):
    """A page of levels."""

    data = LevelOutput(many=True)  # type: ignore[assignment]
    has_more = serializers.BooleanField()
    next_cursor = serializers.CharField(allow_null=True)


class MovementOutput(serializers.Serializer[Any]):
    """A movement that was booked."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    sku = serializers.CharField()
    warehouse = serializers.CharField()
    quantity = serializers.IntegerField()


class MovementsOutput(serializers.Serializer[Any]):
    """The movements that a call booked."""

    movements = MovementOutput(many=True)


class StockView(ApiView):
    """Base: a key that belongs to a channel sees and moves only what lies in its warehouses."""

    def check_place(self, code: str) -> str:
        """This refuses a warehouse that the key's channel does not sell from.

        Raises:
            Forbidden: for another warehouse.
        """
        if self.key.channel_id is not None and code not in self.channel.warehouses:
            message = f"this key does not reach warehouse {code!r}"
            raise Forbidden(message, field="warehouse")
        return code

    def visible(self) -> "QuerySet[Level]":
        """This lists the levels that the key may see."""
        found = queries.levels()
        if self.key.channel_id is not None:
            found = found.filter(warehouse__code__in=self.channel.warehouses)
        return found


class Stock(StockView):
    """Levels."""

    scopes: ClassVar[dict[str, str]] = {"GET": "inventory:read"}

    @extend_schema(
        operation_id="stock_list",
        parameters=[
            OpenApiParameter("sku", str, description="one or several, separated by commas"),
            OpenApiParameter("warehouse", str),
            *pagination.PARAMETERS,
        ],
        responses=LevelPage,
    )
    def get(self, request: Request) -> Response:
        """This lists what lies where."""
        rows = self.visible()
        if skus := request.query_params.get("sku"):
            wanted = catalog.variant_ids(skus=skus.split(",")[:200])
            rows = rows.filter(variant_id__in=wanted.values())
        if place := request.query_params.get("warehouse"):
            rows = rows.filter(warehouse__code=place)
        answer = pagination.page(request, rows, shape=shape, newest_first=False)
        return with_skus(answer)


class Receipts(StockView):
    """Goods that arrive."""

    scopes: ClassVar[dict[str, str]] = {"POST": "inventory:write"}

    @extend_schema(
        operation_id="stock_receive", request=ReceiptInput, responses={201: MovementsOutput}
    )
    def post(self, request: Request) -> Response:
        """This books a delivery, whole or not at all."""
        wanted = ReceiptInput(data=request.data)
        wanted.is_valid(raise_exception=True)
        given = wanted.validated_data
        place = self.check_place(given["warehouse"])

        def work() -> Response:
            variants = queries.variant_ids(skus=[line["sku"] for line in given["lines"]])
            receipts = [
                contracts.Receipt(
                    variant_id=variants[line["sku"]],
                    warehouse_code=place,
                    quantity=line["quantity"],
                    unit_cost=Money.parse(**line["unit_cost"]),
                    reference=given["reference"],
                )
                for line in given["lines"]
            ]
            rows = actions.receive(receipts=receipts, at=clock.now(), by=self.actor)
            return Response(booked(rows), status=201)

        return self.once(request, work)


class Adjustments(StockView):
    """Corrections."""

    scopes: ClassVar[dict[str, str]] = {"POST": "inventory:write"}

    @extend_schema(
        operation_id="stock_adjust", request=AdjustmentInput, responses={201: MovementsOutput}
    )
    def post(self, request: Request) -> Response:
        """This corrects stock; what is promised cannot be taken away."""
        wanted = AdjustmentInput(data=request.data)
        wanted.is_valid(raise_exception=True)
        given = wanted.validated_data
        place = self.check_place(given["warehouse"])

        def work() -> Response:
            variants = queries.variant_ids(skus=[given["sku"]])
            row = actions.adjust(
                variant_id=variants[given["sku"]],
                warehouse_code=place,
                quantity_delta=given["quantity"],
                reason=given["reason"],
                at=clock.now(),
                by=self.actor,
            )
            return Response(booked([row]), status=201)

        return self.once(request, work)


class Transfers(StockView):
    """Pieces that change warehouses."""

    scopes: ClassVar[dict[str, str]] = {"POST": "inventory:write"}

    @extend_schema(
        operation_id="stock_transfer", request=TransferInput, responses={201: MovementsOutput}
    )
    def post(self, request: Request) -> Response:
        """This moves pieces: one movement out, one in."""
        wanted = TransferInput(data=request.data)
        wanted.is_valid(raise_exception=True)
        given = wanted.validated_data
        here = self.check_place(given["from_warehouse"])
        there = self.check_place(given["to_warehouse"])

        def work() -> Response:
            variants = queries.variant_ids(skus=[given["sku"]])
            goods = Transfer(
                variant_id=variants[given["sku"]],
                from_code=here,
                to_code=there,
                quantity=given["quantity"],
            )
            rows = actions.transfer(
                goods=goods, reason=given["reason"], at=clock.now(), by=self.actor
            )
            return Response(booked(rows), status=201)

        return self.once(request, work)


class StockLimits(StockView):
    """What may be promised before it lies there."""

    scopes: ClassVar[dict[str, str]] = {"PUT": "inventory:write"}

    @extend_schema(operation_id="stock_limits", request=LimitsInput, responses=LevelOutput)
    def put(self, request: Request) -> Response:
        """This sets the limits of a variant in a warehouse; what is promised already stays promised."""
        wanted = LimitsInput(data=request.data)
        wanted.is_valid(raise_exception=True)
        given = wanted.validated_data
        place = self.check_place(given["warehouse"])
        variants = queries.variant_ids(skus=[given["sku"]])
        limits = contracts.Limits(
            variant_id=variants[given["sku"]],
            warehouse_code=place,
            backorder_ceiling=given["backorder_ceiling"],
            low_at=given["low_at"],
        )
        with db.transaction():
            row = actions.set_limits(limits=limits, at=clock.now())
        return Response(shape(row) | {"sku": given["sku"]})


def shape(level: Level) -> dict[str, Any]:
    """This is a level as partners see it, with the variant in place of the SKU that `with_skus` puts there."""
    found = queries.as_contract(level)
    return {
        "sku": level.variant_id,
        "warehouse": found.warehouse_code,
        "on_hand": found.on_hand,
        "allocated": found.allocated,
        "held": found.held,
        "backorder_ceiling": found.backorder_ceiling,
        "low_at": found.low_at,
        "sellable": found.sellable,
    }


def with_skus(answer: Response) -> Response:
    """This names the variants of a page by their SKUs, in one query."""
    skus = catalog.variant_skus(variant_ids=[one["sku"] for one in answer.data["data"]])
    for one in answer.data["data"]:
        one["sku"] = skus.get(one["sku"], "")
    return answer


def booked(rows: Sequence[Movement]) -> dict[str, Any]:
    """This lists movements as partners see them."""
    skus = catalog.variant_skus(variant_ids=[row.variant_id for row in rows])
    return {
        "movements": [
            {
                "id": row.pk,
                "kind": row.kind,
                "sku": skus[row.variant_id],
                "warehouse": row.warehouse.code,
                "quantity": row.quantity,
            }
            for row in rows
        ]
    }
