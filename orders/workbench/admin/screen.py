"""The list of orders, and the desk on which one of them is carried out."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from typing_extensions import override
from unfold.contrib.filters.admin import RangeDateTimeFilter

from commerce import clock, ids
from commerce.errors import Anticipated
from commerce.http.context import actor_of
from commerce.money import wording
from commerce.staff.buttons import column
from commerce.staff.screens import ReadOnlyAdmin
from orders.order import models
from orders.order.models import Order
from orders.workbench import rules
from orders.workbench.admin import steps
from orders.workbench.queries import sheet, words

COLORS = {
    "paid": "success",
    "delivered": "success",
    "completed": "success",
    "shipped": "info",
    "partially_shipped": "info",
    "partially_paid": "info",
    "authorized": "warning",
    "unfulfilled": "warning",
    "placed": "info",
    "voided": "danger",
    "canceled": "danger",
    "refunded": "danger",
    "partially_refunded": "danger",
}
WITH_FORM = ("hold", "cancel", "cancel_lines", "receive", "refund", "collect", "shelve")


class _StateFilter(admin.SimpleListFilter):
    states: tuple[str, ...] = ()

    @override
    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(state, words.of(state)) for state in self.states]

    @override
    def queryset(self, request: HttpRequest, queryset: "QuerySet[Order]") -> "QuerySet[Order]":
        value = self.value()
        return queryset.filter(**{str(self.parameter_name): value}) if value else queryset


class PaymentFilter(_StateFilter):
    """How far the money is."""

    title, parameter_name, states = _("payment"), "payment_state", models.PAYMENT_STATES


class FulfillmentFilter(_StateFilter):
    """How far the goods are."""

    title = _("fulfillment")
    parameter_name, states = "fulfillment_state", models.FULFILLMENT_STATES


class CappedPaginator(Paginator):
    """Counts up to ten thousand rows and no further: nobody pages through more, and counting costs."""

    most = 10_000

    @override
    @cached_property
    def count(self) -> int:
        """How many rows there are, up to the most anybody wants to know of."""
        rows = self.object_list
        if isinstance(rows, QuerySet):
            return rows.order_by()[: self.most].count()
        return len(rows)


@admin.register(Order)
class OrderScreen(ReadOnlyAdmin):
    """Orders: found by number, person or article; carried out on one screen."""

    list_display = [
        "number",
        "placed_at",
        "customer_name",
        "payment",
        "fulfillment",
        "amount",
        "channel",
        "standing",
    ]
    list_filter = [
        PaymentFilter,
        FulfillmentFilter,
        "state",
        "channel",
        "payment_method",
        ("hold_reason", admin.EmptyFieldListFilter),
        ("placed_at", RangeDateTimeFilter),
    ]
    list_select_related = ["channel"]
    search_fields = ["=number", "=public_id", "=email", "customer_name"]
    search_help_text = _("Number, e-mail address or name")
    ordering = ["-id"]
    paginator = CappedPaginator

    @column(title=_("Payment"), label=COLORS)
    def payment(self, row: Order) -> tuple[str, str]:
        """How far the money is."""
        return row.payment_state, words.of(row.payment_state)

    @column(title=_("Fulfillment"), label=COLORS)
    def fulfillment(self, row: Order) -> tuple[str, str]:
        """How far the goods are."""
        return row.fulfillment_state, words.of(row.fulfillment_state)

    @column(title=_("Total"), order="total_minor")
    def amount(self, row: Order) -> str:
        """What it costs."""
        return wording.in_words(row.total, "en")

    @column(title=_("State"), label=COLORS)
    def standing(self, row: Order) -> tuple[str, str]:
        """Where it stands; held ones say so."""
        held = row.state == "placed" and row.hold_reason
        return ("voided", str(_("On hold"))) if held else (row.state, words.of(row.state))

    @override
    def get_urls(self) -> list[URLPattern]:
        own = [
            path(
                "<int:order_id>/do/<slug:step>/",
                self.admin_site.admin_view(require_POST(self.do)),
                name="orders_order_do",
            )
        ]
        return [*own, *super().get_urls()]

    @override
    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """This is the desk: everything about one order, the next best thing to do on top."""
        order = self.get_object(request, object_id)
        if order is None:
            raise Http404
        if not self.has_view_permission(request, order):
            raise PermissionDenied
        found = sheet.desk(order, at=clock.now())
        values = {
            **self.admin_site.each_context(request),
            "title": order.number,
            "opts": self.opts,
            "desk": found,
            "order": order,
            "key": ids.token()[:24],
            "best": _button(request, found.best),
            "others": [b for b in (_button(request, step) for step in found.others) if b],
            "badges": [
                (_("Order"), order.state, words.of(order.state)),
                (_("Payment"), order.payment_state, words.of(order.payment_state)),
                (_("Fulfillment"), order.fulfillment_state, words.of(order.fulfillment_state)),
            ],
        }
        return TemplateResponse(request, "admin/orders/desk.html", values)

    def do(self, request: HttpRequest, order_id: int, step: str) -> HttpResponse:
        """This presses one button of the desk; a refusal is shown on the desk."""
        door = steps.DOORS.get(step)
        order = Order.objects.filter(pk=order_id).first()
        if door is None or order is None:
            raise Http404
        if not all(request.user.has_perm(one) for one in steps.rights_for(step, request.POST)):
            raise PermissionDenied
        call = steps.Call(order=order, form=request.POST, at=clock.now(), by=actor_of(request))
        try:
            steps.press(door, call)
        except Anticipated as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, str(door.done))
        return HttpResponseRedirect(reverse("admin:orders_order_change", args=[order_id]))


def _button(request: HttpRequest, step: rules.Step | None) -> dict[str, Any] | None:
    if step is None:
        return None
    door = steps.DOORS[step.code]
    if not request.user.has_perm(door.right):
        return None
    return {
        "code": step.code,
        "label": door.label,
        "fulfillment_id": step.fulfillment_id,
        "warehouse": step.warehouse,
        "asks": step.code in WITH_FORM,
    }
