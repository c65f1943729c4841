"""Disputes: opened by a test card or by hand, answered with evidence, won or lost."""

from typing import Any

from payments.stripe_emulator import charges, errors
from payments.stripe_emulator.forms import Params, merged_metadata
from payments.stripe_emulator.world import World, listing, render

Row = dict[str, Any]

FEE = 2000
_OPEN = ("needs_response", "under_review", "warning_needs_response")


def open_if_bound_to(world: World, charge: Row) -> None:
    """This opens the dispute that some test cards bring along."""
    if charge["_after"] == "dispute" and not charge["disputed"]:
        open_dispute(world, charge, reason="fraudulent")


def open_dispute(world: World, charge: Row, *, reason: str, amount: int | None = None) -> Row:
    """This opens a dispute and takes the money and a fee out of the balance.

    Raises:
        ApiError: when nothing is captured or the charge is disputed already.
    """
    if charge["disputed"] or not charge["captured"]:
        raise errors.ApiError("This charge cannot be disputed.", code="charge_not_disputable")
    sum_at_stake = amount or charge["amount_captured"] - charge["amount_refunded"]
    row = world.new(
        "dispute",
        "dp",
        amount=sum_at_stake,
        balance_transactions=[],
        charge=charge["id"],
        currency=charge["currency"],
        enhanced_eligibility_types=[],
        evidence={},
        evidence_details={
            "due_by": world.now() + 14 * 86400,
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
        },
        is_charge_refundable=False,
        metadata={},
        payment_intent=charge["payment_intent"],
        payment_method_details={
            "type": "card",
            "card": {"brand": "visa", "network_reason_code": "10.4"},
        },
        reason=reason,
        status="needs_response",
    )
    _book(world, row, amount=-sum_at_stake, fee=FEE)
    charge["disputed"] = True
    world.store.save(charge)
    world.emit("charge.dispute.created", row)
    world.emit("charge.dispute.funds_withdrawn", row)
    return render(row)


def _book(world: World, row: Row, *, amount: int, fee: int) -> None:
    entry = charges.balance_entry(world, row, kind="adjustment", amount=amount, fee=fee)
    row["balance_transactions"].append(render(entry))
    world.store.save(row)


def get(world: World, params: Params, identifier: str) -> Row:
    """GET /v1/disputes/{id}."""
    params.finish()
    return render(world.store.get("dispute", identifier))


def update(world: World, params: Params, identifier: str) -> Row:
    """POST /v1/disputes/{id}: evidence; `submit=true` sends it to the bank.

    The words "winning_evidence" and "losing_evidence" as uncategorized text decide at once.
    """
    row = world.store.get("dispute", identifier)
    evidence, submit = params.mapping("evidence"), params.flag("submit")
    metadata = params.mapping("metadata")
    params.finish()
    if row["status"] not in _OPEN:
        raise errors.ApiError("This dispute is already closed.")
    row["evidence"] |= evidence
    row["metadata"] = merged_metadata(row["metadata"], metadata)
    row["evidence_details"]["has_evidence"] = bool(row["evidence"])
    if submit:
        row["status"] = "under_review"
        row["evidence_details"]["submission_count"] += 1
    world.store.save(row)
    world.emit("charge.dispute.updated", row)
    verdict = {"winning_evidence": True, "losing_evidence": False}
    words = row["evidence"].get("uncategorized_text")
    if submit and words in verdict:
        return end(world, row, won=verdict[words])
    return render(row)


def close(world: World, params: Params, identifier: str) -> Row:
    """POST /v1/disputes/{id}/close: the merchant gives in, the dispute is lost."""
    row = world.store.get("dispute", identifier)
    params.finish()
    return end(world, row, won=False)


def end(world: World, row: Row, *, won: bool) -> Row:
    """This ends a dispute; won money comes back, the fee does not.

    Raises:
        ApiError: when it has ended before.
    """
    if row["status"] not in _OPEN:
        raise errors.ApiError("This dispute is already closed.")
    row["status"] = "won" if won else "lost"
    world.store.save(row)
    if won:
        _book(world, row, amount=row["amount"], fee=0)
        world.emit("charge.dispute.funds_reinstated", row)
    world.emit("charge.dispute.closed", row)
    return render(row)


def list_all(world: World, params: Params) -> Row:
    """GET /v1/disputes, by charge or payment intent."""
    charge, intent = params.text("charge"), params.text("payment_intent")
    return listing(
        world, params, "dispute", url="/v1/disputes", charge=charge, payment_intent=intent
    )
