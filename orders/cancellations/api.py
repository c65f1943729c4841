"""The door by which partners let a part of an order fall away."""

import hashlib
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from commerce import clock
from commerce.http.inputs import Strict
from commerce.money import Money
from orders.cancellations import actions, queries, rules
from orders.cancellations.models import Cancellation
from orders.cart.api import MoneyOutput, amount, line_key
from orders.order.api.shapes import PiecesInput
from orders.order.api.views import ONCE, OrdersView


class LinesInput(Strict):
    """What falls away, and why."""

    lines = PiecesInput(many=True, allow_empty=False)
    reason = serializers.CharField(max_length=200)


class CanceledLineOutput(serializers.Serializer[Any]):
    """Pieces of a line that fell away."""

    line = serializers.CharField()
    quantity = serializers.IntegerField()
    gross = MoneyOutput()


class LineCancellationOutput(serializers.Serializer[Any]):
    """A part of an order that fell away; `whole` when the order was canceled with its last piece."""

    id = serializers.CharField()
    order = serializers.CharField()
    lines = CanceledLineOutput(many=True)
    net = MoneyOutput()
    tax = MoneyOutput()
    total = MoneyOutput()
    whole = serializers.BooleanField()
    reason = serializers.CharField(allow_blank=True)
    canceled_at = serializers.DateTimeField()


class LineCancellationList(serializers.Serializer[Any]):
    """What fell away of an order."""

    data = LineCancellationOutput(many=True)  # type: ignore[assignment]


class LineCancellations(OrdersView):
    """The parts of an order that fell away."""

    @extend_schema(operation_id="orders_line_cancellations_list", responses=LineCancellationList)
    def get(self, request: Request, number: str) -> Response:
        """This lists what fell away of an order before it left, the first part first."""
        order = self.order(number)
        return Response(
            {"data": [shape(row, number=order.number) for row in queries.of_order(order)]}
        )

    @extend_schema(
        operation_id="orders_line_cancellations_create",
        request=LinesInput,
        parameters=[ONCE],
        responses={201: LineCancellationOutput},
    )
    def post(self, request: Request, number: str) -> Response:
        """This cancels pieces of an order that are not packed yet; sums shrink, delivery stays.

        What is promised is taken for less, what was taken goes back. With the last piece the whole order
        is canceled.
        """
        said = LinesInput.read(request)
        known = self.order(number)
        wanted = actions.Wanted(
            pieces=_pieces(said["lines"]), reason=said["reason"], reach=rules.STAFF
        )

        def work() -> Response:
            row = actions.cancel_lines(
                order_id=known.pk,
                wanted=wanted,
                key=f"api:{self.key.pk}:{_digest(request.headers['Idempotency-Key'])}",
                at=clock.now(),
                by=self.actor,
            )
            return Response(shape(row, number=known.number), status=201)

        return self.once(request, work)


def _digest(key: str) -> str:
    """A key of any length as one that fits, and is no other's."""
    return hashlib.sha256(key.encode()).hexdigest()


def _pieces(lines: list[dict[str, Any]]) -> dict[int, int]:
    found: dict[int, int] = {}
    for line in lines:
        key = line_key(line["line"])
        found[key] = found.get(key, 0) + line["quantity"]
    return found


def shape(row: Cancellation, *, number: str) -> dict[str, Any]:
    """This shapes a part that fell away."""
    return {
        "id": row.public_id,
        "order": number,
        "lines": [
            {
                "line": f"lin_{line['line_id']}",
                "quantity": line["quantity"],
                "gross": amount(Money(line["gross"], row.currency)),
            }
            for line in row.lines
        ],
        "net": amount(row.net),
        "tax": amount(row.tax),
        "total": amount(row.total),
        "whole": row.whole,
        "reason": row.reason,
        "canceled_at": row.canceled_at.isoformat(),
    }
