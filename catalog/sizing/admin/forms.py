"""The forms of a size guide: its head, columns, rows whose cells follow the columns, and what it holds for."""

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from typing_extensions import override
from unfold.admin import TabularInline
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from catalog.attributes.models import Attribute, AttributeOption
from catalog.sizing import rules
from catalog.sizing.models import SizeGuide, SizeGuideUse, SizeLine, SizeMeasure
from commerce.slugs import slug_of
from commerce.staff import words

CELL = "cell__"


class GuideForm(forms.ModelForm):
    """A guide with its name and how to measure in every language."""

    class Meta:
        model = SizeGuide
        fields = ("basis", "unit", "axis", "asks_fit")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        axes = Attribute.objects.filter(kind__in=["choice", "text"])
        self.fields["axis"] = forms.ChoiceField(
            label=_("Sizes are values of"),
            choices=(choices := named(axes)),
            widget=UnfoldAdminSelectWidget(choices=choices),
        )
        self.initial.update(words.initial("name", self.instance.names))
        self.initial.update(words.initial("how", self.instance.how))

    def said(self) -> dict[str, Any]:
        """The head of the guide as the action takes it."""
        said = {name: self.cleaned_data[name] for name in ("basis", "unit", "axis", "asks_fit")}
        return said | {
            "names": words.read("name", self.cleaned_data, self.instance.names),
            "how": words.read("how", self.cleaned_data, self.instance.how),
        }


class MeasureForm(forms.ModelForm):
    """A column, named in every language; its code comes from its first name."""

    class Meta:
        model = SizeMeasure
        fields = ("kind", "attribute", "position")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lengths = Attribute.objects.filter(kind="number", unit__in=rules.CM)
        choices = [("", gettext("typed below")), *named(lengths)]
        self.fields["attribute"] = forms.ChoiceField(
            label=_("Filled from"),
            choices=choices,
            required=False,
            widget=UnfoldAdminSelectWidget(choices=choices),
        )
        self.initial.update(words.initial("name", self.instance.names))

    def measure(self) -> rules.Measure:
        """The column as the action takes it."""
        names = words.read("name", self.cleaned_data, self.instance.names)
        code = self.instance.code or slug_of(next(iter(names.values()), ""))[:40].strip("-")
        return rules.Measure(
            code=code,
            names=names,
            kind=self.cleaned_data["kind"],
            attribute=self.cleaned_data["attribute"],
        )


class LineForm(forms.ModelForm):
    """A row: a size, and a field for each measure the guide has."""

    codes: ClassVar[tuple[str, ...]] = ()
    lengths: ClassVar[frozenset[str]] = frozenset()
    sizes: ClassVar[tuple[tuple[str, str], ...]] = ()

    class Meta:
        model = SizeLine
        fields = ("size", "position")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [*self.sizes]
        if self.instance.size and self.instance.size not in dict(known):
            known.append((self.instance.size, self.instance.size))
        self.fields["size"].widget = (
            UnfoldAdminSelectWidget(choices=[("", "\u2013"), *known])
            if self.sizes
            else UnfoldAdminTextInputWidget()
        )
        self.initial.update(
            {CELL + code: said for code, said in (self.instance.cells or {}).items()}
        )

    @override
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for code in self.lengths:
            said = cleaned.get(CELL + code)
            try:
                if said:
                    rules.length(said, unit="cm")
            except rules.BadGuide:
                self.add_error(CELL + code, _("Write a length like 45, 45.5 or 88-92"))
        return cleaned

    def line(self) -> rules.Line:
        """The row as the action takes it."""
        cells = {code: self.cleaned_data.get(CELL + code) or "" for code in self.codes}
        return rules.Line(size=self.cleaned_data["size"], cells=cells)


class MeasureInline(TabularInline):  # type: ignore[misc]
    """The columns of a guide."""

    model = SizeMeasure
    extra = 0
    hide_title = True
    ordering_field = "position"
    verbose_name = _("measure")
    verbose_name_plural = _("Measures (columns)")

    @override
    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        fields = words.fields_for(
            "name", label=str(_("Name")), longest=rules.LONGEST_NAME, required=True
        )
        form = type("SpokenMeasureForm", (MeasureForm,), dict(fields))
        return super().get_formset(request, obj, **kwargs | {"form": form})

    @override
    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        spoken = [words.name_of("name", language) for language in words.languages()]
        return [*spoken, "kind", "attribute", "position"]


class LineInline(TabularInline):  # type: ignore[misc]
    """The rows of a guide; a measure that was just added has its column after saving."""

    model = SizeLine
    extra = 0
    hide_title = True
    ordering_field = "position"
    verbose_name = _("size")
    verbose_name_plural = _("Sizes (rows)")

    @override
    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        columns = list(obj.measures.all()) if obj else []
        fields = {
            CELL + one.code: forms.CharField(
                label=f"{words.any_of(one.names)}{f' ({obj.unit})' if one.kind == 'length' else ''}",
                required=False,
                max_length=rules.LONGEST_CELL,
                widget=UnfoldAdminTextInputWidget(
                    attrs={"placeholder": _("from the goods")} if one.attribute else {}
                ),
            )
            for one in columns
        }
        about = {
            "codes": tuple(one.code for one in columns),
            "sizes": _sizes(obj),
            "lengths": frozenset(one.code for one in columns if one.kind == "length"),
        }
        form = type("CellsForm", (LineForm,), {**fields, **about})
        return super().get_formset(request, obj, **kwargs | {"form": form})

    @override
    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        columns = list(obj.measures.all()) if obj else []
        return ["size", *(CELL + one.code for one in columns), "position"]


class UseForm(forms.ModelForm):
    """One thing a guide holds for."""

    class Meta:
        model = SizeGuideUse
        fields = ("family", "category", "product")

    @override
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        named = [one for one in ("family", "category", "product") if cleaned.get(one)]
        if len(named) != 1 and not cleaned.get("DELETE"):
            raise forms.ValidationError(_("Choose a family, a category or a product: one per row"))
        return cleaned


class UseInline(TabularInline):  # type: ignore[misc]
    """What a guide holds for."""

    model = SizeGuideUse
    form = UseForm
    extra = 0
    hide_title = True
    autocomplete_fields: ClassVar = ["family", "category", "product"]
    verbose_name = _("use")
    verbose_name_plural = _("Holds for (the nearest counts: product, category, family)")


def _sizes(guide: SizeGuide | None) -> tuple[tuple[str, str], ...]:
    """The sizes to choose from: the options of the attribute that names them, where it has some."""
    rows = AttributeOption.objects.filter(attribute__code=guide.axis if guide else "")
    return tuple((one.code, words.any_of(one.names) or one.code) for one in rows)


def named(rows: Any) -> list[tuple[str, str]]:
    """This lists attributes to choose from, by code."""
    return [(one.code, words.any_of(one.names) or one.code) for one in rows.order_by("position")]
