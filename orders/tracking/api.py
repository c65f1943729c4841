"""The door by which partners leave or change the note of an order."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from commerce import clock, db
from commerce.http.inputs import Strict
from orders.order import queries
from orders.order.api import shapes
from orders.order.api.views import OrdersView, expanded
from orders.tracking import actions


class NoteInput(Strict):
    """A word to those who pack; empty takes it back."""

    note = serializers.CharField(max_length=500, allow_blank=True)


class NoteDetail(OrdersView):
    """The note of an order."""

    scopes: ClassVar[dict[str, str]] = {"PUT": "orders:write"}

    @extend_schema(
        operation_id="orders_note_write", request=NoteInput, responses=shapes.OrderOutput
    )
    def put(self, request: Request, number: str) -> Response:
        """This leaves or changes the note to those who pack, until somebody begins to."""
        text = NoteInput.read(request)["note"]
        known = self.order(number)
        with db.transaction():
            actions.leave_note(order_id=known.pk, text=text, at=clock.now(), by=self.actor)
        return Response(expanded(queries.get_order(order_id=known.pk), "lines"))
