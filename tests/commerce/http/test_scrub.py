"""Secrets never reach a log: attack row 'Secrets in logs'."""

import pytest

from commerce.http.scrub import HIDDEN, clean, scrub

CANARIES = [
    "sk_test_CANARY123456",
    "whsec_CANARYabcdef",
    "Bearer CANARYtoken",
    "4242 4242 4242 4242",
    "4242424242424242",
]


@pytest.mark.parametrize("canary", CANARIES)
def test_hides_what_looks_like_a_secret(canary: str) -> None:
    event = scrub(None, "info", {"event": f"got {canary} from them", "nested": {"list": [canary]}})

    assert canary not in repr(event)
    assert HIDDEN in event["event"]


@pytest.mark.parametrize(
    "name", ["password", "Authorization", "stripe_signature", "card_number", "set-cookie"]
)
def test_hides_what_is_called_a_secret(name: str) -> None:
    assert scrub(None, "info", {name: "plain", "inner": {name: "plain"}}) == {
        name: HIDDEN,
        "inner": {name: HIDDEN},
    }


def test_leaves_the_rest_alone() -> None:
    assert clean("order EU100001 for 84.00 EUR") == "order EU100001 for 84.00 EUR"
