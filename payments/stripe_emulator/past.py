"""What was before the emulator began: a shop tells it what its provider would remember."""

from typing import Any

from payments.stripe_emulator import charges, customers, intents
from payments.stripe_emulator.world import World

Row = dict[str, Any]


def adopt(world: World, wish: Row) -> Row:
    """This remembers `{payments, customers}`, silently: no events, no webhooks; what it knows stays.

    Each payment has `id`, `amount`, `currency`, `created` and `metadata`; what was taken of it is in
    `captured` and `fee` (nothing taken: canceled), what went back in `refunds`, a list of `amount`,
    `created` and `metadata`. Amounts in minor units, moments in seconds. Each customer has `id`,
    `metadata` and `cards`, a list of `id`, `number` (of a test card), `exp_month` and `exp_year`.
    """
    told, people = wish.get("payments") or [], wish.get("customers") or []
    fresh = [one for one in told if world.store.find(str(one["id"])) is None]
    method = customers.use_method(world, "pm_card_visa") if fresh else {}
    for one in fresh:
        _adopt(world, one, method)
    strangers = [one for one in people if world.store.find(str(one["id"])) is None]
    for one in strangers:
        customers.remember(world, one)
    adopted = len(fresh) + len(strangers)
    return {"adopted": adopted, "known": len(told) + len(people) - adopted}


def _adopt(world: World, one: Row, method: Row) -> None:
    captured = int(one.get("captured") or 0)
    row = intents.new_intent(world, _fields(one))
    row |= {"payment_method": method["id"], "status": "succeeded" if captured else "canceled"}
    row |= {"amount_received": captured, "canceled_at": None if captured else row["created"]}
    if captured:
        charge = charges.new_charge(world, row, method)
        _book(world, charge, one, captured=captured)
        row["latest_charge"] = charge["id"]
    world.store.save(row)


def _fields(one: Row) -> Row:
    return {
        "id": str(one["id"]),
        "created": int(one["created"]),
        "amount": int(one["amount"]),
        "currency": str(one["currency"]).lower(),
        "metadata": dict(one.get("metadata") or {}),
        "capture_method": "manual",
        "confirmation_method": "automatic",
        "automatic_payment_methods": {"enabled": True, "allow_redirects": "always"},
        "payment_method_types": ["card"],
        "payment_method_options": {},
        **dict.fromkeys(
            (
                *("customer", "description", "receipt_email", "setup_future_usage", "shipping"),
                *("statement_descriptor", "statement_descriptor_suffix", "transfer_group"),
            )
        ),
    }


def _book(world: World, charge: Row, one: Row, *, captured: int) -> None:
    fee = int(one.get("fee") or 0)
    entry = charges.balance_entry(world, charge, kind="charge", amount=captured, fee=fee)
    charge |= {
        "created": int(one["created"]),
        "captured": True,
        "amount_captured": captured,
        "balance_transaction": entry["id"],
    }
    for refund in one.get("refunds") or ():
        _refund(world, charge, refund)
    charge["refunded"] = charge["amount_refunded"] == captured
    world.store.save(charge)


def _refund(world: World, charge: Row, one: Row) -> None:
    row = world.new(
        "refund",
        "re",
        created=int(one["created"]),
        amount=int(one["amount"]),
        charge=charge["id"],
        currency=charge["currency"],
        destination_details={"type": "card", "card": {"type": "refund"}},
        failure_balance_transaction=None,
        metadata=dict(one.get("metadata") or {}),
        payment_intent=charge["payment_intent"],
        reason=None,
        receipt_number=None,
        status="succeeded",
        balance_transaction=None,
    )
    entry = charges.balance_entry(world, row, kind="refund", amount=-row["amount"])
    row["balance_transaction"] = entry["id"]
    world.store.save(row)
    charge["amount_refunded"] += row["amount"]
