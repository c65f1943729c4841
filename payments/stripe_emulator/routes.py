"""Which address is answered by which endpoint, and which of them a browser may call."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from payments.stripe_emulator import (
    captures,
    charges,
    customers,
    disputes,
    errors,
    events,
    express,
    intents,
    refunds,
    sessions,
    setup_intents,
)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Route:
    """One endpoint; `browser` ones may be called with a publishable key."""

    method: str
    pattern: re.Pattern[str]
    endpoint: Callable[..., Row]
    browser: bool = False


def _route(text: str, endpoint: Callable[..., Row], *, browser: bool = False) -> Route:
    method, path = text.split()
    pattern = re.compile("^/v1/" + path.replace("{}", "([A-Za-z0-9_]+)") + "$")
    return Route(method, pattern, endpoint, browser)


ROUTES = (
    _route("POST payment_intents", intents.create),
    _route("GET payment_intents", intents.list_all),
    _route("GET payment_intents/{}", intents.get, browser=True),
    _route("POST payment_intents/{}", intents.update),
    _route("POST payment_intents/{}/confirm", intents.confirm, browser=True),
    _route("POST payment_intents/{}/capture", captures.capture),
    _route("POST payment_intents/{}/cancel", captures.cancel),
    _route("POST confirmation_tokens", express.create_token, browser=True),
    _route("GET confirmation_tokens/{}", express.get_token),
    _route("POST setup_intents", setup_intents.create),
    _route("GET setup_intents", setup_intents.list_all),
    _route("GET setup_intents/{}", setup_intents.get, browser=True),
    _route("POST setup_intents/{}/confirm", setup_intents.confirm, browser=True),
    _route("POST setup_intents/{}/cancel", setup_intents.cancel),
    _route("POST checkout/sessions", sessions.create),
    _route("GET checkout/sessions", sessions.list_all),
    _route("GET checkout/sessions/{}", sessions.get),
    _route("POST checkout/sessions/{}", sessions.update),
    _route("GET checkout/sessions/{}/line_items", sessions.lines_of),
    _route("POST checkout/sessions/{}/expire", sessions.expire),
    _route("POST refunds", refunds.create),
    _route("GET refunds", refunds.list_all),
    _route("GET refunds/{}", refunds.get),
    _route("POST refunds/{}", refunds.update),
    _route("GET charges", charges.list_charges),
    _route("GET charges/{}", charges.get_charge),
    _route("GET balance", charges.get_balance),
    _route("GET balance_transactions", charges.list_entries),
    _route("GET balance_transactions/{}", charges.get_entry),
    _route("POST customers", customers.create_customer),
    _route("GET customers", customers.list_customers),
    _route("GET customers/{}", customers.get_customer),
    _route("POST customers/{}", customers.update_customer),
    _route("DELETE customers/{}", customers.delete_customer),
    _route(
        "GET customers/{}/payment_methods",
        customers.list_methods,
    ),
    _route("POST payment_methods", customers.create_method, browser=True),
    _route("GET payment_methods", customers.list_methods),
    _route("GET payment_methods/{}", customers.get_method),
    _route("POST payment_methods/{}/attach", customers.attach_method),
    _route("POST payment_methods/{}/detach", customers.detach_method),
    _route("GET disputes", disputes.list_all),
    _route("GET disputes/{}", disputes.get),
    _route("POST disputes/{}", disputes.update),
    _route("POST disputes/{}/close", disputes.close),
    _route("GET events", events.list_all),
    _route("GET events/{}", events.get),
)


def find(method: str, path: str) -> tuple[Route, tuple[str, ...]]:
    """This finds the endpoint of a request and the ids in its path.

    Raises:
        ApiError: 404 for an address that is not emulated.
    """
    for route in ROUTES:
        match = route.pattern.match(path) if route.method == method else None
        if match:
            return route, match.groups()
    raise errors.ApiError(
        f"Unrecognized request URL ({method}: {path}). The emulator speaks only a part of the"
        " Stripe API; see docs/stripe-emulator.md.",
        status=404,
        validation=True,
    )
