"""The door for providers' webhooks, and the ways to pay for partners."""

import dataclasses
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from commerce import clock, db
from commerce.errors import Invalid
from commerce.http import problems
from commerce.http.inputs import filters
from commerce.http.views import ApiView
from commerce.money import Money
from payments.gateways import actions, queries


@method_decorator(csrf_exempt, name="dispatch")
class StripeWebhook(View):
    """POST /webhooks/stripe/: signed by Stripe, so it needs neither session nor key of ours."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """This keeps the event and answers at once; the work follows from a queue."""
        signature = request.headers.get("Stripe-Signature", "")
        try:
            with db.speaking_as("stripe"), db.transaction():
                actions.accept(raw=request.body, signature=signature, at=clock.now())
        except actions.BadSignature as error:
            return problems.plain(request, status=400, code=error.code, detail=error.message)
        return JsonResponse({"received": True})


class PaymentMethodOutput(serializers.Serializer[Any]):
    """A way to pay."""

    code = serializers.CharField()
    kind = serializers.CharField()
    name = serializers.CharField()
    hint = serializers.CharField()


class PaymentMethodList(serializers.Serializer[Any]):
    """The ways to pay, in the channel's order."""

    data = PaymentMethodOutput(many=True)  # type: ignore[assignment]


class PaymentMethods(ApiView):
    """The ways to pay in the key's channel."""

    scopes: ClassVar[dict[str, str]] = {"GET": "payments:read"}

    @extend_schema(
        operation_id="payment_methods_list",
        parameters=[OpenApiParameter("country", str, description="ISO 3166 alpha-2")],
        responses=PaymentMethodList,
    )
    def get(self, request: Request) -> Response:
        """This lists the ways to pay, for a country if one is given."""
        country = filters(request, "country").get("country", "").upper()
        if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
            message = "a country is two letters, such as DE"
            raise Invalid(message, field="country")
        one = Money(1, self.channel.currency)
        found = queries.methods(channel=self.channel, country=country, amount=one)
        return Response({"data": [dataclasses.asdict(method) for method in found]})
