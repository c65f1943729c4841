"""Everything at once, on committed rows of the real database, against a Stripe in a thread."""

import json
import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings

from commerce import clock, db
from commerce.errors import Anticipated
from commerce.events import delivery
from commerce.identity.actor import SYSTEM
from commerce.money import Money
from payments import public
from payments.collecting import queries
from payments.collecting.actions import capturing, opening, presenting, provider, sweeping
from payments.collecting.models import Capture, Payment
from payments.gateways.clients.base import GatewayDown
from payments.refunds import actions as refunds
from payments.refunds.models import Refund
from payments.stripe_emulator.webhooks import signature
from payments.wallet.actions import keeping
from payments.wallet.actions import provider as wallets
from payments.wallet.models import SavedCard, Wallet
from tests.builders.commerce import make_channel
from tests.builders.crm import make_account
from tests.builders.payments import PROMPT, Shop, eur, keep_card, open_payment, running_shop
from tests.builders.stripe import SECRET, control

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def shop(settings: Settings) -> Iterator[Shop]:
    """Rows of these tests are committed, so the channel is made for each."""
    make_channel()
    with running_shop(settings) as running:
        yield running


def together(work: Sequence[Callable[[], object]]) -> list[BaseException]:
    """This runs everything at the same moment, each on a connection of its own."""
    start = threading.Barrier(len(work))
    failures: list[BaseException] = []

    def run(one: Callable[[], object]) -> None:
        start.wait()
        try:
            one()
        except (Anticipated, GatewayDown):
            pass
        except BaseException as error:  # noqa: BLE001 - shown by the assertion below
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def hook(event: dict[str, object]) -> None:
    """This is one webhook with its delivery and the walk that follows."""
    body = json.dumps(event).encode()
    signed = signature(body, SECRET, int(time.time()))
    answer = Client().post(
        "/webhooks/stripe/",
        data=body,
        content_type="application/json",
        headers={"Stripe-Signature": signed},
    )
    assert answer.status_code == 200


def attach(payment: Payment) -> None:
    with db.transaction():
        opening.attach_order(
            payment_id=payment.pk,
            order_number="EU-1",
            total=payment.amount,
            tax=Money.zero("EUR"),
            by=SYSTEM,
            at=clock.now(),
        )


def capture_now(payment: Payment) -> None:
    with db.transaction():
        row = capturing.request_capture(
            payment_id=payment.pk, amount=payment.amount, key="order", by=SYSTEM, at=clock.now()
        )
    provider.capture(capture_id=row.pk, at=clock.now())


def settle(rounds: int = 4) -> None:
    """This is the worker's clock: facts delivered, and whatever is due asked for."""
    for _ in range(rounds):
        delivery.drain()
        at = clock.now()
        for attempt_id in queries.looks_due(at=at):
            provider.look(attempt_id=attempt_id, at=at)
        for attempt_id in queries.releases_due(at=at):
            provider.release(attempt_id=attempt_id, at=at)
        Capture.objects.filter(state="requested").update(next_try_at=at)
        for capture_id in queries.captures_due(at=at):
            provider.capture(capture_id=capture_id, at=at)


def test_redirects_webhooks_retries_and_double_clicks_are_one_capture(shop: Shop) -> None:
    """Invariant 6, PAY-1: fifty at once end in one order, one capture."""
    payment = open_payment()
    shop.confirm(shop.present(payment))
    events = [event.to_dict() for event in shop.stripe.v1.events.list().data]
    work: list[Callable[[], object]] = []
    kinds: list[Callable[[], object]]
    for number in range(50):
        event = events[number % len(events)]
        kinds = [
            lambda: provider.refresh(payment_id=payment.pk, at=clock.now()),
            partial(hook, event),
            lambda: attach(payment),
            lambda: capture_now(payment),
            lambda: shop.present(payment, at=clock.now()),
        ]
        work.append(kinds[number % 5])

    assert together(work) == []
    assert together([lambda: attach(payment), lambda: capture_now(payment)] * 5) == []
    settle()

    payment.refresh_from_db()
    assert (payment.state, payment.captured, payment.capturing) == ("captured", eur(8400), eur(0))
    assert payment.order_number == "EU-1"
    assert [charge.amount_captured for charge in shop.charges()] == [8400]
    assert Capture.objects.count() == 1
    assert public.violations(at=clock.now()) == []


@pytest.mark.parametrize("seed", [1, 2])
def test_shuffled_doubled_webhooks_at_once_end_in_the_same_state(shop: Shop, seed: int) -> None:
    """Invariant 11."""
    payment = open_payment()
    intent = shop.present(payment)
    shop.confirm(intent, "pm_card_chargeDeclined")
    shop.confirm(intent)
    shop.stripe.v1.payment_intents.capture(intent)
    events = [event.to_dict() for event in shop.stripe.v1.events.list().data] * 2
    random.Random(seed).shuffle(events)  # noqa: S311 - an order, not a secret

    assert together([partial(hook, event) for event in events]) == []
    settle()

    payment.refresh_from_db()
    assert (payment.state, payment.captured) == ("captured", eur(8400))
    assert public.violations(at=clock.now()) == []


def test_two_tabs_open_one_payment(shop: Shop) -> None:
    """Fault: double click, two tabs, two devices."""
    failures = together([lambda: open_payment(reference="chk_x") for _ in range(12)])

    assert failures == []
    assert Payment.objects.filter(reference="chk_x").count() == 1


def test_refunds_at_once_never_exceed_what_was_taken(shop: Shop) -> None:
    """Attack: refund beyond payment; invariant 5."""
    payment = shop.paid_order()
    capture_now(payment)

    def refund(number: int) -> None:
        with db.transaction():
            row = refunds.request_refund(
                payment_id=payment.pk,
                amount=eur(2500),
                key=f"click {number}",
                reason="",
                by=SYSTEM,
                at=clock.now(),
            )
        refunds.carry_out(refund_id=row.pk, at=clock.now())

    assert together([partial(refund, number) for number in range(10)]) == []
    delivery.drain()

    payment.refresh_from_db()
    assert (payment.refunded, payment.refunding) == (eur(7500), eur(0))
    assert shop.charges()[0].amount_refunded == 7500
    assert Refund.objects.count() == 3
    assert public.violations(at=clock.now()) == []


def test_charge_then_drop_under_retries_charges_once(shop: Shop) -> None:
    """PAY-2: the answer is lost while ten workers try."""
    payment = shop.paid_order()
    with db.transaction():
        row = capturing.request_capture(
            payment_id=payment.pk, amount=payment.amount, key="order", by=SYSTEM, at=clock.now()
        )
    control(shop.emulator, "mode", mode="charge-then-drop", match="/capture$", times=3)

    def work() -> None:
        provider.capture(capture_id=row.pk, at=clock.now())

    assert together([work] * 10) == []
    control(shop.emulator, "mode", mode="ok")
    settle()

    payment.refresh_from_db()
    assert (payment.state, payment.captured) == ("captured", eur(8400))
    assert [charge.amount_captured for charge in shop.charges()] == [8400]
    assert public.violations(at=clock.now()) == []


def test_a_late_order_and_the_reconciler_never_both_win(shop: Shop) -> None:
    """Invariant 7."""
    payment = shop.pay()
    Payment.objects.update(authorized_at=clock.now() - timedelta(minutes=11))

    def sweep() -> None:
        with db.transaction():
            sweeping.sweep(at=clock.now())

    assert together([sweep, lambda: attach(payment)] * 4) == []
    settle()

    payment.refresh_from_db()
    assert (bool(payment.order_number), payment.state) in {(True, "authorized"), (False, "voided")}
    assert public.violations(at=clock.now()) == []


def test_a_hundred_facts_at_once_keep_the_books_balanced(shop: Shop) -> None:
    """Invariants 1 and 3 under concurrent postings; no deadlock."""
    from payments.ledger import actions, rules

    def post(number: int) -> None:
        document = actions.Document(
            source=f"doc:{number % 40}",
            event="captured",
            text="",
            occurred_at=clock.now(),
            order_number=f"EU-{number % 3}",
        )
        with db.transaction():
            actions.post_for_order(
                document=document,
                currency="EUR",
                legs_for=lambda items: rules.capture(
                    amount=eur(100), method="card", open_items=items
                ),
                at=clock.now(),
            )

    for start in range(0, 100, 20):
        work = [partial(post, number) for number in range(start, start + 20)]
        assert together(work) == []

    totals = {one.code: one.balance.minor for one in public.trial_balance() if one.balance}
    assert totals == {rules.PSP_CLEARING: 4000, rules.DEPOSITS: -4000}
    assert public.violations(at=clock.now()) == []


def test_tabs_that_pay_with_the_same_kept_card_are_one_charge(shop: Shop) -> None:
    """X12, invariant 6: ten tabs press at once, two of them with another card of theirs."""
    ada = make_account().customer_id
    visa, other = keep_card(shop, ada), keep_card(shop, ada, "pm_card_mastercard")
    payment = open_payment(customer_id=ada)

    def press(card: SavedCard) -> None:
        prompt = replace(PROMPT, card=card.public_id)
        presenting.present(payment_id=payment.pk, prompt=prompt, at=clock.now())

    work: list[Callable[[], object]] = [partial(press, visa) for _ in range(8)]
    assert together([*work, partial(press, other), partial(press, other)]) == []
    assert together([lambda: attach(payment), lambda: capture_now(payment)] * 4) == []
    settle()

    payment.refresh_from_db()
    assert (payment.state, payment.captured) == ("captured", eur(8400))
    assert [charge.amount_captured for charge in shop.charges()] == [8400]
    assert SavedCard.objects.filter(state="kept").count() == 2
    assert public.violations(at=clock.now()) == []


def test_a_card_that_pays_while_it_is_deleted_pays_once_or_not_at_all(shop: Shop) -> None:
    ada = make_account().customer_id
    card = keep_card(shop, ada)
    payment = open_payment(customer_id=ada)

    def press() -> None:
        prompt = replace(PROMPT, card=card.public_id)
        presenting.present(payment_id=payment.pk, prompt=prompt, at=clock.now())

    def delete() -> None:
        with db.transaction():
            keeping.remove(customer_id=ada, public_id=card.public_id, by=SYSTEM, at=clock.now())

    assert together([press, delete, press, delete]) == []
    settle()

    payment.refresh_from_db()
    assert (payment.state, len(shop.charges())) in {("authorized", 1), ("open", 0)}
    assert SavedCard.objects.get().state == "removed"


def test_doors_that_open_a_wallet_at_once_open_one(shop: Shop) -> None:
    ada = make_account().customer_id

    def work() -> None:
        wallets.open_wallet(customer_id=ada, gateway="stripe", at=clock.now())

    assert together([work] * 8) == []

    assert Wallet.objects.filter(customer_id=ada).count() == 1
    assert len(shop.stripe.v1.customers.list().data) == 1
