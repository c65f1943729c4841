"""Partners read payments of their channel, and take or let go of promised money."""

import hashlib
from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from commerce import clock, db
from commerce.errors import Invalid
from commerce.http.inputs import Strict, filters
from commerce.http.pagination import PARAMETERS, page
from commerce.http.views import ApiView
from commerce.money import Money, is_currency
from payments.collecting import queries
from payments.collecting.actions import capturing, letting_go
from payments.collecting.models import Payment


class PaymentAmountOutput(serializers.Serializer[Any]):
    """An amount as decimal text beside its currency."""

    amount = serializers.CharField()
    currency = serializers.CharField()


class PaymentAmountInput(Strict):
    """An amount as decimal text such as "84.00" beside its currency."""

    amount = serializers.RegexField(r"^[0-9]{1,14}(\.[0-9]{1,4})?$")
    currency = serializers.RegexField(r"^[A-Z]{3}$")


class PaymentEventOutput(serializers.Serializer[Any]):
    """One line of a payment's story."""

    at = serializers.DateTimeField()
    kind = serializers.CharField()
    amount = PaymentAmountOutput()
    detail = serializers.CharField(allow_blank=True)


class PaymentOutput(serializers.Serializer[Any]):
    """A payment; refunded <= captured <= authorized <= amount."""

    id = serializers.CharField()
    order = serializers.CharField(allow_blank=True)
    method = serializers.CharField()
    state = serializers.CharField()
    amount = PaymentAmountOutput()
    owed = PaymentAmountOutput(help_text="the amount, less what will not be delivered")
    authorized = PaymentAmountOutput()
    captured = PaymentAmountOutput()
    refunded = PaymentAmountOutput()
    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]
    decline_code = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField()
    authorized_at = serializers.DateTimeField(allow_null=True)


class PaymentDetailOutput(PaymentOutput):
    """A payment with its story, oldest first."""

    timeline = PaymentEventOutput(many=True)


class PaymentPage(serializers.Serializer[Any]):
    """A page of payments."""

    data = PaymentOutput(many=True)  # type: ignore[assignment]
    has_more = serializers.BooleanField()
    next_cursor = serializers.CharField(allow_null=True)


class CaptureInput(Strict):
    """How much to take; all that is promised when absent."""

    amount = PaymentAmountInput(required=False)


class CaptureOutput(serializers.Serializer[Any]):
    """A capture: requested, taken or failed."""

    state = serializers.CharField()
    amount = PaymentAmountOutput()


class PaymentsView(ApiView):
    """Base: a key sees the payments of its channel, and no others exist for it."""

    scopes: ClassVar[dict[str, str]] = {
        "GET": "payments:read",
        "POST": "payments:write",
        "DELETE": "payments:write",
    }

    def rows(self) -> "QuerySet[Payment]":
        """The payments this key may see."""
        return Payment.objects.in_channel(self.channel.code)

    def payment(self, public_id: str) -> Payment:
        """This finds one of them, or raises UnknownPayment."""
        return queries.get_by_public_id(public_id, channel=self.channel.code)

    def cause(self, request: Request) -> str:
        """This turns the caller's Idempotency-Key into the key of what it causes."""
        given = request.headers.get("Idempotency-Key", "")
        return f"api:{self.key.pk}:{hashlib.sha256(given.encode()).hexdigest()[:32]}"


class Payments(PaymentsView):
    """The payments of the key's channel."""

    @extend_schema(
        operation_id="payments_list",
        parameters=[
            *PARAMETERS,
            OpenApiParameter("order", str, description="order number"),
            OpenApiParameter("state", str, description="such as authorized or captured"),
        ],
        responses=PaymentPage,
    )
    def get(self, request: Request) -> Response:
        """This lists payments, newest first."""
        wanted = filters(request, "order", "state")
        rows = self.rows()
        if "order" in wanted:
            rows = rows.filter(order_number=wanted["order"])
        if "state" in wanted:
            rows = rows.filter(state=wanted["state"])
        return page(request, rows, shape=shape)


class PaymentDetail(PaymentsView):
    """One payment."""

    @extend_schema(operation_id="payments_read", responses=PaymentDetailOutput)
    def get(self, request: Request, public_id: str) -> Response:
        """This shows one payment with its story."""
        row = self.payment(public_id)
        timeline = [
            {
                "at": event.at,
                "kind": event.kind,
                "amount": amount(Money(event.amount_minor, row.currency)),
                "detail": event.detail,
            }
            for event in row.events.order_by("pk")
        ]
        return Response(shape(row) | {"timeline": timeline})


class PaymentCaptures(PaymentsView):
    """Taking promised money before a shipment does."""

    @extend_schema(
        operation_id="payments_capture", request=CaptureInput, responses={202: CaptureOutput}
    )
    def post(self, request: Request, public_id: str) -> Response:
        """This asks for promised money; the provider is reached in the background."""
        wanted = CaptureInput.read(request)
        return self.once(request, lambda: self._capture(request, public_id, wanted))

    def _capture(self, request: Request, public_id: str, wanted: dict[str, Any]) -> Response:
        row = self.payment(public_id)
        asked = wanted.get("amount")
        capture = capturing.request_capture(
            payment_id=row.pk,
            amount=read_amount(asked) if asked else queries.free_to_capture(row),
            key=self.cause(request),
            by=self.actor,
            at=clock.now(),
        )
        return Response({"state": capture.state, "amount": amount(capture.amount)}, status=202)


class PaymentAuthorization(PaymentsView):
    """The promise of money."""

    @extend_schema(operation_id="payments_void", responses=PaymentOutput)
    def delete(self, request: Request, public_id: str) -> Response:
        """This lets go of what is not captured; a second time it changes nothing."""
        with db.speaking_as(str(self.actor)), db.transaction():
            row = letting_go.void(
                payment_id=self.payment(public_id).pk,
                reason="asked for by a partner",
                by=self.actor,
                at=clock.now(),
            )
        return Response(shape(row))


def shape(row: Payment) -> dict[str, Any]:
    """This is a payment as partners see it."""
    return {
        "id": row.public_id,
        "order": row.order_number,
        "method": row.method,
        "state": row.state,
        "amount": amount(row.amount),
        "owed": amount(row.owed),
        "authorized": amount(row.authorized),
        "captured": amount(row.captured),
        "refunded": amount(row.refunded),
        "label": row.label,
        "decline_code": row.decline_code,
        "created_at": row.created_at,
        "authorized_at": row.authorized_at,
    }


def amount(money: Money) -> dict[str, str]:
    """This is an amount as partners see it."""
    return {"amount": str(money), "currency": money.currency}


def read_amount(given: dict[str, str]) -> Money:
    """This reads a validated amount.

    Raises:
        Invalid: for more digits than the currency has, or an unknown currency.
    """
    if not is_currency(given["currency"]):
        message = f"{given['currency']} is not a currency"
        raise Invalid(message, field="amount/currency")
    return Money.parse(given["amount"], given["currency"])
