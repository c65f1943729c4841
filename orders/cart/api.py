"""Partners fill carts; a cart belongs to the key that made it, and no other cart exists for that key."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from catalog import public as catalog
from catalog.contracts import WantedLine
from commerce import clock, db
from commerce.channels.queries import ChannelInfo
from commerce.errors import Invalid, Refused
from commerce.http import etags
from commerce.http.inputs import Strict
from commerce.http.views import ApiView
from commerce.money import Money
from orders.cart import actions, queries, rules
from orders.cart.models import Cart
from orders.cart.queries import CartView, Holder, LineView

SCOPES = dict.fromkeys(("GET", "POST", "PATCH", "DELETE"), "checkout:write")
IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description="the cart's version, in quotes"
)


class LineInput(Strict):
    """So many pieces of an article, named by its SKU or its variant id."""

    sku = serializers.CharField(max_length=80, required=False)
    variant = serializers.CharField(max_length=40, required=False)
    quantity = serializers.IntegerField(min_value=1, max_value=rules.MOST_PER_LINE)


class CartInput(Strict):
    """A fresh cart, with or without lines."""

    language = serializers.RegexField(r"^[a-z]{2}(-[a-z]{2})?$", required=False)
    lines = LineInput(many=True, required=False)


class QuantityInput(Strict):
    """How many pieces a line holds from now on; zero takes it out."""

    quantity = serializers.IntegerField(min_value=0, max_value=rules.MOST_PER_LINE)


class MoneyOutput(serializers.Serializer[Any]):
    """An amount of a currency as decimal text."""

    amount = serializers.CharField()
    currency = serializers.CharField()


class NoticeOutput(serializers.Serializer[Any]):
    """Something to know about a line: gone, sold_out, fewer (how many are left), repriced (from what).

    collect: it cannot be sent, only collected in one of the stores; apart: as collect, but no store has the
    whole cart. later: so many are left now, the rest can be sent from that day on.
    """

    code = serializers.CharField()
    left = serializers.IntegerField(required=False)
    stores = serializers.ListField(child=serializers.CharField(), required=False)
    on = serializers.DateField(required=False)
    before = MoneyOutput(required=False)


class LineOutput(serializers.Serializer[Any]):
    """One line at today's price; article and prices are null when it is not sold any more."""

    id = serializers.CharField()
    variant = serializers.CharField(allow_null=True)
    sku = serializers.CharField(allow_null=True)
    title = serializers.CharField(allow_null=True)
    options = serializers.CharField(allow_null=True, allow_blank=True)
    quantity = serializers.IntegerField()
    available = serializers.IntegerField()
    unit_price = MoneyOutput(allow_null=True)
    total = MoneyOutput(allow_null=True)
    notices = NoticeOutput(many=True)


class CartOutput(serializers.Serializer[Any]):
    """A cart at today's prices; `ready` says that nothing stands between it and a checkout."""

    id = serializers.CharField()
    version = serializers.IntegerField()
    channel = serializers.CharField()
    currency = serializers.CharField()
    prices_include_tax = serializers.BooleanField()
    lines = LineOutput(many=True)
    subtotal = MoneyOutput()
    pieces = serializers.IntegerField()
    ready = serializers.BooleanField()


class CartsView(ApiView):
    """Base: the carts of the key that asks."""

    scopes: ClassVar[dict[str, str]] = SCOPES

    def holder(self, public_id: str, language: str = "") -> Holder:
        """This names the key as the holder of one of its carts."""
        return Holder(
            channel=self.channel,
            language=language or self.channel.language,
            public_id=public_id,
            key_id=self.key.pk,
        )

    def shown(self, request: Request, cart: Cart, *, status: int = 200) -> Response:
        """This answers with a cart, its version as the entity tag."""
        seen = queries.view(cart, at=clock.now())
        tag = f'"{seen.version}"'
        if request.method == "GET" and tag in request.headers.get("If-None-Match", ""):
            return Response(status=304, headers={"ETag": tag})
        return Response(shape(seen), status=status, headers={"ETag": tag})


class Carts(CartsView):
    """Carts."""

    @extend_schema(operation_id="carts_create", request=CartInput, responses={201: CartOutput})
    def post(self, request: Request) -> Response:
        """This opens a cart, with lines if you like: all of them or none."""
        wanted = CartInput.read(request)
        holder = self.holder("", wanted.get("language", ""))
        at = clock.now()
        lines = wanted_lines(wanted.get("lines", []), channel=self.channel)
        with db.speaking_as(str(self.actor)), db.transaction():
            fresh = actions.open_priced(holder=holder, lines=lines, at=at, by=self.actor)
        seen = queries.view_fresh(fresh)
        return Response(shape(seen), status=201, headers={"ETag": f'"{seen.version}"'})


class CartDetail(CartsView):
    """One cart."""

    @extend_schema(operation_id="carts_read", responses=CartOutput)
    def get(self, request: Request, public_id: str) -> Response:
        """This shows a cart at today's prices; nothing is written."""
        return self.shown(request, queries.get_cart(self.holder(public_id)))


class CartLines(CartsView):
    """The lines of one cart."""

    @extend_schema(
        operation_id="carts_lines_create",
        request=LineInput,
        parameters=[IF_MATCH],
        responses={201: CartOutput},
    )
    def post(self, request: Request, public_id: str) -> Response:
        """This puts pieces into the cart, on top of what it holds."""
        wanted = LineInput.read(request)
        holder = self.holder(public_id)
        queries.get_cart(holder)
        lines = wanted_lines([wanted], channel=self.channel)
        with changing(), db.speaking_as(str(self.actor)), db.transaction():
            cart = actions.add_lines(
                holder=holder,
                lines=lines,
                version=version_of(request),
                at=clock.now(),
                by=self.actor,
            )
        return self.shown(request, cart, status=201)


class CartLineDetail(CartsView):
    """One line of one cart."""

    @extend_schema(
        operation_id="carts_lines_change",
        request=QuantityInput,
        parameters=[IF_MATCH],
        responses=CartOutput,
    )
    def patch(self, request: Request, public_id: str, line_id: str) -> Response:
        """This sets how many pieces the line holds."""
        wanted = QuantityInput.read(request)
        holder = self.holder(public_id)
        variant_id = queries.variant_of(holder, line_id=line_key(line_id))
        with changing(), db.speaking_as(str(self.actor)), db.transaction():
            cart = actions.set_quantity(
                holder=holder,
                variant_id=variant_id,
                quantity=wanted["quantity"],
                version=version_of(request),
                at=clock.now(),
                by=self.actor,
            )
        return self.shown(request, cart)

    @extend_schema(operation_id="carts_lines_delete", parameters=[IF_MATCH], responses=CartOutput)
    def delete(self, request: Request, public_id: str, line_id: str) -> Response:
        """This takes the line out."""
        holder = self.holder(public_id)
        variant_id = queries.variant_of(holder, line_id=line_key(line_id))
        with changing(), db.speaking_as(str(self.actor)), db.transaction():
            cart = actions.remove_line(
                holder=holder,
                variant_id=variant_id,
                version=version_of(request),
                at=clock.now(),
                by=self.actor,
            )
        return self.shown(request, cart)


@contextmanager
def changing() -> Iterator[None]:
    """This turns a cart that has moved on from the version the client named into 412."""
    try:
        yield
    except actions.CartChanged as error:
        raise etags.OldVersion from error


def wanted_lines(rows: list[dict[str, Any]], *, channel: ChannelInfo) -> tuple[WantedLine, ...]:
    """This finds the variants that lines name, by SKU or id, in one statement each.

    Raises:
        Invalid: for a line that names none or both.
        UnknownArticle: when the channel does not sell it.
    """
    for place, row in enumerate(rows):
        if ("sku" in row) == ("variant" in row):
            message = "name the article by sku or by variant"
            raise Invalid(message, field=f"lines/{place}")
    known = _variants(rows, channel=channel)
    return tuple(
        WantedLine(
            variant_id=_found(known, row.get("sku") or row["variant"], place),
            quantity=row["quantity"],
        )
        for place, row in enumerate(rows)
    )


def _variants(rows: list[dict[str, Any]], *, channel: ChannelInfo) -> dict[str, int]:
    at = clock.now()
    found: dict[str, int] = {}
    skus = [row["sku"] for row in rows if "sku" in row]
    ids = [row["variant"] for row in rows if "variant" in row]
    if skus:
        # Whether it is sold here, and for how much, is asked once, when the line is priced.
        found |= catalog.variant_ids(skus=skus)
    if ids:
        cards = catalog.find_cards(
            channel=channel, language=channel.language, at=at, public_ids=ids
        )
        found |= {card.variant_public_id: card.variant_id for card in cards.values()}
    return found


class UnknownArticle(Refused):
    """The channel sells no article of that name."""

    code = "unknown_article"


def _found(known: dict[str, int], name: str, place: int) -> int:
    if name not in known:
        message = f"this channel does not sell {name!r}"
        raise UnknownArticle(message, field=f"/lines/{place}", article=name)
    return known[name]


def version_of(request: Request) -> int | None:
    """This reads the version a client wants to change from `If-Match`.

    Raises:
        OldVersion: when it is no version of a cart.
    """
    tag = request.headers.get("If-Match", "").strip().strip('"')
    if not tag or tag == "*":
        return None
    if not tag.isascii() or not tag.isdigit() or len(tag) > 9:
        raise etags.OldVersion
    return int(tag)


def line_key(line_id: str) -> int:
    """This reads a line's key out of its id.

    Raises:
        UnknownCart: when it is no id of a line.
    """
    key = line_id.removeprefix("lin_")
    if not key.isascii() or not key.isdigit() or len(key) > 18:
        message = "there is no such line in this cart"
        raise queries.UnknownCart(message)
    return int(key)


def amount(money: Money | None) -> dict[str, str] | None:
    """This shapes an amount of money."""
    return {"amount": str(money), "currency": money.currency} if money is not None else None


def shape(cart: CartView) -> dict[str, Any]:
    """This shapes a cart."""
    return {
        "id": cart.public_id,
        "version": cart.version,
        "channel": cart.channel,
        "currency": cart.currency,
        "prices_include_tax": cart.includes_tax,
        "lines": [_shape_line(line) for line in cart.lines],
        "subtotal": amount(cart.subtotal),
        "pieces": cart.count,
        "ready": cart.ready,
    }


def _shape_line(line: LineView) -> dict[str, Any]:
    card = line.card
    return {
        "id": f"lin_{line.line_id}",
        "variant": card.variant_public_id if card else None,
        "sku": card.sku if card else None,
        "title": card.name if card else None,
        "options": card.options if card else None,
        "quantity": line.quantity,
        "available": line.available,
        "unit_price": amount(line.unit),
        "total": amount(line.total),
        "notices": [_shape_notice(notice) for notice in line.notices],
    }


def _shape_notice(notice: rules.Notice) -> dict[str, Any]:
    found: dict[str, Any] = {"code": notice.code}
    if notice.on is not None:
        found["on"] = notice.on
    if notice.code in {"fewer", "later"}:
        found["left"] = notice.left
    if notice.stores:
        found["stores"] = list(notice.stores)
    if notice.before is not None:
        found["before"] = amount(notice.before)
    return found
