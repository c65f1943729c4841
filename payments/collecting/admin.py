"""Staff see a payment with its story, take promised money, book what arrived, and let go.

`payments.refunds.admin` registers the screen, after adding the button that gives money back.
"""

import hashlib
from collections.abc import Callable
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
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminTextInputWidget

from commerce import clock, db
from commerce.audit import trail
from commerce.errors import Anticipated
from commerce.http.context import actor_of
from commerce.money import Money, reading
from commerce.money.wording import in_words
from commerce.staff.screens import ReadOnlyAdmin
from payments import permissions
from payments.collecting import queries, rules
from payments.collecting.actions import capturing, letting_go, provider
from payments.collecting.models import Payment
from payments.gateways import queries as gateways


class AmountDialog(BaseDialogForm):  # type: ignore[misc]
    """An amount as decimal text; starts with all that is left."""

    amount = forms.CharField(label=_("Amount"), max_length=20, widget=UnfoldAdminTextInputWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = Payment.objects.filter(pk=self.object_id).first()
        if row is not None:
            self.fields["amount"].initial = str(self.left(row))
            self.fields["amount"].help_text = row.currency

    def left(self, row: Payment) -> Money:
        """What the dialog starts with."""
        return queries.free_to_capture(row)


class ReceiptDialog(AmountDialog):
    """An amount and the line of the bank statement that proves it."""

    document = forms.CharField(
        label=_("Bank statement line"), max_length=60, widget=UnfoldAdminTextInputWidget
    )


class ReasonDialog(BaseDialogForm):  # type: ignore[misc]
    """Why."""

    reason = forms.CharField(
        label=_("Reason"), min_length=3, max_length=100, widget=UnfoldAdminTextInputWidget
    )


class AskDialog(BaseDialogForm):  # type: ignore[misc]
    """Nothing to choose; the button is the answer."""


class PaymentScreen(ReadOnlyAdmin):
    """Payments with amounts, story, captures and refunds."""

    list_display = [
        "public_id",
        "order_number",
        "method",
        "state",
        "worded_amount",
        "worded_captured",
        "worded_refunded",
        "created_at",
    ]
    list_filter = ["state", "method", "channel", ("created_at", RangeDateTimeFilter)]
    search_fields = ["=public_id", "=order_number", "=reference", "=attempts__reference"]
    ordering = ["-id"]
    fields = [
        "public_id",
        "order_number",
        "reference",
        "channel",
        "method",
        "state",
        "label",
        "decline_message",
        "created_at",
        "authorized_at",
        "lapses_at",
    ]
    actions_detail = ["ask_provider", "capture", "receive", "void"]
    change_form_after_template = "admin/payments/payment/after.html"

    @admin.display(description=_("Amount"), ordering="amount_minor")
    def worded_amount(self, row: Payment) -> str:
        """The amount owed."""
        return worded(row.amount)

    @admin.display(description=_("Captured"), ordering="captured_minor")
    def worded_captured(self, row: Payment) -> str:
        """The amount taken."""
        return worded(row.captured)

    @admin.display(description=_("Refunded"), ordering="refunded_minor")
    def worded_refunded(self, row: Payment) -> str:
        """The amount given back."""
        return worded(row.refunded)

    @override
    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        row = Payment.objects.filter(pk=object_id).first() if object_id.isdigit() else None
        found = self.context(row) if row and self.has_view_permission(request, row) else {}
        shown: HttpResponse = super().change_view(
            request, object_id, form_url, {**(extra_context or {}), **found}
        )
        return shown

    def context(self, row: Payment) -> dict[str, Any]:
        """What the panel beneath the form shows."""
        figures = {
            gettext("Amount"): row.amount,
            gettext("Authorized"): row.authorized,
            gettext("Captured"): row.captured,
            gettext("Refunded"): row.refunded,
            gettext("Fee"): row.fee,
        }
        if row.waived:
            figures[gettext("Owed after cancellations")] = row.owed
        return {
            "figures": [(word, worded(money)) for word, money in figures.items()],
            "captures": [(one, worded(one.amount)) for one in row.captures.order_by("pk")],
            "refunds": [(one, worded(one.amount)) for one in row.refunds.order_by("pk")],
            "story": [
                (one, worded(Money(one.amount_minor, row.currency)) if one.amount_minor else "")
                for one in row.events.order_by("pk")
            ],
            "attempts": row.attempts.order_by("pk"),
            "moves": trail.moves_of(row),
        }

    @action(  # type: ignore[untyped-decorator]
        description=_("Ask provider"),
        url_path="ask",
        permissions=["capture"],
        dialog={
            "title": _("Ask the provider"),
            "description": _("Brings this payment up to what the provider knows."),
            "form_class": AskDialog,
            "form_submit_text": _("Ask"),
        },
    )
    def ask_provider(self, request: HttpRequest, form: Any, object_id: int) -> HttpResponse:
        """This asks how the payment stands."""

        def ask() -> None:
            attempt = queries.chosen_attempt(int(object_id))
            if attempt is not None:
                provider.look(attempt_id=attempt.pk, at=clock.now())
            provider.refresh(payment_id=int(object_id), at=clock.now())

        return self.done(request, object_id, ask, said=gettext("The provider was asked"))

    @action(  # type: ignore[untyped-decorator]
        description=_("Capture"),
        url_path="capture",
        permissions=["capture"],
        dialog={
            "title": _("Capture"),
            "description": _("Takes promised money now; shipments do so by themselves."),
            "form_class": AmountDialog,
            "form_submit_text": _("Capture"),
        },
    )
    def capture(self, request: HttpRequest, form: Any, object_id: int) -> HttpResponse:
        """This asks for promised money."""
        row = queries.get_payment(int(object_id))

        def ask() -> None:
            with db.transaction():
                capturing.request_capture(
                    payment_id=row.pk,
                    amount=reading.amount(
                        form.cleaned_data["amount"],
                        currency=row.currency,
                        language=get_language() or "en",
                    ),
                    key=click(row, form.cleaned_data["amount"], "capture"),
                    by=actor_of(request),
                    at=clock.now(),
                )

        return self.done(request, object_id, ask, said=gettext("The capture is under way"))

    @action(  # type: ignore[untyped-decorator]
        description=_("Record receipt"),
        url_path="receive",
        permissions=["receive"],
        dialog={
            "title": _("Money received"),
            "description": _("For invoices and bank transfers."),
            "form_class": ReceiptDialog,
            "form_submit_text": _("Record"),
        },
    )
    def receive(self, request: HttpRequest, form: Any, object_id: int) -> HttpResponse:
        """This records money that arrived at the bank; one statement line counts once."""
        row = queries.get_payment(int(object_id))

        def record() -> None:
            with db.transaction():
                capturing.record_receipt(
                    payment_id=row.pk,
                    amount=reading.amount(
                        form.cleaned_data["amount"],
                        currency=row.currency,
                        language=get_language() or "en",
                    ),
                    key=f"statement:{form.cleaned_data['document']}",
                    by=actor_of(request),
                    at=clock.now(),
                )

        return self.done(request, object_id, record, said=gettext("The receipt is recorded"))

    @action(  # type: ignore[untyped-decorator]
        description=_("Void"),
        url_path="void",
        permissions=["void"],
        dialog={
            "title": _("Void"),
            "description": _(
                "Lets go of what is promised and not captured. This cannot be undone."
            ),
            "form_class": ReasonDialog,
            "form_submit_text": _("Void"),
        },
    )
    def void(self, request: HttpRequest, form: Any, object_id: int) -> HttpResponse:
        """This lets promised money go."""

        def let_go() -> None:
            with db.transaction():
                letting_go.void(
                    payment_id=int(object_id),
                    reason=form.cleaned_data["reason"],
                    by=actor_of(request),
                    at=clock.now(),
                )

        return self.done(request, object_id, let_go, said=gettext("The payment is let go"))

    def has_capture_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Capturing has a right of its own, and needs money that is promised by card."""
        return request.user.has_perm(permissions.CAPTURE_PAYMENT) and _held(object_id, card=True)

    def has_receive_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Booking receipts is the bookkeeper's."""
        return request.user.has_perm(permissions.RECEIVE_PAYMENT) and _held(object_id, card=False)

    def has_void_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Voiding has a right of its own."""
        return request.user.has_perm(permissions.VOID_PAYMENT) and _in(
            object_id, (*rules.WAITING, *rules.HELD)
        )

    def done(
        self, request: HttpRequest, object_id: object, work: Callable[[], None], *, said: str
    ) -> HttpResponse:
        """This does one thing, says how it went, and returns to the payment."""
        try:
            work()
        except Anticipated as error:
            messages.error(request, error.message)
        else:
            messages.success(request, said)
        path = reverse("admin:payments_payment_change", args=[object_id])
        answer = redirect(path)
        answer["HX-Redirect"] = path
        return answer


def _in(object_id: Any, states: tuple[str, ...]) -> bool:
    """Whether the payment on the screen is in one of the states; a list of payments has none."""
    if object_id is None:
        return True
    return Payment.objects.filter(pk=object_id, state__in=states).exists()


def _held(object_id: Any, *, card: bool) -> bool:
    if object_id is None:
        return True
    row = Payment.objects.filter(pk=object_id, state__in=rules.HELD).first()
    return row is not None and gateways.way(row.method).prompt is card


def click(row: Payment, *parts: str) -> str:
    """A double click asks twice for the same: the payment's standing is part of the key."""
    standing = (row.pk, row.captured_minor, row.capturing_minor, row.refunded_minor)
    words = "|".join(map(str, (*standing, row.refunding_minor, *parts)))
    return f"staff:{hashlib.sha256(words.encode()).hexdigest()[:32]}"


def worded(money: Money) -> str:
    """This is an amount in the staff's own language."""
    return in_words(money, get_language() or "en")
