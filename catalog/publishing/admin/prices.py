"""Variants on the product screen, with what one piece costs everyone in each list."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from typing_extensions import override
from unfold import widgets

from catalog.pricing.models import Price, PriceList
from catalog.products.admin import VariantForm, VariantInline
from catalog.products.models import Product
from commerce.errors import Invalid
from commerce.money import Money, reading

PRICE = "price_"


class PricedVariantForm(VariantForm):
    """A variant with what one piece costs everyone, in each list."""

    lists: ClassVar[list[PriceList]] = []
    known: ClassVar[dict[tuple[int, int], int]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in self.lists:
            minor = self.known.get((self.instance.pk or 0, one.pk))
            if minor is not None:
                self.initial[PRICE + one.code] = str(Money(minor, one.currency))

    @override
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for one in self.lists:
            raw = cleaned.get(PRICE + one.code)
            try:
                cleaned[PRICE + one.code] = _typed(raw, one.currency) if raw else None
            except Invalid as error:
                self.add_error(PRICE + one.code, error.message)
        return cleaned


def _typed(text: str, currency: str) -> Money:
    return reading.amount(text, currency=currency, language=get_language() or "en")


class PricedVariantInline(VariantInline):
    """Variants with their prices."""

    form = PricedVariantForm

    @override
    def dressed(self, product: Product | None) -> type[VariantForm]:
        lists = _lists()
        fields = {
            PRICE + one.code: forms.CharField(
                label=f"{one.name} ({one.currency})",
                required=False,
                max_length=24,
                widget=widgets.UnfoldAdminTextInputWidget(),
            )
            for one in lists
        }
        more = {"lists": lists, "known": _standing(product, lists)}
        return type("PricedForm", (super().dressed(product),), {**fields, **more})

    @override
    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        first, *rest = super().get_fields(request, obj)
        return [first, *(PRICE + one.code for one in _lists()), *rest]


def _lists() -> list[PriceList]:
    return list(PriceList.objects.filter(active=True).order_by("channel_id", "-priority"))


def _standing(product: Product | None, lists: Sequence[PriceList]) -> dict[tuple[int, int], int]:
    """Prices for everyone and one piece, without a schedule."""
    if product is None:
        return {}
    rows = Price.objects.filter(
        variant__product=product,
        price_list__in=[one.pk for one in lists],
        price_group="",
        min_quantity=1,
        starts_at__isnull=True,
    )
    return {
        (variant, price_list): minor
        for variant, price_list, minor in rows.values_list(
            "variant_id", "price_list_id", "amount_minor"
        )
    }
