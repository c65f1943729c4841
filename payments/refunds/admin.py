"""Staff give money back, and try failed refunds again."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from typing_extensions import override
from unfold.contrib.filters.admin import RangeDateTimeFilter
from unfold.decorators import action
from unfold.widgets import UnfoldAdminTextInputWidget

from commerce import clock, db
from commerce.errors import Anticipated
from commerce.http.context import actor_of
from commerce.money import Money, reading
from commerce.staff.screens import ReadOnlyAdmin
from payments import permissions
from payments.collecting import queries as collecting
from payments.collecting.admin import AmountDialog, AskDialog, PaymentScreen, click, worded
from payments.collecting.models import Payment
from payments.refunds import actions
from payments.refunds.models import Refund


class RefundDialog(AmountDialog):
    """How much goes back, and why."""

    reason = forms.CharField(
        label=_("Reason"), min_length=3, max_length=200, widget=UnfoldAdminTextInputWidget
    )

    @override
    def left(self, row: Payment) -> Money:
        return collecting.free_to_refund(row)


@admin.register(Payment)
class PaymentAdmin(PaymentScreen):
    """Payments, with the button that gives money back."""

    actions_detail = [*PaymentScreen.actions_detail, "refund"]

    @action(  # type: ignore[untyped-decorator]
        description=_("Refund"),
        url_path="refund",
        permissions=["refund"],
        dialog={
            "title": _("Refund"),
            "description": _("Gives money back to where it came from."),
            "form_class": RefundDialog,
            "form_submit_text": _("Refund"),
        },
    )
    def refund(self, request: HttpRequest, form: Any, object_id: int) -> HttpResponse:
        """This asks for money to go back."""
        row = collecting.get_payment(int(object_id))
        wanted = form.cleaned_data

        def ask() -> None:
            with db.transaction():
                actions.request_refund(
                    payment_id=row.pk,
                    amount=reading.amount(
                        wanted["amount"], currency=row.currency, language=get_language() or "en"
                    ),
                    key=click(row, wanted["amount"], "refund"),
                    reason=wanted["reason"],
                    by=actor_of(request),
                    at=clock.now(),
                )

        return self.done(request, object_id, ask, said=gettext("The refund is under way"))

    def has_refund_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Refunding has a right of its own, and needs money that was taken."""
        if not request.user.has_perm(permissions.REFUND_PAYMENT):
            return False
        row = Payment.objects.filter(pk=object_id).first() if object_id is not None else None
        return object_id is None or (row is not None and bool(collecting.free_to_refund(row)))


@admin.register(Refund)
class RefundAdmin(ReadOnlyAdmin):
    """Refunds and how they went."""

    list_display = [
        "public_id",
        "order",
        "state",
        "worded_amount",
        "reason",
        "by",
        "requested_at",
        "issued_at",
    ]
    list_filter = ["state", ("requested_at", RangeDateTimeFilter)]
    list_select_related = ["payment"]
    search_fields = ["=public_id", "=payment__order_number", "=reference"]
    ordering = ["-id"]
    fields = [
        "public_id",
        "payment",
        "state",
        "worded_amount",
        "worded_tax",
        "shipped",
        "reason",
        "reference",
        "error",
        "by",
        "requested_at",
        "issued_at",
    ]
    readonly_fields = ["worded_amount", "worded_tax"]
    actions_detail = ["retry"]

    @admin.display(description=_("Order"))
    def order(self, row: Refund) -> str:
        """The order the money was for."""
        return row.payment.order_number

    @admin.display(description=_("Amount"))
    def worded_amount(self, row: Refund) -> str:
        """The amount that goes back."""
        return worded(row.amount)

    @admin.display(description=_("Tax"))
    def worded_tax(self, row: Refund) -> str:
        """The tax within it."""
        return worded(row.tax)

    @action(  # type: ignore[untyped-decorator]
        description=_("Try again"),
        url_path="retry",
        permissions=["retry"],
        dialog={
            "title": _("Try again"),
            "description": _("Asks the provider once more, under a new key."),
            "form_class": AskDialog,
            "form_submit_text": _("Try again"),
        },
    )
    def retry(self, request: HttpRequest, form: Any, object_id: int) -> HttpResponse:
        """This tries a failed refund again."""
        try:
            with db.transaction():
                actions.retry(refund_id=int(object_id), by=actor_of(request), at=clock.now())
        except Anticipated as error:
            messages.error(request, error.message)
        else:
            messages.success(request, gettext("The refund is under way"))
        path = reverse("admin:payments_refund_change", args=[object_id])
        answer = redirect(path)
        answer["HX-Redirect"] = path
        return answer

    def has_retry_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Only failed refunds, by those who may refund."""
        failed = object_id is None or Refund.objects.filter(pk=object_id, state="failed").exists()
        return failed and request.user.has_perm(permissions.REFUND_PAYMENT)
