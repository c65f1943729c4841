"""Staff keep size guides: measures across, sizes down, and what each guide holds for."""

import dataclasses
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from typing_extensions import override
from unfold.widgets import (
    UnfoldAdminTextareaWidget,
)

from catalog.products.models import Product
from catalog.sizing import actions, queries, rules
from catalog.sizing.admin.forms import GuideForm, LineInline, MeasureInline, UseInline
from catalog.sizing.models import SizeGuide, SizeGuideUse, SizeLine, SizeMeasure
from commerce import clock
from commerce.http.context import actor_of
from commerce.staff import words
from commerce.staff.buttons import Button, ButtonForm, press, step
from commerce.staff.screens import ActingAdmin


class TableForm(ButtonForm):
    """A table as it is copied from a spreadsheet."""

    table = forms.CharField(
        label=_("Table"), max_length=20_000, widget=UnfoldAdminTextareaWidget(attrs={"rows": 12})
    )


class ProductGuideForm(ButtonForm):
    """Which guide a product shows."""

    guide = forms.ChoiceField(label=_("Size guide"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        guides = [(one.public_id, words.any_of(one.names)) for one in SizeGuide.objects.all()]
        self.base_fields["guide"].choices = [  # type: ignore[attr-defined]
            ("", gettext("As its category and family")),
            ("none", gettext("None")),
            *guides,
        ]
        super().__init__(*args, **kwargs)


@admin.register(SizeGuide)
class SizeGuideAdmin(ActingAdmin):
    """Size guides: one form whose saving is actions, a table to paste, a table to take along."""

    inlines: ClassVar = [MeasureInline, LineInline, UseInline]
    list_display: ClassVar = ["named", "basis", "unit", "holds_for", "updated_at"]
    list_filter: ClassVar = ["basis"]
    search_fields: ClassVar = ["names", "=public_id"]
    readonly_fields: ClassVar = ["public_id"]
    actions_detail: ClassVar = ["paste", "download", "discard"]

    @override
    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request)
        return rows.prefetch_related("uses__family", "uses__category", "uses__product")

    @override
    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        fields = words.fields_for(
            "name", label=str(_("Name")), longest=rules.LONGEST_NAME, required=True
        ) | words.fields_for("how", label=str(_("How to measure")), longest=4000, long=True)
        form = type("SpokenGuideForm", (GuideForm,), dict(fields))
        return super().get_form(request, obj, **kwargs | {"form": form})

    @override
    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        names = [words.name_of("name", one) for one in words.languages()]
        how = [words.name_of("how", one) for one in words.languages()]
        head = [*names, "basis", "unit", "axis", "asks_fit", *(["public_id"] if obj else [])]
        return [(_("Guide"), {"fields": head}), (_("How to measure"), {"fields": how})]

    @override
    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.inlines if obj is not None else [MeasureInline, UseInline]

    @override
    def save_model(self, request: HttpRequest, obj: SizeGuide, form: Any, change: bool) -> None:
        """A new guide gets its row first; the tables beneath follow in `save_related`."""
        if not change:
            guide = rules.Guide(**form.said())
            row = actions.keep(guide=guide, by=actor_of(request), at=clock.now())
            obj.pk, obj.public_id = row.pk, row.public_id

    @override
    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        by, at = actor_of(request), clock.now()
        kept = {formset.model: _kept(formset) for formset in formsets}
        guide = rules.Guide(
            **form.said(),
            measures=tuple(one.measure() for one in kept.get(SizeMeasure, ())),
            lines=tuple(one.line() for one in kept.get(SizeLine, ())),
        )
        public_id = form.instance.public_id
        actions.keep(guide=_fitting(guide), public_id=public_id, by=by, at=at)
        chosen = [one.cleaned_data for one in kept.get(SizeGuideUse, ())]
        uses = actions.Uses(
            families=[one["family"].pk for one in chosen if one.get("family")],
            categories=[one["category"].pk for one in chosen if one.get("category")],
            products=[one["product"].pk for one in chosen if one.get("product")],
        )
        actions.hold_for(public_id=public_id, uses=uses, by=by, at=at)
        for formset in formsets:
            formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_discard_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Throwing guides away is for those who may delete them."""
        return bool(request.user.has_perm("catalog.delete_sizeguide"))

    @admin.display(description=_("Name"))
    def named(self, row: SizeGuide) -> str:
        """The name in the first language."""
        return words.any_of(row.names)

    @admin.display(description=_("Holds for"))
    def holds_for(self, row: SizeGuide) -> str:
        """What shows it."""
        return ", ".join(str(one) for one in row.uses.all()) or "\u2013"

    @step(title=_("Paste a table"), path="paste", icon="table_view", right="change")
    def paste(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """This takes measures and sizes over from a spreadsheet."""
        row = SizeGuide.objects.get(pk=object_id)
        return press(
            request,
            Button(
                title=gettext("Paste a table"),
                submit=gettext("Take it over"),
                back=_back(object_id),
                form=TableForm,
                explanation=gettext(
                    "Copy the table from your spreadsheet: the first row names the measures, the first "
                    "column the sizes. It replaces measures and sizes; known measures keep their words."
                ),
                work=lambda said: _paste(row, said["table"], request=request),
                done=gettext("The table is taken over"),
            ),
        )

    @step(title=_("Download as CSV"), path="download", icon="download", right="view")
    def download(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """This gives the table as CSV, the way it may be pasted back."""
        row = SizeGuide.objects.get(pk=object_id)
        text = rules.written(queries.told(row), language=words.languages()[0])
        answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{row.public_id}.csv"'
        return answer

    @step(title=_("Throw away"), path="discard", icon="delete", right="discard")
    def discard(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """This throws the guide away."""
        row = SizeGuide.objects.get(pk=object_id)
        return press(
            request,
            Button(
                title=gettext("Throw this size guide away"),
                submit=gettext("Throw away"),
                back=reverse("admin:catalog_sizeguide_changelist"),
                explanation=gettext("What it holds for shows the next one up, or none."),
                work=lambda _said: actions.discard(
                    public_id=row.public_id, by=actor_of(request), at=clock.now()
                ),
                done=gettext("The size guide is gone"),
            ),
        )


def choose_guide(request: HttpRequest, object_id: int, *, back: str) -> HttpResponse:
    """This is the button of a product that says which size guide it shows."""
    key = int(object_id)
    found = queries.guides_of([key]).get(key)
    now = words.any_of(found.names) if found and found.public_id else gettext("none")
    sources = {"product": gettext("its own"), "category": gettext("of its category"),
               "family": gettext("of its family")}  # fmt: skip
    own = found if found and found.source == "product" else None
    source = f" ({sources[found.source]})" if found else ""

    def work(said: dict[str, Any]) -> None:
        by, at, chosen = actor_of(request), clock.now(), said["guide"]
        if chosen:
            public_id = "" if chosen == "none" else chosen
            actions.differ(product_id=key, public_id=public_id, by=by, at=at)
        else:
            actions.inherit(product_id=key, by=by, at=at)

    return press(
        request,
        Button(
            title=gettext("Size guide"),
            submit=gettext("Save"),
            back=back,
            form=ProductGuideForm,
            about=Product(pk=key),
            initial={"guide": (own.public_id or "none") if own else ""},
            explanation=gettext("Size guide so far: %(name)s.") % {"name": f"{now}{source}"},
            work=work,
            done=gettext("Done"),
        ),
    )


def _paste(row: SizeGuide, text: str, *, request: HttpRequest) -> None:
    guide = queries.told(row)
    measures, lines = rules.read_table(text, known=guide.measures)
    changed = dataclasses.replace(guide, measures=measures, lines=tuple(lines))
    actions.keep(guide=changed, public_id=row.public_id, by=actor_of(request), at=clock.now())


def _kept(formset: Any) -> list[Any]:
    """The forms of rows that stay, in their order."""
    kept = [
        form for form in formset.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")
    ]
    return sorted(kept, key=lambda form: form.cleaned_data.get("position") or 0)


def _fitting(guide: rules.Guide) -> rules.Guide:
    """Cells of a measure that was just taken out go with it."""
    codes = {one.code for one in guide.measures}
    lines = tuple(
        rules.Line(
            size=line.size,
            cells={code: said for code, said in line.cells.items() if code in codes},
        )
        for line in guide.lines
    )
    return dataclasses.replace(guide, lines=lines)


def _back(object_id: int) -> str:
    return reverse("admin:catalog_sizeguide_change", args=[object_id])
