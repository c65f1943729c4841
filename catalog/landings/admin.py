"""Staff give filters of a category a name and an address."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from typing_extensions import override
from unfold.widgets import UnfoldAdminSelect2MultipleWidget

from catalog.landings import actions, queries, rules
from catalog.landings.models import Landing
from catalog.search.queries import finding
from catalog.taxonomy import queries as taxonomy
from commerce import clock, db
from commerce.errors import Anticipated
from commerce.staff import words
from commerce.staff.screens import ActingAdmin
from commerce.storefront import paths

PARTS = {
    "heading": (_("Heading"), False),
    "slug": (_("Slug"), False),
    "title": (_("Title for search engines"), False),
    "description": (_("Description for search engines"), True),
    "intro": (_("Introduction"), True),
}


class LandingForm(forms.ModelForm):
    """A category, the filters that are chosen in it, and the words of the page in every language."""

    filters = forms.MultipleChoiceField(
        label=_("Filters"),
        widget=UnfoldAdminSelect2MultipleWidget(),
        help_text=_("Values of the same filter widen the choice, different filters narrow it."),
    )

    class Meta:
        model = Landing
        fields = ("category", "indexable", "position")
        labels: ClassVar = {"indexable": _("For search engines to find")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "filters" in self.fields:
            self.fields["filters"].choices = _choices()  # type: ignore[attr-defined]
        if self.instance.pk:
            pairs = rules.pairs_of(self.instance.chosen)
            self.initial["filters"] = [f"{code}={value}" for code, value in pairs]
        for part, (label, long) in PARTS.items():
            longest = rules.LENGTHS[part]
            self.fields.update(words.fields_for(part, label=str(label), longest=longest, long=long))
            said = {k: v.get(part, "") for k, v in (self.instance.words or {}).items()}
            self.initial.update(words.initial(part, said))

    def chosen(self) -> dict[str, list[str]]:
        """The filters as the action takes them."""
        found: dict[str, list[str]] = {}
        for one in self.cleaned_data.get("filters", ()):
            code, _sign, value = one.partition("=")
            found.setdefault(code, []).append(value)
        return found

    def said(self) -> dict[str, dict[str, str]]:
        """The words as the action takes them; a language without any is not spoken."""
        texts = {part: words.read(part, self.cleaned_data, {}) for part in PARTS}
        spoken = [one for one in words.languages() if any(one in told for told in texts.values())]
        return {one: {part: told.get(one, "") for part, told in texts.items()} for one in spoken}

    @override
    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        try:
            chosen = rules.check_chosen(
                self.chosen(), known=queries.known_values(get_language() or "en")
            )
            wanted = Landing(
                pk=self.instance.pk, category=cleaned["category"], key=rules.key_of(chosen),
                chosen=chosen, words=rules.check_words(self.said()),
            )  # fmt: skip
            queries.check_free(wanted)
        except Anticipated as refusal:
            self.add_error(self._place(refusal.field or ""), refusal.message)
        return cleaned

    def _place(self, field: str) -> str | None:
        kind, *rest = field.split("/")
        name = words.name_of(rest[1], rest[0]) if kind == "words" and len(rest) > 1 else kind
        return name if name in self.fields else None


@admin.register(Landing)
class LandingAdmin(ActingAdmin):
    """Landing pages, in their order; to delete one retires it, and its addresses lead to the category."""

    form = LandingForm
    list_display: ClassVar = ["heading", "category", "choice", "spoken", "indexable", "address"]
    list_filter: ClassVar = ["indexable"]
    list_select_related: ClassVar = ["category"]
    search_fields: ClassVar = ["words", "key", "category__code"]
    autocomplete_fields: ClassVar = ["category"]

    @override
    def get_queryset(self, request: HttpRequest) -> QuerySet[Landing]:
        rows: QuerySet[Landing] = super().get_queryset(request)
        return rows.filter(retired_at__isnull=True)

    @override
    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        spoken = [words.name_of(part, one) for one in words.languages() for part in PARTS]
        own = ["category", "filters", "indexable", "position"]
        return [(None, {"fields": own}), (_("Words"), {"fields": spoken})]

    @override
    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_form(request, obj, **kwargs | {"fields": LandingForm.Meta.fields})

    @override
    def save_model(self, request: HttpRequest, obj: Landing, form: Any, change: bool) -> None:
        row = actions.save_landing(
            public_id=obj.public_id if change else "",
            category=obj.category.code,
            chosen=form.chosen(),
            words=form.said(),
            indexable=obj.indexable,
            position=obj.position,
            at=clock.now(),
        )
        obj.pk = row.pk

    @override
    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self.within_transaction(request, super().delete_view, *args, **kwargs)

    @override
    def delete_model(self, request: HttpRequest, obj: Landing) -> None:
        actions.retire_landing(public_id=obj.public_id, at=clock.now())

    @override
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Landing]) -> None:
        with db.transaction():
            for row in queryset:
                self.delete_model(request, row)

    @admin.display(description=_("Heading"))
    def heading(self, row: Landing) -> str:
        """The heading in the first language."""
        return words.any_of({k: v["heading"] for k, v in row.words.items()})

    @admin.display(description=_("Filters"), ordering="key")
    def choice(self, row: Landing) -> str:
        """What is chosen, by code."""
        return "; ".join(f"{code}: {', '.join(values)}" for code, values in row.chosen.items())

    @admin.display(description=_("Languages"))
    def spoken(self, row: Landing) -> str:
        """The languages it speaks."""
        return ", ".join(row.words)

    @admin.display(description=_("Address"))
    def address(self, row: Landing) -> SafeString | str:
        """A link to the page in the first language."""
        language = words.languages()[0] if words.languages() else "en"
        node = taxonomy.flat(language=language).get(row.category.code)
        if node is None:
            return "-"
        bare = queries.address(queries.named(row), node, language=language)
        return format_html('<a class="link" href="{0}">{0}</a>', paths.in_language(bare, language))


def _choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every value of every filter, in a group per filter."""
    language = get_language() or "en"
    known = queries.known_values(language)
    return [
        (
            facet.name,
            [(f"{code}={one.value}", f"{facet.name}: {one.text}") for one in facet.values],
        )
        for code, facet in finding.facet_names(language).items()
        if code in known
    ]
