"""Staff ask "why is this 47?", receive, correct and move stock, and let go of holds."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from typing_extensions import override

from commerce import clock
from commerce.errors import Anticipated
from commerce.money import reading
from commerce.staff import buttons
from commerce.staff.screens import ActingAdmin, ReadOnlyAdmin, ReadOnlyInline
from inventory import contracts, permissions
from inventory.reservations import actions as reservation_actions
from inventory.reservations import queries
from inventory.reservations.models import Reservation, ReservedLine
from inventory.stock import actions as stock_actions
from inventory.stock import queries as stock
from inventory.stock.models import Level
from inventory.warehouses.models import Warehouse

REASONS = [
    ("counted", gettext_lazy("Counted")),
    ("damaged", gettext_lazy("Damaged")),
    ("lost", gettext_lazy("Lost")),
    ("found", gettext_lazy("Found")),
    ("sample", gettext_lazy("Taken as a sample")),
    ("expired", gettext_lazy("Out of date")),
]


class ReceiveForm(buttons.ButtonForm):
    """Pieces that arrived."""

    quantity = forms.IntegerField(label=gettext_lazy("Pieces"), min_value=1, max_value=10_000_000)
    amount = forms.CharField(label=gettext_lazy("Cost of one piece"), max_length=20)
    currency = forms.CharField(label=gettext_lazy("Currency"), min_length=3, max_length=3)
    reference = forms.CharField(label=gettext_lazy("Delivery note"), max_length=120)


class AdjustForm(buttons.ButtonForm):
    """A signed correction and why."""

    quantity = forms.IntegerField(
        label=gettext_lazy("Change"),
        help_text=gettext_lazy("More pieces than the books say: 3. Fewer: -3."),
        min_value=-10_000_000,
        max_value=10_000_000,
    )
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=REASONS)
    note = forms.CharField(label=gettext_lazy("Note"), max_length=160, required=False)


class TransferForm(buttons.ButtonForm):
    """How many go where."""

    quantity = forms.IntegerField(label=gettext_lazy("Pieces"), min_value=1, max_value=10_000_000)
    to_code = forms.ChoiceField(label=gettext_lazy("To"))
    note = forms.CharField(label=gettext_lazy("Note"), max_length=160, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        places = Warehouse.objects.active().values_list("code", "name")
        self.base_fields["to_code"].choices = list(places)  # type: ignore[attr-defined]
        super().__init__(*args, **kwargs)


class ReleaseForm(buttons.ButtonForm):
    """Why a hold is let go."""

    reason = forms.CharField(label=gettext_lazy("Reason"), min_length=5, max_length=300)


class StockedFilter(admin.SimpleListFilter):
    """What can be sold: none, only later, few, plenty."""

    title = gettext_lazy("availability")
    parameter_name = "stocked"

    @override
    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("none", _("Nothing to sell")),
            ("later", _("Only what is still to come")),
            ("few", _("Few left")),
            ("plenty", _("Plenty")),
            ("promised", _("With promises")),
        ]

    @override
    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return stock.stocked(queryset, self.value() or "")


@admin.register(Level)
class LevelAdmin(ActingAdmin):
    """What lies where, and why; the numbers change by buttons that write movements."""

    list_display = ["sku", "warehouse", "on_hand", "allocated", "held", "left", "availability"]
    list_filter = ["warehouse", StockedFilter]
    list_select_related = ["warehouse"]
    search_fields = ["variant__sku"]
    ordering = ["variant_id", "warehouse_id"]
    fields = [("backorder_ceiling", "low_at")]
    actions_detail = ["receive", "adjust", "transfer"]
    change_form_outer_after_template = "admin/inventory/explanation.html"
    warn_unsaved_form = False

    @override
    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("warehouse", "variant")

    @override
    def save_model(self, request: HttpRequest, obj: Level, form: Any, change: bool) -> None:
        """The row as it was read is not written back: others promise and move its pieces meanwhile."""
        limits = contracts.Limits(
            variant_id=obj.variant_id,
            warehouse_code=obj.warehouse.code,
            backorder_ceiling=form.cleaned_data["backorder_ceiling"],
            low_at=form.cleaned_data["low_at"],
        )
        stock_actions.set_limits(limits=limits, at=clock.now())

    @override
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_receive_permission(self, request: HttpRequest, *_: Any) -> bool:
        """This asks for the right to book goods that arrive."""
        return request.user.has_perm(permissions.RECEIVE_STOCK)

    def has_adjust_permission(self, request: HttpRequest, *_: Any) -> bool:
        """This asks for the right to correct stock."""
        return request.user.has_perm(permissions.ADJUST_STOCK)

    def has_transfer_permission(self, request: HttpRequest, *_: Any) -> bool:
        """This asks for the right to move stock."""
        return request.user.has_perm(permissions.TRANSFER_STOCK)

    @buttons.column(title="SKU", order="variant__sku")
    def sku(self, row: Level) -> str:
        """This is the variant's SKU."""
        return str(row.variant)

    @buttons.column(title=gettext_lazy("sellable"))
    def left(self, row: Level) -> str:
        """This is what can still be promised."""
        found = stock.standing(row).sellable
        return _("no limit") if found is None else str(found)

    @buttons.column(
        title=gettext_lazy("availability"),
        label={"none": "danger", "later": "info", "few": "warning", "plenty": "success"},
    )
    def availability(self, row: Level) -> tuple[str, str]:
        """This words what can be sold."""
        found = stock.band_of(row)
        words = {
            "none": _("Nothing to sell"),
            "later": _("Only what is still to come"),
            "few": _("Few left"),
            "plenty": _("Plenty"),
        }
        return found, words[found]

    @override
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        level = self.get_object(request, object_id) if object_id else None
        more = dict(extra_context or {})
        if level is not None:
            more["explanation"] = queries.explain(
                variant_id=level.variant_id, warehouse_code=level.warehouse.code
            )
            more["subtitle"] = f"{level.variant} · {level.warehouse}"
        return super().changeform_view(request, object_id, form_url, more)

    @buttons.step(title=gettext_lazy("Receive"), path="receive", icon="add_box", right="receive")
    def receive(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """This books pieces that arrived."""
        level = _level(object_id)

        def work(form: dict[str, Any]) -> None:
            receipt = contracts.Receipt(
                variant_id=level.variant_id,
                warehouse_code=level.warehouse.code,
                quantity=form["quantity"],
                unit_cost=reading.amount(
                    form["amount"],
                    currency=form["currency"].upper(),
                    language=get_language() or "en",
                ),
                reference=form["reference"],
            )
            stock_actions.receive(receipts=[receipt], at=clock.now(), by=_actor(request))

        return _press(request, level, title=_("Receive"), form=ReceiveForm, work=work)

    @buttons.step(title=gettext_lazy("Correct"), path="adjust", icon="edit_note", right="adjust")
    def adjust(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """This corrects the number, with a reason."""
        level = _level(object_id)

        def work(form: dict[str, Any]) -> None:
            note = f": {form['note']}" if form["note"] else ""
            stock_actions.adjust(
                variant_id=level.variant_id,
                warehouse_code=level.warehouse.code,
                quantity_delta=form["quantity"],
                reason=f"{form['reason']}{note}",
                at=clock.now(),
                by=_actor(request),
            )

        return _press(request, level, title=_("Correct"), form=AdjustForm, work=work)

    @buttons.step(
        title=gettext_lazy("Transfer"), path="transfer", icon="swap_horiz", right="transfer"
    )
    def transfer(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """This moves pieces to another warehouse."""
        level = _level(object_id)

        def work(form: dict[str, Any]) -> None:
            goods = stock_actions.Transfer(
                variant_id=level.variant_id,
                from_code=level.warehouse.code,
                to_code=form["to_code"],
                quantity=form["quantity"],
            )
            stock_actions.transfer(
                goods=goods, reason=form["note"], at=clock.now(), by=_actor(request)
            )

        return _press(request, level, title=_("Transfer"), form=TransferForm, work=work)


class ReservedLineInline(ReadOnlyInline):
    """What is set aside where."""

    model = ReservedLine

    @override
    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("level__variant", "level__warehouse")

    fields = ["level", "quantity", "open"]


@admin.register(Reservation)
class ReservationAdmin(ReadOnlyAdmin):
    """Goods set aside; a hold may be let go by hand."""

    list_display = [
        "reference",
        "order_number",
        "state",
        "channel",
        "strategy",
        "created_at",
        "until",
        "by",
    ]
    list_filter = ["state", "channel", "strategy"]
    search_fields = ["reference", "order_number"]
    inlines = [ReservedLineInline]
    ordering = ["-id"]
    actions_detail = ["let_go"]

    def has_let_go_permission(self, request: HttpRequest, *_: Any) -> bool:
        """This asks for the right to let go of holds."""
        return request.user.has_perm(permissions.RELEASE_RESERVATION)

    @buttons.step(title=gettext_lazy("Let go"), path="let-go", icon="lock_open", right="let_go")
    def let_go(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """This frees a hold before its deadline; goods of an order are freed by canceling the order."""
        row = Reservation.objects.get(pk=object_id)

        def work(form: dict[str, Any]) -> None:
            if row.state != "held":
                message = _("Only holds of checkouts are let go here; cancel the order instead.")
                raise Anticipated(message)
            reservation_actions.release(
                reference=row.reference,
                reason=form["reason"],
                at=clock.now(),
                by=_actor(request),
            )

        button = buttons.Button(
            title=_("Let go of %s") % row.reference,
            submit=_("Let go"),
            back=reverse("admin:inventory_reservation_change", args=[object_id]),
            work=work,
            done=_("The goods are free again."),
            form=ReleaseForm,
        )
        return buttons.press(request, button)


def _level(object_id: int) -> Level:
    return Level.objects.select_related("warehouse", "variant").get(pk=object_id)


def _press(
    request: HttpRequest,
    level: Level,
    *,
    title: str,
    form: type[buttons.ButtonForm],
    work: Any,
) -> HttpResponse:
    button = buttons.Button(
        title=f"{title}: {level.variant} · {level.warehouse}",
        submit=title,
        back=reverse("admin:inventory_level_change", args=[level.pk]),
        work=work,
        done=_("Booked."),
        form=form,
        explanation=_("%(on_hand)s lie here, %(promised)s of them are promised.")
        % {"on_hand": level.on_hand, "promised": level.allocated + level.held},
    )
    return buttons.press(request, button)


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]
