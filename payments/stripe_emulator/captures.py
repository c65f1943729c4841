"""What follows an authorization: taking the money, at once or by shipment, or letting it go."""

from typing import Any

from payments.stripe_emulator import charges, disputes, errors
from payments.stripe_emulator.forms import Params, merged_metadata
from payments.stripe_emulator.world import World, render

Row = dict[str, Any]

_CANCELLABLE = (
    "requires_payment_method",
    "requires_confirmation",
    "requires_action",
    "requires_capture",
)
_REASONS = ("duplicate", "fraudulent", "requested_by_customer", "abandoned")


def capture(world: World, params: Params, identifier: str) -> Row:
    """POST /v1/payment_intents/{id}/capture, whole or in part.

    Without multicapture one capture is the last and the rest is released; with it
    `final_capture=false` leaves the rest for the next shipment.
    """
    row = world.store.get("payment_intent", identifier)
    wanted, final = params.integer("amount_to_capture"), params.flag("final_capture")
    metadata = params.mapping("metadata")
    params.text("statement_descriptor_suffix")
    params.finish()
    if row["status"] != "requires_capture":
        raise errors.unexpected_state(row, "captured", "requires_capture")
    amount = row["amount_capturable"] if wanted is None else wanted
    attempt = world.store.get("charge", row["latest_charge"])
    several = attempt["payment_method_details"]["card"]["multicapture"]["status"] == "available"
    _check_capture(row, amount=amount, stays_open=final is False, several=several)
    charges.book_capture(world, attempt, amount)
    row["metadata"] = merged_metadata(row["metadata"], metadata)
    row["amount_received"] += amount
    left = row["amount_capturable"] - amount
    row["amount_capturable"] = left if final is False else 0
    world.emit("charge.captured", attempt)
    if row["amount_capturable"]:
        world.emit("payment_intent.amount_capturable_updated", row)
        return render(world.store.save(row))
    row["status"] = "succeeded"
    world.emit("payment_intent.succeeded", row)
    disputes.open_if_bound_to(world, attempt)
    return render(world.store.save(row))


def _check_capture(row: Row, *, amount: int, stays_open: bool, several: bool) -> None:
    if stays_open and not several:
        raise errors.ApiError(
            "Multicapture is not available for this PaymentIntent.",
            param="final_capture",
        )
    if not 1 <= amount <= row["amount_capturable"]:
        raise errors.ApiError(
            f"The amount to capture ({amount}) must be between 1 and the capturable amount"
            f" ({row['amount_capturable']}).",
            code="amount_too_large" if amount > 0 else "amount_too_small",
            param="amount_to_capture",
        )


def cancel(world: World, params: Params, identifier: str) -> Row:
    """POST /v1/payment_intents/{id}/cancel: what is authorized is released."""
    row = world.store.get("payment_intent", identifier)
    reason = params.choice("cancellation_reason", _REASONS)
    params.finish()
    if row["status"] not in _CANCELLABLE:
        raise errors.unexpected_state(row, "canceled", ", ".join(_CANCELLABLE))
    return end(world, row, reason)


def end(world: World, row: Row, reason: str | None) -> Row:
    """This cancels an intent for a reason; `automatic` when an authorization ran out."""
    row |= {
        # What was captured in part stays captured; only the rest is released.
        "status": "succeeded" if row["amount_received"] else "canceled",
        "canceled_at": world.now(),
        "cancellation_reason": reason,
        "amount_capturable": 0,
        "next_action": None,
    }
    world.store.save(row)
    world.emit(f"payment_intent.{row['status']}", row)
    return render(row)
