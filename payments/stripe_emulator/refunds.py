"""Refunds: partial, full, pending, failed, and never more than was captured."""

from typing import Any

from payments.stripe_emulator import charges, errors
from payments.stripe_emulator.forms import Params, merged_metadata
from payments.stripe_emulator.world import World, listing, render

Row = dict[str, Any]

_REASONS = ("duplicate", "fraudulent", "requested_by_customer")


def create(world: World, params: Params) -> Row:
    """POST /v1/refunds of a charge or a payment intent."""
    charge = _charge(world, params.text("charge"), params.text("payment_intent"))
    wanted, reason = params.integer("amount"), params.choice("reason", _REASONS)
    metadata = params.mapping("metadata")
    params.finish()
    amount = _allowed(charge, wanted)
    row = world.new(
        "refund",
        "re",
        amount=amount,
        charge=charge["id"],
        currency=charge["currency"],
        destination_details={"type": "card", "card": {"type": "refund"}},
        failure_balance_transaction=None,
        metadata=metadata,
        payment_intent=charge["payment_intent"],
        reason=reason,
        receipt_number=None,
        status="pending" if charge["_after"] == "refund_pending" else "succeeded",
        balance_transaction=None,
    )
    entry = charges.balance_entry(world, row, kind="refund", amount=-amount)
    row["balance_transaction"] = entry["id"]
    world.store.save(row)
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount_captured"]
    world.store.save(charge)
    world.emit("refund.created", row)
    world.emit("charge.refunded", charge)
    if charge["_after"] == "refund_fails":
        _fail(world, row, charge)
    return render(row)


def _charge(world: World, charge: str | None, intent: str | None) -> Row:
    if charge is None and intent is None:
        raise errors.invalid(
            "One of the following params should be provided for this request: payment_intent or"
            " charge."
        )
    if charge is None:
        owner = world.store.get("payment_intent", intent or "", param="payment_intent")
        charge = owner["latest_charge"]
        if charge is None:
            raise errors.ApiError(
                "This PaymentIntent does not have a successful charge to refund.",
                param="payment_intent",
            )
    return world.store.get("charge", charge, param="charge")


def _allowed(charge: Row, wanted: int | None) -> int:
    left = charge["amount_captured"] - charge["amount_refunded"]
    if not charge["captured"]:
        raise errors.ApiError("Charge has not been captured.", code="charge_not_refundable")
    if charge["disputed"]:
        raise errors.ApiError(
            f"Charge {charge['id']} has been charged back; cannot issue a refund.",
            code="charge_disputed",
        )
    if left == 0:
        raise errors.ApiError(
            f"Charge {charge['id']} has already been refunded.",
            code="charge_already_refunded",
        )
    amount = left if wanted is None else wanted
    if amount < 1:
        raise errors.invalid(
            "This value must be greater than or equal to 1.",
            param="amount",
            code="parameter_invalid_integer",
        )
    if amount > left:
        raise errors.ApiError(
            f"Refund amount ({amount} {charge['currency']}) is greater than unrefunded amount on"
            f" charge ({left} {charge['currency']})",
            param="amount",
        )
    return amount


def _fail(world: World, row: Row, charge: Row) -> None:
    """The bank sends the money back after a first "succeeded", as with Stripe's test card."""
    row |= {"status": "failed", "failure_reason": "expired_or_canceled_card"}
    entry = charges.balance_entry(world, row, kind="refund_failure", amount=row["amount"])
    row["failure_balance_transaction"] = entry["id"]
    world.store.save(row)
    charge["amount_refunded"] -= row["amount"]
    charge["refunded"] = False
    world.store.save(charge)
    world.emit("refund.failed", row)
    world.emit("refund.updated", row)


def settle_pending(world: World, identifier: str, *, succeeded: bool) -> Row:
    """This ends a pending refund; only the control door does so."""
    row = world.store.get("refund", identifier)
    if row["status"] != "pending":
        raise errors.ApiError(f"Refund is {row['status']}, not pending.")
    if succeeded:
        row["status"] = "succeeded"
        world.store.save(row)
        world.emit("refund.updated", row)
    else:
        _fail(world, row, world.store.get("charge", row["charge"]))
    return render(row)


def get(world: World, params: Params, identifier: str) -> Row:
    """GET /v1/refunds/{id}."""
    params.finish()
    return render(world.store.get("refund", identifier))


def update(world: World, params: Params, identifier: str) -> Row:
    """POST /v1/refunds/{id}: metadata only."""
    row = world.store.get("refund", identifier)
    metadata = params.mapping("metadata")
    params.finish()
    row["metadata"] = merged_metadata(row["metadata"], metadata)
    return render(world.store.save(row))


def list_all(world: World, params: Params) -> Row:
    """GET /v1/refunds, by charge or payment intent."""
    charge, intent = params.text("charge"), params.text("payment_intent")
    return listing(world, params, "refund", url="/v1/refunds", charge=charge, payment_intent=intent)
