"""A quote is confirmed and becomes one order, whoever asks, however often."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from catalog.contracts import WantedLine
from commerce import db
from inventory.models import Reservation
from inventory.reservations import actions as reservations
from orders.cart import actions as carts
from orders.cart.models import Cart
from orders.checkout import queries
from orders.checkout.actions import filling, placing
from orders.checkout.actions.filling import Details
from orders.checkout.models import Checkout
from orders.order.models import Order, OrderLine
from payments import public as payments
from tests.builders import inventory as warehouses
from tests.builders import orders as build
from tests.builders.commerce import AT
from tests.builders.orders import SHOPPER
from tests.builders.payments import running_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> build.Shop:
    return build.make_shop()


def test_places_an_invoice_order_at_once_with_snapshots(
    shop: build.Shop, facts: Callable[[], list[str]]
) -> None:
    checkout = build.make_checkout(shop, (shop.mug, 2), (shop.lamp, 1))

    found = build.confirm(checkout)

    assert found.outcome == "placed"
    order = Order.objects.get()
    assert order.number.startswith("EU-")
    assert (order.total_minor, order.tax_minor, order.shipping_gross_minor) == (12495, 1995, 0)
    assert (order.payment_state, order.fulfillment_state) == ("authorized", "unfulfilled")
    assert order.ship_to["city"] == "Leipzig"
    lines = OrderLine.objects.order_by("position").values_list(
        "sku", "title", "quantity", "gross_minor", "tax_minor"
    )
    assert list(lines) == [
        ("MUG-1", "Blue mug", 2, 2500, 399),
        ("LAMP-1", "Desk lamp", 1, 9995, 1596),
    ]
    assert Cart.objects.get().state == "ordered"
    assert warehouses.level(shop.mug.pk) == (10, 2, 0)
    assert "orders.order_placed" in facts()


def test_charges_the_delivery_below_its_free_threshold(shop: build.Shop) -> None:
    order = build.make_order(shop, (shop.mug, 2))

    assert (order.total_minor, order.shipping_gross_minor, order.shipping_tax_minor) == (
        2990,
        490,
        78,
    )
    assert order.total_minor == order.net_minor + order.tax_minor


def test_refuses_a_quote_that_is_not_the_present_one(shop: build.Shop) -> None:
    """invariant 14: price shown = price charged."""
    checkout = build.make_checkout(shop)
    seen = queries.quote(checkout, at=AT).hash
    with db.transaction():
        carts.add_lines(
            holder=build.of_cart(shop, checkout.cart),
            lines=[WantedLine(variant_id=shop.lamp.pk, quantity=1)],
            at=AT,
            by=SHOPPER,
        )

    with pytest.raises(placing.QuoteChanged) as refusal, db.transaction():
        placing.confirm(public_id=checkout.public_id, seen=seen, at=AT, by=SHOPPER)

    assert refusal.value.data["total"] == "124.95"
    assert refusal.value.data["quote"] != seen
    assert not Order.objects.exists()
    assert warehouses.level(shop.mug.pk) == (10, 0, 0)


@pytest.mark.parametrize("seen", ["", "0" * 32])
def test_refuses_an_empty_or_made_up_quote(shop: build.Shop, seen: str) -> None:
    checkout = build.make_checkout(shop)

    with pytest.raises(placing.QuoteChanged), db.transaction():
        placing.confirm(public_id=checkout.public_id, seen=seen, at=AT, by=SHOPPER)


def test_says_what_is_missing(shop: build.Shop) -> None:
    cart = build.make_cart(shop)
    with db.transaction():
        checkout = filling.start(holder=build.of_cart(shop, cart), at=AT, by=SHOPPER)

    with pytest.raises(placing.Incomplete) as refusal, db.transaction():
        placing.confirm(public_id=checkout.public_id, seen="x", at=AT, by=SHOPPER)

    assert refusal.value.data == {"missing": ["email", "ship_to", "delivery", "method"]}


def test_confirming_twice_is_one_order(shop: build.Shop) -> None:
    """ECM-1, invariant 6: a double click gives one order and one payment."""
    checkout = build.make_checkout(shop)

    first = build.confirm(checkout)
    with db.transaction():
        second = placing.confirm(public_id=checkout.public_id, seen="old", at=AT, by=SHOPPER)

    assert first.order == second.order
    assert Order.objects.count() == 1
    assert len(payments.payments_of(order_numbers=[Order.objects.get().number])) == 1


def test_refuses_what_is_sold_out(shop: build.Shop) -> None:
    checkout = build.make_checkout(shop, (shop.mug, 10))
    build.make_order(shop, (shop.mug, 9))

    with pytest.raises(Exception) as refusal:  # noqa: PT011 - named by inventory's code
        build.confirm(checkout)

    assert getattr(refusal.value, "code", "") == "out_of_stock"
    assert Order.objects.count() == 1
    assert warehouses.level(shop.mug.pk) == (10, 9, 0)


def test_a_card_is_paid_before_the_order_is_placed(
    shop: build.Shop, settings: object, deliver: Callable[[], int]
) -> None:
    with running_shop(settings) as stripe:  # type: ignore[arg-type]
        checkout = build.make_checkout(shop, method="card")

        paying = build.confirm(checkout)
        assert paying.outcome == "paying"
        assert paying.payment_id is not None
        assert warehouses.level(shop.mug.pk) == (10, 0, 2)
        waiting = placing.settle(public_id=checkout.public_id, at=AT, by=SHOPPER)
        assert waiting.outcome == "waiting"

        _pay(stripe, paying.payment_id)
        placed = placing.settle(public_id=checkout.public_id, at=AT, by=SHOPPER)
        deliver()

    assert placed.outcome == "placed"
    assert Order.objects.get().payment_kind == "card"
    assert warehouses.level(shop.mug.pk) == (10, 2, 0)


def test_a_cart_changed_while_it_is_paid_is_refused_with_the_new_price(
    shop: build.Shop, settings: object, deliver: Callable[[], int]
) -> None:
    """invariant 14, spec 2 row 5: cart mutated while being paid."""
    with running_shop(settings) as stripe:  # type: ignore[arg-type]
        checkout = build.make_checkout(shop, method="card")
        paying = build.confirm(checkout)
        assert paying.payment_id is not None
        intent = stripe.present(_payment(paying.payment_id))
        with db.transaction():
            carts.add_lines(
                holder=build.of_cart(shop, checkout.cart),
                lines=[WantedLine(variant_id=shop.lamp.pk, quantity=1)],
                at=AT,
                by=SHOPPER,
            )
        stripe.confirm(intent)

        found = placing.settle(public_id=checkout.public_id, at=AT, by=SHOPPER)
        deliver()

        assert payments.get_payment(payment_id=paying.payment_id).state == "voided"

    assert found.outcome == "changed"
    assert not Order.objects.exists()
    again = Checkout.objects.select_related("cart").get()
    assert (again.state, again.problem, again.payment_id) == ("open", "changed", None)
    sheet = queries.sheet(again, at=AT)
    assert sheet.quote is not None
    assert str(sheet.quote.total) == "124.95"
    assert warehouses.level(shop.mug.pk) == (10, 0, 0)


def test_a_late_payment_takes_the_goods_again_or_is_let_go(
    shop: build.Shop, settings: object, deliver: Callable[[], int]
) -> None:
    """invariant 10, spec 2 row 2: card charged, stock already gone."""
    late = AT + timedelta(hours=1)
    with running_shop(settings) as stripe:  # type: ignore[arg-type]
        checkout = build.make_checkout(shop, (shop.mug, 6), method="card")
        paying = build.confirm(checkout)
        assert paying.payment_id is not None
        Reservation.objects.update(until=AT)
        with db.transaction():
            assert reservations.expire_due(at=late, by=SHOPPER) == 1
        build.make_order(shop, (shop.mug, 6))
        _pay(stripe, paying.payment_id)

        found = placing.settle(public_id=checkout.public_id, at=late, by=SHOPPER)

    assert found.outcome == "sold_out"
    assert Checkout.objects.get(pk=checkout.pk).problem == "sold_out"
    assert payments.get_payment(payment_id=paying.payment_id).state == "voided"
    assert warehouses.level(shop.mug.pk) == (10, 6, 0)


def test_a_late_payment_whose_goods_are_still_there_is_placed(
    shop: build.Shop, settings: object
) -> None:
    """invariant 10: a late payment on an expired reservation re-reserves."""
    with running_shop(settings) as stripe:  # type: ignore[arg-type]
        checkout = build.make_checkout(shop, (shop.mug, 6), method="card")
        paying = build.confirm(checkout)
        assert paying.payment_id is not None
        Reservation.objects.update(until=AT)
        with db.transaction():
            assert reservations.expire_due(at=AT, by=SHOPPER) == 1
        assert warehouses.level(shop.mug.pk) == (10, 0, 0)
        _pay(stripe, paying.payment_id)

        found = placing.settle(public_id=checkout.public_id, at=AT, by=SHOPPER)

    assert found.outcome == "placed"
    assert warehouses.level(shop.mug.pk) == (10, 6, 0)


def test_goods_let_go_end_the_payment_and_keep_what_was_typed(
    shop: build.Shop, deliver: Callable[[], int]
) -> None:
    """ECM-3: an expired checkout frees stock, voids the payment, and the shopper may try again."""
    checkout = build.make_checkout(shop, method="card")
    paying = build.confirm(checkout)
    assert paying.payment_id is not None
    Reservation.objects.update(until=AT)
    with db.transaction():
        reservations.expire_due(at=AT + timedelta(hours=1), by=SHOPPER)
    deliver()

    again = Checkout.objects.get()
    assert (again.state, again.problem, again.email) == ("open", "lapsed", "ada@example.com")
    assert payments.get_payment(payment_id=paying.payment_id).state in {"voided", "expired"}
    assert build.confirm(checkout).outcome == "paying"


def test_changing_the_address_lets_a_payment_under_way_go(shop: build.Shop) -> None:
    checkout = build.make_checkout(shop, method="card")
    paying = build.confirm(checkout)
    assert paying.payment_id is not None

    with db.transaction():
        filling.fill_in(
            checkout=checkout, details=Details(email="grace@example.com"), at=AT, by=SHOPPER
        )

    assert Checkout.objects.get().state == "open"
    assert payments.get_payment(payment_id=paying.payment_id).state == "voided"
    assert warehouses.level(shop.mug.pk) == (10, 0, 0)


def test_another_way_to_pay_after_a_decline_keeps_everything_else(
    shop: build.Shop, settings: object
) -> None:
    """K7: declined, other methods offered, everything kept."""
    with running_shop(settings) as stripe:  # type: ignore[arg-type]
        checkout = build.make_checkout(shop, method="card")
        paying = build.confirm(checkout)
        assert paying.payment_id is not None
        _pay(stripe, paying.payment_id, card="pm_card_chargeDeclined")
        declined = placing.settle(public_id=checkout.public_id, at=AT, by=SHOPPER)
        with db.transaction():
            filling.fill_in(checkout=checkout, details=Details(method="invoice"), at=AT, by=SHOPPER)
        placed = build.confirm(checkout)

    assert declined.outcome == "waiting"
    assert placed.outcome == "placed"
    assert Order.objects.get().payment_method == "invoice"


def _payment(payment_id: int):  # type: ignore[no-untyped-def]
    from payments.collecting.models import Payment

    return Payment.objects.get(pk=payment_id)


def _pay(stripe, payment_id: int, card: str = "pm_card_visa") -> None:  # type: ignore[no-untyped-def]
    stripe.confirm(stripe.present(_payment(payment_id)), card)
