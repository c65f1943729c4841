"""The posting table, event by event."""

import pytest

from commerce.money import CurrencyMismatch, Money
from payments.ledger import rules
from tests.builders.payments import eur


def items(deposits: int = 0, receivable: int = 0) -> rules.OpenItems:
    return rules.OpenItems(deposits=eur(deposits), receivable=eur(receivable))


def booked(legs: tuple[rules.Leg, ...]) -> dict[str, int]:
    return {leg.account: leg.amount.minor for leg in legs}


def test_a_capture_before_shipment_is_a_deposit() -> None:
    legs = rules.capture(amount=eur(8400), method="card", open_items=items())

    assert booked(legs) == {rules.PSP_CLEARING: 8400, rules.DEPOSITS: -8400}


def test_a_capture_pays_what_is_owed_and_leaves_the_rest_as_a_deposit() -> None:
    legs = rules.capture(amount=eur(8400), method="card", open_items=items(receivable=3000))

    expected = {rules.PSP_CLEARING: 8400, rules.RECEIVABLE: -3000, rules.DEPOSITS: -5400}
    assert booked(legs) == expected


def test_money_for_an_invoice_lands_at_the_bank() -> None:
    legs = rules.capture(amount=eur(8400), method="invoice", open_items=items(receivable=8400))

    assert booked(legs) == {rules.BANK: 8400, rules.RECEIVABLE: -8400}


@pytest.mark.parametrize(
    ("deposits", "used", "owed"), [(0, 0, 8400), (5000, 5000, 3400), (9000, 8400, 0)]
)
def test_a_shipment_uses_up_deposits_and_is_owed_for_the_rest(
    deposits: int, used: int, owed: int
) -> None:
    legs = rules.shipment(
        goods_net=eur(5966),
        shipping_net=eur(1093),
        tax=eur(1341),
        open_items=items(deposits=deposits),
    )

    expected = {
        rules.DEPOSITS: used,
        rules.RECEIVABLE: owed,
        rules.REVENUE: -5966,
        rules.SHIPPING_REVENUE: -1093,
        rules.OUTPUT_VAT: -1341,
    }
    assert booked(legs) == {account: amount for account, amount in expected.items() if amount}


def test_a_refund_of_shipped_goods_is_a_return_with_its_tax() -> None:
    legs = rules.refund(
        amount=eur(1190), tax=eur(190), method="card", shipped=True, open_items=items(5000)
    )

    assert booked(legs) == {
        rules.RETURNS: 1000,
        rules.OUTPUT_VAT: 190,
        rules.PSP_CLEARING: -1190,
    }


def test_a_refund_before_shipment_gives_the_deposit_back() -> None:
    legs = rules.refund(
        amount=eur(1190), tax=eur(190), method="card", shipped=False, open_items=items(5000)
    )

    assert booked(legs) == {rules.DEPOSITS: 1190, rules.PSP_CLEARING: -1190}


def test_a_refund_above_the_deposit_is_a_return_for_the_rest() -> None:
    legs = rules.refund(
        amount=eur(1190), tax=eur(190), method="card", shipped=False, open_items=items(595)
    )

    assert booked(legs) == {
        rules.DEPOSITS: 595,
        rules.RETURNS: 500,
        rules.OUTPUT_VAT: 95,
        rules.PSP_CLEARING: -1190,
    }


def test_crooked_entries_are_refused() -> None:
    with pytest.raises(rules.Unbalanced):
        rules.balanced((rules.debit("1200", eur(5)), rules.credit("2100", eur(4))))
    with pytest.raises(CurrencyMismatch):
        rules.balanced((rules.debit("1200", eur(5)), rules.credit("2100", Money(5, "GBP"))))


def test_a_loss_and_a_gain_in_counting_go_opposite_ways() -> None:
    lost = rules.move(to=rules.INVENTORY, of=rules.SHRINKAGE, amount=eur(-300))

    assert booked(lost) == {rules.INVENTORY: -300, rules.SHRINKAGE: 300}
