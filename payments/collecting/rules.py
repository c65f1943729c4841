"""What a provider's answer means for a payment, how much may be taken, and when to ask again."""

from dataclasses import dataclass
from datetime import timedelta

from commerce.money import Money
from payments.gateways.clients.base import Seen

# After this long a payment without an order is let go (invariant 7).
ORPHAN_AFTER = timedelta(minutes=10)
# A shopper who has not paid by then has left; the checkout's own hold ends long before.
STALE_AFTER = timedelta(hours=2)
# An authorization this close to its end is captured before it lapses, if its order still stands.
LAPSE_MARGIN = timedelta(hours=12)

WAITING = ("open", "declined")
HELD = ("authorized", "partially_captured")
PAID = (*HELD, "captured")
LIVE = (*WAITING, *PAID)

_LOOKS = (30, 60, 120, 300, 600)
_TRIES = (5, 15, 30, 60, 120, 300, 600)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a payment stands: its amounts, its state, and whether this attempt is chosen or ended."""

    public_id: str
    state: str
    chosen: bool
    ended: bool
    amount: Money
    captured: Money
    capturing: Money
    decline_reference: str


def next_step(standing: Standing, seen: Seen) -> str:
    """This names the one thing to do about what a provider says; "" when there is nothing.

    Forward only: what is paid never becomes unpaid by a late "failed", and a second success is
    surplus, never a second payment.
    """
    if standing.chosen:
        return _of_chosen(standing, seen)
    if standing.ended:
        kept = seen.state == "authorized" or seen.captured > seen.refunded
        return "surplus" if kept else ""
    return _of_open(standing, seen)


def _of_open(standing: Standing, seen: Seen) -> str:
    gone = seen.state in {"canceled", "expired"}
    if gone or (seen.state == "captured" and seen.refunded == seen.captured):
        return "end"
    waits = standing.state in WAITING
    if seen.state in {"authorized", "captured"}:
        return "authorize" if waits and fits_payment(standing, seen) else "surplus"
    news = seen.failure and seen.failure != standing.decline_reference
    return "decline" if news and waits else ""


def _of_chosen(standing: Standing, seen: Seen) -> str:
    if standing.state not in PAID:
        return "surplus" if seen.captured > seen.refunded else ""
    if seen.captured > standing.captured:
        return "capture"
    gone = seen.state in {"canceled", "expired"}
    if gone and standing.state == "authorized":
        return "lapse"
    if (gone or seen.state == "captured") and standing.state == "partially_captured":
        return "close"
    return ""


def fits_payment(standing: Standing, seen: Seen) -> bool:
    """This checks that the money promised is the money asked for, for this very payment."""
    ours = seen.ours.get("payment", standing.public_id)
    return seen.amount == standing.amount and ours == standing.public_id


def to_capture(*, wanted: Money, free: Money, several: bool) -> Money:
    """This decides how much to take: with a single capture allowed, all that is left at once."""
    if not several:
        return free
    return min(wanted, free, key=lambda amount: amount.minor)


def look_again_after(looks: int) -> timedelta:
    """This spaces out questions about a payment whose outcome is unknown."""
    return timedelta(seconds=_LOOKS[min(looks, len(_LOOKS) - 1)])


def try_again_after(tries: int) -> timedelta:
    """This spaces out repeats of a request that got no clear answer."""
    return timedelta(seconds=_TRIES[min(tries, len(_TRIES) - 1)])
