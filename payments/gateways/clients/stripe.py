"""Stripe through its official SDK; a base address turns it to the emulator."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

import stripe

from commerce.money import Money
from payments.gateways import rules
from payments.gateways.clients.base import (
    BankRefused,
    Card,
    GatewayDown,
    GatewayRefused,
    Opened,
    Page,
    Returned,
    Seen,
    Setup,
    Wish,
)
from payments.gateways.clients.breaker import Breaker

R = TypeVar("R")

_EXPAND = ["latest_charge.balance_transaction"]
_GONE = "resource_missing"
# What the ids of what a wallet handed over begin with.
_OPENED = "ctoken_"
_STATES = {
    "requires_payment_method": "waiting",
    "requires_confirmation": "waiting",
    "requires_action": "waiting",
    "processing": "waiting",
    "requires_capture": "authorized",
    "succeeded": "captured",
}
_UNCLEAR = (stripe.APIConnectionError, stripe.APIError, stripe.RateLimitError)
_REFUND_STATES = {"succeeded": "issued", "failed": "failed", "canceled": "failed"}


class StripeGateway:
    """The port, spoken to Stripe. `timeouts` are connect and read, in seconds.

    The SDK's own retries are off: whoever asks again does so by a row of ours, with the same key.
    """

    def __init__(
        self, *, secret_key: str, api_base: str, timeouts: tuple[float, float], breaker: Breaker
    ) -> None:
        self._breaker = breaker
        self._client = stripe.StripeClient(
            secret_key,
            base_addresses={"api": api_base} if api_base else {},
            http_client=stripe.RequestsClient(timeout=timeouts),
            max_network_retries=0,
        )

    def create(self, *, wish: Wish, key: str) -> Seen:
        params: Any = _intent_params(wish) | {
            "amount": rules.to_stripe(wish.amount),
            "currency": wish.amount.currency.lower(),
            "automatic_payment_methods": {"enabled": True},
        }
        return self._seen(lambda: self._client.v1.payment_intents.create(params, _with(key)))

    def create_page(self, *, wish: Wish, back: str, cancel: str, language: str, key: str) -> Page:
        price = {
            "currency": wish.amount.currency.lower(),
            "unit_amount": rules.to_stripe(wish.amount),
            "product_data": {"name": wish.description},
        }
        data = {name: value for name, value in _intent_params(wish).items() if name != "customer"}
        options = data.pop("payment_method_options")
        params: Any = {
            "mode": "payment",
            "line_items": [{"quantity": 1, "price_data": price}],
            "success_url": back,
            "cancel_url": cancel,
            "locale": language,
            "metadata": wish.ours,
            "payment_intent_data": data,
            "payment_method_options": options,
        }
        params |= {"customer": wish.customer} if wish.customer else {"customer_email": wish.email}
        return self._page(lambda: self._client.v1.checkout.sessions.create(params, _with(key)))

    def look(self, *, reference: str) -> Seen:
        return self._seen(
            lambda: self._client.v1.payment_intents.retrieve(reference, {"expand": _EXPAND})
        )

    def look_at_page(self, *, reference: str) -> Page:
        return self._page(lambda: self._client.v1.checkout.sessions.retrieve(reference))

    def close_page(self, *, reference: str, key: str) -> Page:
        found = self.look_at_page(reference=reference)
        if not found.open:
            return found
        return self._page(
            lambda: self._client.v1.checkout.sessions.expire(reference, {}, _with(key))
        )

    def capture(self, *, reference: str, amount: Money, final: bool, key: str) -> Seen:
        params: Any = {"amount_to_capture": rules.to_stripe(amount), "expand": _EXPAND}
        if not final:
            params["final_capture"] = False
        return self._seen(
            lambda: self._client.v1.payment_intents.capture(reference, params, _with(key))
        )

    def release(self, *, reference: str, key: str) -> Seen:
        return self._seen(lambda: self._client.v1.payment_intents.cancel(reference, {}, _with(key)))

    def refund(self, *, reference: str, amount: Money, ours: dict[str, str], key: str) -> Returned:
        params: Any = {
            "payment_intent": reference,
            "amount": rules.to_stripe(amount),
            "metadata": ours,
        }
        return _returned(self._ask(lambda: self._client.v1.refunds.create(params, _with(key))))

    def look_at_refund(self, *, reference: str) -> Returned:
        return _returned(self._ask(lambda: self._client.v1.refunds.retrieve(reference)))

    def refunds_of(self, *, reference: str) -> tuple[Returned, ...]:
        wanted: Any = {"payment_intent": reference, "limit": 100}
        found = self._ask(lambda: self._client.v1.refunds.list(wanted))
        return tuple(_returned(refund) for refund in reversed(found.data))

    def adjust(self, *, reference: str, wish: Wish) -> Seen:
        """No key: the same words twice are the same, and "keep it" may follow "do not" and "keep it"."""
        params: Any = {"setup_future_usage": "on_session" if wish.save else ""}
        params |= {"customer": wish.customer} if wish.customer else {}
        return self._seen(lambda: self._client.v1.payment_intents.update(reference, params))

    def charge(self, *, reference: str, card: str, back: str, key: str) -> Seen:
        """On the session: never `off_session`, so a bank that wants to may ask."""
        name = "confirmation_token" if card.startswith(_OPENED) else "payment_method"
        params: Any = {name: card, "return_url": back, "expand": _EXPAND}
        try:
            return self._seen(
                lambda: self._client.v1.payment_intents.confirm(reference, params, _with(key))
            )
        except BankRefused:
            return self.look(reference=reference)

    def set_up(self, *, customer: str, ours: dict[str, str], key: str) -> Setup:
        params: Any = {
            "customer": customer,
            "usage": "on_session",
            "payment_method_types": ["card"],
            "metadata": ours,
        }
        return _setup(self._ask(lambda: self._client.v1.setup_intents.create(params, _with(key))))

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
        params: Any = {
            "mode": "setup",
            "customer": customer,
            "payment_method_types": ["card"],
            "success_url": back,
            "cancel_url": cancel,
            "locale": language,
            "setup_intent_data": {"metadata": ours},
        }
        return self._page(lambda: self._client.v1.checkout.sessions.create(params, _with(key)))

    def look_at_setup(self, *, reference: str) -> Setup:
        wanted: Any = {"expand": ["payment_method"]}
        return _setup(self._ask(lambda: self._client.v1.setup_intents.retrieve(reference, wanted)))

    def open_token(self, *, token: str) -> Opened:
        return _opened(self._ask(lambda: self._client.v1.confirmation_tokens.retrieve(token)))

    def open_customer(self, *, ours: dict[str, str], key: str) -> str:
        params: Any = {"metadata": ours}
        return self._ask(lambda: self._client.v1.customers.create(params, _with(key))).id

    def close_customer(self, *, reference: str, key: str) -> None:
        try:
            self._ask(lambda: self._client.v1.customers.delete(reference, {}, _with(key)))
        except GatewayRefused as error:
            if error.data.get("reason") != _GONE:
                raise

    def cards_of(self, *, customer: str) -> tuple[Card, ...]:
        wanted: Any = {"type": "card", "limit": 100}
        found = self._ask(lambda: self._client.v1.customers.payment_methods.list(customer, wanted))
        return tuple(_card(method.id, method.card) for method in found.data if method.card)

    def drop_card(self, *, reference: str, key: str) -> None:
        try:
            self._ask(lambda: self._client.v1.payment_methods.detach(reference, {}, _with(key)))
        except GatewayRefused:
            if self._is_kept(reference):
                raise

    def _is_kept(self, reference: str) -> bool:
        try:
            found = self._ask(lambda: self._client.v1.payment_methods.retrieve(reference))
        except GatewayRefused as error:
            return error.data.get("reason") != _GONE
        return bool(found.customer)

    def _page(self, work: Callable[[], stripe.checkout.Session]) -> Page:
        found = self._ask(work)
        return Page(
            reference=found.id,
            url=found.url or "",
            open=found.status == "open",
            intent=_id(found.payment_intent),
            setup=_id(found.setup_intent),
        )

    def _seen(self, work: Callable[[], stripe.PaymentIntent]) -> Seen:
        intent = self._ask(work)
        charge = intent.latest_charge
        return seen_of(intent, fee=self._fee(intent, charge))

    def _fee(self, intent: stripe.PaymentIntent, charge: Any) -> int:
        """All fees so far; with several captures each has its own line in the balance."""
        if not intent.amount_received or not isinstance(charge, stripe.Charge):
            return 0
        entry = charge.balance_transaction
        if isinstance(entry, stripe.BalanceTransaction) and entry.amount == intent.amount_received:
            return entry.fee
        source = {"source": charge.id, "limit": 100}
        lines = self._ask(lambda: self._client.v1.balance_transactions.list(source))  # type: ignore[arg-type]
        return sum(line.fee for line in lines.data if line.type == "charge")

    def _ask(self, work: Callable[[], R]) -> R:
        return self._breaker.call(lambda: _translated(work))


def _translated(work: Callable[[], R]) -> R:
    """This runs one SDK call and turns its errors into the port's two."""
    try:
        return work()
    except stripe.CardError as error:
        raise BankRefused(error.user_message or "declined", reason=error.code) from error
    except _UNCLEAR as error:
        raise GatewayDown("the payment provider does not answer", retry=True) from error
    except stripe.StripeError as error:
        if error.http_status == 409:
            raise GatewayDown("the same request is still running", retry=True) from error
        raise GatewayRefused(error.user_message or str(error), reason=error.code or "") from error


def seen_of(intent: stripe.PaymentIntent, *, fee: int) -> Seen:
    """This reads a PaymentIntent in our words."""
    currency = intent.currency
    charge = intent.latest_charge if isinstance(intent.latest_charge, stripe.Charge) else None
    card = getattr(getattr(charge, "payment_method_details", None), "card", None)
    several = getattr(getattr(card, "multicapture", None), "status", "") == "available"
    error = intent.last_payment_error
    lapses = getattr(card, "capture_before", None)
    return Seen(
        reference=intent.id,
        state=_state(intent),
        amount=rules.from_stripe(intent.amount, currency),
        captured=rules.from_stripe(intent.amount_received, currency),
        refunded=rules.from_stripe(charge.amount_refunded if charge else 0, currency),
        fee=rules.from_stripe(fee, currency),
        several_captures=several,
        lapses_at=datetime.fromtimestamp(lapses, UTC) if lapses else None,
        label=f"{card.brand} •••• {card.last4}" if card else "",
        failure=_failure(intent) if error else "",
        decline_code=str(getattr(error, "decline_code", None) or getattr(error, "code", "") or ""),
        decline_message=str(getattr(error, "message", "") or "")[:200],
        client_secret=intent.client_secret or "",
        ours=_strings(intent.metadata),
        next_url=_next_url(intent),
        card=_card(_id(intent.payment_method), card) if card else None,
        customer=_id(intent.customer),
        keeps=bool(intent.setup_future_usage),
    )


def _setup(intent: stripe.SetupIntent) -> Setup:
    error = intent.last_setup_error
    method = intent.payment_method
    card = method.card if isinstance(method, stripe.PaymentMethod) else None
    refused = intent.status == "canceled" or error is not None
    return Setup(
        reference=intent.id,
        state="kept" if intent.status == "succeeded" else "refused" if refused else "waiting",
        customer=_id(intent.customer),
        client_secret=intent.client_secret or "",
        card=_card(_id(method), card) if card else None,
        decline_code=str(getattr(error, "decline_code", None) or getattr(error, "code", "") or ""),
    )


def _card(reference: str, card: Any) -> Card:
    return Card(
        reference=reference,
        brand=str(card.brand or "")[:20],
        last4=str(card.last4 or "")[:4],
        exp_month=int(card.exp_month),
        exp_year=int(card.exp_year),
    )


def _opened(token: stripe.ConfirmationToken) -> Opened:
    """Where to and who; what a wallet leaves out is empty."""
    shipping = token.shipping
    preview: Any = token.payment_method_preview
    billing, card = getattr(preview, "billing_details", None), getattr(preview, "card", None)
    address: Any = getattr(shipping, "address", None) or getattr(billing, "address", None)

    def text(found: Any, name: str) -> str:
        return str(getattr(found, name, None) or "")

    kind = text(getattr(card, "wallet", None), "type")
    return Opened(
        wallet=kind.replace("_", " ").title(),
        brand=text(card, "brand"),
        last4=text(card, "last4"),
        email=text(billing, "email"),
        name=text(shipping, "name") or text(billing, "name"),
        phone=text(shipping, "phone") or text(billing, "phone"),
        line1=text(address, "line1"),
        line2=text(address, "line2"),
        city=text(address, "city"),
        region=text(address, "state"),
        postcode=text(address, "postal_code"),
        country=text(address, "country").upper(),
    )


def _next_url(intent: stripe.PaymentIntent) -> str:
    step = getattr(intent.next_action, "redirect_to_url", None) if intent.next_action else None
    return str(getattr(step, "url", None) or "")


def _failure(intent: Any) -> str:
    """What names a failed attempt: its charge and its card. A refused 3-D Secure has only the card."""
    error = intent.last_payment_error
    charge = getattr(error, "charge", None) or _id(intent.latest_charge)
    card = _id(getattr(error, "payment_method", None))
    return ":".join(one for one in (charge, card) if one) or str(getattr(error, "code", "") or "")


def _strings(metadata: Any) -> dict[str, str]:
    found = metadata.to_dict() if metadata is not None else {}
    return {str(name): str(value) for name, value in found.items()}


def _state(intent: stripe.PaymentIntent) -> str:
    if intent.status == "canceled":
        return "expired" if intent.cancellation_reason == "automatic" else "canceled"
    return _STATES.get(intent.status, "waiting")


def _intent_params(wish: Wish) -> dict[str, Any]:
    """Always captured later: an order that cannot be placed lets the money go without a refund.

    No `receipt_email`: the shop writes to its customers itself.
    """
    params: dict[str, Any] = {
        "capture_method": "manual",
        "description": wish.description,
        "metadata": wish.ours,
        "payment_method_options": {"card": {"request_multicapture": "if_available"}},
    }
    if wish.customer:
        params["customer"] = wish.customer
        if wish.save:
            params["setup_future_usage"] = "on_session"
    return params


def _returned(refund: stripe.Refund) -> Returned:
    return Returned(
        reference=refund.id,
        state=_REFUND_STATES.get(refund.status or "", "pending"),
        amount=rules.from_stripe(refund.amount, refund.currency),
        error=getattr(refund, "failure_reason", None) or "",
        ours=_strings(refund.metadata),
    )


def _with(key: str) -> stripe.RequestOptions:
    return {"idempotency_key": key}


def _id(found: Any) -> str:
    return found if isinstance(found, str) else str(getattr(found, "id", None) or "")
