"""Writing decisions down."""

from datetime import datetime

from commerce import db
from inventory.sourcing.models import SourcingDecision
from inventory.sourcing.rules.plan import Plan


@db.transaction_required
def record_decision(
    *, plan: Plan, reference: str, order_number: str, attempts: int, at: datetime
) -> None:
    """This keeps why goods come from where they come; `attempts` counts plans that a race undid."""
    chosen = [
        {"variant_id": pick.variant_id, "warehouse": pick.warehouse, "quantity": pick.quantity}
        for pick in plan.picks
    ]
    ranking = [
        {
            "warehouse": one.warehouse,
            "rank": one.rank,
            "km": None if one.km is None else round(one.km),
        }
        for one in plan.ranking
    ]
    decision = SourcingDecision(
        at=at,
        reference=reference,
        order_number=order_number,
        strategy=plan.strategy,
        reason=plan.reason[:300],
        chosen=chosen,
        candidates=ranking,
        attempts=attempts,
    )
    db.write_late(decision)
