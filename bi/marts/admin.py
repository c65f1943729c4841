"""Staff look behind the figures."""

from django.contrib import admin

from bi.marts.models import OrderFact
from commerce.staff.screens import ReadOnlyAdmin


@admin.register(OrderFact)
class OrderFactAdmin(ReadOnlyAdmin):
    """Order figures, to see what a number is made of."""

    list_display = [
        "at",
        "day",
        "kind",
        "channel",
        "order_number",
        "country",
        "units",
        "net_minor",
        "currency",
    ]
    list_filter = ["kind", "channel", "currency"]
    search_fields = ["order_number"]
    date_hierarchy = "day"
    ordering = ["-id"]
