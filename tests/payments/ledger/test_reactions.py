"""Facts become entries; the books balance at any moment."""

import itertools
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from commerce import db
from commerce.channels.queries import ChannelInfo
from commerce.events import outbox
from commerce.events.facts import Fact
from inventory import events as inventory
from orders import events as orders
from payments import events, public
from payments.ledger import queries, rules
from payments.ledger.models import JournalEntry, OpenItem
from tests.builders.commerce import AT
from tests.builders.payments import eur, issued, make_payment, shipped

Deliver = Callable[[], int]


def announce(*facts: Fact, at: Any = AT) -> None:
    for fact in facts:
        with db.transaction():
            outbox.publish(fact, at=at, by="test", channel="eu")


def balances() -> dict[str, int]:
    return {one.code: one.balance.minor for one in public.trial_balance() if one.balance}


def captured(order: str = "EU-1", minor: int = 8400, **over: Any) -> events.PaymentCaptured:
    columns: dict[str, Any] = {
        "payment_id": 1,
        "reference": "chk_1",
        "order_number": order,
        "capture_id": 1,
        "amount": eur(minor),
        "fee": eur(151),
        "method": "card",
    }
    return events.PaymentCaptured(**columns | over)


def refunded(minor: int = 1190, **over: Any) -> events.RefundIssued:
    columns: dict[str, Any] = {
        "refund_id": 1,
        "payment_id": 1,
        "reference": "chk_1",
        "order_number": "EU-1",
        "amount": eur(minor),
        "tax": eur(190),
        "shipped": True,
        "reason": "came back",
        "method": "card",
    }
    return events.RefundIssued(**columns | over)


@pytest.fixture
def parcel(channel: ChannelInfo) -> orders.FulfillmentShipped:
    payment = make_payment(
        order_number="EU-1", method="invoice", state="authorized", captured_minor=0
    )
    return shipped(payment)


def test_an_order_from_capture_to_refund(
    parcel: orders.FulfillmentShipped, deliver: Deliver
) -> None:
    """The posting table; after every step the trial balance is zero."""
    for fact in (captured(), parcel, issued(), refunded()):
        announce(fact)
        deliver()
        totals = queries.totals(public.trial_balance())
        assert not any(totals.values()), totals
        assert queries.violations() == []

    assert balances() == {
        rules.PSP_CLEARING: 8400 - 1190,
        rules.REVENUE: -5966,
        rules.SHIPPING_REVENUE: -1093,
        rules.OUTPUT_VAT: -1341 + 190,
        rules.RETURNS: 1000,
        rules.COGS: 4030,
        rules.INVENTORY: -4030,
    }


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_facts_in_any_order_end_in_the_same_books(
    parcel: orders.FulfillmentShipped, deliver: Deliver, order: tuple[int, ...]
) -> None:
    facts: list[Fact] = [captured(), parcel, issued()]
    for index in order:
        announce(facts[index])
        deliver()

    assert balances() == {
        rules.PSP_CLEARING: 8400,
        rules.REVENUE: -5966,
        rules.SHIPPING_REVENUE: -1093,
        rules.OUTPUT_VAT: -1341,
        rules.COGS: 4030,
        rules.INVENTORY: -4030,
    }
    assert queries.violations() == []


def test_the_same_document_is_booked_once(
    parcel: orders.FulfillmentShipped, deliver: Deliver
) -> None:
    """G4: a replay changes nothing."""
    announce(captured(), captured(), parcel, parcel, issued(), issued())
    deliver()

    assert JournalEntry.objects.count() == 3
    assert balances()[rules.PSP_CLEARING] == 8400


def test_an_invoice_is_owed_until_it_is_paid(
    parcel: orders.FulfillmentShipped, deliver: Deliver
) -> None:
    announce(parcel)
    deliver()
    assert balances()[rules.RECEIVABLE] == 8400

    announce(captured(method="invoice"))
    deliver()

    assert rules.RECEIVABLE not in balances()
    assert balances()[rules.BANK] == 8400


def test_a_refund_that_failed_is_reversed_and_may_be_issued_again(
    parcel: orders.FulfillmentShipped, deliver: Deliver
) -> None:
    failed = events.RefundFailed(
        refund_id=1,
        payment_id=1,
        reference="chk_1",
        order_number="EU-1",
        amount=eur(1190),
        tax=eur(190),
        error="account closed",
        reverses=True,
    )
    announce(captured(), parcel, refunded(), failed)
    deliver()
    assert rules.RETURNS not in balances()

    announce(refunded(round=1), failed)
    deliver()

    assert balances()[rules.RETURNS] == 1000
    assert JournalEntry.objects.filter(reverses__isnull=False).count() == 1
    assert queries.violations() == []


def test_goods_in_lost_and_back_move_the_inventory_account(
    channel: ChannelInfo, deliver: Deliver
) -> None:
    received = inventory.StockReceived(
        variant_id=1, sku="A", warehouse_code="LEJ", quantity=10, unit_cost=eur(2015), movement_id=1
    )
    lost = inventory.StockAdjusted(
        variant_id=1,
        sku="A",
        warehouse_code="LEJ",
        quantity=-1,
        unit_cost=eur(2015),
        reason="broken",
        movement_id=2,
    )
    line = inventory.IssuedLine(variant_id=1, sku="A", quantity=1, unit_cost=eur(2015))
    back = inventory.StockRestocked(
        order_number="EU-1", warehouse_code="LEJ", lines=(line,), reference="r1"
    )
    announce(received, lost, issued(), back)
    deliver()

    assert balances() == {
        rules.GRNI: -20150,
        rules.SHRINKAGE: 2015,
        rules.COGS: 2015,
        rules.INVENTORY: 20150 - 2015 - 4030 + 2015,
    }


def test_the_trial_balance_of_a_past_moment(
    parcel: orders.FulfillmentShipped, deliver: Deliver
) -> None:
    announce(captured())
    announce(parcel, at=AT + timedelta(days=2))
    deliver()

    then = {
        one.code: one.balance.minor
        for one in public.trial_balance(until=AT + timedelta(days=1))
        if one.balance
    }

    assert then == {rules.PSP_CLEARING: 8400, rules.DEPOSITS: -8400}


def test_money_taken_that_never_reaches_the_books_is_found(
    channel: ChannelInfo, deliver: Deliver
) -> None:
    """Invariant 5: verify_books sees it, once no fact is on its way any more."""
    payment = make_payment()
    capture = payment.captures.get()
    missing = [
        "captures: 8400 EUR moved, 0 is in the books",
        f"capture:{capture.pk}: money moved and is not in the books",
    ]
    assert queries.violations() == missing

    announce(captured(capture_id=capture.pk))
    assert queries.violations() == []
    deliver()
    assert queries.violations() == []


def test_open_items_that_drift_from_their_entries_are_found(
    channel: ChannelInfo, deliver: Deliver
) -> None:
    announce(captured())
    deliver()
    OpenItem.objects.update(deposits_minor=1)

    assert queries.violations() == ["order EU-1: open items say 1 and 0 EUR, lines say 8400 and 0"]
