"""Staff see who withdrew, the newest first; the order's screen is where they act."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from commerce.staff.buttons import column
from commerce.staff.screens import ReadOnlyAdmin
from orders.withdrawals.models import Withdrawal


@admin.register(Withdrawal)
class WithdrawalScreen(ReadOnlyAdmin):
    """Contracts taken back."""

    list_display = ["public_id", "order_link", "declared_at", "ends_on", "timing", "note"]
    list_filter = ["is_late"]
    list_select_related = ["order"]
    search_fields = ["order__number", "public_id"]
    ordering = ["-id"]

    @column(title=_("In time"), label={"late": "danger", "good": "success", "early": "info"})
    def timing(self, row: Withdrawal) -> tuple[str, str]:
        """Whether it came in time; before everything arrived the time has not begun."""
        if row.is_late:
            return "late", str(_("Late"))
        if row.ends_on is None:
            return "early", str(_("Before delivery"))
        return "good", str(_("In time"))

    @column(title=_("Order"))
    def order_link(self, row: Withdrawal) -> SafeString:
        """This leads to the order."""
        path = reverse("admin:orders_order_change", args=[row.order_id])
        return format_html('<a href="{}">{}</a>', path, row.order.number)
