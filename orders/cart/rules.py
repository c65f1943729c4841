"""How many pieces a line may hold, what merging two carts gives, and what a shopper must be told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commerce.errors import Refused
from commerce.money import Money

MOST_PER_LINE = 999
MOST_LINES = 200


class BadQuantity(Refused):
    """The quantity is not a whole number from 1 to what one line may hold (`most` in data)."""

    code = "bad_quantity"


class CartFull(Refused):
    """The cart holds as many different articles as a cart may."""

    code = "cart_full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something a shopper must know about a line before going on.

    `code` is `gone` (not sold here any more), `sold_out`, `fewer` (`left` pieces can be had) or
    `repriced` (`before` is the price the line was added at).
    """

    code: str
    left: int = 0
    before: Money | None = None


def checked_quantity(quantity: int, *, most: int) -> int:
    """This returns the quantity when a line may hold it.

    Raises:
        BadQuantity: below one, or above `most` or what any line may hold.
    """
    limit = min(most, MOST_PER_LINE)
    if type(quantity) is not int or not 1 <= quantity <= limit:
        message = f"a line holds 1 to {limit} pieces"
        raise BadQuantity(message, field="quantity", most=limit)
    return quantity


def checked_size(lines: int) -> None:
    """This refuses more lines than a cart may hold.

    Raises:
        CartFull: above the limit.
    """
    if lines > MOST_LINES:
        message = f"a cart holds up to {MOST_LINES} different articles"
        raise CartFull(message, field="lines", most=MOST_LINES)


def merged(first: Mapping[int, int], second: Mapping[int, int]) -> dict[int, int]:
    """This adds two carts up, variant by variant; a sum above what a line may hold is capped.

    Keeps the order of `first`, then what only `second` has, up to the most lines a cart may hold.
    """
    found = dict(first)
    for variant_id, quantity in second.items():
        found[variant_id] = min(found.get(variant_id, 0) + quantity, MOST_PER_LINE)
    return dict(list(found.items())[:MOST_LINES])


def summed(lines: Sequence[tuple[int, int]]) -> dict[int, int]:
    """This adds up the quantities of (variant, quantity) pairs that name the same variant."""
    found: dict[int, int] = {}
    for variant_id, quantity in lines:
        found[variant_id] = found.get(variant_id, 0) + quantity
    return found


def progress(subtotal: int, *, goal: int | None) -> int:
    """This says how many percent of the way to a goal a subtotal has come; all of it without a goal."""
    return 100 if not goal else min(100, subtotal * 100 // goal)


def notices(
    *, sold: bool, quantity: int, available: int, unit: Money | None, before: Money | None
) -> tuple[Notice, ...]:
    """This says what a shopper must know about a line, the gravest first."""
    if not sold:
        return (Notice(code="gone"),)
    found = []
    if available <= 0:
        found.append(Notice(code="sold_out"))
    elif available < quantity:
        found.append(Notice(code="fewer", left=available))
    if unit is not None and before is not None and _differs(unit, before):
        found.append(Notice(code="repriced", before=before))
    return tuple(found)


def _differs(unit: Money, before: Money) -> bool:
    return unit.currency == before.currency and unit != before
