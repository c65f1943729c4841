"""The door by which a shopper withdraws: two fields and one button, without an account (X31)."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from commerce import clock, db
from commerce.storefront.doors import ShopRequest, door, slow_down, too_often
from orders.order import queries as orders
from orders.order.models import Order
from orders.withdrawals import actions


class ClaimForm(forms.Form):
    """Which order, and what proves whose it is: the e-mail address, unless a page takes more than that."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"] = forms.CharField(
            label=_("Order number"),
            max_length=40,
            error_messages={"required": _("Enter the order number from our mail")},
            widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        )
        self.fields["email"] = self.proof()

    def proof(self) -> forms.CharField:
        """This is the field of the proof."""
        return forms.CharField(
            label=_("E-mail"),
            max_length=254,
            error_messages={"required": _("Enter the e-mail address you ordered with")},
            widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        )


class WithdrawalForm(ClaimForm):
    """Which order, whose it is, and a few words if one likes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _(
            "We confirm the moment of your withdrawal to this address"
        )
        self.fields["note"] = forms.CharField(
            label=_("Only some articles, or anything else"),
            max_length=1000,
            required=False,
            help_text=_("You need not give a reason"),
            widget=forms.Textarea(attrs={"rows": 3}),
        )


@door("GET", "POST")
def withdraw(request: ShopRequest) -> HttpResponse:
    """This takes a withdrawal, without telling which of number and address was wrong."""
    form = WithdrawalForm(
        request.POST if request.method == "POST" else None,
        initial={"number": request.GET.get("order", "")[:40]},
    )
    if request.method == "POST":
        if too_often(request, what="withdraw", limit=10, seconds=600):
            return slow_down(request, seconds=600)
        found = _found(form)
        if found is not None:
            with db.transaction():
                row, _fresh = actions.declare(
                    order=found,
                    note=form.cleaned_data["note"],
                    at=clock.now(),
                    by=request.actor,
                )
            done = reverse("withdraw_done")
            return HttpResponseRedirect(f"{done}?late={row.ends_on}" if row.is_late else done)
        if form.is_valid():
            form.add_error(
                None,
                _(
                    "We know no order with this number and e-mail address. Compare both with our mail."
                ),
            )
    status = 422 if form.errors else 200
    context = {"form": form, "days": request.channel.withdrawal_days}
    return render(request, "orders/withdrawals/withdraw.html", context, status=status)


@door("GET")
def done(request: ShopRequest) -> HttpResponse:
    """This says that the declaration arrived, and when it came too late; the mail holds the moment."""
    context = {"ended_on": _day(request.GET.get("late", ""))}
    return render(request, "orders/withdrawals/done.html", context)


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _found(form: WithdrawalForm) -> Order | None:
    if not form.is_valid():
        return None
    said = form.cleaned_data
    return orders.find_for_guest(number=said["number"], email=said["email"])
