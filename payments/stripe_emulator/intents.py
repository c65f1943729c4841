"""PaymentIntents: from creation to capture or cancellation."""

import hmac
from typing import Any

from payments.stripe_emulator import cards, charges, customers, disputes, errors, express
from payments.stripe_emulator.forms import Params, merged_metadata
from payments.stripe_emulator.world import World, listing, random_text, render

Row = dict[str, Any]

OPEN = ("requires_payment_method", "requires_confirmation", "requires_action")
_CAPTURE = ("automatic", "automatic_async", "manual")
_SETUP = ("on_session", "off_session")
_MAX_AMOUNT = 99_999_999


def create(world: World, params: Params) -> Row:
    """POST /v1/payment_intents."""
    amount, currency = _amount(params), params.need("currency").lower()
    if len(currency) != 3 or not currency.isalpha():
        raise errors.invalid(f"Invalid currency: {currency}", param="currency")
    fields = {
        "capture_method": params.choice("capture_method", _CAPTURE) or "automatic_async",
        "confirmation_method": params.choice("confirmation_method", ("automatic", "manual"))
        or "automatic",
        "statement_descriptor": params.text("statement_descriptor"),
        "statement_descriptor_suffix": params.text("statement_descriptor_suffix"),
        "transfer_group": params.text("transfer_group"),
    }
    automatic = _automatic(params)
    kinds = params.items("payment_method_types") or ["card"]
    common, confirm = _common(world, params), params.flag("confirm")
    confirmation = _confirmation(world, params) if confirm else None
    method = None if confirm else params.text("payment_method")
    params.finish()
    row = new_intent(world, {"amount": amount, "currency": currency} | fields | common)
    row["automatic_payment_methods"], row["payment_method_types"] = automatic, kinds
    world.emit("payment_intent.created", row)
    if confirmation is not None:
        return _attempt(world, row, confirmation)
    if method:
        row["payment_method"] = customers.use_method(world, method)["id"]
        row["status"] = "requires_confirmation"
    return render(world.store.save(row))


def _amount(params: Params) -> int:
    amount = params.integer("amount")
    if amount is None:
        raise errors.invalid(
            "Missing required param: amount.", param="amount", code="parameter_missing"
        )
    if amount < 1:
        raise errors.invalid(
            "This value must be greater than or equal to 1.",
            param="amount",
            code="parameter_invalid_integer",
        )
    if amount > _MAX_AMOUNT:
        raise errors.invalid(
            "Amount must be no more than 99999999",
            param="amount",
            code="amount_too_large",
        )
    return amount


def _automatic(params: Params) -> Row | None:
    if "automatic_payment_methods" not in params.values:
        return None
    inner = params.inner("automatic_payment_methods")
    redirects = inner.choice("allow_redirects", ("always", "never")) or "always"
    return {"enabled": inner.flag("enabled") or False, "allow_redirects": redirects}


def _common(world: World, params: Params) -> Row:
    """The fields that creation and update share."""
    customer = params.text("customer")
    if customer is not None:
        world.store.get("customer", customer, param="customer")
    return {
        "customer": customer,
        "description": params.text("description"),
        "receipt_email": params.text("receipt_email"),
        "setup_future_usage": params.choice("setup_future_usage", _SETUP),
        "shipping": params.mapping("shipping") or None,
        "metadata": params.mapping("metadata"),
        "payment_method_options": params.mapping("payment_method_options"),
    }


def new_intent(world: World, fields: Row) -> Row:
    """This keeps a fresh intent that nobody has paid."""
    row = world.new(
        "payment_intent",
        "pi",
        amount_capturable=0,
        amount_details={"tip": {}},
        amount_received=0,
        application=None,
        application_fee_amount=None,
        canceled_at=None,
        cancellation_reason=None,
        last_payment_error=None,
        latest_charge=None,
        next_action=None,
        on_behalf_of=None,
        payment_method=None,
        processing=None,
        review=None,
        status="requires_payment_method",
        transfer_data=None,
        **fields,
    )
    row["client_secret"] = f"{row['id']}_secret_{random_text(25)}"
    return world.store.save(row)


def get(world: World, params: Params, identifier: str) -> Row:
    """GET /v1/payment_intents/{id}; a browser must show the client secret."""
    secret = params.text("client_secret")
    params.finish()
    row = world.store.get("payment_intent", identifier)
    check_secret(row, secret)
    return render(row)


def check_secret(row: Row, secret: str | None) -> None:
    """This refuses a client secret that is not the object's own.

    Raises:
        ApiError: as for an object that does not exist.
    """
    if secret is not None and not hmac.compare_digest(row["client_secret"], secret):
        raise errors.missing(row["object"], row["id"], param="client_secret")


def update(world: World, params: Params, identifier: str) -> Row:
    """POST /v1/payment_intents/{id}: what may change while nothing is authorized."""
    row = world.store.get("payment_intent", identifier)
    changes: Row = {"amount": _amount(params)} if "amount" in params.values else {}
    currency, method = params.text("currency"), params.text("payment_method")
    common = {
        name: value for name, value in _common(world, params).items() if name in params.values
    }
    params.finish()
    metadata = merged_metadata(row["metadata"], common.pop("metadata", {}))
    if (changes or common or currency or method) and row["status"] not in OPEN:
        raise errors.unexpected_state(row, "updated", ", ".join(OPEN))
    row |= changes | common | {"metadata": metadata}
    row["currency"] = (currency or row["currency"]).lower()
    if method:
        row["payment_method"] = customers.use_method(world, method)["id"]
        row["status"] = "requires_confirmation"
    return render(world.store.save(row))


def list_all(world: World, params: Params) -> Row:
    """GET /v1/payment_intents, by customer if wanted."""
    customer = params.text("customer")
    return listing(world, params, "payment_intent", url="/v1/payment_intents", customer=customer)


def confirm(world: World, params: Params, identifier: str) -> Row:
    """POST /v1/payment_intents/{id}/confirm, by our server or, with the secret, by the browser."""
    row = world.store.get("payment_intent", identifier)
    check_secret(row, params.text("client_secret"))
    confirmation = _confirmation(world, params)
    given = {
        "receipt_email": params.text("receipt_email"),
        "setup_future_usage": params.choice("setup_future_usage", _SETUP),
        "shipping": params.mapping("shipping") or None,
    }
    options = params.mapping("payment_method_options")
    params.finish()
    if row["status"] not in OPEN:
        raise errors.unexpected_state(row, "confirmed", ", ".join(OPEN))
    row |= {name: value for name, value in given.items() if value is not None}
    row["payment_method_options"] |= options
    return _attempt(world, row, confirmation)


def _confirmation(world: World, params: Params) -> Row:
    """What a confirm call brings: the method, where to return, whether the shopper is away."""
    method = params.text("payment_method")
    if method is None and "payment_method_data" in params.values:
        method = customers.method_from_data(world, params.inner("payment_method_data"))["id"]
    params.flag("use_stripe_sdk")
    params.choice("capture_method", _CAPTURE)
    params.take("mandate_data")
    return {
        "method": method,
        "token": params.text("confirmation_token"),
        "return_url": params.text("return_url"),
        "off_session": params.flag("off_session") or False,
    }


def _attempt(world: World, row: Row, confirmation: Row) -> Row:
    identifier = confirmation["method"] or row["payment_method"]
    if confirmation["token"] is not None:
        identifier = express.spend(world, confirmation["token"], row["id"])
    if identifier is None:
        raise errors.ApiError(
            "You cannot confirm this PaymentIntent because it's missing a payment method.",
            code="payment_intent_unexpected_state",
            payment_intent=render(row),
        )
    method = customers.use_method(world, identifier)
    if method.get("_gone") or method["customer"] not in {None, row["customer"]}:
        raise errors.ApiError(
            "The payment method belongs to another customer or was detached.",
            param="payment_method",
        )
    row["payment_method"] = method["id"]
    card = cards.CARDS[method["_card"]]
    asks = card.always_challenge or (card.challenge and not method["_known"])
    if not asks:
        return charge(world, row, method)
    if confirmation["off_session"]:
        return decline(world, row, method, outcome=("authentication_required",) * 2)
    return _challenge(world, row, confirmation["return_url"])


def _challenge(world: World, row: Row, return_url: str | None) -> Row:
    if return_url is None:
        raise errors.ApiError(
            "This PaymentIntent needs a `return_url` to redirect your customer back to after"
            " 3-D Secure.",
            param="return_url",
        )
    url = f"{world.base_url}/3ds/{row['id']}?client_secret={row['client_secret']}"
    row["status"] = "requires_action"
    row["next_action"] = {
        "type": "redirect_to_url",
        "redirect_to_url": {"url": url, "return_url": return_url},
    }
    world.store.save(row)
    world.emit("payment_intent.requires_action", row)
    return render(row)


def charge(world: World, row: Row, method: Row) -> Row:
    """This charges the method: authorized, captured at once, or declined with an error 402."""
    attempt = charges.new_charge(world, row, method)
    row |= {"latest_charge": attempt["id"], "next_action": None}
    if not attempt["paid"]:
        world.emit("charge.failed", attempt)
        outcome = attempt["failure_code"], attempt["outcome"]["reason"]
        message = attempt["failure_message"]
        return decline(world, row, method, outcome=outcome, message=message)
    row["last_payment_error"] = None
    if row["setup_future_usage"] and row["customer"]:
        method["_known"] = True
        customers.attach(world, method, row["customer"])
    if row["capture_method"] == "manual":
        row |= {"status": "requires_capture", "amount_capturable": row["amount"]}
        world.emit("charge.succeeded", attempt)
        world.emit("payment_intent.amount_capturable_updated", row)
        return render(world.store.save(row))
    charges.book_capture(world, attempt, row["amount"])
    row |= {"status": "succeeded", "amount_received": row["amount"]}
    world.emit("charge.succeeded", attempt)
    world.emit("payment_intent.succeeded", row)
    disputes.open_if_bound_to(world, attempt)
    return render(world.store.save(row))


def decline(
    world: World,
    row: Row,
    method: Row,
    *,
    outcome: tuple[str, ...],
    message: str = "This payment needs the shopper to authenticate.",
) -> Row:
    """This sends an intent back to "requires a method" and refuses with a card error.

    Raises:
        ApiError: 402 card_error, always.
    """
    code, reason = outcome[0], outcome[1]
    error: Row = {
        "type": "card_error",
        "code": code,
        "decline_code": reason,
        "message": message,
    }
    error |= {"charge": row["latest_charge"], "payment_method": render(method)}
    row |= {
        "status": "requires_payment_method",
        "last_payment_error": error,
        "payment_method": None,
        "next_action": None,
    }
    world.store.save(row)
    world.emit("payment_intent.payment_failed", row)
    raise errors.ApiError(
        message,
        status=402,
        kind="card_error",
        code=code,
        decline_code=reason,
        charge=row["latest_charge"],
        payment_intent=render(row),
        payment_method=render(method),
    )


def answer_challenge(world: World, identifier: str, secret: str, *, approved: bool) -> str:
    """This is the shopper's answer on the 3-D Secure page; it returns where to go next."""
    row = world.store.get("payment_intent", identifier)
    check_secret(row, secret)
    back = str((row["next_action"] or {}).get("redirect_to_url", {}).get("return_url", ""))
    if row["status"] != "requires_action":
        return back
    method = customers.use_method(world, row["payment_method"])
    row["_challenged"] = True
    try:
        if approved:
            charge(world, row, method)
        else:
            message = "We are unable to authenticate your payment method."
            code = "payment_intent_authentication_failure"
            decline(world, row, method, outcome=(code, code), message=message)
    except errors.ApiError:
        pass  # the return page reads the outcome from the intent, as with Stripe
    return back
