"""Staff see every movement; nobody edits one."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from typing_extensions import override
from unfold.contrib.filters.admin import RangeDateTimeFilter

from catalog import public as catalog
from commerce.staff import buttons
from commerce.staff.screens import ReadOnlyAdmin
from inventory.stock import queries
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

    @override
    def get_queryset(self, request: HttpRequest) -> Any:
        return queries.with_sku(super().get_queryset(request))

    @override
    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        found = catalog.variant_ids(skus=[search_term.strip().upper(), search_term.strip()])
        if found:
            return queryset.filter(variant_id__in=found.values()), False
        by_text: tuple[Any, bool] = super().get_search_results(request, queryset, search_term)
        return by_text

    @buttons.column(title="SKU")
    def sku(self, row: Any) -> str:
        """This is the variant's SKU."""
        return str(row.sku_text or "")
