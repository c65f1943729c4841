from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.models import Sum
from pytest_django.fixtures import Settings

from commerce import clock, db
from commerce.events import delivery
from commerce.money import Money
from inventory import public as inventory
from orders.cart.models import Cart
from orders.checkout.models import Checkout
from orders.demo import counter, past, rows, trade
from orders.fulfillment.models import Fulfillment
from orders.order.actions import refunding
from orders.order.models import Order, OrderLine, OrderRefund
from orders.order.rules.refunds import WantedRefund
from orders.pickup.models import Pickup
from payments import public as payments
from payments.collecting.models import Attempt
from payments.refunds.models import Refund
from tests.builders import orders as build
from tests.builders.payments import running_shop


@pytest.fixture
def orders(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Order]:
    monkeypatch.setenv("KONTOR_STATE", str(tmp_path))  # a demo of this checkout keeps its passwords
    monkeypatch.setattr(past, "ORDERS", {"eu": 260, "uk": 120})
    for step in ("channels", "catalog", "inventory", "payments", "crm", "orders", "bi"):
        call_command(f"seed_{step}")
    return list(Order.objects.filter(source=rows.SOURCE))


@pytest.mark.django_db
def test_two_years_of_trade_hold_every_invariant_that_live_orders_hold(orders: list[Order]) -> None:
    """Invariants 1, 3, 5, 8 and 16; one test, because inventing a company takes a while."""
    _stock_money_and_books_are_in_order(orders)
    _every_order_is_the_sum_of_its_lines_and_its_delivery(orders)
    _money_taken_for_an_order_is_the_money_of_its_payment(orders)
    _only_orders_that_were_carried_out_left_the_house(orders)
    _the_books_owe_what_customers_have_not_paid_yet(orders)
    _orders_wait_for_hands_as_if_shoppers_had_placed_them()
    _goods_wait_in_stores_and_bags_stand_open()
    _every_book_of_the_house_agrees()
    _a_second_run_changes_nothing(orders)


@pytest.mark.django_db
def test_a_seeded_order_paid_by_card_can_be_refunded(
    orders: list[Order], settings: Settings
) -> None:
    """The emulator remembers past payments and refunds as a real provider would; told twice, once."""
    with running_shop(settings) as stripe:
        call_command("seed_provider")
        call_command("seed_provider")
        paid = Order.objects.filter(payment_method="card", captured_minor__gt=0)
        assert len(list(stripe.stripe.v1.charges.list({"limit": 100}).auto_paging_iter())) == (
            paid.count()
        )
        back = paid.filter(refunded_minor__gt=0).order_by("-id")[0]
        intent = Attempt.objects.get(payment__id=back.payment_id or 0).reference or ""
        found = stripe.stripe.v1.refunds.list({"payment_intent": intent}).data
        assert [one.amount for one in found] == [back.refunded_minor]

        order = paid.filter(state="completed", refunded_minor=0, channel__code="eu").order_by(
            "-id"
        )[0]
        line = order.lines.order_by("position")[0]
        with db.transaction():
            refunding.refund(
                order_id=order.pk,
                wanted=WantedRefund(pieces=((line.pk, line.quantity),)),
                reason="chipped",
                key="r1",
                at=clock.now(),
                by=build.STAFF,
            )
        build.work_off()

        assert Order.objects.get(pk=order.pk).refunded_minor == line.gross_minor
        intent = Attempt.objects.get(payment__id=order.payment_id or 0).reference or ""
        charge = stripe.stripe.v1.charges.list({"payment_intent": intent}).data[0]
        assert (charge.amount_captured, charge.amount_refunded) == (
            order.captured_minor,
            line.gross_minor,
        )
    assert Refund.objects.filter(state="failed").count() == 0
    build.check_books()


def test_more_is_sold_before_christmas_and_on_sundays() -> None:
    quiet, rush = date(2025, 7, 8), date(2025, 12, 7)

    assert trade._crowd(rush, 0.5) > 2.5 * trade._crowd(quiet, 0.5)


def test_delivery_is_free_from_a_sum() -> None:
    price = trade.delivery_price

    assert price(country="DE", goods=Money(7499, "EUR")).minor == 490
    assert price(country="DE", goods=Money(7500, "EUR")).minor == 0
    assert price(country="ES", goods=Money(7500, "EUR")).minor == 990


def _goods_wait_in_stores_and_bags_stand_open() -> None:
    """Every staff screen of the thread has something to show: pickups in both states, one of them overdue."""
    found = Counter(Pickup.objects.values_list("state", flat=True))

    assert found == {"expected": 2, "ready": 3}
    assert Pickup.objects.filter(state="ready", hold_until__lt=clock.now()).count() == 1
    assert Cart.objects.filter(state="open").count() == sum(counter.BAGS.values())
    assert set(Checkout.objects.filter(state="open").values_list("delivery_code", flat=True)) == {
        ""
    }


def _stock_money_and_books_are_in_order(orders: list[Order]) -> None:
    newest = max(one.placed_at for one in orders) + timedelta(days=1)

    assert len(orders) > 250
    assert inventory.verify() == []
    assert payments.violations(at=newest) == []
    sums: Counter[str] = Counter()
    for account in payments.trial_balance():
        sums[account.balance.currency] += account.balance.minor
    assert set(sums.values()) == {0}


def _every_order_is_the_sum_of_its_lines_and_its_delivery(orders: list[Order]) -> None:
    goods = dict(OrderLine.objects.values_list("order").annotate(Sum("gross_minor")))

    for one in orders:
        assert one.total_minor == goods[one.pk] + one.shipping_gross_minor
        assert one.placed_at < one.updated_at


def _money_taken_for_an_order_is_the_money_of_its_payment(orders: list[Order]) -> None:
    found = {one.order_number: one for one in payments.payments_of(
        order_numbers=[order.number for order in orders])}  # fmt: skip

    for one in orders:
        assert found[one.number].captured.minor == one.captured_minor
        assert found[one.number].refunded.minor == one.refunded_minor
        assert found[one.number].payment_id == one.payment_id


def _only_orders_that_were_carried_out_left_the_house(orders: list[Order]) -> None:
    carried_out = {one.pk for one in orders if one.state != "canceled"}

    sent = Fulfillment.objects.filter(order__source=rows.SOURCE)
    assert set(sent.values_list("order_id", flat=True)) == carried_out
    refunded = set(OrderRefund.objects.values_list("order_id", flat=True))
    assert refunded == {one.pk for one in orders if one.refunded_minor}


def _the_books_owe_what_customers_have_not_paid_yet(orders: list[Order]) -> None:
    unpaid: Counter[str] = Counter()
    for one in orders:
        if one.state != "canceled":
            unpaid[one.currency] += one.total_minor - one.captured_minor

    receivable = {
        account.balance.currency: account.balance.minor
        for account in payments.trial_balance()
        if account.code == "1400"
    }
    assert {currency: unpaid[currency] for currency in receivable} == receivable


def _a_second_run_changes_nothing(orders: list[Order]) -> None:
    call_command("seed_orders")

    assert Order.objects.filter(source=rows.SOURCE).count() == len(orders)


def _every_book_of_the_house_agrees() -> None:
    call_command("verify_books")  # ends with SystemExit when one does not


def _orders_wait_for_hands_as_if_shoppers_had_placed_them() -> None:
    delivery.drain()
    waiting = Order.objects.filter(source="storefront", delivery_code="standard")

    assert 5 < waiting.count() <= 14
    assert {one.fulfillment_state for one in waiting} == {"unfulfilled"}
    planned = Fulfillment.objects.filter(order__in=waiting, state="planned")
    assert set(planned.values_list("order", flat=True)) == {one.pk for one in waiting}
