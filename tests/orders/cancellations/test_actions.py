"""A part of an order falls away: goods, sums, money, books and figures agree afterwards (O4)."""

from collections.abc import Iterator

import pytest
from django.core import mail
from pytest_django.fixtures import Settings

from bi.marts.models import OrderFact, SaleFact
from commerce import db
from commerce.errors import Anticipated
from orders.cancellations import actions, rules
from orders.cancellations.models import Cancellation
from orders.checkout.actions import placing
from orders.fulfillment import actions as fulfillment
from orders.fulfillment.models import Fulfillment
from orders.mail.models import OrderMail
from orders.order import queries as orders
from orders.order.actions import changes, refunding
from orders.order.models import Order, OrderLine, OrderRefund
from orders.order.rules.refunds import WantedRefund
from payments import public as payments
from payments.collecting.models import Capture, Payment
from payments.ledger.models import JournalLine
from payments.refunds.models import Refund
from tests.builders import inventory as warehouses
from tests.builders import orders as build
from tests.builders.commerce import AT
from tests.builders.orders import SHOPPER, STAFF, Shop
from tests.builders.payments import Shop as Stripe
from tests.builders.payments import eur, running_shop

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stripe(settings: Settings) -> Iterator[Stripe]:
    with running_shop(settings) as running:
        yield running


def cancel(
    order: Order, *pieces: tuple[str, int], key: str = "once", reach: tuple[str, ...] = rules.STAFF
) -> Cancellation:
    lines = dict(order.lines.values_list("sku", "pk"))
    wanted = actions.Wanted(
        pieces={lines[sku]: many for sku, many in pieces}, reason="sold out", reach=reach
    )
    with db.transaction():
        return actions.cancel_lines(order_id=order.pk, wanted=wanted, key=key, at=AT, by=STAFF)


def make_card_order(stripe: Stripe, shop: Shop, *lines: tuple[object, int]) -> Order:
    """This pays by card for two mugs and a lamp (124.95, sent free of charge), or other lines."""
    wanted = lines or ((shop.mug, 2), (shop.lamp, 1))
    checkout = build.make_checkout(shop, *wanted, method="card")  # type: ignore[arg-type]
    paying = build.confirm(checkout)
    assert paying.payment_id is not None
    stripe.confirm(stripe.present(Payment.objects.get(pk=paying.payment_id)))
    build.work_off()
    return Order.objects.latest("pk")


def make_order(shop: Shop) -> Order:
    """This orders two mugs (12.50) and a lamp (99.95) on invoice, sent free of charge."""
    order = build.make_order(shop, (shop.mug, 2), (shop.lamp, 1))
    build.work_off()
    order.refresh_from_db()
    return order


def balances() -> dict[str, int]:
    return {row.code: row.balance.minor for row in payments.trial_balance() if row.balance}


def test_goods_are_free_sums_shrink_and_the_delivery_stays() -> None:
    """invariants 8, 9, 16: one of two mugs falls away."""
    shop = build.make_shop()
    order = make_order(shop)
    before = order.total_minor, order.shipping_gross_minor

    row = cancel(order, ("MUG-1", 1))
    build.work_off()

    order.refresh_from_db()
    mug = order.lines.get(sku="MUG-1")
    assert (row.whole, row.total) == (False, eur(1250))
    assert (mug.quantity, mug.quantity_canceled, mug.gross_minor) == (1, 1, 1250)
    assert (order.total_minor, order.shipping_gross_minor) == (before[0] - 1250, before[1])
    assert (order.canceled_minor, order.quantity, order.state) == (1250, 2, "placed")
    assert warehouses.level(shop.mug.pk) == (10, 1, 0)
    (planned,) = Fulfillment.objects.all()
    assert dict(planned.lines.values_list("order_line__sku", "quantity")) == {
        "MUG-1": 1,
        "LAMP-1": 1,
    }
    assert order.events.filter(kind="lines_canceled").get().data["pieces"] == ["1 x MUG-1"]
    build.check_books()


def test_a_whole_line_falls_away_before_anything_is_planned() -> None:
    shop = build.make_shop()
    order = build.make_order(shop, (shop.mug, 2), (shop.lamp, 1))

    cancel(order, ("LAMP-1", 1))
    build.work_off()

    lamp = order.lines.get(sku="LAMP-1")
    assert (lamp.quantity, lamp.gross_minor, lamp.agreed.taxed.gross.minor) == (0, 0, 9995)
    assert warehouses.level(shop.lamp.pk) == (10, 0, 0)
    (planned,) = Fulfillment.objects.all()
    assert dict(planned.lines.values_list("order_line__sku", "quantity")) == {"MUG-1": 2}
    build.check_books()


def test_a_plan_without_pieces_is_called_off_and_the_rest_ships() -> None:
    """Two warehouses; the one that has nothing left to send sends nothing."""
    shop = build.make_shop("LEJ", "RTM", mugs=1, lamps=5)
    order = build.make_order(shop, (shop.mug, 2))
    rows = build.plan(order)
    assert len(rows) == 2

    cancel(order, ("MUG-1", 1))
    for row in Fulfillment.objects.live().order_by("pk"):
        build.pack(row)
        with db.transaction():
            fulfillment.ship(fulfillment_id=row.pk, at=AT, by=STAFF)
            fulfillment.deliver(fulfillment_id=row.pk, at=AT, by=STAFF)
    build.work_off()

    order.refresh_from_db()
    assert (order.state, order.fulfillment_state, order.quantity) == ("completed", "delivered", 1)
    assert Fulfillment.objects.filter(state="canceled").count() == 1
    build.check_books()


def test_the_last_pieces_take_the_order_with_them() -> None:
    """Delivery goes only with the whole order."""
    shop = build.make_shop()
    order = make_order(shop)

    row = cancel(order, ("MUG-1", 2), ("LAMP-1", 1))
    build.work_off()

    order.refresh_from_db()
    assert (row.whole, order.state, order.canceled_minor) == (True, "canceled", 0)
    assert warehouses.level(shop.mug.pk) == (10, 0, 0)
    assert not OrderMail.objects.filter(kind="lines_canceled").exists()
    build.check_books()


def test_the_same_key_cancels_once_and_another_wish_is_told() -> None:
    shop = build.make_shop()
    order = make_order(shop)

    first, again = cancel(order, ("MUG-1", 1)), cancel(order, ("MUG-1", 1))
    with pytest.raises(rules.OrderChanged):
        cancel(order, ("LAMP-1", 1))

    assert first == again
    order.refresh_from_db()
    assert order.quantity == 2


def test_picked_is_too_late_for_shoppers_and_packed_for_everybody() -> None:
    shop = build.make_shop()
    order = make_order(shop)
    row = Fulfillment.objects.get()
    with db.transaction():
        fulfillment.start_picking(fulfillment_id=row.pk, at=AT, by=STAFF)

    with pytest.raises(rules.NotCancelable):
        cancel(order, ("MUG-1", 1), reach=rules.SHOPPERS)
    cancel(order, ("MUG-1", 1))
    with db.transaction():
        fulfillment.pack(fulfillment_id=row.pk, at=AT, by=STAFF)
    with pytest.raises(rules.NotCancelable):
        cancel(order, ("MUG-1", 1), key="late")

    order.refresh_from_db()
    assert (order.quantity, Cancellation.objects.count()) == (2, 1)
    build.work_off()
    build.check_books()


def test_an_order_that_is_over_stays_as_it_is() -> None:
    order = build.make_order(build.make_shop())
    with db.transaction():
        changes.cancel(order_id=order.pk, reason="gone", at=AT, by=STAFF)

    with pytest.raises(Anticipated):
        cancel(order, ("MUG-1", 1))

    assert not Cancellation.objects.exists()


def test_a_promise_is_taken_for_less_and_its_rest_let_go(stripe: Stripe) -> None:
    """PAY: 124.95 promised, the lamp falls away, 25.00 are taken with the parcel."""
    order = make_card_order(stripe, build.make_shop())
    promised = order.total

    cancel(order, ("LAMP-1", 1))
    build.ship(order)
    build.work_off()

    order.refresh_from_db()
    payment = Payment.objects.get()
    assert promised - order.total == eur(9995)
    assert (payment.captured, payment.amount, payment.owed) == (order.total, promised, order.total)
    assert (payment.state, order.payment_state, order.voided) == ("captured", "paid", False)
    assert [charge.amount_captured for charge in stripe.charges()] == [order.total_minor]
    assert not Refund.objects.exists()
    build.check_books()


def test_two_parcels_one_sent_the_other_canceled_lets_the_rest_go(stripe: Stripe) -> None:
    shop = build.make_shop("LEJ", "RTM", mugs=1, lamps=5)
    order = make_card_order(stripe, shop, (shop.mug, 2))
    first = build.plan(order)[0]
    build.pack(first)
    with db.transaction():
        fulfillment.ship(fulfillment_id=first.pk, at=AT, by=STAFF)
    build.work_off()

    cancel(order, ("MUG-1", 1))
    build.work_off()

    order.refresh_from_db()
    payment = Payment.objects.get()
    assert payment.captured - payment.refunded == payment.owed == order.total
    assert payment.state == "captured"
    assert order.fulfillment_state == "shipped"
    assert not order.voided
    build.check_books()


def test_what_was_taken_at_once_goes_back_as_a_deposit(stripe: Stripe) -> None:
    """PAY-3, invariant 16: no revenue was booked for it, so none is taken back; BI counts it once."""
    order = make_card_order(stripe, build.make_shop(capture="at_once"))
    paid = order.total

    row = cancel(order, ("LAMP-1", 1))
    build.work_off()

    order.refresh_from_db()
    refund, told = Refund.objects.get(), OrderRefund.objects.get()
    assert (refund.state, refund.amount, refund.shipped) == ("issued", row.total, False)
    assert (refund.tax, told.for_canceled, told.goodwill_minor) == (row.tax, True, 0)
    assert (order.captured, order.refunded) == (paid, row.total)
    assert balances()["2100"] == -order.total_minor
    assert not SaleFact.objects.filter(kind="refunded").exists()
    assert not OrderFact.objects.filter(kind="refunded").exists()
    build.ship(order)
    build.work_off()
    assert orders.refundable(Order.objects.get()).left == order.total
    with db.transaction():
        refunding.refund(
            order_id=order.pk,
            wanted=WantedRefund(
                pieces=((order.lines.get(sku="MUG-1").pk, 2),), shipping=order.shipping.gross
            ),
            reason="returned",
            key="all",
            at=AT,
            by=STAFF,
        )
    build.work_off()
    assert Order.objects.get().payment_state == "refunded"
    build.check_books()


def test_a_capture_under_way_takes_too_much_and_gives_it_back(stripe: Stripe) -> None:
    """The provider is asked for all of it already: the difference goes back when it was taken."""
    shop = build.make_shop(capture="at_once")
    checkout = build.make_checkout(shop, (shop.mug, 2), (shop.lamp, 1), method="card")
    paying = build.confirm(checkout)
    assert paying.payment_id is not None
    stripe.confirm(stripe.present(Payment.objects.get(pk=paying.payment_id)))
    placing.settle(public_id=checkout.public_id, at=AT, by=SHOPPER)
    order = Order.objects.get()
    assert Capture.objects.get().state == "requested"

    row = cancel(order, ("MUG-1", 2))
    assert not Refund.objects.exists()
    build.work_off()

    payment = Payment.objects.get()
    assert (payment.captured, payment.refunded) == (payment.amount, row.total)
    assert Refund.objects.get().state == "issued"
    build.check_books()


def test_an_invoice_asks_for_less_and_an_early_payment_partly_goes_back() -> None:
    shop = build.make_shop()
    order = make_order(shop)
    assert order.payment_id is not None
    with db.transaction():
        payments.record_receipt(
            payment_id=order.payment_id, amount=order.total, key="bank", by=STAFF, at=AT
        )
    build.work_off()

    row = cancel(order, ("MUG-1", 2))
    build.work_off()

    order.refresh_from_db()
    assert (order.refunded, Refund.objects.get().amount) == (row.total, row.total)
    build.check_books()


def test_figures_lose_the_pieces_and_keep_the_order() -> None:
    """DWH-3: net sales shrink by the canceled lines; the order is no canceled order."""
    shop = build.make_shop()
    order = make_order(shop)

    row = cancel(order, ("MUG-1", 1))
    build.work_off()

    line = SaleFact.objects.get(kind="canceled")
    assert (line.sku, line.quantity, line.net_minor) == ("MUG-1", -1, -row.net_minor)
    fact = OrderFact.objects.get(kind="reduced")
    assert (fact.net_minor, fact.tax_minor, fact.gross_minor) == (
        -row.net_minor,
        -row.tax_minor,
        -row.total.minor,
    )
    assert (fact.shipping_net_minor, fact.shipping_tax_minor) == (0, 0)
    assert not OrderFact.objects.filter(kind="canceled").exists()
    assert not JournalLine.objects.filter(account__code__in=["4000", "2100"]).exists()


def test_a_mail_says_what_fell_away_and_what_the_rest_costs() -> None:
    order = make_order(build.make_shop())
    mail.outbox.clear()

    cancel(order, ("LAMP-1", 1))
    build.work_off()

    (letter,) = mail.outbox
    order.refresh_from_db()
    assert letter.subject == f"A part of your order {order.number} is canceled"
    assert "1 x Desk lamp: €99.95" in letter.body
    assert "You pay €99.95 less." in letter.body
    assert "2 x Blue mug: €25.00" in letter.body
    assert f"Total: €{order.total.decimal}" in letter.body
    assert OrderLine.objects.get(sku="LAMP-1").quantity == 0
