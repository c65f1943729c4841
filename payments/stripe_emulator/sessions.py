"""Checkout Sessions: Stripe's own page to pay or to save a card, for shoppers without JavaScript."""

from typing import Any

from payments.stripe_emulator import customers, errors, intents, setup_intents
from payments.stripe_emulator.forms import Params, merged_metadata
from payments.stripe_emulator.world import World, listing, render

Row = dict[str, Any]

_LIFETIME = 24 * 3600


def create(world: World, params: Params) -> Row:
    """POST /v1/checkout/sessions in mode `payment` or `setup`."""
    mode = params.need("mode")
    if mode not in {"payment", "setup"}:
        raise errors.invalid("Only modes `payment` and `setup` are emulated.", param="mode")
    params.choice("ui_mode", ("hosted_page", "hosted"))
    lines = [
        _line(world, Params(item, f"line_items[{i}]"))
        for i, item in enumerate(params.items("line_items"))
    ]
    intent_data = params.mapping(f"{mode}_intent_data")
    texts = {
        name: params.text(name)
        for name in (
            "success_url",
            "cancel_url",
            "client_reference_id",
            "customer",
            "customer_email",
            "locale",
        )
    }
    expires_at = params.integer("expires_at") or world.now() + _LIFETIME
    metadata, options = (
        params.mapping("metadata"),
        params.mapping("payment_method_options"),
    )
    kinds = params.items("payment_method_types") or ["card"]
    params.finish()
    if bool(lines) == (mode == "setup") or not texts["success_url"]:
        raise errors.invalid(
            "success_url, and line_items to pay, are required.", param="line_items"
        )
    extra = {
        "mode": mode,
        "_intent_data": intent_data,
        "expires_at": expires_at,
        "metadata": metadata,
    }
    extra |= {"payment_method_options": options, "payment_method_types": kinds}
    return _new(world, lines, texts | extra)


def _new(world: World, lines: list[Row], fields: Row) -> Row:
    total = sum(line["amount_total"] for line in lines)
    row = world.new(
        "checkout.session",
        "cs_test",
        amount_subtotal=total,
        amount_total=total,
        automatic_tax={"enabled": False, "liability": None, "status": None},
        currency=lines[0]["currency"] if lines else None,
        customer_details=None,
        payment_intent=None,
        payment_status="unpaid" if lines else "no_payment_required",
        setup_intent=None,
        status="open",
        ui_mode="hosted_page",
        _lines=lines,
        **fields,
    )
    row["url"] = f"{world.base_url}/c/pay/{row['id']}"
    return render(world.store.save(row))


def _line(world: World, item: Params) -> Row:
    quantity = item.integer("quantity") or 1
    price = item.inner("price_data")
    amount, currency = price.integer("unit_amount") or 0, price.need("currency").lower()
    product = price.inner("product_data")
    name = product.need("name")
    product.text("description")
    item.finish()
    return {
        "id": world.new_id("li"),
        "object": "item",
        "amount_discount": 0,
        "amount_subtotal": amount * quantity,
        "amount_tax": 0,
        "amount_total": amount * quantity,
        "currency": currency,
        "description": name,
        "quantity": quantity,
        "price": {"object": "price", "currency": currency, "unit_amount": amount},
    }


def get(world: World, params: Params, identifier: str) -> Row:
    """GET /v1/checkout/sessions/{id}."""
    params.finish()
    return render(fresh(world, identifier))


def fresh(world: World, identifier: str) -> Row:
    """This returns a session, expired if its time has come."""
    row = world.store.get("checkout.session", identifier)
    if row["status"] == "open" and row["expires_at"] <= world.now():
        _expire(world, row)
    return row


def update(world: World, params: Params, identifier: str) -> Row:
    """POST /v1/checkout/sessions/{id}: metadata only."""
    row = world.store.get("checkout.session", identifier)
    metadata = params.mapping("metadata")
    params.finish()
    row["metadata"] = merged_metadata(row["metadata"], metadata)
    return render(world.store.save(row))


def list_all(world: World, params: Params) -> Row:
    """GET /v1/checkout/sessions, by payment intent, customer or status."""
    filters = {name: params.text(name) for name in ("payment_intent", "customer", "status")}
    return listing(world, params, "checkout.session", url="/v1/checkout/sessions", **filters)


def lines_of(world: World, params: Params, identifier: str) -> Row:
    """GET /v1/checkout/sessions/{id}/line_items."""
    params.integer("limit")
    params.finish()
    row = world.store.get("checkout.session", identifier)
    url = f"/v1/checkout/sessions/{identifier}/line_items"
    return {"object": "list", "url": url, "has_more": False, "data": row["_lines"]}


def expire(world: World, params: Params, identifier: str) -> Row:
    """POST /v1/checkout/sessions/{id}/expire: nobody can pay it any more."""
    params.finish()
    row = fresh(world, identifier)
    if row["status"] != "open":
        raise errors.ApiError(
            'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout'
            f" Session has a status of `{row['status']}`."
        )
    _expire(world, row)
    return render(row)


def _expire(world: World, row: Row) -> None:
    row["status"] = "expired"
    world.store.save(row)
    world.emit("checkout.session.expired", row)


def pay(world: World, identifier: str, card: Params, *, email: str) -> str:
    """This is the shopper's submit on the hosted page; it returns where to go next.

    Raises:
        ApiError: a declined card, or a session that is no longer open.
    """
    row = fresh(world, identifier)
    if row["status"] != "open":
        raise errors.ApiError(f"This payment page is {row['status']}.")
    method = customers.method_from_data(world, card)
    intent = _intent(world, row, email)
    back = f"{world.base_url}/c/done/{row['id']}"
    confirmation = {"payment_method": method["id"], "return_url": back}
    confirm = setup_intents.confirm if row["mode"] == "setup" else intents.confirm
    answer = confirm(world, Params(confirmation), intent["id"])
    if answer["status"] == "requires_action":
        return str(answer["next_action"]["redirect_to_url"]["url"])
    return complete(world, identifier)


def _intent(world: World, row: Row, email: str) -> Row:
    row["customer_details"] = {"email": email or row["customer_email"], "name": None}
    kind = f"{row['mode']}_intent"
    if row[kind]:
        world.store.save(row)
        return world.store.get(kind, row[kind])
    if row["mode"] == "setup":
        wanted = row["_intent_data"] | ({"customer": row["customer"]} if row["customer"] else {})
        return _bound(world, row, setup_intents.create(world, Params(wanted)))
    wanted = {"amount": str(row["amount_total"]), "currency": row["currency"]}
    wanted |= row["_intent_data"] | {"payment_method_options": row["payment_method_options"]}
    if row["customer"]:
        wanted["customer"] = row["customer"]
    return _bound(world, row, intents.create(world, Params(wanted)))


def _bound(world: World, row: Row, intent: Row) -> Row:
    row[intent["object"]] = intent["id"]
    world.store.save(row)
    return intent


def complete(world: World, identifier: str) -> str:
    """This closes a session whose intent is paid or authorized; it returns where to go next.

    Raises:
        ApiError: when the shopper failed to authenticate; the page is shown again.
    """
    row = world.store.get("checkout.session", identifier)
    kind = f"{row['mode']}_intent"
    intent = world.store.get(kind, row[kind])
    if intent["status"] not in {"succeeded", "requires_capture"}:
        error = intent.get("last_payment_error") or intent.get("last_setup_error")
        error = error or {"message": "This was not completed."}
        raise errors.ApiError(error["message"], status=402, kind="card_error")
    if row["status"] == "open":
        row["status"] = "complete"
        if row["mode"] == "payment":
            row["payment_status"] = "paid" if intent["status"] == "succeeded" else "unpaid"
        world.store.save(row)
        world.emit("checkout.session.completed", row)
    return str(row["success_url"]).replace("{CHECKOUT_SESSION_ID}", row["id"])
