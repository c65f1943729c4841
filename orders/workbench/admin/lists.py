"""Lists beside the desk: parcels to send, carts and checkouts, to be looked at only."""

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from commerce.staff.buttons import column
from commerce.staff.screens import ReadOnlyAdmin, ReadOnlyInline
from orders.cart.models import Cart, CartLine
from orders.checkout.models import Checkout
from orders.fulfillment.models import Fulfillment, FulfillmentLine

STAGES = {
    "planned": "warning",
    "picking": "info",
    "packed": "info",
    "shipped": "success",
    "delivered": "success",
    "canceled": "danger",
}


class FulfillmentLines(ReadOnlyInline):
    """What is in it."""

    model = FulfillmentLine
    fields = ["order_line", "quantity"]


@admin.register(Fulfillment)
class FulfillmentScreen(ReadOnlyAdmin):
    """What each warehouse has to send, the oldest first among what is to do."""

    list_display = [
        "public_id",
        "order_link",
        "warehouse_code",
        "stage",
        "planned_at",
        "shipped_at",
    ]
    list_filter = ["state", "warehouse_code"]
    list_select_related = ["order"]
    search_fields = ["=public_id", "=order__number", "=tracking_number"]
    ordering = ["-id"]
    inlines = [FulfillmentLines]

    @column(title=_("Order"))
    def order_link(self, row: Fulfillment) -> SafeString:
        """The order it belongs to, where its buttons are."""
        address = reverse("admin:orders_order_change", args=[row.order_id])
        return format_html('<a href="{}">{}</a>', address, row.order.number)

    @column(title=_("State"), label=STAGES)
    def stage(self, row: Fulfillment) -> tuple[str, str]:
        """How far it is."""
        return row.state, row.get_state_display()


class CartLines(ReadOnlyInline):
    """What is in it."""

    model = CartLine
    fields = ["variant_id", "quantity", "seen_unit_minor", "currency"]


@admin.register(Cart)
class CartScreen(ReadOnlyAdmin):
    """Carts, for the question what happened to one; who holds it is not shown."""

    list_display = ["public_id", "channel", "state", "articles", "version", "updated_at"]
    list_filter = ["state", "channel"]
    list_select_related = ["channel"]
    search_fields = ["=public_id"]
    ordering = ["-id"]
    inlines = [CartLines]

    @override
    def get_queryset(self, request: HttpRequest) -> "QuerySet[Cart]":
        found: QuerySet[Cart] = super().get_queryset(request).annotate(articles=Count("lines"))
        return found

    @column(title=_("Articles"))
    def articles(self, row: Cart) -> int:
        """How many different articles it holds."""
        return int(getattr(row, "articles", 0))


@admin.register(Checkout)
class CheckoutScreen(ReadOnlyAdmin):
    """Checkouts: who is at the bank, and why others came to nothing."""

    list_display = ["public_id", "state", "method", "problem", "held_until", "updated_at"]
    list_filter = ["state", "method", "problem"]
    search_fields = ["=public_id", "=email", "=order__number"]
    ordering = ["-id"]
    exclude = ["quote", "ship_to", "bill_to", "visitor"]
