"""Invoice and bank transfer: nobody is called; the promise is the shopper's, the receipt is ours."""

from commerce.money import Money
from payments.gateways.clients.base import (
    Card,
    GatewayRefused,
    Opened,
    Page,
    Returned,
    Seen,
    Setup,
    Wish,
)


class OnAccount:
    """The port for money that arrives by itself: everything asked for is done at once, on paper."""

    def create(self, *, wish: Wish, key: str) -> Seen:
        return _seen(key, "authorized", wish.amount, ours=wish.ours)

    def create_page(self, *, wish: Wish, back: str, cancel: str, language: str, key: str) -> Page:
        raise GatewayRefused("there is no page to pay on account")

    def look(self, *, reference: str) -> Seen:
        raise GatewayRefused("nobody outside knows about payments on account")

    def look_at_page(self, *, reference: str) -> Page:
        raise GatewayRefused("there is no page to pay on account")

    def close_page(self, *, reference: str, key: str) -> Page:
        raise GatewayRefused("there is no page to pay on account")

    def capture(self, *, reference: str, amount: Money, final: bool, key: str) -> Seen:
        return _seen(reference, "captured", amount, captured=amount)

    def release(self, *, reference: str, key: str) -> Seen:
        raise GatewayRefused("nothing is held by anybody")

    def refund(self, *, reference: str, amount: Money, ours: dict[str, str], key: str) -> Returned:
        return Returned(reference=key, state="issued", amount=amount)

    def look_at_refund(self, *, reference: str) -> Returned:
        raise GatewayRefused("nobody outside knows about payments on account")

    def refunds_of(self, *, reference: str) -> tuple[Returned, ...]:
        return ()

    def adjust(self, *, reference: str, wish: Wish) -> Seen:
        raise GatewayRefused("there is nothing to adjust on account")

    def charge(self, *, reference: str, card: str, back: str, key: str) -> Seen:
        raise GatewayRefused("no card pays on account")

    def set_up(self, *, customer: str, ours: dict[str, str], key: str) -> Setup:
        raise GatewayRefused("no cards are kept on account")

    def set_up_on_page(
        self,
        *,
        customer: str,
        ours: dict[str, str],
        back: str,
        cancel: str,
        language: str,
        key: str,
    ) -> Page:
        raise GatewayRefused("no cards are kept on account")

    def look_at_setup(self, *, reference: str) -> Setup:
        raise GatewayRefused("no cards are kept on account")

    def open_token(self, *, token: str) -> Opened:
        raise GatewayRefused("no wallet pays on account")

    def open_customer(self, *, ours: dict[str, str], key: str) -> str:
        raise GatewayRefused("no cards are kept on account")

    def close_customer(self, *, reference: str, key: str) -> None:
        raise GatewayRefused("no cards are kept on account")

    def cards_of(self, *, customer: str) -> tuple[Card, ...]:
        return ()

    def drop_card(self, *, reference: str, key: str) -> None:
        raise GatewayRefused("no cards are kept on account")


def _seen(
    reference: str,
    state: str,
    amount: Money,
    *,
    captured: Money | None = None,
    ours: dict[str, str] | None = None,
) -> Seen:
    nothing = Money.zero(amount.currency)
    return Seen(
        reference=reference,
        state=state,
        amount=amount,
        captured=captured or nothing,
        refunded=nothing,
        fee=nothing,
        ours=ours or {},
        several_captures=True,
    )
