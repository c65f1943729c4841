"""The doors of the order book for partners."""

from datetime import datetime
from typing import Any, ClassVar

from django.utils.dateparse import parse_datetime
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from commerce import clock
from commerce.errors import Invalid
from commerce.http import etags
from commerce.http.inputs import filters
from commerce.http.pagination import PARAMETERS, page
from commerce.http.views import ApiView
from commerce.money import Money
from crm import public as crm
from inventory import public as inventory
from orders.cart.api import line_key
from orders.order import models, queries
from orders.order.actions import changes, refunding
from orders.order.api import shapes
from orders.order.models import Order, OrderQuerySet
from orders.order.rules.refunds import WantedRefund
from orders.order.states import OrderFlow

WHOLE_CHANNEL = "orders:channel"
EXPAND = OpenApiParameter(
    "expand", str, description="comma-separated: " + ", ".join(shapes.EXPANSIONS)
)
ONCE = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description="1 to 255 characters; the same key gives the same answer",
)
FILTERS = [
    OpenApiParameter("status", str, enum=OrderFlow.states),
    OpenApiParameter("payment_state", str, enum=models.PAYMENT_STATES),
    OpenApiParameter("fulfillment_state", str, enum=models.FULFILLMENT_STATES),
    OpenApiParameter("number", str, description="exact order number"),
    OpenApiParameter("channel", str, description="code of a channel"),
    OpenApiParameter("created_at[gte]", str, description="placed at or after, RFC 3339"),
    OpenApiParameter("created_at[lt]", str, description="placed before, RFC 3339"),
]
KNOWN = {
    "status": ("state", OrderFlow.states),
    "payment_state": ("payment_state", models.PAYMENT_STATES),
    "fulfillment_state": ("fulfillment_state", models.FULFILLMENT_STATES),
}


MOMENTS = {"created_at[gte]": "placed_at__gte", "created_at[lt]": "placed_at__lt"}


class OrdersView(ApiView):
    """Base: the orders a key may see."""

    scopes: ClassVar[dict[str, str]] = {"GET": "orders:read", "POST": "orders:write"}

    def rows(self) -> OrderQuerySet:
        """The orders the key placed, or every order of its channel with `orders:channel`."""
        whole = self.actor.has_scope(WHOLE_CHANNEL)
        return Order.objects.of_key(self.key.pk, channel_id=self.channel.id if whole else None)

    def order(self, number: str) -> Order:
        """This finds one of them by its number or id.

        Raises:
            UnknownOrder: when there is none.
        """
        name = "public_id" if number.startswith("ord_") else "number"
        found = self.rows().filter(**{name: number}).first()
        if found is None:
            message = "there is no such order"
            raise queries.UnknownOrder(message)
        return found

    def many(self, request: Request, rows: OrderQuerySet, wanted: dict[str, str]) -> Response:
        """This answers with a page of orders, expanded in a fixed number of statements."""
        expand = expansions(wanted.get("expand", ""), of_many=True)
        if "lines" in expand:
            rows = rows.prefetch_related("lines")
        return page(request, rows, shape=lambda order: _with_lines(order, expand))


class Orders(OrdersView):
    """Orders."""

    @extend_schema(
        operation_id="orders_list",
        parameters=[*PARAMETERS, *FILTERS, EXPAND],
        responses=shapes.OrderPage,
    )
    def get(self, request: Request) -> Response:
        """This lists orders, the newest first."""
        names = [*KNOWN, "number", "channel", "created_at[gte]", "created_at[lt]", "expand"]
        wanted = filters(request, *names)
        return self.many(request, filtered(self.rows(), wanted), wanted)


class OrdersOfCustomer(OrdersView):
    """The orders of one customer."""

    @extend_schema(
        operation_id="customers_orders",
        parameters=[*PARAMETERS, EXPAND],
        responses=shapes.OrderPage,
    )
    def get(self, request: Request, public_id: str) -> Response:
        """This lists those orders of a customer that the key may see, the newest first."""
        wanted = filters(request, "expand")
        customer = crm.find_customer(public_id=public_id)
        customer_id = customer.customer_id if customer else 0
        return self.many(request, self.rows().filter(customer_id=customer_id), wanted)


class OrderDetail(OrdersView):
    """One order."""

    @extend_schema(operation_id="orders_read", parameters=[EXPAND], responses=shapes.OrderOutput)
    def get(self, request: Request, number: str) -> Response:
        """This shows an order, by its number or id; `If-None-Match` answers 304 when nothing changed."""
        wanted = filters(request, "expand")
        return etags.answer(request, expanded(self.order(number), wanted.get("expand", "lines")))


class Cancellation(OrdersView):
    """The cancellation of an order."""

    @extend_schema(
        operation_id="orders_cancel",
        request=shapes.CancellationInput,
        parameters=[ONCE],
        responses={201: shapes.OrderOutput},
    )
    def post(self, request: Request, number: str) -> Response:
        """This cancels an order of which nothing has left; its money is let go or goes back."""
        wanted = shapes.CancellationInput.read(request)
        known = self.order(number)

        def work() -> Response:
            changes.cancel(
                order_id=known.pk, reason=wanted["reason"], at=clock.now(), by=self.actor
            )
            return Response(expanded(queries.get_order(order_id=known.pk), "lines"), status=201)

        return self.once(request, work)


class Refunds(OrdersView):
    """The refunds of an order."""

    @extend_schema(operation_id="orders_refunds_list", responses=shapes.RefundList)
    def get(self, request: Request, number: str) -> Response:
        """This lists an order's refunds, the first one first."""
        rows = self.order(number).refunds.order_by("id")
        return Response({"data": [shapes.shape_refund(row) for row in rows]})

    @extend_schema(
        operation_id="orders_refunds_create",
        request=shapes.RefundInput,
        parameters=[ONCE],
        responses={201: shapes.RefundOutput},
    )
    def post(self, request: Request, number: str) -> Response:
        """This gives money back: pieces, a part of the delivery, a gesture; never more than was paid."""
        wanted = shapes.RefundInput.read(request)
        known = self.order(number)
        refund = wanted_refund(known, wanted)

        def work() -> Response:
            row = refunding.refund(
                order_id=known.pk,
                wanted=refund,
                reason=wanted["reason"],
                key=f"api:{self.key.pk}:{request.headers['Idempotency-Key']}"[:80],
                at=clock.now(),
                by=self.actor,
            )
            return Response(shapes.shape_refund(row), status=201)

        return self.once(request, work)


class Shipments(OrdersView):
    """The parcels of an order."""

    @extend_schema(operation_id="orders_shipments", responses=shapes.ShipmentList)
    def get(self, request: Request, number: str) -> Response:
        """This lists an order's parcels with their tracking numbers."""
        return Response({"data": _shipments(self.order(number))})


def filtered(rows: OrderQuerySet, wanted: dict[str, str]) -> OrderQuerySet:
    """This narrows orders down by the filters of a request.

    Raises:
        Invalid: for a value that makes no sense.
    """
    plain = {"number": "number", "channel": "channel__code"}
    found: dict[str, Any] = {plain[name]: wanted[name] for name in plain if name in wanted}
    for name, (column, allowed) in KNOWN.items():
        if name in wanted:
            found[column] = _one_of(allowed, wanted[name], field=name)
    for name, column in MOMENTS.items():
        if name in wanted:
            found[column] = _moment(wanted, name)
    return rows.filter(**found)


def expansions(asked: str, *, of_many: bool = False) -> tuple[str, ...]:
    """This reads what to expand; lists expand lines only, so that their cost stays fixed.

    Raises:
        Invalid: for anything else.
    """
    found = tuple(name for name in asked.split(",") if name)
    allowed = ("lines",) if of_many else shapes.EXPANSIONS
    for name in found:
        if name not in allowed:
            message = f"only {', '.join(allowed)} can be expanded here"
            raise Invalid(message, field="expand")
    return found


def expanded(order: Order, asked: str) -> dict[str, Any]:
    """This shapes an order with what was asked for."""
    names = expansions(asked)
    body = _with_lines(order, names)
    if "shipments" in names:
        body["shipments"] = _shipments(order)
    if "refunds" in names:
        body["refunds"] = [shapes.shape_refund(row) for row in order.refunds.order_by("id")]
    if "timeline" in names:
        body["timeline"] = [shapes.shape_event(row) for row in order.events.order_by("id")]
    return body


def wanted_refund(order: Order, wanted: dict[str, Any]) -> WantedRefund:
    """This reads what is to go back.

    Raises:
        Invalid: for amounts that do not fit the currency.
    """

    def money(name: str) -> Money | None:
        return Money.parse(wanted[name], order.currency) if name in wanted else None

    return WantedRefund(
        pieces=tuple((line_key(row["line"]), row["quantity"]) for row in wanted.get("lines", [])),
        shipping=money("shipping"),
        goodwill=money("goodwill"),
    )


def _with_lines(order: Order, names: tuple[str, ...]) -> dict[str, Any]:
    body = shapes.shape(order)
    if "lines" in names:
        lines = sorted(order.lines.all(), key=lambda line: line.position)
        body["lines"] = shapes.shape_lines(lines)
    return body


def _shipments(order: Order) -> list[dict[str, Any]]:
    skus = dict(order.lines.values_list("variant_id", "sku"))
    return shapes.shape_shipments(inventory.parcels(order_number=order.number), skus=skus)


def _one_of(allowed: tuple[str, ...], value: str, *, field: str) -> str:
    if value not in allowed:
        message = f"{field} is one of {', '.join(allowed)}"
        raise Invalid(message, field=field)
    return value


def _moment(wanted: dict[str, str], name: str) -> datetime:
    try:
        found = parse_datetime(wanted[name].replace(" ", "+"))
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        message = "a moment looks like 2026-11-02T09:30:00Z"
        raise Invalid(message, field=name)
    return found
