"""Workers that die between asking a provider and writing down what it said."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from commerce import clock, db
from commerce.env import ROOT
from commerce.events import delivery
from commerce.identity.actor import SYSTEM
from payments import public
from payments.collecting import queries
from payments.collecting.actions import capturing, provider
from payments.collecting.models import Attempt, Payment
from payments.refunds import actions as refunds
from tests.builders.commerce import make_channel
from tests.builders.payments import Shop, eur, open_payment, running_shop

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

LATER = timedelta(minutes=1)


@pytest.fixture
def shop(settings: Settings) -> Iterator[Shop]:
    make_channel()
    with running_shop(settings) as running:
        yield running


def killed(shop: Shop, script: str, *, at: str) -> None:
    """This runs a script in a worker of its own that kills itself where `at` points."""
    module, name = at.rsplit(".", 1)
    whole = f"""
import os, signal, django
django.setup()
from importlib import import_module
from commerce import clock
module = import_module("{module}")
module.{name} = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
{script}
"""
    name = connection.settings_dict["NAME"]
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "commerce.settings.test",
        "DATABASE_URL": os.environ["DATABASE_URL"].replace("/kontor?", f"/{name}?", 1),
        "STRIPE_API_BASE": shop.emulator.url,
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


def captured(shop: Shop) -> Payment:
    payment = shop.paid_order()
    with db.transaction():
        row = capturing.request_capture(
            payment_id=payment.pk, amount=eur(8400), key="order", by=SYSTEM, at=clock.now()
        )
    provider.capture(capture_id=row.pk, at=clock.now())
    return payment


def check(payment: Payment) -> None:
    delivery.drain()
    payment.refresh_from_db()
    assert public.violations(at=clock.now()) == []


@pytest.mark.parametrize(
    "moment",
    [
        "payments.collecting.actions.provider._take",
        "payments.collecting.actions.recording.record",
    ],
    ids=["before the provider is asked", "after it answered"],
)
def test_a_worker_killed_while_it_captures_has_the_next_one_capture_once(
    shop: Shop, moment: str
) -> None:
    """Fault: kill -9 worker mid-task."""
    payment = shop.paid_order()
    with db.transaction():
        row = capturing.request_capture(
            payment_id=payment.pk, amount=eur(8400), key="order", by=SYSTEM, at=clock.now()
        )
    killed(
        shop,
        f"""
from payments.collecting.actions import provider
provider.capture(capture_id={row.pk}, at=clock.now())
""",
        at=moment,
    )

    later = clock.now() + LATER
    assert queries.captures_due(at=later) == [row.pk]
    for _ in range(2):
        provider.capture(capture_id=row.pk, at=later)

    check(payment)
    assert (payment.state, payment.captured) == ("captured", eur(8400))
    assert [charge.amount_captured for charge in shop.charges()] == [8400]


def test_a_worker_killed_while_it_refunds_has_the_next_one_refund_once(shop: Shop) -> None:
    """Fault: kill -9 worker mid-task."""
    payment = captured(shop)
    with db.transaction():
        row = refunds.request_refund(
            payment_id=payment.pk, amount=eur(500), key="k", reason="", by=SYSTEM, at=clock.now()
        )
    killed(
        shop,
        f"""
from payments.refunds import actions
actions.carry_out(refund_id={row.pk}, at=clock.now())
""",
        at="payments.refunds.actions.record",
    )
    assert shop.charges()[0].amount_refunded == 500

    for _ in range(2):
        refunds.carry_out(refund_id=row.pk, at=clock.now() + LATER)

    check(payment)
    assert payment.refunded == eur(500)
    assert shop.charges()[0].amount_refunded == 500


def test_a_web_process_killed_while_it_presents_leaves_one_place_to_pay(shop: Shop) -> None:
    """Fault: kill -9 web before the answer is stored; the shopper tries again and pays once."""
    payment = open_payment()
    killed(
        shop,
        f"""
from payments.collecting.actions import presenting
from tests.builders.payments import PROMPT
presenting.present(payment_id={payment.pk}, prompt=PROMPT, at=clock.now())
""",
        at="payments.collecting.actions.recording.record",
    )
    assert Attempt.objects.get().reference is None

    shop.confirm(shop.present(payment, at=clock.now()))
    payment = provider.refresh(payment_id=payment.pk, at=clock.now())

    check(payment)
    assert payment.state == "authorized"
    assert len(shop.stripe.v1.payment_intents.list().data) == 1
