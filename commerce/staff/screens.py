"""Bases of staff screens: editable reference data, and rows that only actions may change."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from typing_extensions import override
from unfold.admin import ModelAdmin, TabularInline

from commerce import db
from commerce.errors import Anticipated


class StaffAdmin(ModelAdmin):  # type: ignore[misc]
    """Reference data: a plain form, no count over the whole table, compact lists."""

    show_full_result_count = False
    list_per_page = 50
    list_filter_submit = True
    warn_unsaved_form = True
    # The states that a button is for, by its name; others do not show it.
    buttons_in: ClassVar[Mapping[str, Collection[str]]] = {}

    @override
    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> Any:
        found = super().get_actions_detail(request, object_id)
        if not self.buttons_in:
            return found
        rows = self.model._default_manager.filter(pk=object_id)
        state = rows.values_list("state", flat=True).first()
        start = f"{self.opts.app_label}_{self.opts.model_name}_"
        return [
            one
            for one in found
            if state in self.buttons_in.get(one.action_name.removeprefix(start), (state,))
        ]


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


class ActingAdmin(StaffAdmin):
    """A form whose saving is actions of ours: one transaction, and refusals shown instead of raised."""

    @override
    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self.within_transaction(request, super().changeform_view, *args, **kwargs)

    def within_transaction(
        self, request: HttpRequest, view: Callable[..., Any], *args: Any, **kwargs: Any
    ) -> Any:
        """This runs a view of the admin; a POST in one transaction, its refusal as a message."""
        if request.method != "POST":
            return view(request, *args, **kwargs)
        try:
            with db.transaction():
                return view(request, *args, **kwargs)
        except Anticipated as refusal:
            messages.error(request, refusal.message)
            return HttpResponseRedirect(request.get_full_path())


class UploadingAdmin(ActingAdmin):
    """An acting form whose new rows are uploads: those write files first, then a short transaction of their own."""

    @override
    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        object_id = args[0] if args else kwargs.get("object_id")
        if object_id is None:
            return super(ActingAdmin, self).changeform_view(request, *args, **kwargs)
        return super().changeform_view(request, *args, **kwargs)
