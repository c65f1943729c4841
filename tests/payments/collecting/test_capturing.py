"""From a promise to money taken, or let go, against the emulator."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError

from commerce import db
from commerce.channels.queries import ChannelInfo
from commerce.identity.actor import SYSTEM, Actor
from commerce.states import IllegalMove
from payments.collecting import queries
from payments.collecting.actions import capturing, letting_go, provider, sweeping
from payments.collecting.models import Attempt, Capture, Payment, PaymentEvent
from tests.builders.commerce import AT, make_channel
from tests.builders.payments import LATER, Shop, eur, make_payment, open_payment
from tests.builders.stripe import control

Facts = Callable[[], list[str]]


def story(payment: Payment) -> list[str]:
    return list(PaymentEvent.objects.filter(payment=payment).values_list("kind", flat=True))


def ask_capture(payment: Payment, minor: int, key: str = "parcel") -> Capture:
    with db.transaction():
        return capturing.request_capture(
            payment_id=payment.pk, amount=eur(minor), key=key, by=SYSTEM, at=AT
        )


def test_captures_of_two_parcels_sum_to_the_charge(shop: Shop, facts: Facts) -> None:
    """PAY-3."""
    payment = shop.paid_order()
    for key, minor in (("one", 3000), ("two", 5400)):
        provider.capture(capture_id=ask_capture(payment, minor, key).pk, at=AT)

    payment.refresh_from_db()
    assert (payment.state, payment.captured, payment.capturing) == ("captured", eur(8400), eur(0))
    assert shop.charges()[0].amount_captured == 8400
    assert payment.fee == eur(45 + 25 + 81 + 25)
    assert facts()[-2:] == ["payments.payment_captured"] * 2


def test_the_rest_of_a_partly_captured_payment_is_let_go(shop: Shop, facts: Facts) -> None:
    """PAY-3: the rest is voided."""
    payment = shop.paid_order()
    provider.capture(capture_id=ask_capture(payment, 3000).pk, at=AT)

    for _ in range(2):
        with db.transaction():
            letting_go.void(payment_id=payment.pk, reason="rest canceled", by=SYSTEM, at=AT)
    assert facts().count("payments.payment_voided") == 1
    for attempt_id in queries.releases_due(at=AT):
        provider.release(attempt_id=attempt_id, at=AT)

    payment.refresh_from_db()
    assert (payment.state, payment.captured) == ("captured", eur(3000))
    assert "rest_released" in story(payment)
    with pytest.raises(capturing.NothingToCapture):
        ask_capture(payment, 100, "late")


def test_the_same_key_captures_once_and_never_more_than_promised(shop: Shop) -> None:
    payment = shop.paid_order()

    first, again = ask_capture(payment, 5000), ask_capture(payment, 5000)
    rest = ask_capture(payment, 5000, "second parcel")

    assert first.pk == again.pk
    assert rest.amount == eur(3400)
    with pytest.raises(capturing.NothingToCapture):
        ask_capture(payment, 1, "third parcel")


def test_at_once_channels_ask_for_the_money_with_the_order(shop: Shop) -> None:
    make_channel(capture="at_once")
    payment = shop.paid_order()

    for capture_id in queries.captures_due(at=AT):
        provider.capture(capture_id=capture_id, at=AT)

    payment.refresh_from_db()
    assert (payment.state, payment.captured) == ("captured", eur(8400))


def test_charge_then_drop_is_reconciled_and_never_charged_twice(shop: Shop, facts: Facts) -> None:
    """PAY-2, fault: the gateway times out after the charge."""
    payment = shop.paid_order()
    capture = ask_capture(payment, 8400)
    control(shop.emulator, "mode", mode="charge-then-drop", match="/capture$")
    provider.capture(capture_id=capture.pk, at=AT)
    payment.refresh_from_db()
    assert (payment.state, payment.captured) == ("authorized", eur(0))

    control(shop.emulator, "mode", mode="ok")
    for minutes in (1, 2):
        later = AT + timedelta(minutes=minutes)
        for capture_id in queries.captures_due(at=later):
            provider.capture(capture_id=capture_id, at=later)

    payment.refresh_from_db()
    assert (payment.state, payment.captured) == ("captured", eur(8400))
    assert [charge.amount_captured for charge in shop.charges()] == [8400]
    assert facts().count("payments.payment_captured") == 1


@pytest.mark.parametrize("mode", ["500", "429", "hang"])
def test_a_silent_provider_leaves_the_capture_to_be_tried_again(shop: Shop, mode: str) -> None:
    """Fault: the gateway says 500, 429, hangs."""
    payment = shop.paid_order()
    capture = ask_capture(payment, 8400)
    control(shop.emulator, "mode", mode=mode, seconds=0.2, match="/capture$")

    provider.capture(capture_id=capture.pk, at=AT)
    control(shop.emulator, "mode", mode="ok")
    capture.refresh_from_db()
    assert (capture.state, capture.tries) == ("requested", 1)
    provider.capture(capture_id=capture.pk, at=AT)
    capture.refresh_from_db()
    assert capture.tries == 1, "claimed until its next try is due"
    provider.capture(capture_id=capture.pk, at=AT + timedelta(seconds=6))

    capture.refresh_from_db()
    assert capture.state == "taken"


def test_a_lapsed_authorization_fails_its_capture_and_says_so(shop: Shop, facts: Facts) -> None:
    payment = shop.paid_order()
    capture = ask_capture(payment, 8400)
    intent = shop.stripe.v1.payment_intents.list().data[0].id
    control(shop.emulator, "expire", payment_intent=intent)

    provider.capture(capture_id=capture.pk, at=AT)

    payment.refresh_from_db()
    capture.refresh_from_db()
    assert (payment.state, payment.capturing, capture.state) == ("expired", eur(0), "failed")
    assert facts()[-1] == "payments.payment_voided"


def test_a_capture_at_the_provider_s_own_desk_is_recorded(shop: Shop, facts: Facts) -> None:
    payment = shop.paid_order()
    intent = shop.stripe.v1.payment_intents.list().data[0].id
    shop.stripe.v1.payment_intents.capture(intent, {"amount_to_capture": 5000})

    attempt = queries.chosen_attempt(payment.pk)
    assert attempt
    for _ in range(2):
        provider.look(attempt_id=attempt.pk, at=AT)

    payment.refresh_from_db()
    assert (payment.state, payment.captured) == ("captured", eur(5000))
    assert facts().count("payments.payment_captured") == 1
    assert queries.violations(at=AT) == []


def test_a_promise_about_to_lapse_is_captured_for_a_live_order(shop: Shop) -> None:
    payment = shop.paid_order()
    Payment.objects.filter(pk=payment.pk).update(lapses_at=AT + timedelta(hours=11))

    with db.transaction():
        sweeping.sweep(at=AT)

    assert [row.key for row in Capture.objects.all()] == ["before-lapse"]


def test_a_promise_without_an_order_is_let_go_after_ten_minutes(shop: Shop, facts: Facts) -> None:
    """Invariant 7."""
    payment = shop.pay()
    for at in (AT + timedelta(minutes=9), LATER):
        with db.transaction():
            sweeping.sweep(at=at)
    assert queries.releases_due(at=LATER)
    for attempt_id in queries.releases_due(at=LATER):
        provider.release(attempt_id=attempt_id, at=LATER)

    payment.refresh_from_db()
    assert payment.state == "voided"
    assert [row.status for row in shop.stripe.v1.payment_intents.list().data] == ["canceled"]
    assert facts() == ["payments.payment_authorized", "payments.payment_voided"]
    assert Attempt.objects.get().state == "ended"


def test_paying_after_the_end_is_surplus_and_goes_back(shop: Shop, facts: Facts) -> None:
    """Invariant 10: a late payment on an expired reservation."""
    payment = open_payment()
    intent = shop.present(payment)
    shop.confirm(intent)
    with db.transaction():
        letting_go.void_of_reference(
            reference=payment.reference, reason="reservation expired", by=SYSTEM, at=AT
        )

    provider.release(attempt_id=Attempt.objects.get().pk, at=AT)

    payment.refresh_from_db()
    assert (payment.state, payment.authorized) == ("expired", eur(0))
    assert shop.stripe.v1.payment_intents.retrieve(intent).status == "canceled"
    assert facts() == []


def test_voiding_twice_is_one_void_and_captured_money_cannot_be_voided(
    shop: Shop, actor: Actor
) -> None:
    payment = shop.pay()
    for _ in range(2):
        with db.transaction():
            letting_go.void(payment_id=payment.pk, reason="changed mind", by=actor, at=AT)
    captured = make_payment()
    with pytest.raises(letting_go.AlreadyCaptured), db.transaction():
        letting_go.void(payment_id=captured.pk, reason="no", by=actor, at=AT)

    assert story(payment).count("void") == 1


def test_money_for_an_invoice_is_received_in_parts_and_never_too_much(
    channel: ChannelInfo, actor: Actor
) -> None:
    payment = open_payment(method="invoice")

    def receive(minor: int, key: str) -> Capture:
        with db.transaction():
            return capturing.record_receipt(
                payment_id=payment.pk, amount=eur(minor), key=key, by=actor, at=AT
            )

    receive(3000, "statement 1")
    receive(3000, "statement 1")
    with pytest.raises(capturing.NothingToCapture):
        receive(5401, "statement 2")
    receive(5400, "statement 2")

    payment.refresh_from_db()
    assert (payment.state, payment.captured) == ("captured", eur(8400))


def test_the_database_refuses_amounts_that_exceed_one_another(channel: ChannelInfo) -> None:
    """Invariant 5, written through the raw ORM."""
    payment = make_payment()
    for change in (
        {"refunded_minor": 8401},
        {"captured_minor": 8401},
        {"authorized_minor": 8401},
        {"refunding_minor": -1},
    ):
        with pytest.raises(IntegrityError), db.transaction():
            Payment.objects.filter(pk=payment.pk).update(**change)


def test_a_captured_payment_never_moves_back(channel: ChannelInfo) -> None:
    """Invariant 19."""
    from payments.collecting.states import PaymentFlow

    payment = make_payment()
    for move in ("decline", "void", "authorize", "expire"):
        with pytest.raises(IllegalMove), db.transaction():
            PaymentFlow.move(payment, move, by="test", at=AT)


def test_the_rest_of_a_partly_paid_invoice_is_let_go(channel: ChannelInfo) -> None:
    payment = open_payment(method="invoice")
    with db.transaction():
        capturing.record_receipt(
            payment_id=payment.pk, amount=eur(3000), key="statement", by=SYSTEM, at=AT
        )
    with db.transaction():
        letting_go.void(payment_id=payment.pk, reason="rest canceled", by=SYSTEM, at=AT)

    payment.refresh_from_db()
    assert (payment.state, payment.captured) == ("captured", eur(3000))


def ship(payment: Payment, minor: int, fulfillment_id: int) -> None:
    with db.transaction():
        capturing.capture_shipment(
            payment_id=payment.pk,
            amount=eur(minor),
            fulfillment_id=fulfillment_id,
            by=SYSTEM,
            at=AT,
        )


def test_parcels_ask_for_their_share_and_no_more_than_is_left(shop: Shop) -> None:
    payment = shop.paid_order()
    for number, minor in enumerate((3000, 5400, 100)):
        ship(payment, minor, number)

    asked = Capture.objects.order_by("pk").values_list("amount_minor", flat=True)
    assert list(asked) == [3000, 5400]


def test_a_parcel_of_a_lapsed_payment_says_that_nothing_was_taken(shop: Shop) -> None:
    payment = shop.paid_order()
    with db.transaction():
        letting_go.void(payment_id=payment.pk, reason="lapsed", by=SYSTEM, at=AT, move="expire")

    ship(payment, 8400, 1)

    payment.refresh_from_db()
    assert story(payment)[-1] == "not_captured"
    assert payment.shipped_minor == 8400
    assert not Capture.objects.exists()


def test_a_parcel_on_account_asks_nobody(channel: ChannelInfo) -> None:
    payment = open_payment(method="invoice")

    ship(payment, 8400, 1)

    assert story(payment) == ["opened", "authorized"]
    assert not Capture.objects.exists()
