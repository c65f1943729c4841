"""Staff keep delivery methods, and move parcels along."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from typing_extensions import override
from unfold.admin import TabularInline

from commerce import clock
from commerce.staff import buttons
from commerce.staff.screens import ReadOnlyAdmin, ReadOnlyInline, StaffAdmin
from inventory import permissions
from inventory.shipping import actions, queries
from inventory.shipping.models import DeliveryMethod, DeliveryRate, Parcel, ParcelLine
from inventory.shipping.states import ParcelFlow
from inventory.stock import queries as stock

COLORS = {
    "planned": "info",
    "labeled": "info",
    "dispatched": "warning",
    "delivered": "success",
    "lost": "danger",
    "returned": "danger",
}


class RateInline(TabularInline):  # type: ignore[misc]
    """What a method costs where."""

    model = DeliveryRate
    extra = 0
    fields = [
        "zone",
        "countries",
        "currency",
        "price_minor",
        "free_from_minor",
        "weight_from",
        "weight_to",
        "extra_days",
    ]


@admin.register(DeliveryMethod)
class DeliveryMethodAdmin(StaffAdmin):
    """Ways to deliver, with their rates in minor units of each currency."""

    list_display = ["name", "code", "carrier", "days_min", "days_max", "active", "position"]
    list_filter = ["active", "carrier"]
    search_fields = ["name", "code"]
    inlines = [RateInline]


class ParcelLineInline(ReadOnlyInline):
    """What is inside."""

    model = ParcelLine
    fields = ["sku", "quantity"]
    readonly_fields = ["sku"]

    @override
    def get_queryset(self, request: HttpRequest) -> Any:
        return stock.with_sku(super().get_queryset(request))

    @buttons.column(title="SKU")
    def sku(self, row: Any) -> str:
        """This is the variant's SKU."""
        return str(row.sku_text or "")


class TrackingForm(buttons.ButtonForm):
    """The number on a label bought by hand."""

    tracking_number = forms.CharField(label=gettext_lazy("Tracking number"), max_length=60)


class WhyForm(buttons.ButtonForm):
    """Why."""

    reason = forms.CharField(label=gettext_lazy("Reason"), min_length=3, max_length=300)


@admin.register(Parcel)
class ParcelAdmin(ReadOnlyAdmin):
    """Parcels; their next steps are buttons."""

    list_display = [
        "public_id",
        "order_number",
        "status",
        "warehouse",
        "carrier",
        "tracking_number",
        "dispatched_at",
        "delivered_at",
    ]
    list_filter = ["state", "warehouse", "carrier", "channel"]
    list_select_related = ["warehouse"]
    search_fields = ["public_id", "order_number", "tracking_number"]
    ordering = ["-id"]
    exclude = ["label"]
    inlines = [ParcelLineInline]
    actions_detail = [
        "print_label",
        "buy_label",
        "note_tracking",
        "dispatch_parcel",
        "deliver",
        "lose",
        "give_back",
        "cancel",
    ]

    def has_ship_permission(self, request: HttpRequest, *_: Any) -> bool:
        """This asks for the right to move parcels along."""
        return request.user.has_perm(permissions.SHIP_PARCEL)

    @buttons.column(title=gettext_lazy("state"), label=COLORS, order="state")
    def status(self, row: Parcel) -> tuple[str, str]:
        """This words the parcel's state."""
        return row.state, row.get_state_display()

    @override
    def get_actions_detail(self, request: HttpRequest, object_id: int) -> Any:
        parcel = Parcel.objects.filter(pk=object_id).first()
        found = super().get_actions_detail(request, object_id)
        return [one for one in found if parcel is not None and _fits(parcel, one.action_name)]

    @buttons.step(title=gettext_lazy("Print label"), path="print", icon="print", right="ship")
    def print_label(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """This is the label as a picture of its own."""
        return HttpResponse(
            queries.get_parcel(parcel_id=object_id).label,
            content_type="image/svg+xml",
            headers={"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"},
        )

    @buttons.step(title=gettext_lazy("Buy label"), path="label", icon="label", right="ship")
    def buy_label(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """This asks the carrier now."""
        return _press(
            request,
            object_id,
            title=_("Buy label"),
            work=lambda _form: actions.buy_label(parcel_id=object_id),
            outside=True,
        )

    @buttons.step(
        title=gettext_lazy("Note tracking number"), path="tracking", icon="edit", right="ship"
    )
    def note_tracking(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """This takes the number of a label bought by hand."""
        return _press(
            request,
            object_id,
            title=_("Note tracking number"),
            form=TrackingForm,
            work=lambda form: actions.record_tracking(
                parcel_id=object_id,
                tracking_number=form["tracking_number"],
                at=clock.now(),
                by=_actor(request),
            ),
        )

    @buttons.step(
        title=gettext_lazy("Dispatch"), path="dispatch", icon="local_shipping", right="ship"
    )
    def dispatch_parcel(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """This hands the parcel to its carrier."""
        return _press(
            request,
            object_id,
            title=_("Dispatch"),
            work=lambda _form: actions.dispatch(
                parcel_id=object_id, at=clock.now(), by=_actor(request)
            ),
        )

    @buttons.step(title=gettext_lazy("Delivered"), path="deliver", icon="home", right="ship")
    def deliver(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """This notes that it arrived."""
        return _press(
            request,
            object_id,
            title=_("Delivered"),
            work=lambda _form: actions.deliver(
                parcel_id=object_id, at=clock.now(), by=_actor(request)
            ),
        )

    @buttons.step(title=gettext_lazy("Lost"), path="lose", icon="help", right="ship")
    def lose(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """This notes that the carrier lost it."""
        return _press(
            request,
            object_id,
            title=_("Lost"),
            form=WhyForm,
            work=lambda form: actions.lose(
                parcel_id=object_id, reason=form["reason"], at=clock.now(), by=_actor(request)
            ),
        )

    @buttons.step(title=gettext_lazy("Came back"), path="return", icon="undo", right="ship")
    def give_back(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """This notes that it came back undelivered."""
        return _press(
            request,
            object_id,
            title=_("Came back"),
            form=WhyForm,
            work=lambda form: actions.give_back(
                parcel_id=object_id, reason=form["reason"], at=clock.now(), by=_actor(request)
            ),
        )

    @buttons.step(title=gettext_lazy("Call off"), path="cancel", icon="cancel", right="ship")
    def cancel(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """This calls off a parcel that has not left."""
        return _press(
            request,
            object_id,
            title=_("Call off"),
            form=WhyForm,
            work=lambda form: actions.cancel_parcel(
                parcel_id=object_id, reason=form["reason"], at=clock.now(), by=_actor(request)
            ),
        )


_MOVES = {
    "dispatch_parcel": "dispatch",
    "deliver": "deliver",
    "lose": "lose",
    "give_back": "return",
    "cancel": "cancel",
    "buy_label": "label",
    "note_tracking": "label",
}


def _fits(parcel: Parcel, action_name: str) -> bool:
    name = next((one for one in _MOVES if action_name.endswith(one)), "")
    return ParcelFlow.allows(parcel.state, _MOVES[name]) if name else bool(parcel.label)


def _press(
    request: HttpRequest,
    object_id: int,
    *,
    title: str,
    work: Callable[[dict[str, Any]], object],
    form: type[buttons.ButtonForm] = buttons.ButtonForm,
    outside: bool = False,
) -> HttpResponse:
    parcel = queries.get_parcel(parcel_id=object_id)
    button = buttons.Button(
        title=f"{title}: {parcel.public_id}",
        submit=title,
        back=reverse("admin:inventory_parcel_change", args=[object_id]),
        work=work,
        done=_("Done."),
        form=form,
        explanation=_("Order %(order)s, from %(place)s, %(state)s.")
        % {
            "order": parcel.order_number,
            "place": parcel.warehouse.name,
            "state": parcel.get_state_display(),
        },
        outside=outside,
    )
    return buttons.press(request, button)


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]
