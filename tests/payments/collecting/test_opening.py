"""From an open payment to a promise an order hangs on, against the emulator."""

import dataclasses
from collections.abc import Callable
from datetime import timedelta

import pytest
import requests
from django.utils import translation

from commerce import db
from commerce.channels.queries import ChannelInfo
from commerce.errors import Conflict
from commerce.events import outbox
from commerce.identity.actor import SYSTEM
from payments.collecting import queries
from payments.collecting.actions import capturing, opening, presenting, provider
from payments.collecting.models import Attempt, Capture, Payment, PaymentEvent
from payments.contracts import Prompt
from payments.gateways.clients.base import GatewayDown
from tests.builders.commerce import AT, make_channel
from tests.builders.payments import PROMPT, Shop, eur, open_payment
from tests.builders.stripe import control

Facts = Callable[[], list[str]]


def story(payment: Payment) -> list[str]:
    return list(PaymentEvent.objects.filter(payment=payment).values_list("kind", flat=True))


def ask_capture(payment: Payment, minor: int, key: str = "parcel") -> Capture:
    with db.transaction():
        return capturing.request_capture(
            payment_id=payment.pk, amount=eur(minor), key=key, by=SYSTEM, at=AT
        )


def test_opening_twice_is_one_payment(channel: ChannelInfo) -> None:
    first = open_payment(reference="chk_a")
    again = open_payment(reference="chk_a")

    assert again.pk == first.pk
    assert (first.state, first.gateway, first.amount) == ("open", "stripe", eur(8400))


def test_another_amount_lets_the_first_payment_go(channel: ChannelInfo) -> None:
    """Invariant 14: the price shown is the price charged."""
    first = open_payment(reference="chk_a")
    second = open_payment(reference="chk_a", amount=eur(9000))

    first.refresh_from_db()
    assert (first.state, second.state, second.amount) == ("voided", "open", eur(9000))


def test_a_method_the_channel_lacks_is_refused(facts: Facts) -> None:
    make_channel(payment_methods=["invoice"])

    with pytest.raises(opening.MethodNotOffered):
        open_payment(method="card")

    assert not Payment.objects.exists()
    assert facts() == []


def test_an_invoice_is_promised_at_once(channel: ChannelInfo, facts: Facts) -> None:
    payment = open_payment(method="invoice")

    assert (payment.state, payment.authorized) == ("authorized", eur(8400))
    assert facts() == ["payments.payment_authorized"]


def test_a_card_is_authorized_when_the_shopper_comes_back(shop: Shop, facts: Facts) -> None:
    payment = shop.pay()

    assert (payment.state, payment.authorized) == ("authorized", eur(8400))
    assert payment.several_captures
    assert payment.label == "visa •••• 4242"
    assert facts() == ["payments.payment_authorized"]
    assert story(payment) == ["opened", "presented", "authorized"]


def test_presenting_again_gives_the_same_place_to_pay(shop: Shop) -> None:
    payment = open_payment()

    assert shop.present(payment) == shop.present(payment)
    assert len(shop.stripe.v1.payment_intents.list().data) == 1


def test_a_lost_answer_while_presenting_makes_no_second_payment(shop: Shop) -> None:
    """Fault: the provider drops the line after its work is done."""
    payment = open_payment()
    control(shop.emulator, "mode", mode="charge-then-drop", times=1)
    with pytest.raises(GatewayDown):
        shop.present(payment)

    intent = shop.present(payment)

    assert [row.id for row in shop.stripe.v1.payment_intents.list().data] == [intent]


def test_a_decline_is_told_once_and_another_card_may_pay(shop: Shop, facts: Facts) -> None:
    payment = open_payment()
    intent = shop.present(payment)
    shop.confirm(intent, "pm_card_chargeDeclinedInsufficientFunds")
    for _ in range(2):
        payment = provider.refresh(payment_id=payment.pk, at=AT)
    assert (payment.state, payment.decline_code) == ("declined", "insufficient_funds")
    with translation.override("de"):
        assert queries.info(payment).decline_message == "Auf dieser Karte ist nicht genug Geld."

    shop.confirm(intent)
    payment = provider.refresh(payment_id=payment.pk, at=AT)

    assert (payment.state, payment.decline_code) == ("authorized", "")
    assert facts() == ["payments.payment_declined", "payments.payment_authorized"]


def test_the_hosted_page_pays_too(shop: Shop) -> None:
    payment = open_payment()
    hosted = Prompt(
        title="Order", email="a@example.com", language="de", back=PROMPT.back,
        cancel=PROMPT.cancel, hosted=True,
    )  # fmt: skip
    page = presenting.present(payment_id=payment.pk, prompt=hosted, at=AT).redirect_url
    assert presenting.present(payment_id=payment.pk, prompt=hosted, at=AT).redirect_url == page
    assert provider.refresh(payment_id=payment.pk, at=AT).state == "open"

    card = {"number": "4242424242424242", "expiry": "12/34", "cvc": "123"}
    requests.post(page, data=card, allow_redirects=False, timeout=5)

    assert provider.refresh(payment_id=payment.pk, at=AT).state == "authorized"


def test_paying_in_the_form_and_on_the_page_keeps_one_of_the_two(shop: Shop) -> None:
    """Invariant 6: a second success is let go by itself."""
    payment = open_payment()
    first = shop.present(payment)
    page = Prompt(
        title="Order", email="a@example.com", language="en", back=PROMPT.back,
        cancel=PROMPT.cancel, hosted=True,
    )  # fmt: skip
    url = presenting.present(payment_id=payment.pk, prompt=page, at=AT).redirect_url

    requests.post(
        url, data={"number": "4242424242424242", "expiry": "12/34", "cvc": "123"}, timeout=5,
        allow_redirects=False,
    )  # fmt: skip
    shop.confirm(first)

    payment = provider.refresh(payment_id=payment.pk, at=AT)
    for attempt_id in queries.releases_due(at=AT):
        provider.release(attempt_id=attempt_id, at=AT)

    states = sorted(str(row.status) for row in shop.stripe.v1.payment_intents.list().data)
    assert states == ["canceled", "requires_capture"]
    payment.refresh_from_db()
    assert (payment.state, payment.authorized) == ("authorized", eur(8400))
    assert queries.violations(at=AT) == []


def test_an_order_takes_hold_of_the_promised_sum_only(shop: Shop) -> None:
    payment = shop.pay()

    def attach(number: str, minor: int) -> Payment:
        with db.transaction():
            return opening.attach_order(
                payment_id=payment.pk,
                order_number=number,
                total=eur(minor),
                tax=eur(0),
                by=SYSTEM,
                at=AT,
            )

    with pytest.raises(opening.NotAuthorized):
        attach("EU-1", 8500)
    assert attach("EU-1", 8400).order_number == "EU-1"
    assert attach("EU-1", 8400).order_number == "EU-1"
    with pytest.raises(opening.NotAuthorized):
        attach("EU-2", 8400)
    with pytest.raises(Conflict):
        open_payment(reference=payment.reference, amount=eur(1))


def test_an_open_payment_carries_no_order(channel: ChannelInfo) -> None:
    payment = open_payment()

    with pytest.raises(opening.NotAuthorized), db.transaction():
        opening.attach_order(
            payment_id=payment.pk,
            order_number="EU-1",
            total=eur(8400),
            tax=eur(0),
            by=SYSTEM,
            at=AT,
        )


def test_another_language_after_a_lost_answer_still_finds_a_place_to_pay(shop: Shop) -> None:
    """A provider refuses a known key with other words, so the words are part of the key."""
    payment = open_payment()
    control(shop.emulator, "mode", mode="charge-then-drop", times=1)
    with pytest.raises(GatewayDown):
        shop.present(payment)

    german = dataclasses.replace(PROMPT, title="Bestellung bei Kontor", language="de")
    shown = presenting.present(payment_id=payment.pk, prompt=german, at=AT)

    shop.confirm(shown.client_secret.partition("_secret_")[0])
    assert provider.refresh(payment_id=payment.pk, at=AT).state == "authorized"


def test_a_silent_provider_is_asked_less_and_less_often(shop: Shop) -> None:
    payment = open_payment()
    shop.present(payment)
    control(shop.emulator, "mode", mode="500", match="GET")
    attempt = Attempt.objects.get()
    for _ in range(3):
        with pytest.raises(GatewayDown):
            provider.look(attempt_id=attempt.pk, at=AT)

    attempt.refresh_from_db()
    assert (attempt.looks, attempt.next_look_at) == (3, AT + timedelta(seconds=120))


def test_a_merged_customer_s_payments_go_over(
    channel: ChannelInfo, deliver: Callable[[], int]
) -> None:
    from crm.events import CustomerMerged

    payment = open_payment(customer_id=7)
    with db.transaction():
        outbox.publish(CustomerMerged(from_id=7, into_id=8), at=AT)
    deliver()

    payment.refresh_from_db()
    assert payment.customer_id == 8
