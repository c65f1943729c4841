"""One contract for every provider (PAY-5), and the circuit breaker."""

from collections.abc import Callable

import pytest
import stripe

from payments.gateways import actions
from payments.gateways.clients.base import (
    Gateway,
    GatewayDown,
    GatewayRefused,
    Seen,
    Wish,
)
from payments.gateways.clients.breaker import Breaker
from tests.builders.payments import Shop, eur
from tests.builders.stripe import control

WISH = Wish(amount=eur(8400), description="Order", email="a@example.com", ours={"payment": "p"})


@pytest.mark.parametrize("name", ["stripe", "invoice", "manual"])
def test_every_provider_takes_and_gives_back_what_was_promised(shop: Shop, name: str) -> None:
    gateway: Gateway = actions.gateway(name)
    made = gateway.create(wish=WISH, key="k")
    if made.state == "waiting":
        shop.confirm(made.reference)
        made = gateway.look(reference=made.reference)
    assert (made.state, made.captured, made.ours) == ("authorized", eur(0), {"payment": "p"})

    taken = gateway.capture(reference=made.reference, amount=eur(8400), final=True, key="c")
    back = gateway.refund(reference=made.reference, amount=eur(100), ours={}, key="r")

    assert (taken.state, taken.captured) == ("captured", eur(8400))
    assert (back.state, back.amount) == ("issued", eur(100))


def test_the_same_key_is_carried_out_once(shop: Shop) -> None:
    """Invariant 13, towards the provider."""
    gateway = actions.gateway("stripe")

    first, again = (gateway.create(wish=WISH, key="k") for _ in range(2))

    assert first.reference == again.reference


def test_a_clear_no_is_told_from_silence(shop: Shop) -> None:
    gateway = actions.gateway("stripe")
    made = gateway.create(wish=WISH, key="k")

    with pytest.raises(GatewayRefused):
        gateway.capture(reference=made.reference, amount=eur(1), final=True, key="c")
    control(shop.emulator, "mode", mode="500")
    with pytest.raises(GatewayDown):
        gateway.create(wish=WISH, key="other")


def test_no_address_at_all_is_silence(shop: Shop) -> None:
    shop.emulator.shutdown()
    shop.emulator.socket.close()

    with pytest.raises(GatewayDown):
        actions.gateway("stripe").look(reference="pi_1")


def failing() -> None:
    raise GatewayDown("no answer")


def refusing() -> None:
    raise GatewayRefused("no")


def test_the_breaker_opens_after_failures_in_a_row_and_asks_nobody() -> None:
    """Fault: the gateway hangs; no retry storm."""
    breaker = Breaker(failures=3, rest=60)
    for work in (failing, failing, refusing, failing, failing, failing):
        with pytest.raises((GatewayDown, GatewayRefused)):
            breaker.call(work)
    asked: list[int] = []

    with pytest.raises(GatewayDown) as refused:
        breaker.call(lambda: asked.append(1))

    assert breaker.open
    assert asked == []
    assert refused.value.data["asked"] is False


def test_the_breaker_lets_one_call_try_after_its_rest_and_closes_on_success() -> None:
    breaker = Breaker(failures=1, rest=0)
    with pytest.raises(GatewayDown):
        breaker.call(failing)

    assert breaker.call(lambda: "answer") == "answer"
    assert not breaker.open


def test_three_digit_and_no_digit_currencies_survive_the_sdk(shop: Shop) -> None:
    from commerce.money import Money

    gateway = actions.gateway("stripe")
    make: Callable[[Money], Seen] = lambda amount: gateway.create(  # noqa: E731
        wish=Wish(amount=amount, description="", email="", ours={}), key=str(amount)
    )

    for amount in (Money(500, "JPY"), Money(1230, "KWD"), Money(1500, "ISK")):
        assert make(amount).amount == amount
    theirs = {row.currency: row.amount for row in shop.stripe.v1.payment_intents.list().data}
    assert theirs == {"jpy": 500, "kwd": 1230, "isk": 150000}


def test_the_sdk_s_own_retries_are_off() -> None:
    found = actions._stripe("sk_test_x", "http://127.0.0.1:9")

    assert found._client._requestor._options.max_network_retries == 0
    assert isinstance(found._client, stripe.StripeClient)
