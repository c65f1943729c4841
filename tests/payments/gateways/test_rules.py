"""How Stripe counts money, and which ways to pay are offered."""

import pytest

from commerce.money import Money
from payments.gateways import rules


@pytest.mark.parametrize(
    ("minor", "currency", "theirs"),
    [
        (8400, "EUR", 8400),
        (500, "JPY", 500),
        (1230, "KWD", 1230),
        (1500, "ISK", 150000),
        (100, "HUF", 100),
    ],
)
def test_amounts_go_to_stripe_and_back(minor: int, currency: str, theirs: int) -> None:
    assert rules.to_stripe(Money(minor, currency)) == theirs
    assert rules.from_stripe(theirs, currency.lower()) == Money(minor, currency)


@pytest.mark.parametrize("amount", [Money(1235, "KWD"), Money(0, "EUR"), Money(-5, "EUR")])
def test_amounts_that_do_not_fit_are_refused(amount: Money) -> None:
    with pytest.raises(rules.AmountUnfit):
        rules.to_stripe(amount)


def test_a_way_to_pay_that_a_country_lacks_never_shows() -> None:
    """PAY-5."""
    codes = ("invoice", "card", "barter")

    offered = rules.offered(codes=codes, country="US", amount=Money(1, "EUR"))

    assert offered == ("card",)
    assert rules.offered(codes=codes, country="DE", amount=Money(1, "EUR")) == ("invoice", "card")
    assert rules.offered(codes=codes, country="DE", amount=Money(0, "EUR")) == ()
