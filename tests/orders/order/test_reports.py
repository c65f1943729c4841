"""What payments reports of an order's money, in any order and more than once, ends in one truth."""

from itertools import permutations

import pytest
from django.db.models import Sum

from bi import public as bi
from bi.marts import actions as marts
from bi.marts.models import OrderFact, PaymentFact, SaleFact
from commerce import db
from commerce.events.models import OutboxEvent
from commerce.money import Money
from orders.order.actions import refunding, reports
from orders.order.actions.reports import Told
from orders.order.models import Order, OrderEvent, OrderLine, OrderRefund
from orders.order.rules.refunds import WantedRefund
from orders.workbench import actions as desk
from orders.workbench.queries import sheet
from payments import public as payments
from payments.gateways.clients.base import Returned
from payments.refunds import actions as refunds
from payments.refunds.models import Refund
from tests.builders import orders as build
from tests.builders.commerce import AT
from tests.builders.orders import STAFF
from tests.builders.payments import eur

pytestmark = pytest.mark.django_db


@pytest.fixture
def order() -> Order:
    """Two mugs, delivered and paid: EUR 29.90, of which 4.90 for the delivery."""
    shop = build.make_shop()
    found = build.deliver(build.make_order(shop, (shop.mug, 2)))
    with db.transaction():
        desk.receive_money(order_id=found.pk, amount=found.total, key="paid", at=AT, by=STAFF)
    build.work_off()
    return found


def give_back(order: Order, key: str = "r1") -> OrderRefund:
    """This asks for a mug and the delivery to go back: EUR 17.40 with 2.78 tax."""
    line = order.lines.get()
    wanted = WantedRefund(pieces=((line.pk, 1),), shipping=eur(490))
    with db.transaction():
        return refunding.refund(
            order_id=order.pk, wanted=wanted, reason="chipped", key=key, at=AT, by=STAFF
        )


def bank_sends_back() -> None:
    """This is the provider, days later."""
    for row in Refund.objects.filter(state="issued"):
        returned = Returned(
            reference=row.reference or "", state="failed", amount=row.amount, error="account closed"
        )
        with db.transaction():
            refunds.record(refund_id=row.pk, returned=returned, at=AT)
    build.work_off()


def counted(order: Order) -> tuple[int, int, int, int, str]:
    """Money and tax back, pieces and delivery back, and what the order says of it."""
    row = Order.objects.get(pk=order.pk)
    pieces = OrderLine.objects.get(order=order).quantity_refunded
    return (
        *(row.refunded_minor, row.refunded_tax_minor, pieces),
        *(row.shipping_refunded_minor, row.payment_state),
    )


NOTHING = (0, 0, 0, 0, "paid")
BACK = (1740, 278, 1, 490, "partially_refunded")


def figures() -> tuple[int, int, int, int]:
    """What the marts count as refunded: pieces, goods net, orders gross, money."""
    sales = SaleFact.objects.filter(kind="refunded")
    sums = sales.aggregate(pieces=Sum("quantity", default=0), net=Sum("net_minor", default=0))
    orders = OrderFact.objects.filter(kind="refunded").aggregate(n=Sum("gross_minor", default=0))
    money = PaymentFact.objects.filter(kind="refunded").aggregate(n=Sum("amount_minor", default=0))
    return sums["pieces"], sums["net"], orders["n"], money["n"]


def test_a_refund_the_bank_sends_back_is_taken_out_of_every_book(order: Order) -> None:
    """Invariant 5: order, figures, ledger and payments forget it together; the desk says so."""
    give_back(order)
    build.work_off()
    assert counted(order) == BACK
    assert figures() == (-1, -1050, -1740, -1740)

    bank_sends_back()

    assert counted(order) == NOTHING
    assert figures() == (0, 0, 0, 0)
    assert SaleFact.objects.filter(kind="refunded").count() == 2
    kinds = OrderEvent.objects.order_by("-id").values_list("kind", flat=True)
    assert list(kinds[:2]) == ["refund_reversed", "refunded"]
    seen = sheet.desk(Order.objects.get(), at=AT)
    assert (seen.refund_failed, seen.timeline[0].detail) == ("€17.40", "€17.40 · account closed")
    assert seen.money[-1].word == "Sent back by the bank"
    assert sum(one.balance.minor for one in payments.trial_balance()) == 0
    build.check_books()


def test_what_was_sent_back_may_be_given_back_anew(order: Order) -> None:
    give_back(order)
    build.work_off()
    bank_sends_back()

    give_back(order, key="r2")
    build.work_off()

    assert counted(order) == BACK
    assert figures() == (-1, -1050, -1740, -1740)
    assert sheet.desk(Order.objects.get(), at=AT).refund_failed == ""
    build.check_books()


def test_a_second_try_of_the_same_refund_counts_again(order: Order) -> None:
    """And when that one is sent back too, it falls away again; a rebuild of the marts agrees."""
    give_back(order)
    build.work_off()
    bank_sends_back()
    with db.transaction():
        refunds.retry(refund_id=Refund.objects.get().pk, by=STAFF, at=AT)
    build.work_off()
    assert counted(order) == BACK
    assert figures() == (-1, -1050, -1740, -1740)
    build.check_books()

    bank_sends_back()

    assert counted(order) == NOTHING
    assert figures() == (0, 0, 0, 0)
    documents = sorted(OrderFact.objects.filter(kind="refunded").values_list("document", flat=True))
    key = OrderRefund.objects.get().pk
    assert documents == [f"{key}", f"{key}:1", f"{key}:back", f"{key}:back:1"]
    rows = [row.gross_minor for row in OrderFact.objects.order_by("at", "document")]
    with db.transaction():
        marts.rebuild()
    assert [row.gross_minor for row in OrderFact.objects.order_by("at", "document")] == rows
    assert bi.verify() == []
    build.check_books()


def report(order: Order, kind: str, nth: int, refund_id: int) -> None:
    """This is one report of payments."""
    told = Told(
        payment_id=order.payment_id or 0,
        refund_id=refund_id,
        nth=nth,
        amount=eur(1740),
        tax=eur(278),
    )
    with db.transaction():
        if kind == "issued":
            reports.record_refund(told=told, reason="chipped", at=AT, by=STAFF)
        else:
            reports.record_refund_failure(told=told, error="account closed", at=AT, by=STAFF)


FIRST, SENT_BACK, SECOND = ("issued", 0), ("failed", 0), ("issued", 1)


@pytest.mark.parametrize("told", list(permutations([FIRST, SENT_BACK])))
def test_sent_back_is_the_last_word_whatever_arrives_first(
    order: Order, told: tuple[tuple[str, int], ...]
) -> None:
    """Invariant 11, each report twice: nothing is counted, and what was announced cancels out."""
    refund_id = give_back(order).refund_id
    assert refund_id is not None

    for kind, nth in (*told, *told):
        report(order, kind, nth, refund_id)

    assert counted(order) == NOTHING
    assert OrderRefund.objects.get().state == "failed"
    announced = list(
        OutboxEvent.objects.filter(name__startswith="orders.").values_list("name", flat=True)
    )
    assert announced.count("orders.order_refunded") == announced.count("orders.refund_reversed")


@pytest.mark.parametrize("told", list(permutations([FIRST, SENT_BACK, SECOND])))
def test_a_later_try_is_the_last_word_whatever_arrives_first(
    order: Order, told: tuple[tuple[str, int], ...]
) -> None:
    refund_id = give_back(order).refund_id
    assert refund_id is not None

    for kind, nth in (*told, *told):
        report(order, kind, nth, refund_id)

    assert counted(order) == BACK
    assert (OrderRefund.objects.get().state, OrderRefund.objects.get().round) == ("issued", 1)


def test_a_refund_nobody_here_asked_for_may_be_heard_of_backwards(order: Order) -> None:
    """Made at the provider's desk, sent back by the bank: it never counts, and it is on record."""
    report(order, *SENT_BACK, 4711)
    report(order, *FIRST, 4711)

    row = OrderRefund.objects.get()
    assert (row.state, row.total, row.goodwill_minor) == ("failed", Money(1740, "EUR"), 1740)
    assert counted(order) == NOTHING
