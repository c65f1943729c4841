"""Bases of staff screens: editable reference data, and rows that only actions may change."""

from typing import Any

from django.http import HttpRequest
from typing_extensions import override
from unfold.admin import ModelAdmin, TabularInline


class StaffAdmin(ModelAdmin):  # type: ignore[misc]
    """Reference data: a plain form, no count over the whole table, compact lists."""

    show_full_result_count = False
    list_per_page = 50
    list_filter_submit = True
    warn_unsaved_form = True


class ReadOnlyAdmin(StaffAdmin):
    """Rows with a lifecycle or of record: shown, searched, never edited here; buttons call actions."""

    @override
    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @override
    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyInline(TabularInline):  # type: ignore[misc]
    """Rows beneath another row, shown only."""

    extra = 0
    can_delete = False
    show_change_link = False

    @override
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @override
    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
