"""SetupIntents: saving a card without paying."""

import contextlib
from typing import Any

from payments.stripe_emulator import cards, customers, errors, intents
from payments.stripe_emulator.forms import Params
from payments.stripe_emulator.world import World, listing, random_text, render

Row = dict[str, Any]


def create(world: World, params: Params) -> Row:
    """POST /v1/setup_intents."""
    customer, method = params.text("customer"), params.text("payment_method")
    usage = params.choice("usage", ("on_session", "off_session")) or "off_session"
    metadata, description = params.mapping("metadata"), params.text("description")
    automatic, kinds = (
        params.mapping("automatic_payment_methods"),
        params.items("payment_method_types"),
    )
    confirmed, back = params.flag("confirm"), params.text("return_url")
    params.finish()
    if customer:
        world.store.get("customer", customer, param="customer")
    row = world.new(
        "setup_intent",
        "seti",
        automatic_payment_methods=automatic or None,
        cancellation_reason=None,
        customer=customer,
        description=description,
        last_setup_error=None,
        latest_attempt=None,
        mandate=None,
        metadata=metadata,
        next_action=None,
        payment_method=customers.use_method(world, method)["id"] if method else None,
        payment_method_options={},
        payment_method_types=kinds or ["card"],
        status="requires_confirmation" if method else "requires_payment_method",
        usage=usage,
    )
    row["client_secret"] = f"{row['id']}_secret_{random_text(25)}"
    world.store.save(row)
    world.emit("setup_intent.created", row)
    return _finish(world, row, back) if confirmed else render(row)


def get(world: World, params: Params, identifier: str) -> Row:
    """GET /v1/setup_intents/{id}."""
    secret = params.text("client_secret")
    params.finish()
    row = world.store.get("setup_intent", identifier)
    intents.check_secret(row, secret)
    return render(row)


def confirm(world: World, params: Params, identifier: str) -> Row:
    """POST /v1/setup_intents/{id}/confirm."""
    row = world.store.get("setup_intent", identifier)
    intents.check_secret(row, params.text("client_secret"))
    if "payment_method_data" in params.values:
        method = customers.method_from_data(world, params.inner("payment_method_data"))
        row["payment_method"] = method["id"]
    elif chosen := params.text("payment_method"):
        row["payment_method"] = customers.use_method(world, chosen)["id"]
    back = params.text("return_url")
    params.flag("use_stripe_sdk")
    params.finish()
    if row["status"] not in intents.OPEN or row["payment_method"] is None:
        raise errors.ApiError(
            f"This SetupIntent cannot be confirmed: it is {row['status']}.",
            code="setup_intent_unexpected_state",
        )
    return _finish(world, row, back)


def _finish(world: World, row: Row, return_url: str | None) -> Row:
    method = customers.use_method(world, row["payment_method"])
    card = cards.CARDS[method["_card"]]
    if card.challenge and not row.get("_challenged"):
        url = f"{world.base_url}/3ds/{row['id']}?client_secret={row['client_secret']}"
        target = {"url": url, "return_url": return_url}
        row["status"] = "requires_action"
        row["next_action"] = {"type": "redirect_to_url", "redirect_to_url": target}
        return render(world.store.save(row))
    expiry = method["card"]["exp_year"], method["card"]["exp_month"]
    no = cards.decline_of(card, saved=False, expiry=expiry)
    if no is not None:
        raise _refusal(world, row, method, outcome=no)
    row |= {"status": "succeeded", "next_action": None, "last_setup_error": None}
    method["_known"] = True
    world.store.save(method)
    if row["customer"]:
        customers.attach(world, method, row["customer"])
    world.store.save(row)
    world.emit("setup_intent.succeeded", row)
    return render(row)


def _refusal(
    world: World, row: Row, method: Row, *, outcome: tuple[str, str, str]
) -> errors.ApiError:
    """This sends a SetupIntent back to "requires a method"; nothing stays with the customer."""
    code, reason, message = outcome
    error: Row = {"type": "card_error", "code": code, "decline_code": reason, "message": message}
    row |= {
        "status": "requires_payment_method",
        "last_setup_error": error | {"payment_method": render(method)},
        "payment_method": None,
        "next_action": None,
    }
    world.store.save(row)
    world.emit("setup_intent.setup_failed", row)
    return errors.ApiError(
        message,
        status=402,
        kind="card_error",
        code=code,
        decline_code=reason,
        setup_intent=render(row),
    )


def answer_challenge(world: World, identifier: str, secret: str, *, approved: bool) -> str:
    """This is the shopper's answer on the 3-D Secure page; it returns where to go next."""
    row = world.store.get("setup_intent", identifier)
    intents.check_secret(row, secret)
    back = str((row["next_action"] or {}).get("redirect_to_url", {}).get("return_url") or "")
    if row["status"] != "requires_action":
        return back
    row["_challenged"] = approved
    if not approved:
        code = "setup_intent_authentication_failure"
        method = customers.use_method(world, row["payment_method"])
        message = "We are unable to authenticate your payment method."
        _refusal(world, row, method, outcome=(code, code, message))
        return back
    # The return page reads the outcome from the intent, as with Stripe.
    with contextlib.suppress(errors.ApiError):
        _finish(world, row, None)
    return back


def cancel(world: World, params: Params, identifier: str) -> Row:
    """POST /v1/setup_intents/{id}/cancel."""
    row = world.store.get("setup_intent", identifier)
    row["cancellation_reason"] = params.text("cancellation_reason")
    params.finish()
    row["status"] = "canceled"
    world.emit("setup_intent.canceled", row)
    return render(world.store.save(row))


def list_all(world: World, params: Params) -> Row:
    """GET /v1/setup_intents, by customer."""
    customer = params.text("customer")
    return listing(world, params, "setup_intent", url="/v1/setup_intents", customer=customer)
