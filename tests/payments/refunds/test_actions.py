"""Money back, against the emulator."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commerce import db
from commerce.channels.queries import ChannelInfo
from commerce.errors import Invalid
from commerce.identity.actor import SYSTEM, Actor
from commerce.money import Money
from payments.collecting.actions import capturing, provider
from payments.collecting.models import Payment
from payments.refunds import actions, queries, rules
from payments.refunds.models import Refund
from tests.builders.commerce import AT
from tests.builders.payments import Shop, eur, make_payment, open_payment
from tests.builders.stripe import control

Facts = Callable[[], list[str]]


def captured(shop: Shop, card: str = "pm_card_visa") -> Payment:
    payment = open_payment()
    shop.confirm(shop.present(payment), card)
    provider.refresh(payment_id=payment.pk, at=AT)
    with db.transaction():
        row = capturing.request_capture(
            payment_id=payment.pk, amount=eur(8400), key="k", by=SYSTEM, at=AT
        )
    provider.capture(capture_id=row.pk, at=AT)
    return Payment.objects.get(pk=payment.pk)


def ask(payment: Payment, minor: int, key: str = "return:1") -> Refund:
    with db.transaction():
        return actions.request_refund(
            payment_id=payment.pk,
            amount=eur(minor),
            key=key,
            reason="came back",
            by=SYSTEM,
            at=AT,
        )


def test_parts_and_the_rest_go_back(shop: Shop, facts: Facts) -> None:
    payment = captured(shop)
    for key, minor in (("one", 2500), ("two", 5900)):
        actions.carry_out(refund_id=ask(payment, minor, key).pk, at=AT)

    payment.refresh_from_db()
    assert (payment.refunded, payment.refunding) == (eur(8400), eur(0))
    assert shop.charges()[0].amount_refunded == 8400
    assert facts()[-2:] == ["payments.refund_issued"] * 2
    assert queries.violations() == []


def test_more_than_was_taken_never_goes_back(channel: ChannelInfo, facts: Facts) -> None:
    """Attack: refund beyond payment; what is asked for counts already."""
    payment = make_payment()
    ask(payment, 8000, "one")

    with pytest.raises(actions.MoreThanCaptured) as refused:
        ask(payment, 401, "two")

    payment.refresh_from_db()
    assert refused.value.data["left"] == "4.00"
    assert (payment.refunding, Refund.objects.count()) == (eur(8000), 1)
    assert facts() == []


@pytest.mark.parametrize("amount", [eur(0), eur(-5), Money(5, "USD")])
def test_nonsense_is_refused(channel: ChannelInfo, amount: Money) -> None:
    payment = make_payment()

    with pytest.raises(Invalid), db.transaction():
        actions.request_refund(
            payment_id=payment.pk, amount=amount, key="k", reason="", by=SYSTEM, at=AT
        )

    assert not Refund.objects.exists()


def test_the_same_key_is_the_same_refund(shop: Shop) -> None:
    """Invariant 13."""
    payment = captured(shop)
    first, again = ask(payment, 100), ask(payment, 100)
    for _ in range(3):
        actions.carry_out(refund_id=first.pk, at=AT + timedelta(minutes=1))

    assert first.pk == again.pk
    assert shop.charges()[0].amount_refunded == 100


def test_a_lost_answer_refunds_once(shop: Shop, facts: Facts) -> None:
    """Fault: the provider drops the line after the refund."""
    payment = captured(shop)
    refund = ask(payment, 100)
    control(shop.emulator, "mode", mode="charge-then-drop", times=1)
    actions.carry_out(refund_id=refund.pk, at=AT)
    refund.refresh_from_db()
    assert refund.state == "requested"

    later = AT + timedelta(seconds=6)
    assert queries.refunds_due(at=later) == [refund.pk]
    actions.carry_out(refund_id=refund.pk, at=later)

    refund.refresh_from_db()
    assert refund.state == "issued"
    assert shop.charges()[0].amount_refunded == 100
    assert facts().count("payments.refund_issued") == 1


def test_a_refused_refund_frees_its_amount_and_can_be_tried_again(
    shop: Shop, facts: Facts, actor: Actor
) -> None:
    payment = captured(shop)
    intent = shop.stripe.v1.payment_intents.list().data[0].id
    opened = control(shop.emulator, "dispute", payment_intent=intent)
    refund = ask(payment, 100)
    actions.carry_out(refund_id=refund.pk, at=AT)
    refund.refresh_from_db()
    payment.refresh_from_db()
    assert (refund.state, payment.refunding) == ("failed", eur(0))
    assert "charged back" in refund.error
    assert facts()[-1] == "payments.refund_failed"

    assert opened["status"] == "needs_response"
    with db.transaction():
        actions.retry(refund_id=refund.pk, by=actor, at=AT)
    payment.refresh_from_db()
    assert payment.refunding == eur(100)
    with pytest.raises(actions.NotFailed), db.transaction():
        actions.retry(refund_id=refund.pk, by=actor, at=AT)


def test_a_refund_the_bank_sends_back_is_taken_back(shop: Shop, facts: Facts) -> None:
    payment = captured(shop, "pm_card_refundFail")
    refund = ask(payment, 100)

    actions.carry_out(refund_id=refund.pk, at=AT)

    refund.refresh_from_db()
    payment.refresh_from_db()
    assert (refund.state, payment.refunded) == ("failed", eur(0))
    assert facts()[-1] == "payments.refund_failed"


def test_a_late_failure_reverses_an_issued_refund(channel: ChannelInfo, facts: Facts) -> None:
    from payments.gateways.clients.base import Returned

    payment = make_payment()
    refund = ask(payment, 100)
    for state in ("issued", "issued", "failed", "failed", "issued"):
        returned = Returned(reference="re_1", state=state, amount=eur(100), error="account closed")
        with db.transaction():
            actions.record(refund_id=refund.pk, returned=returned, at=AT)

    payment.refresh_from_db()
    assert (payment.refunded, payment.refunding) == (eur(0), eur(0))
    assert facts() == ["payments.refund_issued", "payments.refund_failed"]


def test_captured_money_without_an_order_goes_back(shop: Shop) -> None:
    """Invariant 7."""
    payment = captured(shop)
    for _ in range(2):
        with db.transaction():
            actions.refund_orphans(at=AT + timedelta(minutes=11))

    assert [row.amount for row in Refund.objects.all()] == [eur(8400)]
    payment.refresh_from_db()
    assert payment.refunding == eur(8400)


def test_a_canceled_order_s_money_goes_back_once(channel: ChannelInfo) -> None:
    payment = make_payment(order_number="EU-9")
    ask(payment, 400, "staff")
    for _ in range(2):
        with db.transaction():
            actions.refund_canceled_order(order_number="EU-9", by=SYSTEM, at=AT)

    assert [row.amount for row in Refund.objects.order_by("pk")] == [eur(400), eur(8000)]


def test_a_refund_at_the_provider_s_own_desk_is_taken_up_once(shop: Shop, facts: Facts) -> None:
    payment = captured(shop)
    actions.carry_out(refund_id=ask(payment, 1000).pk, at=AT)
    intent = shop.stripe.v1.payment_intents.list().data[0].id
    shop.stripe.v1.refunds.create({"payment_intent": intent, "amount": 500})
    assert queries.unknown_refunds() == []

    attempt = payment.attempts.get()
    provider.look(attempt_id=attempt.pk, at=AT)
    assert queries.unknown_refunds() == [payment.pk]
    for _ in range(2):
        actions.take_up(payment_id=payment.pk, at=AT)

    payment.refresh_from_db()
    assert (payment.refunded, payment.refunding) == (eur(1500), eur(0))
    assert [row.reason for row in Refund.objects.order_by("pk")] == [
        "came back",
        "refunded at the provider",
    ]
    assert facts().count("payments.refund_issued") == 2
    assert queries.unknown_refunds() == []
    assert queries.violations() == []


@given(
    parts=st.lists(st.integers(min_value=1, max_value=5000), min_size=1, max_size=12),
    percent=st.integers(min_value=0, max_value=30),
)
def test_tax_of_partial_refunds_adds_up_to_the_tax_of_the_whole(
    parts: list[int], percent: int
) -> None:
    """Invariant 16: no cent left or over."""
    total = eur(sum(parts))
    tax = eur(total.minor * percent // (100 + percent))
    before, before_tax = eur(0), eur(0)
    for part in parts:
        share = rules.tax_share(
            amount=eur(part), total=total, tax=tax, before=before, before_tax=before_tax
        )
        assert 0 <= share.minor <= part
        before, before_tax = before + eur(part), before_tax + share

    assert before_tax == tax
