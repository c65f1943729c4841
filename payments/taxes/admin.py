"""Staff keep tax classes and rates."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from commerce.staff.screens import StaffAdmin
from payments.taxes import queries
from payments.taxes.models import TaxClass, TaxRate


@admin.register(TaxClass)
class TaxClassAdmin(StaffAdmin):
    """Kinds of goods that are taxed alike."""

    list_display = ["code", "name"]
    search_fields = ["code", "name"]


@admin.register(TaxRate)
class TaxRateAdmin(StaffAdmin):
    """Rates by country and class; a new rate is a new row from its first day on."""

    list_display = ["country", "tax_class", "percent", "kind", "valid_from"]
    list_filter = ["country", "tax_class", "kind"]
    list_select_related = ["tax_class"]
    search_fields = ["country"]

    @admin.display(description=_("Rate"), ordering="rate")
    def percent(self, row: TaxRate) -> str:
        """The rate in percent."""
        return f"{(row.rate * 100).normalize():f} %"

    @override
    def save_model(self, request: HttpRequest, obj: TaxRate, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        queries.forget()

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Orders of the past were taxed by it."""
        return False
