"""An order owes less than was promised: taken for less, let go of the rest, or given back."""

import pytest

from commerce import db
from commerce.errors import Invalid
from commerce.identity.actor import SYSTEM
from payments import public as payments
from payments.collecting import queries
from payments.collecting.models import Payment
from payments.refunds import rules
from payments.refunds.models import Refund
from tests.builders.commerce import AT
from tests.builders.payments import eur, make_payment

pytestmark = pytest.mark.django_db


def waive(payment: Payment, minor: int, tax: int = 0) -> Payment:
    with db.transaction():
        payments.waive(
            payment_id=payment.pk, amount=eur(minor), tax=eur(tax), reason="x", by=SYSTEM, at=AT
        )
    return Payment.objects.get(pk=payment.pk)


def test_less_is_owed_and_free_to_be_taken() -> None:
    payment = make_payment(state="authorized", captured_minor=0)

    after = waive(payment, 3000, 479)

    assert (after.owed, queries.free_to_capture(after)) == (eur(5400), eur(5400))
    assert payments.get_payment(payment_id=payment.pk).owed == eur(5400)
    assert (after.authorized, after.state) == (eur(8400), "authorized")
    assert not Refund.objects.exists()


@pytest.mark.parametrize("minor", [8401, -1])
def test_refuses_more_than_is_owed(minor: int) -> None:
    payment = make_payment()

    with pytest.raises(Invalid):
        waive(payment, minor)

    assert Payment.objects.get().waived_minor == 0
    assert not Refund.objects.exists()


def test_what_was_taken_beyond_goes_back_in_parts_that_add_up() -> None:
    """invariant 16: two waivers, 1.00 and 2.00 with 0.17 and 0.31 tax, are 3.00 with 0.48."""
    payment = make_payment()

    waive(payment, 100, 17)
    waive(payment, 200, 31)
    waive(payment, 0)

    rows = Refund.objects.order_by("pk")
    assert [(row.amount_minor, row.tax_minor, row.shipped) for row in rows] == [
        (100, 17, False),
        (200, 31, False),
    ]
    assert [row.key for row in rows] == ["waived:100", "waived:300"]
    assert all(rules.is_for_canceled(row.key) for row in rows)
    assert not rules.is_for_canceled("return:1")
    assert Payment.objects.get().refunding_minor == 300


def test_a_part_taken_already_is_kept_as_long_as_it_is_owed() -> None:
    payment = make_payment(state="partially_captured", captured_minor=5000)

    after = waive(payment, 3000)

    assert not Refund.objects.exists()
    assert queries.free_to_capture(after) == eur(400)
    waive(payment, 1000)
    assert Refund.objects.get().amount == eur(600)
