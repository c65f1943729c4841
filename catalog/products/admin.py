"""Parts of the product screen: words, typed values, variants, gallery; put together in publishing."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from typing_extensions import override
from unfold import widgets
from unfold.admin import TabularInline

from catalog.assets.admin import shown
from catalog.attributes import queries as attributes
from catalog.attributes.models import Attribute
from catalog.attributes.rules import BadValue, Kind, check, said
from catalog.products import rules
from catalog.products.models import Picture, Product, Variant
from commerce.errors import Invalid
from commerce.staff import words
from commerce.staff.screens import ReadOnlyAdmin

TEXTS = {"name": (_("Name"), False), "slug": (_("Slug"), False),
         "summary": (_("Summary"), True), "description": (_("Description"), True)}  # fmt: skip
VALUE = "value_"


class ProductForm(forms.ModelForm):
    """A product with its words in every language and the values its family asks for."""

    asked: ClassVar[dict[str, Attribute]] = {}

    class Meta:
        model = Product
        fields = ("family", "brand", "category", "tax_class")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in TEXTS:
            texts = {language: said.get(part, "") for language, said in self.instance.words.items()}
            self.initial.update(words.initial(part, texts))
        for code, about in self.asked.items():
            self.initial.update(_initial(about, self.instance.values.get(code)))

    @override
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        try:
            rules.check_words(self.said())
        except Invalid as error:
            self.add_error(None, error.message)
        for code, value in _read(self, self.asked).items():
            self.instance.values = {**self.instance.values, code: value}
        return cleaned

    def said(self) -> dict[str, Any]:
        """The words as the action merges them; emptied texts are taken away."""
        found: dict[str, Any] = {}
        for language in words.languages():
            texts = {
                part: self.cleaned_data.get(words.name_of(part, language)) or None for part in TEXTS
            }
            if any(texts.values()) or language in self.instance.words:
                found[language] = {k: v for k, v in texts.items() if v or k != "slug"}
        return {
            language: {k: v or "" for k, v in texts.items()} for language, texts in found.items()
        }

    def values(self) -> dict[str, Any]:
        """The values as the action merges them; None takes one away."""
        return {code: self.instance.values.get(code) for code in self.asked}


class VariantForm(forms.ModelForm):
    """A variant with the values that tell it apart."""

    asked: ClassVar[dict[str, Attribute]] = {}

    class Meta:
        model = Variant
        fields = (
            "sku", "gtin", "weight_g", "length_mm", "width_mm", "height_mm", "max_quantity",
            "expected_on", "lead_days", "position", "active",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, about in self.asked.items():
            self.initial.update(_initial(about, self.instance.values.get(code)))

    def clean_gtin(self) -> str:
        """The number on the label, its check digit verified."""
        try:
            return rules.check_gtin(self.cleaned_data["gtin"])
        except Invalid as error:
            raise forms.ValidationError(error.message) from error

    @override
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.instance.values = {**self.instance.values, **_read(self, self.asked)}
        return cleaned

    def changes(self) -> dict[str, Any]:
        """What the action takes."""
        own = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return own | {"values": {code: self.instance.values.get(code) for code in self.asked}}


class VariantInline(TabularInline):  # type: ignore[misc]
    """The variants of a product, one row each."""

    model = Variant
    extra = 0
    show_change_link = False
    ordering: ClassVar = ["position", "id"]
    form = VariantForm

    @override
    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, **kwargs | {"form": self.dressed(obj)})

    def dressed(self, product: Product | None) -> type[VariantForm]:
        """This makes the form with the axes of the product's family."""
        asked = asked_of(product, axes=True)
        return type("AskedVariantForm", (self.form,), {**value_fields(asked), "asked": asked})

    @override
    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        asked = [name for about in asked_of(obj, axes=True).values() for name in _names(about)]
        return ["sku", *asked, *VariantForm.Meta.fields[1:]]

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class PictureInline(TabularInline):  # type: ignore[misc]
    """The gallery in order; a picture may show one variant only."""

    model = Picture
    extra = 0
    hide_title = True
    autocomplete_fields: ClassVar = ["asset"]
    fields: ClassVar = ["preview", "asset", "variant", "position"]
    readonly_fields: ClassVar = ["preview"]
    ordering_field = "position"

    @override
    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("asset", "variant")

    @override
    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "variant":
            product_id = request.resolver_match.kwargs.get("object_id")
            kwargs["queryset"] = Variant.objects.filter(product_id=product_id)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description="")
    def preview(self, row: Picture) -> Any:
        """A small view."""
        return shown(row.asset.key, 64) if row.asset_id else ""


@admin.register(Variant)
class VariantAdmin(ReadOnlyAdmin):
    """All variants, to look them up by SKU or GTIN; they are edited on their product."""

    list_display: ClassVar = ["sku", "gtin", "product", "weight_g", "active"]
    list_filter: ClassVar = ["active"]
    list_select_related: ClassVar = ["product"]
    search_fields: ClassVar = ["sku__istartswith", "=gtin"]
    ordering: ClassVar = ["-id"]


def asked_of(product: Product | None, *, axes: bool) -> dict[str, Attribute]:
    """This lists the attributes a product's family asks of it, or of its variants (`axes`)."""
    if product is None or product.family_id is None:
        return {}
    asked = attributes.asked_by([product.family_id]).get(product.family_id, ())
    codes = [one.code for one in asked if one.is_axis == axes]
    rows = attributes.attributes(codes) if codes else {}
    return {code: rows[code] for code in codes if code in rows}


def value_fields(asked: Mapping[str, Attribute]) -> dict[str, forms.Field]:
    """This makes a typed field, or one per language, for each attribute."""
    found: dict[str, forms.Field] = {}
    for about in asked.values():
        if about.translated:
            label = words.any_of(about.names)
            found |= words.fields_for(VALUE + about.code, label=label, longest=2000, long=True)
        else:
            found[VALUE + about.code] = _field(about)
    return found


def value_names(asked: Mapping[str, Attribute]) -> list[str]:
    """This lists the names of those fields."""
    return [name for about in asked.values() for name in _names(about)]


def _names(about: Attribute) -> list[str]:
    if not about.translated:
        return [VALUE + about.code]
    return [words.name_of(VALUE + about.code, language) for language in words.languages()]


def _field(about: Attribute) -> forms.Field:
    label = words.any_of(about.names) or about.code
    if about.unit:
        label = f"{label} ({about.unit})"
    if about.kind == "boolean":
        choices: Sequence[tuple[str, Any]] = [("", "\u2013"), ("yes", _("Yes")), ("no", _("No"))]
        return _select(choices, label)
    if about.kind in {"choice", "color"}:
        named = [(one.code, said(one.names, "en") or one.code) for one in about.options.all()]
        if about.many:
            return forms.MultipleChoiceField(
                choices=named,
                label=label,
                required=False,
                widget=widgets.UnfoldAdminSelect2MultipleWidget(choices=named),
            )
        return _select([("", "\u2013"), *named], label)
    return forms.CharField(
        label=label, required=False, max_length=2000, widget=widgets.UnfoldAdminTextInputWidget()
    )


def _select(choices: Sequence[tuple[str, Any]], label: str) -> forms.Field:
    return forms.ChoiceField(
        choices=choices,
        label=label,
        required=False,
        widget=widgets.UnfoldAdminSelectWidget(choices=choices),
    )


def _initial(about: Attribute, value: Any) -> dict[str, Any]:
    name = VALUE + about.code
    if about.translated:
        return words.initial(name, value if isinstance(value, Mapping) else {})
    if about.kind == "boolean":
        return {name: "" if value is None else "yes" if value else "no"}
    return {name: value}


def _read(form: "forms.ModelForm[Any]", asked: Mapping[str, Attribute]) -> dict[str, Any]:
    """Values in their stored form; faults are shown beside their field."""
    found: dict[str, Any] = {}
    for code, about in asked.items():
        raw = _raw(form, about)
        try:
            found[code] = None if raw in {None, "", ()} else check(_kind(about), _whole(raw))
        except BadValue as error:
            form.add_error(_names(about)[0], error.message)
    return found


def _raw(form: "forms.ModelForm[Any]", about: Attribute) -> Any:
    name = VALUE + about.code
    if about.translated:
        return tuple(words.read(name, form.cleaned_data, {}).items())
    raw = form.cleaned_data.get(name)
    if about.kind == "boolean":
        return {"yes": True, "no": False}.get(str(raw))
    return tuple(raw) if isinstance(raw, list) else raw


def _whole(raw: Any) -> Any:
    if not isinstance(raw, tuple):
        return raw
    return dict(raw) if raw and isinstance(raw[0], tuple) else list(raw)


def _kind(about: Attribute) -> Kind:
    return Kind(
        code=about.code,
        kind=about.kind,
        many=about.many,
        translated=about.translated,
        options={one.code for one in about.options.all()},
    )
