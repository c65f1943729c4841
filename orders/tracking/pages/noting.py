"""What a shopper writes to those who pack, before they begin (O4)."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from commerce import clock, db
from commerce.errors import Anticipated
from commerce.storefront.doors import MEMBERS, ShopRequest, door
from orders.checkout.pages.note import NoteForm, too_long
from orders.order.models import Order
from orders.tracking import actions, queries
from orders.tracking.pages import changing, looking


@door("GET", "POST", audience=MEMBERS)
def note_mine(request: ShopRequest, number: str) -> HttpResponse:
    """This leaves a note on one of the account's orders (O4)."""
    found = looking.my_order(request, number)
    return _note(request, found, reverse("account_order", args=[number]))


@door("GET", "POST")
def note_by_link(request: ShopRequest, public_id: str, token: str) -> HttpResponse:
    """This is `note_mine` for whoever holds an order's secret link."""
    found = changing.by_link(public_id, token)
    return _note(request, found, reverse("order", args=[public_id, token]))


def _note(request: ShopRequest, found: Order, back: str) -> HttpResponse:
    form: forms.Form = NoteForm(
        request.POST if request.method == "POST" else None, initial={"note": found.note}
    )
    if request.method == "POST" and form.is_valid():
        answer = _keep(request, found, form=form, back=back)
        if answer is not None:
            return answer
    elif request.method == "GET" and not queries.choices(found).may_note:
        messages.error(request, changing.too_late())
        return HttpResponseRedirect(back)
    context = {"current": "orders", "form": form, "number": found.number, "back": back}
    status = 422 if form.errors else 200
    answer = render(request, "orders/tracking/note.html", context, status=status)
    return changing.private(answer)


def _keep(
    request: ShopRequest, found: Order, *, form: forms.Form, back: str
) -> HttpResponse | None:
    try:
        with db.transaction():
            kept = actions.leave_note(
                order_id=found.pk,
                text=form.cleaned_data["note"],
                at=clock.now(),
                by=request.actor,
            )
    except Anticipated as refusal:
        if refusal.code == "note_too_long":
            form.add_error("note", too_long())
            return None
        messages.error(request, changing.too_late())
    else:
        messages.success(request, _("Note saved") if kept.note else _("Note taken back"))
    return HttpResponseRedirect(back)
