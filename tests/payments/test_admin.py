"""The staff screens of payments: what they show, and which right each button needs."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from commerce import db as house
from commerce.channels.queries import ChannelInfo
from payments import permissions
from payments.collecting.models import Capture, Payment
from payments.ledger import actions as ledger
from payments.ledger import rules
from payments.refunds.models import Refund
from payments.taxes.models import TaxRate
from tests.builders import commerce as ground
from tests.builders.commerce import AT
from tests.builders.payments import Shop, eur, make_payment, make_rate, open_payment

SUBMIT = {"_form_submitted": "on"}


def staff(*rights: str) -> Client:
    user = ground.make_user(f"s{len(rights)}@kontor.example", is_staff=True)
    names = [right.partition(".")[2] for right in rights]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client = Client()
    client.force_login(user)
    return client


def page(payment: Payment, verb: str = "change") -> str:
    return f"/admin/payments/payment/{payment.pk}/{verb}/"


def test_shows_amounts_and_the_story(shop: Shop) -> None:
    payment = shop.paid_order()
    reader = staff(permissions.VIEW_PAYMENT)

    shown = reader.get(page(payment)).content.decode()
    listed = reader.get("/admin/payments/payment/").content.decode()

    assert "€84.00" in shown
    assert "visa •••• 4242" in shown
    assert "attached" in shown
    assert payment.public_id in listed
    assert "Refund</" not in shown


def test_takes_promised_money_once_per_click(shop: Shop) -> None:
    payment = shop.paid_order()
    desk = staff(permissions.VIEW_PAYMENT, permissions.CAPTURE_PAYMENT)

    desk.post(page(payment, "capture"), SUBMIT | {"amount": "84.001"})
    assert not Capture.objects.exists()
    answer = desk.post(page(payment, "capture"), SUBMIT | {"amount": "30.00"})

    assert answer["HX-Redirect"] == page(payment)
    assert [row.amount for row in Capture.objects.all()] == [eur(3000)]


def test_records_a_statement_line_once(channel: ChannelInfo) -> None:
    payment = open_payment(method="invoice")
    clerk = staff(permissions.VIEW_PAYMENT, permissions.RECEIVE_PAYMENT)
    line = SUBMIT | {"amount": "40.00", "document": "2026-11/17"}

    for _ in range(2):
        clerk.post(page(payment, "receive"), line)

    payment.refresh_from_db()
    assert payment.captured == eur(4000)


def test_lets_a_promise_go_with_a_reason(channel: ChannelInfo) -> None:
    payment = open_payment(method="invoice")
    desk = staff(permissions.VIEW_PAYMENT, permissions.VOID_PAYMENT)

    desk.post(page(payment, "void"), SUBMIT | {"reason": ""})
    payment.refresh_from_db()
    assert payment.state == "authorized"
    desk.post(page(payment, "void"), SUBMIT | {"reason": "customer called"})

    payment.refresh_from_db()
    assert payment.state == "voided"


def test_gives_money_back_and_tries_again(channel: ChannelInfo) -> None:
    payment = make_payment()
    desk = staff(permissions.VIEW_PAYMENT, permissions.REFUND_PAYMENT, permissions.VIEW_REFUND)
    form = SUBMIT | {"amount": "11.90", "reason": "came back broken"}

    desk.post(page(payment, "refund"), form | {"amount": "84.01"})
    assert not Refund.objects.exists()
    desk.post(page(payment, "refund"), form)

    refund = Refund.objects.get()
    assert (refund.amount, refund.tax, refund.reason) == (eur(1190), eur(190), "came back broken")
    Refund.objects.update(state="failed")
    Payment.objects.update(refunding_minor=0)
    assert "Try again" in desk.get(f"/admin/payments/refund/{refund.pk}/change/").content.decode()
    desk.post(f"/admin/payments/refund/{refund.pk}/retry/", SUBMIT)
    refund.refresh_from_db()
    assert (refund.state, refund.round) == ("requested", 1)


def test_asks_the_provider(shop: Shop) -> None:
    payment = shop.paid_order()
    intent = shop.stripe.v1.payment_intents.list().data[0].id
    shop.stripe.v1.payment_intents.capture(intent)

    staff(permissions.VIEW_PAYMENT, permissions.CAPTURE_PAYMENT).post(page(payment, "ask"), SUBMIT)

    payment.refresh_from_db()
    assert payment.state == "captured"


VERBS = {
    "capture": (permissions.CAPTURE_PAYMENT, {"amount": "1.00"}),
    "receive": (permissions.RECEIVE_PAYMENT, {"amount": "1.00", "document": "x"}),
    "void": (permissions.VOID_PAYMENT, {"reason": "because"}),
    "refund": (permissions.REFUND_PAYMENT, {"amount": "1.00", "reason": "because"}),
}


@pytest.mark.parametrize("verb", VERBS)
def test_each_button_needs_its_right(channel: ChannelInfo, verb: str) -> None:
    """Attack: one method unchecked."""
    make: Callable[[], Payment] = {
        "capture": lambda: make_payment(state="authorized", captured_minor=0),
        "receive": lambda: open_payment(method="invoice"),
        "void": lambda: open_payment(method="invoice"),
        "refund": make_payment,
    }[verb]
    payment = make()
    others = [right for name, (right, _) in VERBS.items() if name != verb]
    clerk = staff(permissions.VIEW_PAYMENT, *others)

    assert clerk.post(page(payment, verb), SUBMIT | VERBS[verb][1]).status_code == 403

    before = (payment.state, payment.captured, payment.refunding)
    payment.refresh_from_db()
    assert (payment.state, payment.captured, payment.refunding) == before


def test_the_trial_balance_adds_up_and_leaves_as_csv(channel: ChannelInfo) -> None:
    document = ledger.Document(source="d", event="e", text="A test", occurred_at=AT)
    legs = rules.move(to=rules.BANK, of=rules.DEPOSITS, amount=eur(123456))
    with house.transaction():
        ledger.post(document=document, legs=legs, at=AT)
    path = reverse("admin:payments_account_trial_balance")
    reader = staff(permissions.VIEW_TRIAL_BALANCE, *permissions.VIEW_BOOKS)

    shown = reader.get(path).content.decode()
    before = reader.get(f"{path}?until=2026-11-01").content.decode()
    lines = reader.get(f"{path}?format=csv").content.decode().splitlines()

    assert shown.count("€1,234.56") == 2
    assert "✓" in shown
    assert "1,234.56" not in before
    assert lines[1] == "1200,Bank,asset,EUR,1234.56"
    assert staff("payments.view_account").get(path).status_code == 403


def test_the_journal_shows_its_legs(channel: ChannelInfo) -> None:
    document = ledger.Document(source="d", event="e", text="A test", occurred_at=AT)
    legs = rules.move(to=rules.BANK, of=rules.DEPOSITS, amount=eur(500))
    with house.transaction():
        entry = ledger.post(document=document, legs=legs, at=AT)
    assert entry
    reader = staff("payments.view_journalentry", "payments.view_journalline")

    listed = reader.get("/admin/payments/journalentry/").content.decode()
    shown = reader.get(f"/admin/payments/journalentry/{entry.pk}/change/").content.decode()

    assert "1200 €5.00 · 2100 -€5.00" in listed
    assert "€5.00" in shown


def test_tax_rates_are_edited_and_never_deleted(channel: ChannelInfo) -> None:
    rate = make_rate("DE", "19")
    clerk = staff(*permissions.VIEW_TAXES, *permissions.EDIT_TAXES, "payments.delete_taxrate")
    path = f"/admin/payments/taxrate/{rate.pk}"
    form = {
        "country": "DE",
        "tax_class": rate.tax_class_id,
        "rate": "0.16",
        "kind": "standard",
        "valid_from": "2020-01-01",
    }

    assert "19 %" in clerk.get("/admin/payments/taxrate/").content.decode()
    clerk.post(f"{path}/change/", form)
    clerk.post(f"{path}/delete/", {"post": "yes"})

    assert str(TaxRate.objects.get().rate) == "0.16000"
    assert clerk.get("/admin/payments/inbound/").status_code == 403
