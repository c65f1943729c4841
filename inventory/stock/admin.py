"""Staff see every movement; nobody edits one."""

from django.contrib import admin
from unfold.contrib.filters.admin import RangeDateTimeFilter

from commerce.staff.screens import ReadOnlyAdmin
from inventory.stock.models import Movement


@admin.register(Movement)
class MovementAdmin(ReadOnlyAdmin):
    """What moved, when, why and by whom."""

    list_display = [
        "at",
        "kind",
        "sku",
        "warehouse",
        "quantity",
        "unit_cost",
        "document",
        "order_number",
        "reason",
        "by",
    ]
    list_filter = ["kind", "warehouse", ("at", RangeDateTimeFilter)]
    list_select_related = ["warehouse"]
    search_fields = ["document", "order_number", "by", "reason"]
    ordering = ["-id"]

    @admin.display(description="SKU")
    def sku(self, row: Movement) -> str:
        """This is the variant's SKU."""
        from catalog import public as catalog

        return catalog.variant_skus(variant_ids=[row.variant_id]).get(row.variant_id, "")
