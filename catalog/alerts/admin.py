"""Staff see what is wanted and missing, and who waits how long."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from catalog.alerts import queries
from catalog.alerts.models import StockAlert
from commerce.staff.buttons import column
from commerce.staff.screens import ReadOnlyAdmin

TONES = {"waiting": "warning", "fired": "success"}


@admin.register(StockAlert)
class StockAlertAdmin(ReadOnlyAdmin):
    """Alerts, with the most wanted variants above; addresses are not shown."""

    list_display: ClassVar = ["sku", "language", "state_shown", "created_at", "fired_at"]
    list_filter: ClassVar = ["state", "language"]
    list_select_related: ClassVar = ["variant"]
    search_fields: ClassVar = ["variant__sku"]
    ordering: ClassVar = ["-id"]
    fields: ClassVar = ["variant", "channel_id", "language", "state", "created_at", "fired_at"]
    list_before_template = "admin/catalog/wanted.html"

    @override
    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        more = {**(extra_context or {}), "wanted": queries.wanted()}
        shown: HttpResponse = super().changelist_view(request, more)
        return shown

    @column(title="SKU", order="variant__sku")
    def sku(self, row: StockAlert) -> str:
        """The variant's SKU."""
        return row.variant.sku

    @column(title=_("State"), order="state", label=TONES)
    def state_shown(self, row: StockAlert) -> tuple[str, str]:
        """The state, in the color of its kind."""
        return row.state, row.get_state_display()
