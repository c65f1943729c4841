"""Staff read why goods came from where they came."""

from django.contrib import admin

from commerce.staff.screens import ReadOnlyAdmin
from inventory.sourcing.models import SourcingDecision


@admin.register(SourcingDecision)
class SourcingDecisionAdmin(ReadOnlyAdmin):
    """Decisions, the newest first."""

    list_display = ["at", "reference", "order_number", "strategy", "reason", "attempts"]
    list_filter = ["strategy"]
    search_fields = ["reference", "order_number"]
    ordering = ["-id"]
