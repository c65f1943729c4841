"""Everybody at once, on committed rows of the real database; each race ends with clean books."""

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection, connections
from pytest_django.fixtures import Settings

from catalog.contracts import WantedLine
from commerce import clock, db, ids
from commerce.env import ROOT
from commerce.errors import Anticipated
from commerce.events import delivery
from commerce.events.models import Delivery
from orders.cart import actions as carts
from orders.cart.models import Cart, CartLine
from orders.checkout import queries
from orders.checkout.actions import placing
from orders.checkout.models import Checkout
from orders.fulfillment import actions as fulfillment
from orders.fulfillment.models import Fulfillment
from orders.mail.models import OrderMail
from orders.order.actions import changes
from orders.order.models import Order
from payments import public as payments
from payments.collecting.models import Capture, Payment
from tests.builders import inventory as warehouses
from tests.builders import orders as build
from tests.builders.commerce import AT
from tests.builders.crm import make_account
from tests.builders.orders import SHOPPER, STAFF
from tests.builders.payments import Shop as Stripe
from tests.builders.payments import running_shop

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
WORKERS = 8


def at_once(jobs: list[Callable[[], object]]) -> list[object]:
    """Run jobs on as many connections as the pool has; failures come back as values."""
    start = threading.Barrier(min(WORKERS, len(jobs)))
    waited = threading.local()

    def run(job: Callable[[], object]) -> object:
        if not hasattr(waited, "once"):
            waited.once = True
            start.wait(timeout=20)
        try:
            return job()
        except Exception as error:  # noqa: BLE001 - the caller asserts what came back
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(run, jobs))


def surprises(results: list[object]) -> list[object]:
    """What no shopper should ever see: anything but an answer or an anticipated refusal."""
    return [
        one for one in results if isinstance(one, Exception) and not isinstance(one, Anticipated)
    ]


def crowd(shop: build.Shop, buyers: int) -> list[tuple[str, str]]:
    """This prepares that many checkouts of one mug each: (public id, quote), ready to be confirmed."""
    first = build.make_checkout(shop, (shop.mug, 1))
    seen = queries.quote(Checkout.objects.select_related("cart").get(pk=first.pk), at=AT).hash
    cart = first.cart
    rows = [
        Cart(
            public_id=ids.new("cart"),
            channel_id=cart.channel_id,
            language="en",
            created_at=AT,
            updated_at=AT,
        )
        for _ in range(buyers)
    ]
    Cart.objects.bulk_create(rows)
    CartLine.objects.bulk_create(
        CartLine(cart=row, variant_id=shop.mug.pk, quantity=1, seen_unit_minor=1250, currency="EUR")
        for row in rows
    )
    checkouts = Checkout.objects.bulk_create(
        Checkout(
            public_id=ids.new("chk"),
            cart=row,
            language="en",
            email=f"buyer{number}@example.com",
            ship_to=first.ship_to,
            delivery_code=first.delivery_code,
            method="invoice",
            created_at=AT,
            updated_at=AT,
        )
        for number, row in enumerate(rows)
    )
    return [(checkout.public_id, seen) for checkout in checkouts]


def buy(public_id: str, seen: str) -> placing.Placement:
    with db.transaction():
        return placing.confirm(public_id=public_id, seen=seen, at=AT, by=SHOPPER)


def test_five_in_stock_and_fifty_buyers_are_five_orders() -> None:
    """invariant 9, G5: exactly five win, the others are told."""
    shop = build.make_shop(mugs=5)
    buyers = crowd(shop, 50)

    results = at_once([partial(buy, *buyer) for buyer in buyers])

    assert surprises(results) == []
    placed = [one for one in results if isinstance(one, placing.Placement)]
    told = [one for one in results if getattr(one, "code", "") == "out_of_stock"]
    assert (len(placed), len(told)) == (5, 45)
    assert Order.objects.count() == 5
    assert warehouses.level(shop.mug.pk) == (5, 5, 0)
    build.check_books()


def test_five_hundred_checkouts_for_sixty_pieces_mixed_with_cancellations() -> None:
    """invariant 9: three warehouses, no negative row, no deadlock, exactly sixty sold in the end."""
    shop = build.make_shop("LEJ", "RTM", "LYS", mugs=20)
    buyers, latecomers = crowd(shop, 500), crowd(shop, 60)
    dice = random.Random(7)  # noqa: S311 - who is canceled, no secret
    canceled: list[int] = []
    jobs: list[Callable[[], object]] = []

    def cancel_one() -> None:
        open_orders = list(Order.objects.filter(state="placed").values_list("pk", flat=True)[:20])
        if not open_orders:
            return
        chosen = dice.choice(open_orders)
        with db.transaction():
            changes.cancel(order_id=chosen, reason="race", at=AT, by=STAFF)
        canceled.append(chosen)

    for number, buyer in enumerate(buyers):
        jobs.append(partial(buy, *buyer))
        if number % 12 == 11:
            jobs.append(cancel_one)
    results = at_once(jobs)
    assert surprises(results) == []
    late = at_once([partial(buy, *buyer) for buyer in latecomers])

    assert canceled
    assert surprises(late) == []
    assert Order.objects.filter(state="placed").count() == 60
    assert Order.objects.filter(state="canceled").count() == len(set(canceled))
    levels = [warehouses.level(shop.mug.pk, code) for code in ("LEJ", "RTM", "LYS")]
    assert levels == [(20, 20, 0)] * 3
    build.check_books()


@pytest.fixture
def stripe(settings: Settings) -> Iterator[Stripe]:
    with running_shop(settings) as running:
        yield running


def test_redirect_message_retry_and_double_click_are_one_order(stripe: Stripe) -> None:
    """invariant 6, spec 2 rows 3 and 4: fifty times together, one order, one capture."""
    shop = build.make_shop()
    checkout = build.make_checkout(shop, method="card")
    paying = build.confirm(checkout)
    assert paying.payment_id is not None
    stripe.confirm(stripe.present(Payment.objects.get(pk=paying.payment_id)))
    name = checkout.public_id

    def redirect() -> object:
        return placing.settle(public_id=name, at=AT, by=SHOPPER)

    def retry() -> object:
        with db.transaction():
            return placing.place_order(public_id=name, at=AT, by=SHOPPER)

    def double_click() -> object:
        with db.transaction():
            return placing.confirm(public_id=name, seen="any", at=AT, by=SHOPPER)

    ways = [redirect, delivery.drain, retry, double_click, redirect]
    results = at_once([ways[number % 5] for number in range(50)])
    build.work_off()
    build.ship(Order.objects.get())
    build.work_off()

    assert surprises(results) == []
    orders = {one.order.pk for one in results if isinstance(one, placing.Placement) and one.order}
    assert len(orders) == Order.objects.count() == 1
    assert Payment.objects.filter(state="captured").count() == Payment.objects.count() == 1
    assert Capture.objects.count() == 1
    assert [charge.amount_captured for charge in stripe.charges()] == [2990]
    assert warehouses.level(shop.mug.pk) == (8, 0, 0)
    build.check_books()


def test_a_cart_that_changes_while_it_is_paid_is_placed_before_or_refused_after(
    stripe: Stripe,
) -> None:
    """invariant 14: what is charged is what was agreed, whichever comes first."""
    shop = build.make_shop(mugs=100, lamps=100)
    outcomes = set()
    for _ in range(8):
        checkout = build.make_checkout(shop, method="card")
        paying = build.confirm(checkout)
        assert paying.payment_id is not None
        stripe.confirm(stripe.present(Payment.objects.get(pk=paying.payment_id)))
        holder = build.of_cart(shop, checkout.cart)

        def add(holder: object = holder) -> object:
            with db.transaction():
                return carts.add_lines(
                    holder=holder,  # type: ignore[arg-type]
                    lines=[WantedLine(variant_id=shop.lamp.pk, quantity=1)],
                    at=AT,
                    by=SHOPPER,
                )

        results = at_once(
            [partial(placing.settle, public_id=checkout.public_id, at=AT, by=SHOPPER), add]
        )
        assert surprises(results) == []
        placed = results[0]
        assert isinstance(placed, placing.Placement)
        outcomes.add(placed.outcome)
        if placed.order is not None:
            assert placed.order.total_minor == 2990
        else:
            assert payments.get_payment(payment_id=paying.payment_id).state == "voided"

    assert outcomes <= {"placed", "changed"}
    build.work_off()
    build.check_books()


def test_a_cancellation_and_a_shipment_never_both_win() -> None:
    """invariant 19, invariant 9: a cancel that races a ship."""
    shop = build.make_shop(mugs=100)
    for _ in range(8):
        order = build.make_order(shop)
        row = build.pack(build.plan(order)[0])

        def ship(pk: int = row.pk) -> None:
            with db.transaction():
                fulfillment.ship(fulfillment_id=pk, at=AT, by=STAFF)

        def cancel(pk: int = order.pk) -> None:
            with db.transaction():
                changes.cancel(order_id=pk, reason="race", at=AT, by=STAFF)

        results = at_once([ship, cancel])

        assert surprises(results) == []
        assert sum(isinstance(one, Anticipated) for one in results) == 1
        order.refresh_from_db()
        assert (order.state == "canceled") != (order.quantity_shipped == 2)
    delivery.drain()
    build.check_books()


def test_two_tabs_that_add_first_are_one_cart() -> None:
    shop = build.make_shop()
    customer = make_account("grace@example.com")
    holder = build.holder(shop, customer_id=customer.customer_id)

    def add() -> None:
        with db.transaction():
            carts.add_lines(
                holder=holder,
                lines=[WantedLine(variant_id=shop.mug.pk, quantity=1)],
                at=AT,
                by=SHOPPER,
            )

    results = at_once([add] * 6)

    assert surprises(results) == []
    assert Cart.objects.count() == 1
    assert CartLine.objects.get().quantity == 6


def killed(script: str) -> None:
    """This runs a script on the test's database in a process that kills itself with SIGKILL."""
    settings = connection.settings_dict
    whole = f"""
import os, signal, django
django.setup()
from django.conf import settings
from commerce import clock, db
from commerce.identity.actor import SYSTEM
def die():
    os.kill(os.getpid(), signal.SIGKILL)
{script}
"""
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "commerce.settings.test",
        "DATABASE_URL": os.environ["DATABASE_URL"].replace("/kontor?", f"/{settings['NAME']}?", 1),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", whole],
        env=env,
        cwd=ROOT,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()[-2000:]


def test_a_worker_killed_while_it_ships_has_shipped_nothing_and_the_next_ships_once() -> None:
    """fault: kill -9 worker mid-task; runs again, effect once."""
    shop = build.make_shop()
    order = build.make_order(shop)
    row = build.pack(build.plan(order)[0])

    killed(f"""
from orders.fulfillment import actions
with db.transaction():
    actions.ship(fulfillment_id={row.pk}, at=clock.now(), by=SYSTEM)
    die()
""")
    assert Fulfillment.objects.get().state == "packed"
    assert warehouses.level(shop.mug.pk) == (10, 2, 0)

    for _ in range(2):
        with db.transaction():
            fulfillment.ship(fulfillment_id=row.pk, at=AT, by=STAFF)
    build.work_off()

    assert warehouses.level(shop.mug.pk) == (8, 0, 0)
    assert Order.objects.get().quantity_shipped == 2
    build.check_books()


@pytest.mark.parametrize(
    "script",
    [
        # after the deliveries are written and claimed, before any is made
        "from commerce.events import delivery\ndelivery.fan_out(at=clock.now())\ndie()",
        # between two deliveries
        "from commerce.events import delivery\n"
        "rows = delivery.fan_out(at=clock.now())\ndelivery.deliver(rows[0].pk)\ndie()",
        # after the effect of a delivery, before its receipt is committed
        "from commerce.events import delivery\n"
        "rows = delivery.fan_out(at=clock.now())\n"
        "real = delivery._call\n"
        "delivery._call = lambda row: (real(row), die())\n"
        "[delivery.deliver(row.pk) for row in rows]",
    ],
)
def test_a_relay_killed_between_its_steps_loses_and_doubles_nothing(script: str) -> None:
    """invariant 12: every fact delivered, handled once per listener."""
    shop = build.make_shop()
    delivery.drain()
    build.make_order(shop)

    killed(script)
    Delivery.objects.filter(state="waiting").update(next_at=clock.now())
    delivery.drain()

    assert not Delivery.objects.exclude(state="done").exists()
    assert Fulfillment.objects.count() == 1
    assert OrderMail.objects.filter(kind="placed").count() == 1
    build.check_books()
