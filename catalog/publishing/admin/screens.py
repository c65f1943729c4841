"""The product screen, put together: words, values, variants with prices, gallery, and what is missing."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from typing_extensions import override
from unfold import widgets

from catalog import permissions
from catalog.boxes import admin as boxes
from catalog.documents import admin as papers
from catalog.lifecycle import admin as lifecycle
from catalog.pricing import actions as pricing
from catalog.products import actions as products
from catalog.products.admin import (
    TEXTS,
    PictureInline,
    ProductForm,
    VariantForm,
    asked_of,
    value_fields,
    value_names,
)
from catalog.products.models import Product
from catalog.products.queries import name_of
from catalog.products.states import ProductFlow
from catalog.publishing import actions, queries, rules
from catalog.publishing.admin.prices import PRICE, PricedVariantInline
from catalog.sizing.admin import screens as sizing
from commerce import clock
from commerce.channels import queries as channels
from commerce.http.context import actor_of
from commerce.staff import words
from commerce.staff.buttons import Button, ButtonForm, press, step
from commerce.staff.screens import ActingAdmin


class ChannelForm(ButtonForm):
    """Which channel."""

    channel = forms.ChoiceField(label=_("Channel"), choices=())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.base_fields["channel"].choices = [  # type: ignore[attr-defined]
            (one.code, one.name) for one in channels.all_channels().values()
        ]
        super().__init__(*args, **kwargs)


class PublishForm(ChannelForm):
    """Which channel, and from when on."""

    starts_at = forms.SplitDateTimeField(
        label=_("From (UTC); empty is now"),
        required=False,
        widget=widgets.UnfoldAdminSplitDateTimeWidget(),
    )


@admin.register(Product)
class ProductAdmin(ActingAdmin):
    """Products: one form whose saving is actions, and buttons for what they go through."""

    form = ProductForm
    inlines: ClassVar = [PricedVariantInline, PictureInline, boxes.BoxInline, papers.PaperInline]
    list_display: ClassVar = [
        "named",
        "family",
        "category",
        "state",
        "published_in",
        "complete",
        "updated_at",
    ]
    list_filter: ClassVar = ["state", "family", "brand"]
    list_select_related: ClassVar = ["family", "category", "brand"]
    search_fields: ClassVar = [
        "variants__sku__istartswith",
        "=public_id",
        "=source_key",
        "words__icontains",
    ]
    autocomplete_fields: ClassVar = ["family", "brand", "category"]
    readonly_fields: ClassVar = [
        "readiness", "public_id", "state", "successor", "farewell", "version", "updated_at",
    ]  # fmt: skip
    ordering: ClassVar = ["-id"]
    actions_detail: ClassVar = [
        "publish",
        "unpublish",
        "add_paper",
        "size_guide",
        "name_successor",
        "retire",
        "revive",
    ]

    buttons_in: ClassVar = {
        "publish": ProductFlow.sources("retire"),
        "unpublish": ProductFlow.sources("retire"),
        "retire": ProductFlow.sources("retire"),
        "revive": ProductFlow.sources("revive"),
    }

    @override
    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        asked = asked_of(obj, axes=False)
        spoken: dict[str, forms.Field] = {}
        for part, (label, long) in TEXTS.items():
            longest = {"name": 200, "slug": 200, "summary": 600, "description": 20_000}[part]
            spoken |= words.fields_for(
                part, label=str(label), longest=longest, long=long, required=part == "name"
            )
        body = {**spoken, **value_fields(asked), "asked": asked}
        form = type("SpokenProductForm", (ProductForm,), body)
        return super().get_form(request, obj, **kwargs | {"form": form})

    @override
    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        spoken = [words.name_of(part, one) for part in TEXTS for one in words.languages()]
        general = ["family", "brand", "category", "tax_class"]
        found: list[Any] = [(_("General"), {"fields": general}), (_("Words"), {"fields": spoken})]
        asked = value_names(asked_of(obj, axes=False))
        if asked:
            found.append((_("Attributes"), {"fields": asked}))
        if obj is not None:
            found.insert(0, (_("Readiness"), {"fields": ["readiness"]}))
            record = ["public_id", "state", "successor", "farewell", "version", "updated_at"]
            found.append((_("Record"), {"fields": record}))
        return found

    @override
    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.inlines if obj is not None else []

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @override
    def save_model(self, request: HttpRequest, obj: Product, form: Any, change: bool) -> None:
        said: dict[str, Any] = {
            name: form.cleaned_data[name] for name in ("family", "brand", "category", "tax_class")
        }
        said["words"] = form.said()
        by, at = actor_of(request), clock.now()
        if not change:
            row = products.create_product(by=by, at=at, **said)
            obj.pk, obj.public_id = row.pk, row.public_id
            return
        if form.has_changed():
            said["values"] = form.values()
            products.change_product(product_id=obj.pk, changes=said, by=by, at=at)

    @override
    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        if not formset.has_changed():
            formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
            return
        if isinstance(formset.empty_form, VariantForm):
            self._save_variants(request, form.instance, formset)
        elif formset.model is papers.PaperInline.model:
            papers.save_papers(request, form.instance.pk, formset)
        elif formset.model is boxes.BoxInline.model:
            boxes.save_box(request, form.instance.pk, formset)
        else:
            self._save_pictures(request, form.instance, formset)
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []

    def _save_variants(self, request: HttpRequest, product: Product, formset: Any) -> None:
        by, at = actor_of(request), clock.now()
        for form in formset.forms:
            if not form.has_changed():
                continue
            row = products.save_variant(
                product_id=product.pk,
                variant_id=form.instance.pk,
                changes=form.changes(),
                by=by,
                at=at,
            )
            for one in form.lists:
                amount = form.cleaned_data.get(PRICE + one.code)
                if amount is not None and PRICE + one.code in form.changed_data:
                    pricing.set_price(
                        price_list=one, variant_id=row.pk, amount=amount, by=by, at=at
                    )

    def _save_pictures(self, request: HttpRequest, product: Product, formset: Any) -> None:
        kept = [
            form.cleaned_data
            for form in formset.forms
            if form.cleaned_data.get("asset") and not form.cleaned_data.get("DELETE")
        ]
        kept.sort(key=lambda data: data.get("position") or 0)
        products.show_pictures(
            product_id=product.pk,
            pictures=[
                (data["asset"].pk, data["variant"].pk if data.get("variant") else None)
                for data in kept
            ],
            by=actor_of(request),
            at=clock.now(),
        )

    @override
    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The columns of a whole page are read at once."""
        found = super().get_changelist_instance(request)
        _annotate(list(found.result_list))
        return found

    @admin.display(description=_("Product"))
    def named(self, row: Product) -> str:
        """The name in the first language."""
        return name_of(row, words.languages()[0])

    @admin.display(description=_("Published in"))
    def published_in(self, row: Any) -> str:
        """Channels that show it, or will."""
        return ", ".join(row.shown_in) or "\u2013"

    @admin.display(description=_("Complete"))
    def complete(self, row: Any) -> str:
        """The lowest completeness of all channels and languages, in percent."""
        return f"{row.least_complete} %"

    @admin.display(description=_("Readiness"))
    def readiness(self, row: Product) -> Any:
        """Per channel: state, completeness per language, and what is missing."""
        all_channels = list(channels.all_channels().values())
        ratios = queries.ratios([row], channels=all_channels)[row.pk]
        states = queries.states([row.pk]).get(row.pk, {})
        lines = []
        for channel in all_channels:
            draft = queries.draft_of(row, channel=channel, at=clock.now())
            gaps = rules.gaps(draft, languages=channel.languages)
            share = ", ".join(f"{one} {ratios[channel.code, one]} %" for one in channel.languages)
            missing = "; ".join(gap.detail for gap in gaps) or gettext("nothing is missing")
            lines.append((channel.name, states.get(channel.id, "unpublished"), share, missing))
        return format_html(
            "<ul>{}</ul>",
            format_html_join("", "<li><b>{}</b>: {} \u00b7 {} \u00b7 {}</li>", lines),
        )

    @step(title=_("Publish"), path="publish", icon="publish", right="publish")
    def publish(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """This shows the product in a channel, now or later."""
        return press(
            request,
            Button(
                title=gettext("Publish"),
                submit=gettext("Publish"),
                back=_back(object_id),
                form=PublishForm,
                explanation=gettext("The product shows once nothing is missing."),
                work=lambda said: actions.publish(
                    product_id=int(object_id),
                    channel=channels.get_channel(said["channel"]),
                    starts_at=said["starts_at"],
                    by=actor_of(request),
                    at=clock.now(),
                ),
                done=gettext("The product is published"),
            ),
        )

    @step(title=_("Take down"), path="unpublish", icon="unpublished", right="publish")
    def unpublish(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """This takes the product out of a channel."""
        return press(
            request,
            Button(
                title=gettext("Take down"),
                submit=gettext("Take down"),
                back=_back(object_id),
                form=ChannelForm,
                work=lambda said: actions.unpublish(
                    product_id=int(object_id),
                    channel=channels.get_channel(said["channel"]),
                    by=actor_of(request),
                    at=clock.now(),
                ),
                done=gettext("The product no longer shows"),
            ),
        )

    @step(title=_("Add a document"), path="document", icon="note_add", right="change")
    def add_paper(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """This takes a paper in and puts it to the product."""
        return papers.add_paper(request, object_id, back=_back(object_id))

    @step(title=_("Size guide"), path="size-guide", icon="straighten", right="change")
    def size_guide(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """This says which size guide the product shows."""
        return sizing.choose_guide(request, object_id, back=_back(object_id))

    @step(title=_("Retire"), path="retire", icon="archive", right="publish")
    def retire(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """This ends the product's life."""
        return lifecycle.retire(request, object_id, back=_back(object_id))

    @step(title=_("Successor"), path="successor", icon="redo", right="publish")
    def name_successor(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """This says what comes after the product."""
        return lifecycle.successor(request, object_id, back=_back(object_id))

    @step(title=_("Bring back"), path="revive", icon="unarchive", right="publish")
    def revive(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """This brings a retired product back."""
        return self._press(request, object_id, products.revive, said=gettext("Bring back"))

    def has_publish_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Publishing has a right of its own."""
        return bool(request.user.has_perm(permissions.PUBLISH_PRODUCT))

    def _press(
        self, request: HttpRequest, object_id: int, action: Any, *, said: str
    ) -> HttpResponse:
        return press(
            request,
            Button(
                title=said,
                submit=said,
                back=_back(object_id),
                work=lambda _said: action(
                    product_id=int(object_id), by=actor_of(request), at=clock.now()
                ),
                done=gettext("Done"),
            ),
        )


def _back(object_id: int) -> str:
    return reverse("admin:catalog_product_change", args=[object_id])


def _annotate(rows: list[Any]) -> None:
    all_channels = list(channels.all_channels().values())
    codes = {channel.id: channel.code for channel in all_channels}
    ratios = queries.ratios(rows, channels=all_channels)
    states = queries.states([row.pk for row in rows])
    for row in rows:
        row.least_complete = min(ratios[row.pk].values(), default=100)
        row.shown_in = [
            codes[key] if state == "published" else f"({codes[key]})"
            for key, state in sorted(states.get(row.pk, {}).items())
            if state != "unpublished" and key in codes
        ]
