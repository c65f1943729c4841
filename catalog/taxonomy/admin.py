"""Staff keep the category tree and the brands."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from catalog.taxonomy import actions
from catalog.taxonomy.models import Brand, Category
from commerce import clock
from commerce.http.context import actor_of
from commerce.staff import words
from commerce.staff.screens import ActingAdmin, StaffAdmin

PARTS = {"name": (_("Name"), 120, False), "slug": (_("Slug"), 100, False),
         "description": (_("Description"), 4000, True)}  # fmt: skip


class CategoryForm(forms.ModelForm):
    """A category with its words in every language."""

    class Meta:
        model = Category
        fields = ("code", "parent", "position", "hidden", "google_category")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part, (label, longest, long) in PARTS.items():
            said = {k: v.get(part, "") for k, v in self.instance.words.items()}
            self.fields.update(
                words.fields_for(
                    part, label=str(label), longest=longest, long=long, required=part == "name"
                )
            )
            self.initial.update(words.initial(part, said))

    def said(self) -> dict[str, dict[str, str]]:
        """The words as the action takes them; a language without a name is not spoken."""
        texts = {part: words.read(part, self.cleaned_data, {}) for part in PARTS}
        return {
            language: {part: said[language] for part, said in texts.items() if language in said}
            for language in texts["name"]
        }


@admin.register(Category)
class CategoryAdmin(ActingAdmin):
    """The category tree, in its order."""

    form = CategoryForm
    list_display: ClassVar = ["indented", "code", "position", "hidden"]
    list_filter: ClassVar = ["hidden", "depth"]
    search_fields: ClassVar = ["code", "words"]
    ordering: ClassVar = ["path"]
    autocomplete_fields: ClassVar = ["parent"]

    @override
    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        spoken = [words.name_of(part, one) for part in PARTS for one in _languages()]
        return [(None, {"fields": list(CategoryForm.Meta.fields)}),
                (_("Words"), {"fields": spoken})]  # fmt: skip

    @override
    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_form(request, obj, **kwargs | {"fields": CategoryForm.Meta.fields})

    @override
    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["code"] if obj else []

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @override
    def save_model(self, request: HttpRequest, obj: Category, form: Any, change: bool) -> None:
        row = actions.save_category(
            code=obj.code,
            words=form.said(),
            parent=obj.parent.code if obj.parent else "",
            position=obj.position,
            hidden=obj.hidden,
            google_category=obj.google_category,
            by=actor_of(request),
            at=clock.now(),
        )
        obj.pk = row.pk

    @admin.display(description=_("Category"), ordering="path")
    def indented(self, row: Category) -> str:
        """The name, moved in by depth."""
        return "\u2003" * row.depth + words.any_of(
            {k: v.get("name", "") for k, v in row.words.items()}
        )


@admin.register(Brand)
class BrandAdmin(StaffAdmin):
    """Brands."""

    list_display: ClassVar = ["name", "code"]
    search_fields: ClassVar = ["name", "code"]


def _languages() -> tuple[str, ...]:
    return words.languages()
