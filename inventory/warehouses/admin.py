"""Staff keep the list of places."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from commerce.staff.screens import StaffAdmin
from inventory.warehouses.models import Warehouse


@admin.register(Warehouse)
class WarehouseAdmin(StaffAdmin):
    """Places that keep stock."""

    list_display = ["name", "code", "kind", "city", "country", "ships", "active", "priority"]
    list_filter = ["kind", "country", "active"]
    search_fields = ["name", "code", "city"]
    fieldsets = [
        (None, {"fields": ["code", "name", "kind", "active", "ships", "priority"]}),
        (
            _("Address"),
            {"fields": ["line1", ("postcode", "city"), ("country", "phone")]},
        ),
        (_("On the map"), {"fields": [("latitude", "longitude")]}),
        (
            _("Clock"),
            {"fields": [("time_zone", "cut_off", "handling_days")]},
        ),
    ]
