"""Partners learn until when an order may be taken back, and hand in what a shopper declared to them."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from commerce import clock
from commerce.http.inputs import Strict
from orders.order.api.views import ONCE, OrdersView
from orders.order.models import Order
from orders.withdrawals import actions, queries


class WithdrawalInput(Strict):
    """What a shopper declared: now, or at the moment they said it to you (their letter, their call)."""

    note = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    declared_at = serializers.DateTimeField(required=False)


class DeclarationOutput(serializers.Serializer[Any]):
    """A declaration; `late` ones came after the last day and are received all the same."""

    id = serializers.CharField()
    declared_at = serializers.DateTimeField()
    late = serializers.BooleanField()
    note = serializers.CharField(allow_blank=True)


class WithdrawalOutput(serializers.Serializer[Any]):
    """Until when an order may be taken back, and the declaration if there is one.

    `ends_on` is the last day in the channel's zone, null while not everything has arrived; `extended` says
    that the shopper was told of the right too late, or never.
    """

    order = serializers.CharField()
    ends_on = serializers.DateField(allow_null=True)
    extended = serializers.BooleanField()
    declaration = DeclarationOutput(allow_null=True)


class WithdrawalDetail(OrdersView):
    """The withdrawal from an order."""

    scopes: ClassVar[dict[str, str]] = {"GET": "orders:read", "POST": "orders:write"}

    @extend_schema(operation_id="orders_withdrawal_read", responses=WithdrawalOutput)
    def get(self, request: Request, number: str) -> Response:
        """This tells until when an order may be taken back, and whether it was."""
        return Response(shape(self.order(number)))

    @extend_schema(
        operation_id="orders_withdrawal_declare",
        request=WithdrawalInput,
        parameters=[ONCE],
        responses={201: WithdrawalOutput},
    )
    def post(self, request: Request, number: str) -> Response:
        """This takes a shopper's declaration; declared twice is declared once, and the first moment counts.

        The shopper gets a mail that confirms it. Goods and money move when staff arrange the return.
        """
        said = WithdrawalInput.read(request)
        known = self.order(number)

        def work() -> Response:
            at = clock.now()
            actions.declare(
                order=known,
                note=said.get("note", ""),
                declared_at=said.get("declared_at"),
                at=at,
                by=self.actor,
            )
            return Response(shape(known), status=201)

        return self.once(request, work)


def shape(order: Order) -> dict[str, Any]:
    """This shapes a term and its declaration."""
    term, row = queries.term_of(order), queries.find_withdrawal(order)
    return {
        "order": order.number,
        "ends_on": term.ends_on.isoformat() if term.ends_on else None,
        "extended": term.extended,
        "declaration": row
        and {
            "id": row.public_id,
            "declared_at": row.declared_at.isoformat(),
            "late": row.is_late,
            "note": row.note,
        },
    }
