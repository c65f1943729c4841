"""Customers and the payment methods they saved."""

import hashlib
from typing import Any

from payments.stripe_emulator import cards, errors
from payments.stripe_emulator.forms import Params, merged_metadata
from payments.stripe_emulator.world import World, listing, render

Row = dict[str, Any]

_TEXTS = ("email", "name", "phone", "description")


def create_customer(world: World, params: Params) -> Row:
    """POST /v1/customers."""
    fields = {name: params.text(name) for name in _TEXTS}
    address, shipping = (
        params.mapping("address") or None,
        params.mapping("shipping") or None,
    )
    metadata, locales = params.mapping("metadata"), params.items("preferred_locales")
    params.finish()
    given = fields | {"address": address, "shipping": shipping, "metadata": metadata}
    row = _new_customer(world, given | {"preferred_locales": locales})
    world.emit("customer.created", row)
    return render(row)


def _new_customer(world: World, fields: Row) -> Row:
    blank: Row = {
        **dict.fromkeys((*_TEXTS, "address", "shipping")),
        "metadata": {},
        "preferred_locales": [],
        "balance": 0,
        "currency": None,
        "default_source": None,
        "delinquent": False,
        "invoice_prefix": None,
        "tax_exempt": "none",
        "invoice_settings": {"default_payment_method": None},
    }
    return world.new("customer", "cus", **blank | fields)


def remember(world: World, one: Row) -> None:
    """This brings back a customer with saved cards from before the emulator began; nobody is told."""
    row = _new_customer(world, {"id": str(one["id"]), "metadata": dict(one.get("metadata") or {})})
    for given in one.get("cards") or ():
        expiry = int(given["exp_month"]), int(given["exp_year"])
        card = cards.CARDS[str(given["number"])]
        saved = {"id": str(given["id"]), "customer": row["id"], "_known": True}
        _from_card(world, card, billing={}, expiry=expiry, **saved)


def get_customer(world: World, params: Params, identifier: str) -> Row:
    """GET /v1/customers/{id}; a deleted one says so."""
    params.finish()
    row = world.store.get("customer", identifier)
    if row.get("deleted"):
        return {"id": row["id"], "object": "customer", "deleted": True}
    return render(row)


def update_customer(world: World, params: Params, identifier: str) -> Row:
    """POST /v1/customers/{id}."""
    row = world.store.get("customer", identifier)
    changes = {name: params.text(name) for name in _TEXTS if name in params.values}
    metadata = params.mapping("metadata")
    params.finish()
    row |= changes
    row["metadata"] = merged_metadata(row["metadata"], metadata)
    world.store.save(row)
    world.emit("customer.updated", row)
    return render(row)


def delete_customer(world: World, params: Params, identifier: str) -> Row:
    """DELETE /v1/customers/{id}; what it saved is detached."""
    params.finish()
    row = world.store.get("customer", identifier)
    row["deleted"] = True
    for method in world.store.newest("payment_method", lambda m: m["customer"] == identifier):
        world.store.save(method | {"customer": None})
    world.store.save(row)
    world.emit("customer.deleted", row)
    return {"id": row["id"], "object": "customer", "deleted": True}


def list_customers(world: World, params: Params) -> Row:
    """GET /v1/customers, by e-mail if wanted."""
    email = params.text("email")
    return listing(world, params, "customer", url="/v1/customers", email=email)


def create_method(world: World, params: Params) -> Row:
    """POST /v1/payment_methods from card fields or a `pm_card_*` or `tok_*`-like test token."""
    params.choice("type", ("card",))
    row = _method(world, params.inner("card"), params.mapping("billing_details"))
    row["metadata"] = params.mapping("metadata")
    params.choice("allow_redisplay", ("always", "limited", "unspecified"))
    params.finish()
    return render(world.store.save(row))


def method_from_data(world: World, params: Params) -> Row:
    """This makes the one-time method of a confirm call's `payment_method_data`."""
    params.choice("type", ("card",))
    row = _method(world, params.inner("card"), params.mapping("billing_details"))
    params.choice("allow_redisplay", ("always", "limited", "unspecified"))
    return row


def _method(world: World, card: Params, billing: Row) -> Row:
    number = card.need("number")
    month, year = card.integer("exp_month") or 0, card.integer("exp_year") or 0
    found = cards.find(number, exp_month=month, exp_year=year, cvc=card.text("cvc"))
    return _from_card(world, found, billing=billing, expiry=(month, year))


def use_method(world: World, identifier: str, *, param: str = "payment_method") -> Row:
    """This resolves a payment method id or a test token such as `pm_card_visa`.

    Raises:
        ApiError: when there is none of that name.
    """
    if identifier in cards.TOKENS:
        card = cards.CARDS[cards.TOKENS[identifier]]
        return _from_card(world, card, billing={}, expiry=(12, 2034))
    row = world.store.find(identifier)
    if row is None or row["object"] != "payment_method":
        raise errors.ApiError(
            f"No such PaymentMethod: '{identifier}'",
            code="resource_missing",
            param=param,
        )
    return row


def _from_card(
    world: World, card: cards.Card, *, billing: Row, expiry: tuple[int, int], **over: Any
) -> Row:
    month, year = expiry
    fields: Row = {
        "type": "card",
        "allow_redisplay": "unspecified",
        "customer": None,
        "metadata": {},
        "_card": card.number,
        "_known": False,
    }
    return world.new(
        "payment_method",
        "pm",
        **fields | over,
        billing_details={
            "address": billing.get("address") or {},
            "email": billing.get("email"),
            "name": billing.get("name"),
            "phone": billing.get("phone"),
            "tax_id": None,
        },
        card={
            "brand": card.brand,
            "checks": {"cvc_check": "pass", "address_line1_check": None},
            "country": "DE",
            "display_brand": card.brand,
            "exp_month": month,
            "exp_year": year + 2000 if year < 100 else year,
            # The same card has the same fingerprint, and it does not tell the number.
            "fingerprint": hashlib.sha256(card.number.encode()).hexdigest()[:16],
            "funding": "credit",
            "last4": card.number[-4:],
            "networks": {"available": [card.brand], "preferred": None},
            "three_d_secure_usage": {"supported": True},
            "wallet": None,
        },
    )


def get_method(world: World, params: Params, identifier: str) -> Row:
    """GET /v1/payment_methods/{id}."""
    params.finish()
    return render(use_method(world, identifier))


def attach_method(world: World, params: Params, identifier: str) -> Row:
    """POST /v1/payment_methods/{id}/attach to a customer."""
    customer = params.need("customer")
    params.finish()
    row = use_method(world, identifier)
    world.store.get("customer", customer, param="customer")
    if row["customer"] not in {None, customer}:
        raise errors.ApiError(
            "The payment method you provided has already been attached to a customer.",
            code="payment_method_already_attached",
        )
    return attach(world, row, customer)


def attach(world: World, row: Row, customer: str) -> Row:
    """This saves a method with a customer, for later orders."""
    row["customer"] = customer
    world.store.save(row)
    world.emit("payment_method.attached", row)
    return render(row)


def detach_method(world: World, params: Params, identifier: str) -> Row:
    """POST /v1/payment_methods/{id}/detach; it can never be used again."""
    params.finish()
    row = world.store.get("payment_method", identifier)
    if row["customer"] is None:
        raise errors.ApiError(
            "The payment method you provided is not attached to a customer so detachment is"
            " impossible."
        )
    row["customer"] = None
    row["_gone"] = True
    world.store.save(row)
    world.emit("payment_method.detached", row)
    return render(row)


def list_methods(world: World, params: Params, customer: str | None = None) -> Row:
    """GET /v1/payment_methods?customer= and /v1/customers/{id}/payment_methods."""
    params.choice("type", ("card",))
    asked = params.text("customer")
    owner = customer or asked
    if owner is None:
        raise errors.invalid("Missing required param: customer.", param="customer")
    world.store.get("customer", owner, param="customer")
    url = f"/v1/customers/{customer}/payment_methods" if customer else "/v1/payment_methods"
    return listing(world, params, "payment_method", url=url, customer=owner)
