"""Partners read and keep the lists of their channel's customers, as an app of the shop would."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from catalog import public as catalog
from commerce import clock, db
from commerce.http.inputs import Strict
from commerce.http.views import ApiView
from commerce.money import Money
from crm import public as crm
from orders.lists import rules
from orders.lists.actions import keeping
from orders.lists.models import SavedList
from orders.lists.queries import kept
from orders.lists.queries.kept import ItemView, ListEntry, Owner

SCOPES = {
    "GET": "customers:read",
    "POST": "customers:write",
    "PATCH": "customers:write",
    "DELETE": "customers:write",
}
MARK = "lit_"


class ListInput(Strict):
    """The name of a list."""

    name = serializers.CharField(max_length=rules.LONGEST_NAME)


class ListItemInput(Strict):
    """An article, named by its SKU."""

    sku = serializers.CharField(max_length=80)


class ListPriceOutput(serializers.Serializer[Any]):
    """An amount of a currency as decimal text."""

    amount = serializers.CharField()
    currency = serializers.CharField()


class ListItemOutput(serializers.Serializer[Any]):
    """One article of a list at today's price; the price is null when it is not sold any more."""

    id = serializers.CharField()
    sku = serializers.CharField(allow_blank=True)
    title = serializers.CharField(allow_blank=True)
    options = serializers.CharField(allow_blank=True)
    quantity = serializers.IntegerField()
    available = serializers.BooleanField()
    unit_price = ListPriceOutput(allow_null=True)
    cheaper_by = ListPriceOutput(allow_null=True)
    added_at = serializers.DateTimeField()


class SavedListOutput(serializers.Serializer[Any]):
    """A list; the `main` one is what hearts in the shop fill. `items` only when one list is read."""

    id = serializers.CharField()
    kind = serializers.ChoiceField(choices=list(rules.WISHED))
    name = serializers.CharField(allow_blank=True)
    count = serializers.IntegerField()
    wants_news = serializers.BooleanField()
    items = ListItemOutput(many=True, required=False)


class SavedLists(serializers.Serializer[Any]):
    """All lists of a customer: there are never more than twenty."""

    data = SavedListOutput(many=True)  # type: ignore[assignment]


class ListsView(ApiView):
    """Base: a key keeps the lists of its channel's customers, and no other customer exists for it."""

    scopes: ClassVar[dict[str, str]] = SCOPES

    def owner(self, public_id: str) -> Owner:
        """This names a customer of the key's channel as an owner of lists.

        Raises:
            UnknownList: when there is no such customer here.
        """
        found = crm.find_customer(public_id=public_id)
        if found is None or found.channel_id != self.channel.id or found.state != "active":
            message = "there is no such customer"
            raise kept.UnknownList(message)
        return Owner(
            channel=self.channel,
            language=found.language or self.channel.language,
            customer_id=found.customer_id,
        )

    def shown(self, owner: Owner, row: SavedList, *, status: int = 200) -> Response:
        """This answers with a list and what is on it at today's prices."""
        items = kept.items(row, channel=owner.channel, language=owner.language, at=clock.now())
        body = _shape(row, count=len(items))
        return Response({**body, "items": [_item(one) for one in items]}, status=status)


class CustomerLists(ListsView):
    """The lists of one customer."""

    @extend_schema(operation_id="customers_lists", responses=SavedLists)
    def get(self, request: Request, public_id: str) -> Response:
        """This names a customer's lists, the main one first."""
        found = kept.entries(self.owner(public_id))
        return Response({"data": [_shape(one, count=one.count) for one in found]})

    @extend_schema(
        operation_id="customers_lists_create", request=ListInput, responses={201: SavedListOutput}
    )
    def post(self, request: Request, public_id: str) -> Response:
        """This starts a list of a name."""
        wanted = ListInput.read(request)
        with db.speaking_as(str(self.actor)), db.transaction():
            owner = self.owner(public_id)
            row = keeping.open_list(owner=owner, name=wanted["name"], at=clock.now(), by=self.actor)
        return self.shown(owner, row, status=201)


class CustomerList(ListsView):
    """One list."""

    @extend_schema(operation_id="customers_lists_read", responses=SavedListOutput)
    def get(self, request: Request, public_id: str, list_id: str) -> Response:
        """This shows a list and what is on it at today's prices."""
        owner = self.owner(public_id)
        return self.shown(owner, kept.get_list(owner, list_id))

    @extend_schema(
        operation_id="customers_lists_change", request=ListInput, responses=SavedListOutput
    )
    def patch(self, request: Request, public_id: str, list_id: str) -> Response:
        """This gives a list another name."""
        wanted = ListInput.read(request)
        with db.speaking_as(str(self.actor)), db.transaction():
            owner = self.owner(public_id)
            row = keeping.rename(
                owner=owner,
                list_id=list_id,
                name=wanted["name"],
                at=clock.now(),
                by=self.actor,
            )
        return self.shown(owner, row)

    @extend_schema(operation_id="customers_lists_remove", responses={204: None})
    def delete(self, request: Request, public_id: str, list_id: str) -> Response:
        """This removes a list; the main one is emptied."""
        with db.speaking_as(str(self.actor)), db.transaction():
            owner = self.owner(public_id)
            keeping.remove(owner=owner, list_id=list_id, at=clock.now(), by=self.actor)
        return Response(status=204)


class CustomerListItems(ListsView):
    """What is on a list."""

    @extend_schema(
        operation_id="customers_lists_items_add",
        request=ListItemInput,
        responses={201: SavedListOutput},
    )
    def post(self, request: Request, public_id: str, list_id: str) -> Response:
        """This saves an article on a list; once is enough."""
        wanted = ListItemInput.read(request)
        sku = wanted["sku"]
        with db.speaking_as(str(self.actor)), db.transaction():
            owner = self.owner(public_id)
            at = clock.now()
            card = catalog.find_card(channel=owner.channel, language=owner.language, at=at, sku=sku)
            if card is None:
                message = "this is not sold here"
                raise catalog.NotSold(message, field="sku", skus=[sku])
            keeping.save(
                owner=owner,
                product_id=card.product_id,
                variant_id=card.variant_id,
                list_id=list_id,
                at=at,
                by=self.actor,
            )
        return self.shown(owner, kept.get_list(owner, list_id), status=201)


class CustomerListItem(ListsView):
    """One article on a list."""

    @extend_schema(operation_id="customers_lists_items_remove", responses={204: None})
    def delete(self, request: Request, *, public_id: str, list_id: str, item_id: str) -> Response:
        """This takes an article off a list."""
        number = item_id.removeprefix(MARK)
        good = item_id.startswith(MARK) and number.isascii() and number.isdigit()
        with db.speaking_as(str(self.actor)), db.transaction():
            owner = self.owner(public_id)
            row = kept.get_list(owner, list_id)
            key = int(number) if good and len(number) < 19 else 0
            item = keeping.get_item(owner=owner, item_id=key)
            if item.saved_list_id != row.pk:
                message = "this is not on the list"
                raise kept.UnknownItem(message)
            keeping.take_off(owner=owner, item_id=key, at=clock.now(), by=self.actor)
        return Response(status=204)


def _shape(row: SavedList | ListEntry, *, count: int) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "kind": row.kind,
        "name": row.name,
        "count": count,
        "wants_news": row.wants_news,
    }


def _item(one: ItemView) -> dict[str, Any]:
    return {
        "id": f"{MARK}{one.item_id}",
        "sku": one.article.sku,
        "title": one.article.name,
        "options": one.article.options,
        "quantity": one.quantity,
        "available": one.article.available,
        "unit_price": _amount(one.article.price),
        "cheaper_by": _amount(one.cheaper_by),
        "added_at": one.added_at,
    }


def _amount(money: Money | None) -> dict[str, str] | None:
    return None if money is None else {"amount": str(money.decimal), "currency": money.currency}
