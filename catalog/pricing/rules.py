"""Which price holds, and what a reduction may call the price before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from commerce.errors import Invalid

MEMORY = timedelta(days=30)


class BadPrice(Invalid):
    """A price makes no sense."""

    code = "bad_price"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One price as the choice sees it: minor units for one piece, and when and for whom it holds."""

    key: int
    priority: int
    amount: int
    was: int | None = None
    min_quantity: int = 1
    price_group: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    def holds(self, *, at: datetime, quantity: int, price_group: str) -> bool:
        """This tells whether the price is open to so many pieces for a group at a moment."""
        return (
            quantity >= self.min_quantity
            and self.price_group in {"", price_group}
            and (self.starts_at is None or self.starts_at <= at)
            and (self.ends_at is None or at < self.ends_at)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """From `at` on the price was `amount` minor units; None says there was none."""

    at: datetime
    amount: int | None


def choose(
    offers: Iterable[Offer], *, at: datetime, quantity: int, price_group: str = ""
) -> Offer | None:
    """This picks the price that holds: the first list that has one, in it the lowest amount.

    A list of higher priority wins even when it is dearer: that is what its priority means.
    """
    open_ones = [o for o in offers if o.holds(at=at, quantity=quantity, price_group=price_group)]
    return min(open_ones, key=lambda o: (-o.priority, o.amount, o.key), default=None)


def next_turn(offers: Iterable[Offer], *, after: datetime) -> datetime | None:
    """This tells the next moment at which a schedule starts or ends."""
    turns = [turn for offer in offers for turn in (offer.starts_at, offer.ends_at)]
    return min((turn for turn in turns if turn is not None and turn > after), default=None)


def lowest_before(points: Sequence[Point], *, start: datetime) -> int | None:
    """This is the lowest price asked in the thirty days before a reduction, as EU law has it shown.

    `points` are in order of time. The price that was in force when the thirty days began counts;
    None when there was no price at all.
    """
    since = start - MEMORY
    found: list[int] = []
    for index, point in enumerate(points):
        until = points[index + 1].at if index + 1 < len(points) else None
        asked = point.at < start and (until is None or until > since)
        if asked and point.amount is not None:
            found.append(point.amount)
    return min(found, default=None)


def check(*, amount: int, starts_at: datetime | None, ends_at: datetime | None) -> None:
    """This refuses negative prices and periods that end before they start.

    Raises:
        BadPrice: naming the field.
    """
    if amount < 0:
        message = "a price is not negative"
        raise BadPrice(message, field="amount")
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        message = "a price ends after it starts"
        raise BadPrice(message, field="ends_at")
