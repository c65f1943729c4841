"""Lists beside the desk: parcels to send, carts and checkouts, to be looked at only."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from commerce import clock
from commerce.staff.buttons import column
from commerce.staff.screens import ReadOnlyAdmin, ReadOnlyInline
from orders.cart.models import Cart, CartLine
from orders.checkout.models import Checkout
from orders.fulfillment.models import Fulfillment, FulfillmentLine
from orders.pickup.models import Pickup
from orders.workbench.queries import words

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


PICKUP_STAGES = {
    "expected": "warning",
    "ready": "info",
    "collected": "success",
    "returned": "danger",
    "canceled": "danger",
}


class OverdueFilter(admin.SimpleListFilter):
    """Pickups nobody came for in time."""

    title = _("Nobody came")
    parameter_name = "overdue"

    @override
    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("1", _("Kept as long as promised"))]

    @override
    def queryset(self, request: HttpRequest, queryset: "QuerySet[Pickup]") -> "QuerySet[Pickup]":
        if self.value() != "1":
            return queryset
        return queryset.filter(state="ready", hold_until__lt=clock.now())


@admin.register(Pickup)
class PickupScreen(ReadOnlyAdmin):
    """What waits or will wait in stores; a code or an order number finds it at the counter."""

    list_display = ["order_link", "store_code", "stage", "promised_at", "ready_at", "hold_until"]
    list_filter = ["state", "store_code", OverdueFilter]
    list_select_related = ["order"]
    search_fields = ["=order__number", "=code"]
    ordering = ["-id"]
    exclude = ["code", "store", "order"]
    readonly_fields = ["order_link"]

    @override
    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Pickup]", search_term: str
    ) -> "tuple[QuerySet[Pickup], bool]":
        # A code is said and typed with a space in it, an order number with none.
        plain = "".join(search_term.split()).upper()
        found: tuple[QuerySet[Pickup], bool] = super().get_search_results(request, queryset, plain)
        return found

    @column(title=_("Order"))
    def order_link(self, row: Pickup) -> SafeString:
        """The order, where its buttons are."""
        address = reverse("admin:orders_order_change", args=[row.order_id])
        return format_html('<a href="{}">{}</a>', address, row.order.number)

    @column(title=_("State"), label=PICKUP_STAGES)
    def stage(self, row: Pickup) -> tuple[str, str]:
        """How far it is."""
        return row.state, words.of(row.state)


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
