"""The doors of prices: lists, prices, and setting them."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.pricing import actions, queries
from catalog.pricing.models import Price, PriceList
from catalog.pricing.rules import Offer
from catalog.products.models import Variant
from catalog.products.queries import UnknownVariant
from commerce import clock, db
from commerce.http.inputs import Strict, filters
from commerce.http.pagination import PARAMETERS, page
from commerce.http.views import ApiView
from commerce.money import Money

SCOPES = {"GET": "catalog:read", "POST": "catalog:write", "DELETE": "catalog:write"}


class AmountField(Strict):
    """An amount of money as decimal text."""

    amount = serializers.CharField(max_length=24)
    currency = serializers.RegexField(r"^[A-Z]{3}$")


class PriceInput(Strict):
    """What one piece costs in a list; the same variant, quantity, group and start is replaced."""

    price_list = serializers.SlugField(max_length=60)
    sku = serializers.CharField(max_length=80)
    price = AmountField()
    min_quantity = serializers.IntegerField(min_value=1, max_value=10**9, default=1)
    price_group = serializers.CharField(max_length=40, allow_blank=True, default="")
    starts_at = serializers.DateTimeField(required=False, allow_null=True)
    ends_at = serializers.DateTimeField(required=False, allow_null=True)
    reduction = serializers.BooleanField(
        default=False,
        help_text="names the lowest price of the last thirty days as the price before",
    )


class PriceOutput(serializers.Serializer[Any]):
    """A price in a list."""

    id = serializers.IntegerField()
    price_list = serializers.CharField()
    sku = serializers.CharField()
    price = AmountField()
    was = AmountField(allow_null=True)
    includes_tax = serializers.BooleanField()
    min_quantity = serializers.IntegerField()
    price_group = serializers.CharField(allow_blank=True)
    starts_at = serializers.DateTimeField(allow_null=True)
    ends_at = serializers.DateTimeField(allow_null=True)


class PricePage(serializers.Serializer[Any]):
    """A page of prices."""

    data = PriceOutput(many=True)  # type: ignore[assignment]
    has_more = serializers.BooleanField()
    next_cursor = serializers.CharField(allow_null=True)


class PriceListOutput(serializers.Serializer[Any]):
    """A price list of the key's channel."""

    code = serializers.CharField()
    name = serializers.CharField()
    currency = serializers.CharField()
    includes_tax = serializers.BooleanField()
    priority = serializers.IntegerField()
    active = serializers.BooleanField()


class PriceLists(serializers.Serializer[Any]):
    """All price lists of a channel, the first asked first."""

    data = PriceListOutput(many=True)  # type: ignore[assignment]


class Lists(ApiView):
    """The price lists of the key's channel."""

    scopes: ClassVar[dict[str, str]] = {"GET": "catalog:read"}

    @extend_schema(operation_id="price_lists", responses=PriceLists)
    def get(self, request: Request) -> Response:
        """This lists them, the one that is asked first in front."""
        filters(request)
        rows = PriceList.objects.filter(channel_id=self.channel.id).order_by("-priority", "code")
        names = ("code", "name", "currency", "includes_tax", "priority", "active")
        return Response({"data": list(rows.values(*names))})


class Prices(ApiView):
    """The prices of the key's channel."""

    scopes: ClassVar[dict[str, str]] = SCOPES

    def rows(self) -> "QuerySet[Price]":
        """The prices this key may see."""
        rows = Price.objects.filter(price_list__channel_id=self.channel.id)
        return rows.select_related("price_list", "variant")

    @extend_schema(
        operation_id="prices_list",
        parameters=[
            *PARAMETERS,
            OpenApiParameter("sku", str, description="exact SKU"),
            OpenApiParameter("price_list", str, description="code of a list"),
        ],
        responses=PricePage,
    )
    def get(self, request: Request) -> Response:
        """This lists prices, the latest first, scheduled and group prices included."""
        wanted = filters(request, "sku", "price_list")
        rows = self.rows()
        if "sku" in wanted:
            rows = rows.filter(variant__sku=wanted["sku"])
        if "price_list" in wanted:
            rows = rows.filter(price_list__code=wanted["price_list"])
        return page(request, rows, shape=shape)

    @extend_schema(operation_id="prices_set", request=PriceInput, responses={200: PriceOutput})
    def post(self, request: Request) -> Response:
        """This sets a price; the same request again changes nothing."""
        wanted = PriceInput.read(request)
        with db.speaking_as(str(self.actor)), db.transaction():
            row = actions.set_price(
                price_list=self._list(wanted["price_list"]),
                variant_id=_variant_id(wanted["sku"]),
                amount=_money(wanted["price"]),
                offer=Offer(
                    key=0,
                    priority=0,
                    amount=0,
                    min_quantity=wanted["min_quantity"],
                    price_group=wanted["price_group"],
                    starts_at=wanted.get("starts_at"),
                    ends_at=wanted.get("ends_at"),
                ),
                reduction=wanted["reduction"],
                by=self.actor,
                at=clock.now(),
            )
        return Response(shape(self.rows().get(pk=row.pk)))

    def _list(self, code: str) -> PriceList:
        """A list of another channel does not exist for this key."""
        row = queries.get_list(code)
        if row.channel_id != self.channel.id:
            message = f"there is no price list {code!r}"
            raise queries.UnknownPriceList(message, field="price_list")
        return row


class PriceDetail(Prices):
    """One price."""

    scopes: ClassVar[dict[str, str]] = {"DELETE": "catalog:write"}
    http_method_names = ["delete", "options"]

    @extend_schema(operation_id="prices_remove", responses={204: None})
    def delete(self, request: Request, price_id: int) -> Response:
        """This takes a price off its list."""
        with db.speaking_as(str(self.actor)), db.transaction():
            if not self.rows().filter(pk=price_id).exists():
                message = "this price does not exist"
                raise actions.UnknownPrice(message)
            actions.remove_price(price_id=price_id, by=self.actor, at=clock.now())
        return Response(status=204)


def shape(row: Price) -> dict[str, Any]:
    """This is a price as JSON."""
    currency = row.price_list.currency
    was = None if row.was_minor is None else Money(row.was_minor, currency)
    return {
        "id": row.pk,
        "price_list": row.price_list.code,
        "sku": row.variant.sku,
        "price": {"amount": str(row.amount), "currency": currency},
        "was": None if was is None else {"amount": str(was), "currency": currency},
        "includes_tax": row.price_list.includes_tax,
        "min_quantity": row.min_quantity,
        "price_group": row.price_group,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
    }


def _variant_id(sku: str) -> int:
    found = Variant.objects.filter(sku=sku).values_list("pk", flat=True).first()
    if found is None:
        message = f"there is no variant {sku!r}"
        raise UnknownVariant(message, field="sku")
    return found


def _money(said: dict[str, str]) -> Money:
    try:
        return Money.parse(said["amount"], said["currency"])
    except ValueError as error:
        message = f"{said['currency']!r} is not a currency"
        raise actions.WrongCurrency(message, field="price/currency") from error
