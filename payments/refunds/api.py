"""Partners give money back and see how it goes."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from commerce import clock
from commerce.http.inputs import Strict, filters
from commerce.http.pagination import PARAMETERS, page
from payments.collecting.api import (
    PaymentAmountInput,
    PaymentAmountOutput,
    PaymentsView,
    amount,
    read_amount,
)
from payments.refunds import actions, queries
from payments.refunds.models import Refund


class PaymentRefundInput(Strict):
    """How much goes back, and why."""

    amount = PaymentAmountInput()
    reason = serializers.CharField(max_length=200)


class PaymentRefundOutput(serializers.Serializer[Any]):
    """A refund: requested, pending, issued or failed; `tax` is the tax within it."""

    id = serializers.CharField()
    payment = serializers.CharField()
    state = serializers.CharField()
    amount = PaymentAmountOutput()
    tax = PaymentAmountOutput()
    reason = serializers.CharField(allow_blank=True)
    error = serializers.CharField(allow_blank=True)
    requested_at = serializers.DateTimeField()
    issued_at = serializers.DateTimeField(allow_null=True)


class PaymentRefundPage(serializers.Serializer[Any]):
    """A page of refunds."""

    data = PaymentRefundOutput(many=True)  # type: ignore[assignment]
    has_more = serializers.BooleanField()
    next_cursor = serializers.CharField(allow_null=True)


class PaymentRefunds(PaymentsView):
    """The refunds of one payment."""

    @extend_schema(
        operation_id="payments_refunds", parameters=PARAMETERS, responses=PaymentRefundPage
    )
    def get(self, request: Request, public_id: str) -> Response:
        """This lists the refunds of a payment, newest first."""
        filters(request)
        rows = Refund.objects.filter(payment=self.payment(public_id)).select_related("payment")
        return page(request, rows, shape=shape)

    @extend_schema(
        operation_id="payments_refunds_create",
        request=PaymentRefundInput,
        responses={202: PaymentRefundOutput},
    )
    def post(self, request: Request, public_id: str) -> Response:
        """This asks for money to go back; the provider is reached in the background."""
        wanted = PaymentRefundInput.read(request)
        return self.once(request, lambda: self._refund(request, public_id, wanted))

    def _refund(self, request: Request, public_id: str, wanted: dict[str, Any]) -> Response:
        row = actions.request_refund(
            payment_id=self.payment(public_id).pk,
            amount=read_amount(wanted["amount"]),
            key=self.cause(request),
            reason=wanted["reason"],
            by=self.actor,
            at=clock.now(),
        )
        return Response(plain(shape(row)), status=202)


class RefundDetail(PaymentsView):
    """One refund."""

    @extend_schema(operation_id="refunds_read", responses=PaymentRefundOutput)
    def get(self, request: Request, public_id: str) -> Response:
        """This shows how a refund stands."""
        row = queries.get_by_public_id(public_id, channel=self.channel.code)
        return Response(shape(row))


def shape(row: Refund) -> dict[str, Any]:
    """This is a refund as partners see it."""
    return {
        "id": row.public_id,
        "payment": row.payment.public_id,
        "state": row.state,
        "amount": amount(row.amount),
        "tax": amount(row.tax),
        "reason": row.reason,
        "error": row.error,
        "requested_at": row.requested_at,
        "issued_at": row.issued_at,
    }


def plain(found: dict[str, Any]) -> dict[str, Any]:
    """This words the times, so that the stored answer is the answer."""
    return found | {
        name: found[name].isoformat().replace("+00:00", "Z") if found[name] else None
        for name in ("requested_at", "issued_at")
    }
