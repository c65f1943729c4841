"""Staff see what providers told us."""

from django.contrib import admin
from unfold.contrib.filters.admin import RangeDateTimeFilter

from commerce.staff.screens import ReadOnlyAdmin
from payments.gateways.models import Inbound


@admin.register(Inbound)
class InboundAdmin(ReadOnlyAdmin):
    """Webhooks as they came in."""

    list_display = ["received_at", "provider", "kind", "subject", "event_id"]
    list_filter = ["provider", "kind", ("received_at", RangeDateTimeFilter)]
    search_fields = ["=event_id", "=subject"]
    ordering = ["-id"]
