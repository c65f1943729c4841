"""Index of the staff screens of every room in inventory."""

from django.utils.translation import gettext_lazy as _

from commerce.staff import duties
from commerce.staff.duties import Duty
from inventory.reservations import admin as reservations
from inventory.shipping import admin as shipping
from inventory.shipping.models import Parcel
from inventory.sourcing import admin as sourcing
from inventory.stock import admin as stock
from inventory.stores import admin as stores
from inventory.warehouses import admin as warehouses

__all__ = ["reservations", "shipping", "sourcing", "stock", "stores", "warehouses"]

duties.wait(
    Duty(
        title=_("Parcels whose label could not be bought"),
        model="inventory.Parcel",
        query="state__exact=planned",
        rows=lambda: Parcel.objects.filter(state="planned").exclude(label_error=""),
        urgent=True,
    ),
    Duty(
        title=_("Parcels that were lost"),
        model="inventory.Parcel",
        query="state__exact=lost",
        rows=lambda: Parcel.objects.filter(state="lost"),
        urgent=True,
    ),
)
