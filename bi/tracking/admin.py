"""Staff see visits, as far as visitors agreed to be seen."""

from django.contrib import admin

from bi.tracking.models import Visit, VisitEvent
from commerce.staff.screens import ReadOnlyAdmin, ReadOnlyInline


class EventInline(ReadOnlyInline):
    """What happened during a visit."""

    model = VisitEvent
    fields = ["at", "name", "path", "product", "sku", "query", "results"]


@admin.register(Visit)
class VisitAdmin(ReadOnlyAdmin):
    """Visits, the newest first."""

    list_display = [
        "started_at",
        "channel",
        "landing",
        "referrer",
        "source",
        "device",
        "views",
        "product_views",
        "cart_adds",
        "orders",
    ]
    list_filter = ["channel", "device", "source"]
    search_fields = ["visitor", "landing", "campaign"]
    inlines = [EventInline]
    ordering = ["-id"]
