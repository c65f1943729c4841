"""Refunds, disputes and the balance through the official SDK."""

import pytest
import stripe

from payments.stripe_emulator.server import Emulator
from tests.builders.stripe import control


def charged(sdk: stripe.StripeClient, method: str = "pm_card_visa") -> str:
    intent = sdk.v1.payment_intents.create(
        {"amount": 10_000, "currency": "eur", "payment_method": method, "confirm": True}
    )
    return str(intent.id)


def test_partial_refunds_add_up_and_the_last_takes_the_rest(sdk: stripe.StripeClient) -> None:
    intent = charged(sdk)

    first = sdk.v1.refunds.create({"payment_intent": intent, "amount": 2500})
    rest = sdk.v1.refunds.create({"payment_intent": intent})

    assert (first.status, first.amount, rest.amount) == ("succeeded", 2500, 7500)
    charge = sdk.v1.charges.list({"payment_intent": intent}).data[0]
    assert (charge.amount_refunded, charge.refunded) == (10_000, True)
    assert sdk.v1.balance.retrieve().pending[0].amount == -175


def test_a_refund_above_the_charge_is_refused(sdk: stripe.StripeClient) -> None:
    intent = charged(sdk)
    sdk.v1.refunds.create({"payment_intent": intent, "amount": 9000})

    with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded amount"):
        sdk.v1.refunds.create({"payment_intent": intent, "amount": 1001})

    charge = sdk.v1.charges.list({"payment_intent": intent}).data[0]
    assert charge.amount_refunded == 9000
    sdk.v1.refunds.create({"payment_intent": intent, "amount": 1000})
    with pytest.raises(stripe.InvalidRequestError) as refused:
        sdk.v1.refunds.create({"payment_intent": intent})
    assert refused.value.code == "charge_already_refunded"


def test_an_authorization_cannot_be_refunded(sdk: stripe.StripeClient) -> None:
    intent = sdk.v1.payment_intents.create(
        {
            "amount": 500,
            "currency": "eur",
            "capture_method": "manual",
            "payment_method": "pm_card_visa",
            "confirm": True,
        }
    )

    with pytest.raises(stripe.InvalidRequestError):
        sdk.v1.refunds.create({"payment_intent": intent.id})


def test_a_refund_may_fail_later_and_frees_the_amount(sdk: stripe.StripeClient) -> None:
    intent = charged(sdk, "pm_card_refundFail")

    refund = sdk.v1.refunds.create({"payment_intent": intent, "amount": 4000})

    assert (refund.status, refund.failure_reason) == ("failed", "expired_or_canceled_card")
    assert sdk.v1.charges.list({"payment_intent": intent}).data[0].amount_refunded == 0


def test_a_pending_refund_is_settled_by_hand(emulator: Emulator, sdk: stripe.StripeClient) -> None:
    refund = sdk.v1.refunds.create({"payment_intent": charged(sdk, "pm_card_pendingRefund")})
    assert refund.status == "pending"

    control(emulator, "refund", refund=refund.id, outcome="succeeded")

    assert sdk.v1.refunds.retrieve(refund.id).status == "succeeded"


def test_the_disputed_card_opens_a_dispute_and_evidence_wins_it(sdk: stripe.StripeClient) -> None:
    intent = charged(sdk, "pm_card_createDispute")
    dispute = sdk.v1.disputes.list({"payment_intent": intent}).data[0]
    assert (dispute.status, dispute.amount) == ("needs_response", 10_000)
    with pytest.raises(stripe.InvalidRequestError) as refused:
        sdk.v1.refunds.create({"payment_intent": intent})
    assert refused.value.code == "charge_disputed"

    won = sdk.v1.disputes.update(
        dispute.id, {"evidence": {"uncategorized_text": "winning_evidence"}, "submit": True}
    )

    assert won.status == "won"
    assert [entry.net for entry in won.balance_transactions] == [-12_000, 10_000]


def test_a_dispute_by_hand_is_lost_when_accepted(
    emulator: Emulator, sdk: stripe.StripeClient
) -> None:
    opened = control(
        emulator, "dispute", payment_intent=charged(sdk), reason="product_not_received"
    )

    assert sdk.v1.disputes.close(opened["id"]).status == "lost"
    with pytest.raises(stripe.InvalidRequestError):
        sdk.v1.disputes.close(opened["id"])
