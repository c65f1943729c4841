"""Staff keep attributes, their options, and what families ask for."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from typing_extensions import override
from unfold.admin import TabularInline

from catalog.attributes import actions
from catalog.attributes.models import Attribute, AttributeOption, Family, FamilyAttribute
from commerce import clock
from commerce.channels import queries as channels
from commerce.http.context import actor_of
from commerce.staff import words
from commerce.staff.screens import ActingAdmin


class NamedForm(forms.ModelForm):
    """A form whose row has names per language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(words.initial("name", self.instance.names))

    @override
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.instance.names = words.read("name", cleaned, self.instance.names)
        return cleaned


def named_form(base: type[NamedForm] = NamedForm) -> type[NamedForm]:
    """This makes the form with today's languages."""
    fields = words.fields_for("name", label=str(_("Name")), longest=120, required=True)
    return type("SpokenForm", (base,), dict(fields))


def name_fields() -> list[str]:
    """This lists the names of the name fields."""
    return [words.name_of("name", language) for language in words.languages()]


class FamilyAttributeForm(forms.ModelForm):
    """What a family asks, and which channels demand it."""

    required_in = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label=_("Required in")
    )

    class Meta:
        model = FamilyAttribute
        fields = ("attribute", "is_axis", "required_in", "position")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = [(code, code) for code in channels.all_channels()]
        self.fields["required_in"].choices = [("*", _("every channel")), *codes]  # type: ignore[attr-defined]


class OptionInline(TabularInline):  # type: ignore[misc]
    """The values of a choice or color."""

    model = AttributeOption
    extra = 0
    ordering_field = "position"

    @override
    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, **kwargs | {"form": named_form()})

    @override
    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["code", *name_fields(), "hex", "position"]


class AskInline(TabularInline):  # type: ignore[misc]
    """What a family asks for."""

    model = FamilyAttribute
    form = FamilyAttributeForm
    extra = 0
    autocomplete_fields: ClassVar = ["attribute"]


class NamedAdmin(ActingAdmin):
    """Rows with a code and names per language."""

    search_fields: ClassVar = ["code", "names"]
    own_fields: ClassVar[list[str]] = []

    @override
    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_form(request, obj, **kwargs | {"form": named_form()})

    @override
    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["code", *name_fields(), *self.own_fields]

    @override
    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["code"] if obj else []

    @admin.display(description=_("Name"))
    def named(self, row: Any) -> str:
        """The name in the first language."""
        return words.any_of(row.names)


@admin.register(Attribute)
class AttributeAdmin(NamedAdmin):
    """Attributes with their options; products that carry one follow by themselves."""

    list_display: ClassVar = ["named", "code", "kind", "unit", "is_facet", "position"]
    list_filter: ClassVar = ["kind", "is_facet"]
    own_fields: ClassVar = [
        "kind", "unit", "many", "translated", "is_facet", "is_searchable", "position",
    ]  # fmt: skip
    inlines: ClassVar = [OptionInline]

    @override
    def save_related(self, request: HttpRequest, form: Any, *args: Any, **kwargs: Any) -> None:
        super().save_related(request, form, *args, **kwargs)
        actions.announce(code=form.instance.code, at=clock.now(), by=actor_of(request))

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Family)
class FamilyAdmin(NamedAdmin):
    """Kinds of products."""

    list_display: ClassVar = ["named", "code", "needs_picture"]
    own_fields: ClassVar = ["needs_picture", "google_category"]
    inlines: ClassVar = [AskInline]
