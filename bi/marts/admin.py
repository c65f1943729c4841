"""Staff look behind the figures."""

from django.contrib import admin
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bi.marts.models import OrderFact
from commerce.money import Money
from commerce.money.wording import in_words
from commerce.staff.buttons import column
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
        "net",
    ]
    list_filter = ["kind", "channel", "currency"]
    search_fields = ["order_number"]
    date_hierarchy = "day"
    ordering = ["-id"]

    @column(title=_("Net"), order="net_minor")
    def net(self, row: OrderFact) -> str:
        """What it came to without tax."""
        return in_words(Money(row.net_minor, row.currency), get_language() or "en")
