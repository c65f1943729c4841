"""Partners see which cards a customer of their channel keeps, and add or remove one at the customer's wish."""

from dataclasses import asdict
from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from commerce import clock, db
from commerce.errors import Invalid, NotFound
from commerce.http.inputs import Strict
from commerce.http.views import ApiView
from crm import public as crm
from payments.contracts import KeptCard
from payments.wallet import queries
from payments.wallet.actions import adding, keeping

# The provider takes keys of 255 characters, ours in front of them.
LONGEST_KEY = 200
ONCE = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description=f"1 to {LONGEST_KEY} characters; the same key gives the same answer",
)


class NobodyHere(NotFound):
    """There is no such customer in the key's channel."""

    code = "unknown_customer"


class SavedCardOutput(serializers.Serializer[Any]):
    """A card a customer keeps at the payment provider; its number is nowhere in this house."""

    id = serializers.CharField()
    brand = serializers.CharField()
    last4 = serializers.CharField()
    exp_month = serializers.IntegerField()
    exp_year = serializers.IntegerField()
    expired = serializers.BooleanField()
    is_default = serializers.BooleanField()
    saved_at = serializers.DateTimeField()


class SavedCardList(serializers.Serializer[Any]):
    """All cards of one customer, the default first."""

    data = SavedCardOutput(many=True)  # type: ignore[assignment]


class CardInvitationInput(Strict):
    """How a customer will enter the card: in the provider's frame, or (`hosted`) on the provider's page."""

    hosted = serializers.BooleanField(default=False)
    return_url = serializers.URLField(max_length=500, required=False)


class CardInvitationOutput(serializers.Serializer[Any]):
    """What the customer's browser needs to enter a card; the secret opens nothing but this one card."""

    client_secret = serializers.CharField(allow_blank=True)
    publishable_key = serializers.CharField()
    script_url = serializers.CharField()
    redirect_url = serializers.CharField(allow_blank=True)


class CardsView(ApiView):
    """Base: a key sees the customers of its channel, and no others exist for it."""

    scopes: ClassVar[dict[str, str]] = {
        "GET": "payments:read",
        "POST": "payments:write",
        "DELETE": "payments:write",
    }

    def customer_id(self, public_id: str) -> int:
        """This finds a customer of the key's channel.

        Raises:
            NobodyHere: when there is none.
        """
        found = crm.find_customer(public_id=public_id)
        strange = found is None or found.public_id != public_id or found.state != "active"
        if found is None or strange or found.channel_id != self.channel.id:
            message = "there is no such customer"
            raise NobodyHere(message)
        return found.customer_id


class CustomerCards(CardsView):
    """The cards a customer keeps."""

    @extend_schema(operation_id="customers_payment_methods", responses=SavedCardList)
    def get(self, request: Request, public_id: str) -> Response:
        """This lists the cards a customer keeps to pay again, the default first."""
        found = queries.cards_of(customer_id=self.customer_id(public_id), on=clock.now().date())
        return Response({"data": [shape(card) for card in found]})

    @extend_schema(
        operation_id="customers_payment_methods_create",
        request=CardInvitationInput,
        parameters=[ONCE],
        responses={201: CardInvitationOutput},
    )
    def post(self, request: Request, public_id: str) -> Response:
        """This begins to keep one more card of a customer, without a payment.

        The customer enters it in the provider's frame by the secret, or on the provider's page. It is kept
        once the provider says so; `payments.payment_method_saved` tells. The same key gives the same answer.
        """
        wanted = CardInvitationInput.read(request)
        once = request.headers.get("Idempotency-Key", "")
        if not once or len(once) > LONGEST_KEY:
            message = f"send an Idempotency-Key header of 1 to {LONGEST_KEY} characters"
            raise Invalid(message, field="Idempotency-Key")
        back = wanted.get("return_url", "")
        if wanted["hosted"] and not back:
            message = "the provider's page needs an address to lead back to"
            raise Invalid(message, field="return_url")
        found = adding.invite(
            customer_id=self.customer_id(public_id),
            door=adding.Door(back=back, cancel=back, language=self.channel.language),
            hosted=wanted["hosted"],
            key=f"{self.key.pk}-{once}",
            at=clock.now(),
        )
        return Response(asdict(found), status=201)


class CustomerCard(CardsView):
    """One card of one customer."""

    @extend_schema(operation_id="customers_payment_methods_delete", responses={204: None})
    def delete(self, request: Request, public_id: str, card_id: str) -> Response:
        """This takes a card away: it pays no more at once, and the provider lets go of it within the hour."""
        with db.speaking_as(str(self.actor)), db.transaction():
            keeping.remove(
                customer_id=self.customer_id(public_id),
                public_id=card_id,
                by=self.actor,
                at=clock.now(),
            )
        return Response(status=204)


def shape(card: KeptCard) -> dict[str, Any]:
    """This is a kept card as JSON."""
    return {
        "id": card.public_id,
        "brand": card.brand,
        "last4": card.last4,
        "exp_month": card.exp_month,
        "exp_year": card.exp_year,
        "expired": card.expired,
        "is_default": card.is_default,
        "saved_at": card.saved_at,
    }
