"""Bases of staff screens: editable reference data, and rows that only actions may change."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponseRedirect
from typing_extensions import override
from unfold.admin import ModelAdmin, TabularInline

from commerce import db
from commerce.errors import Anticipated
from commerce.staff import edits, presence


class StaffAdmin(ModelAdmin):  # type: ignore[misc]
    """Reference data: a plain form, no count over the whole table, compact lists.

    A form is saved in one transaction, under the lock of its row: only columns that changed are written, and
    nothing over what somebody else wrote since the form was opened (`commerce.staff.edits`). A refusal is
    shown in the form, with all that was typed.
    """

    show_full_result_count = False
    list_per_page = 50
    list_filter_submit = True
    warn_unsaved_form = True
    change_form_before_template = "admin/commerce/shown.html"
    # The states that a button is for, by its name; others do not show it.
    buttons_in: ClassVar[Mapping[str, Collection[str]]] = {}
    # Rows that point here may still come while the form is saved; actions that lock take the whole row.
    lets_children_come: ClassVar[bool] = True

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

    @override
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        view = super().changeform_view
        if request.method != "POST":
            return view(request, object_id, form_url, extra_context)
        try:
            with db.transaction():
                self.hold(request, object_id)
                return view(request, object_id, form_url, extra_context)
        except Anticipated as refusal:
            edits.sight_of(request).again(refusal)
        with db.transaction():
            return view(request, object_id, form_url, extra_context)

    def hold(self, request: HttpRequest, object_id: str | None) -> None:
        """This locks the row of a form until it is saved; what is read from now on stays true.

        New rows of a kind queue up, so that the second of two equal ones is told by its own form.
        """
        if object_id is None:
            db.queue_up(self.opts.label_lower)
        row = self.get_object(request, unquote(object_id)) if object_id else None
        if row is not None:
            rows = self.model._base_manager.filter(pk=row.pk).order_by("pk")
            list(rows.select_for_update(no_key=self.lets_children_come).values_list("pk"))

    @override
    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, **kwargs)
        return edits.watched(form, edits.sight_of(request)) if request.method == "POST" else form

    @override
    def get_formsets_with_inlines(self, request: HttpRequest, obj: Any = None) -> Iterator[Any]:
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            if self._saves(request, obj) and inline.has_change_permission(request, obj):
                yield edits.watched_rows(formset, edits.sight_of(request)), inline
            else:
                yield formset, inline

    @override
    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> Any:
        found = super().get_formset_kwargs(request, obj, inline, prefix)
        if self._saves(request, obj) and inline.has_change_permission(request, obj):
            found["queryset"] = found["queryset"].select_for_update(no_key=True, of=("self",))
        return found

    @override
    def get_inline_formsets(
        self, request: HttpRequest, formsets: Any, inline_instances: Any, obj: Any = None
    ) -> Any:
        """Rows that others changed and nobody here touched are read anew."""
        for place, inline in enumerate(inline_instances):
            old = formsets[place]
            old.is_valid()  # Django stops judging at the first rows that do not fit.
            if old.prefix in edits.sight_of(request).fresh:
                rows = inline.get_queryset(request)
                formsets[place] = type(old)(instance=obj, prefix=old.prefix, queryset=rows)
        return super().get_inline_formsets(request, formsets, inline_instances, obj)

    @override
    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        row = context["original"]
        if row is not None and self.has_change_permission(request, row):
            sight, form = edits.sight_of(request), context["adminform"].form
            if sight.moved or sight.told:
                form.add_error(None, edits.summary(sight, row))
            beneath = context["inline_admin_formsets"]
            mine = [one.formset for one in beneath if one.has_change_permission]
            context["shown"] = edits.shown_by(form, mine, sight)
            context["others"] = presence.look_in(request, row)
        return super().render_change_form(request, context, *args, **kwargs)

    @override
    def response_change(self, request: HttpRequest, obj: Any) -> Any:
        presence.leave(request, obj)
        return super().response_change(request, obj)

    @override
    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            edits.write(obj)
        else:
            super().save_model(request, obj, form, change)

    @override
    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        edits.write_rows(formset)

    def within_transaction(
        self, request: HttpRequest, view: Callable[..., Any], *args: Any, **kwargs: Any
    ) -> Any:
        """This runs a view in which nothing is typed; a POST in one transaction, its refusal as a message."""
        if request.method != "POST":
            return view(request, *args, **kwargs)
        try:
            with db.transaction():
                return view(request, *args, **kwargs)
        except Anticipated as refusal:
            messages.error(request, refusal.message)
            return HttpResponseRedirect(request.get_full_path())

    def _saves(self, request: HttpRequest, obj: Any) -> bool:
        return request.method == "POST" and obj is not None and obj.pk is not None


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
    """A form whose saving is actions of ours."""

    lets_children_come = False


class UploadingAdmin(ActingAdmin):
    """An acting form whose new rows are uploads: those write files first, then a short transaction of their own."""

    @override
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        if object_id is None:
            return super(StaffAdmin, self).changeform_view(request, None, form_url, extra_context)
        return super().changeform_view(request, object_id, form_url, extra_context)
