"""The doors of checkout for partners."""

from typing import Any, ClassVar

from django.conf import settings
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from commerce import clock, db
from commerce.errors import Conflict, Invalid
from commerce.http.views import ApiView
from inventory import public as inventory
from inventory.contracts import Destination
from orders.cart import actions as cart_actions
from orders.cart import api as carts
from orders.cart.queries import Holder
from orders.checkout import queries
from orders.checkout.actions import filling, placing
from orders.checkout.actions.placing import Placement
from orders.checkout.api import shapes
from orders.checkout.models import Checkout
from orders.checkout.queries import Sheet
from payments import public as payments
from payments.contracts import Prompt

ONCE = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description="1 to 255 characters; the same key gives the same answer",
)


class CheckoutView(ApiView):
    """Base: the checkouts of the carts of the key that asks."""

    scopes: ClassVar[dict[str, str]] = dict.fromkeys(("GET", "POST", "PATCH"), "checkout:write")

    def holder(self, cart: str = "", language: str = "") -> Holder:
        """This names the key as the holder of its carts."""
        return Holder(
            channel=self.channel,
            language=language or self.channel.language,
            public_id=cart,
            key_id=self.key.pk,
        )

    def checkout(self, public_id: str) -> Checkout:
        """This finds one checkout of the key."""
        return queries.get_checkout(self.holder(), public_id=public_id)

    def shown(self, checkout: Checkout, sheet: Sheet | None = None) -> dict[str, Any]:
        """This shapes a checkout at today's prices."""
        sheet = sheet or queries.sheet(checkout, at=clock.now())
        number = checkout.order.number if checkout.order is not None else None
        return shapes.shape(sheet, cart=checkout.cart.public_id, order=number)


class Checkouts(CheckoutView):
    """Checkouts."""

    @extend_schema(
        operation_id="checkouts_create",
        request=shapes.CheckoutInput,
        parameters=[ONCE],
        responses={201: shapes.CheckoutOutput},
    )
    def post(self, request: Request) -> Response:
        """This opens the checkout of a cart, or of lines; what is known already may come along."""
        wanted = shapes.CheckoutInput.read(request)
        if ("cart" in wanted) == ("lines" in wanted):
            message = "name a cart, or give lines"
            raise Invalid(message, field="cart")
        lines = carts.wanted_lines(wanted.get("lines", []), channel=self.channel)

        def work() -> Response:
            at, by = clock.now(), self.actor
            details = shapes.details(wanted)
            holder = self.holder(wanted.get("cart", ""), wanted.get("language", ""))
            if lines:
                fresh = cart_actions.open_priced(holder=holder, lines=lines, at=at, by=by)
                found, sheet = filling.begin(
                    fresh=fresh,
                    language=holder.language,
                    details=details,
                    at=at,
                    by=by,
                )
            else:
                known = filling.start(holder=holder, at=at, by=by)
                found, sheet = filling.fill_and_show(checkout=known, details=details, at=at, by=by)
            return Response(self.shown(found, sheet), status=201)

        return self.once(request, work)


class CheckoutDetail(CheckoutView):
    """One checkout."""

    @extend_schema(operation_id="checkouts_read", responses=shapes.CheckoutOutput)
    def get(self, request: Request, public_id: str) -> Response:
        """This shows a checkout: what is known, what is missing, what it costs right now."""
        return Response(self.shown(self.checkout(public_id)))

    @extend_schema(
        operation_id="checkouts_change",
        request=shapes.CheckoutChanges,
        responses=shapes.CheckoutOutput,
    )
    def patch(self, request: Request, public_id: str) -> Response:
        """This fills in more; during a payment a change lets the payment go."""
        wanted = shapes.CheckoutChanges.read(request)
        known = self.checkout(public_id)
        with db.speaking_as(str(self.actor)), db.transaction():
            found, sheet = filling.fill_and_show(
                checkout=known, details=shapes.details(wanted), at=clock.now(), by=self.actor
            )
        return Response(self.shown(found, sheet))


class PickupPoints(CheckoutView):
    """The stores that could hand a checkout over."""

    @extend_schema(
        operation_id="checkouts_pickup_points",
        parameters=[OpenApiParameter("near", str, description="a town or postcode to sort by")],
        responses=shapes.PickupOptionList,
    )
    def get(self, request: Request, public_id: str) -> Response:
        """This lists the channel's stores with what they promise; choose one by its code as `delivery`."""
        known = self.checkout(public_id)
        text = request.query_params.get("near", "")[:80]
        town = inventory.find_town(text=text, countries=self.channel.countries)
        near = Destination(country="")
        if town is not None:
            near = Destination(
                country=town.country, latitude=town.latitude, longitude=town.longitude
            )
        found = queries.pickup_options(known, at=clock.now(), near=near)
        return Response({"data": [shapes.shape_pickup(one) for one in found]})


class Confirmation(CheckoutView):
    """The agreement to a quote."""

    @extend_schema(
        operation_id="checkouts_confirm",
        request=shapes.ConfirmationInput,
        parameters=[ONCE],
        responses={201: shapes.ConfirmationOutput},
    )
    def post(self, request: Request, public_id: str) -> Response:
        """This agrees to the quote: the order is placed, or the shopper pays exactly that next."""
        wanted = shapes.ConfirmationInput.read(request)
        holder = self.holder()

        def work() -> Response:
            found = placing.confirm(
                public_id=public_id,
                seen=wanted["quote"],
                holder=holder,
                at=clock.now(),
                by=self.actor,
            )
            return Response(shape(found) | {"payment_id": found.payment_id}, status=201)

        answer = self.once(request, work)
        body = dict(answer.data)
        payment_id = body.pop("payment_id")
        if body["outcome"] == "paying" and payment_id is not None:
            body["payment"] = self.presented(public_id, payment_id, wanted)
        return Response(body, status=answer.status_code, headers=dict(answer.headers))

    def presented(
        self, public_id: str, payment_id: int, wanted: dict[str, Any]
    ) -> dict[str, str] | None:
        """This readies the provider for the shopper; nothing is to be shown once it is paid."""
        known = self.checkout(public_id)
        try:
            shown = payments.present(
                payment_id=payment_id,
                prompt=Prompt(
                    title=settings.SHOP_NAME,
                    email=known.email,
                    language=known.language,
                    back=wanted.get("return_url", ""),
                    cancel=wanted.get("return_url", ""),
                    hosted=wanted["hosted"],
                ),
                at=clock.now(),
            )
        except Conflict as refusal:
            if refusal.code != "payment_not_waiting":
                raise
            return None
        return shapes.shape_payment(shown)


class OrderPlacement(CheckoutView):
    """The order a checkout becomes."""

    @extend_schema(
        operation_id="checkouts_place",
        request=None,
        responses={200: shapes.ConfirmationOutput},
    )
    def post(self, request: Request, public_id: str) -> Response:
        """This asks the bank and places the order if the money is promised; ask as often as you like."""
        known = self.checkout(public_id)
        found = placing.settle(public_id=known.public_id, at=clock.now(), by=self.actor)
        return Response(shape(found))


def shape(found: Placement) -> dict[str, Any]:
    """This shapes what came of confirming or placing."""
    return {
        "outcome": found.outcome,
        "checkout": found.checkout,
        "order": found.order.number if found.order else None,
        "payment": None,
    }
