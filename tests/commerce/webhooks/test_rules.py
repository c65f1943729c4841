"""What goes out: Standard Webhooks vectors and waits."""

from datetime import timedelta

import pytest

from commerce.webhooks import rules
from tests.builders.commerce import AT


def test_signs_as_the_standard_says() -> None:
    """The vector of the Standard Webhooks specification."""
    found = rules.signature(
        secrets=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
        message_id="msg_p5jXN8AQM9LWM0D4loKWxJek",
        timestamp=1614265330,
        text='{"test": 2432232314}',
    )

    assert found == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_signs_twice_while_a_secret_is_rotated() -> None:
    found = rules.signature(
        secrets=["whsec_AAAA", "whsec_BBBB"], message_id="m", timestamp=1, text="{}"
    )

    assert len(set(found.split(" "))) == 2


@pytest.mark.parametrize(
    ("patterns", "name", "wanted"),
    [
        (["*"], "orders.order_placed", True),
        (["orders.*"], "orders.order_placed", True),
        (["orders.*"], "payments.payment_captured", False),
        (["orders.order_placed"], "orders.order_placed", True),
        (["*"], "crm.customer_merged", False),
        ([], "orders.order_placed", False),
    ],
)
def test_sends_what_is_wanted(patterns: list[str], name: str, wanted: bool) -> None:
    assert rules.wants(patterns=patterns, name=name) is wanted


def test_money_goes_out_as_decimal_text_and_internal_keys_stay_home() -> None:
    payload = {
        "order_id": 17,
        "number": "EU1",
        "visitor": "v",
        "customer_id": None,
        "lines": [{"line_id": 3, "sku": "A", "net": {"minor": 1234, "currency": "KWD"}}],
    }

    assert rules.outward(payload) == {
        "number": "EU1",
        "lines": [{"sku": "A", "net": {"amount": "1.234", "currency": "KWD"}}],
    }


def test_gives_up_after_about_three_days() -> None:
    waits = []
    failures = 1
    while (again := rules.next_try(failures=failures, at=AT)) is not None:
        waits.append(again - AT)
        failures += 1

    assert waits[0] == timedelta(seconds=5)
    assert timedelta(days=3) < sum(waits, timedelta()) < timedelta(days=5)
