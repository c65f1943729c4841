"""Staff read the trail; nobody writes it."""

from django.contrib import admin

from commerce.audit.models import StateChange, Trail
from commerce.staff.screens import ReadOnlyAdmin


@admin.register(Trail)
class TrailAdmin(ReadOnlyAdmin):
    """Every change of an audited row."""

    list_display = ["at", "speaker", "operation", "table_name", "row_key"]
    list_filter = ["table_name", "operation"]
    search_fields = ["speaker", "row_key"]
    ordering = ["-id"]


@admin.register(StateChange)
class StateChangeAdmin(ReadOnlyAdmin):
    """Every move of a lifecycle."""

    list_display = ["at", "flow", "row_key", "move", "before", "after", "by", "reason"]
    list_filter = ["flow", "move"]
    search_fields = ["row_key", "by"]
    ordering = ["-id"]
