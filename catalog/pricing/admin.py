"""Staff keep price lists and prices; setting and removing are actions, the journal is shown."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from typing_extensions import override
from unfold.widgets import UnfoldAdminTextInputWidget

from catalog.pricing import actions
from catalog.pricing.models import Price, PriceList, PricePoint
from catalog.pricing.rules import Offer
from catalog.products.models import Variant
from commerce import clock
from commerce.channels import queries as channels
from commerce.errors import Invalid
from commerce.http.context import actor_of
from commerce.money import Money, reading
from commerce.money.wording import in_words
from commerce.staff.screens import ActingAdmin, ReadOnlyAdmin


@admin.register(PriceList)
class PriceListAdmin(ActingAdmin):
    """Price lists; they show tax and currency as their channel does."""

    list_display: ClassVar = ["name", "code", "channel", "currency", "priority", "active"]
    list_filter: ClassVar = ["channel", "active"]
    list_select_related: ClassVar = ["channel"]
    search_fields: ClassVar = ["name", "code"]
    fields: ClassVar = ["code", "name", "channel", "priority", "active", "currency", "includes_tax"]

    @override
    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*(["code", "channel"] if obj else []), "currency", "includes_tax"]

    @override
    def save_model(self, request: HttpRequest, obj: PriceList, form: Any, change: bool) -> None:
        row = actions.save_list(
            code=obj.code,
            name=obj.name,
            channel=channels.get_channel_by_id(obj.channel_id),
            priority=obj.priority,
            active=obj.active,
            by=actor_of(request),
            at=clock.now(),
        )
        obj.pk = row.pk

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class PriceForm(forms.ModelForm):
    """A price in major units of its list's currency."""

    amount = forms.CharField(label=_("Price"), max_length=24, widget=UnfoldAdminTextInputWidget())
    reduction = forms.BooleanField(
        label=_("This is a reduction: name the lowest price of the last 30 days"), required=False
    )

    class Meta:
        model = Price
        fields = ("price_list", "variant", "min_quantity", "price_group", "starts_at", "ends_at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["amount"] = str(self.instance.amount)
            self.initial["reduction"] = self.instance.was_minor is not None

    @override
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        price_list = cleaned.get("price_list") or getattr(self.instance, "price_list", None)
        if price_list is not None and "amount" in cleaned:
            try:
                amount = reading.amount(
                    cleaned["amount"], currency=price_list.currency, language=get_language() or "en"
                )
                self.instance.amount_minor = amount.minor
            except Invalid as error:
                self.add_error("amount", error.message)
        return cleaned


@admin.register(Price)
class PriceAdmin(ActingAdmin):
    """Prices of all lists, tiers, groups and schedules included."""

    form = PriceForm
    list_display: ClassVar = [
        "variant", "price_list", "worded", "was", "min_quantity", "price_group", "starts_at", "ends_at",
    ]  # fmt: skip
    list_filter: ClassVar = ["price_list"]
    list_select_related: ClassVar = ["variant", "price_list"]
    search_fields: ClassVar = ["=variant__sku", "variant__sku__istartswith"]
    autocomplete_fields: ClassVar = ["variant"]
    ordering: ClassVar = ["-id"]
    fieldsets: ClassVar = [
        (None, {"fields": ["price_list", "variant", "amount", "reduction"]}),
        (
            _("For whom and when"),
            {"fields": [("min_quantity", "price_group"), ("starts_at", "ends_at")]},
        ),
    ]

    @override
    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["price_list", "variant", "min_quantity", "price_group", "starts_at"] if obj else []

    @override
    def save_model(self, request: HttpRequest, obj: Price, form: Any, change: bool) -> None:
        row = actions.set_price(
            price_list=obj.price_list,
            variant_id=obj.variant_id,
            amount=Money(obj.amount_minor, obj.price_list.currency),
            offer=Offer(
                key=0,
                priority=0,
                amount=obj.amount_minor,
                min_quantity=obj.min_quantity,
                price_group=obj.price_group,
                starts_at=obj.starts_at,
                ends_at=obj.ends_at,
            ),
            reduction=form.cleaned_data["reduction"],
            by=actor_of(request),
            at=clock.now(),
        )
        obj.pk = row.pk

    @override
    def delete_model(self, request: HttpRequest, obj: Price) -> None:
        actions.remove_price(price_id=obj.pk, by=actor_of(request), at=clock.now())

    @override
    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[Price]") -> None:
        for key in queryset.values_list("pk", flat=True):
            actions.remove_price(price_id=key, by=actor_of(request), at=clock.now())

    @override
    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self.within_transaction(request, super().delete_view, *args, **kwargs)

    @override
    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self.within_transaction(request, super().changelist_view, *args, **kwargs)

    @admin.display(description=_("Price"), ordering="amount_minor")
    def worded(self, row: Price) -> str:
        """The price in words."""
        return in_words(row.amount, "en")

    @admin.display(description=_("Before"))
    def was(self, row: Price) -> str:
        """The price before the reduction."""
        if row.was_minor is None:
            return ""
        return in_words(Money(row.was_minor, row.price_list.currency), "en")


@admin.register(PricePoint)
class PricePointAdmin(ReadOnlyAdmin):
    """The journal of prices: who changed what, when."""

    list_display: ClassVar = [
        "at",
        "sku",
        "price_list",
        "worded",
        "min_quantity",
        "price_group",
        "by",
    ]
    list_filter: ClassVar = ["price_list"]
    list_select_related: ClassVar = ["price_list"]
    search_fields: ClassVar = ["sku__istartswith", "=variant_id"]
    ordering: ClassVar = ["-id"]

    @override
    def get_queryset(self, request: HttpRequest) -> QuerySet[PricePoint]:
        skus = Variant.objects.filter(pk=OuterRef("variant_id")).values("sku")
        found: QuerySet[PricePoint] = super().get_queryset(request)
        return found.annotate(sku=Subquery(skus))

    @admin.display(description="SKU")
    def sku(self, row: Any) -> str:
        """The variant, as long as there is one of that key."""
        return str(row.sku or row.variant_id)

    @admin.display(description=_("Price"))
    def worded(self, row: PricePoint) -> str:
        """The price from then on."""
        if row.amount_minor is None:
            return "\u2013"
        return in_words(Money(row.amount_minor, row.price_list.currency), "en")
