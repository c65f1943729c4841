"""How many pieces a line may hold, what merging two carts gives, and what a shopper must be told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from commerce.errors import Refused
from commerce.money import Money

MOST_PER_LINE = 999
MOST_LINES = 200
# So many stores are offered to begin with when a cart must be parted.
MOST_PARTS = 3


class BadQuantity(Refused):
    """The quantity is not a whole number from 1 to what one line may hold (`most` in data)."""

    code = "bad_quantity"


class CartFull(Refused):
    """The cart holds as many different articles as a cart may."""

    code = "cart_full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something a shopper must know about a line before going on.

    `code` is `gone` (not sold here any more), `sold_out`, `fewer` (`left` pieces can be had), `collect`
    (it cannot be sent, but collected in one of `stores`), `apart` (as `collect`, but none of them has the
    whole cart), `later` (`left` pieces lie there, the rest can be sent from `on`) or `repriced` (`before` is
    the price the line was added at).
    """

    code: str
    left: int = 0
    before: Money | None = None
    stores: tuple[str, ...] = ()
    on: date | None = None

    @property
    def blocks(self) -> bool:
        """Whether the cart cannot be checked out because of it."""
        return self.code not in {"repriced", "collect", "later"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How many pieces of a line can be sent, how many each store could hand over, and which has the whole cart.

    `now` of them lie there, the rest can be sent from `later_on`; without a day all of them can now.
    """

    sent: int
    now: int = 0
    later_on: date | None = None
    stores: Mapping[str, int] = field(default_factory=dict)
    together: frozenset[str] = frozenset()

    def waits(self, quantity: int) -> date | None:
        """The day from which so many pieces can be sent, when not all of them lie there."""
        return self.later_on if self.now < quantity <= self.sent else None

    @property
    def most(self) -> int:
        """As many as can be had in one way."""
        return max([self.sent, *self.stores.values()])

    def collected(self, quantity: int) -> tuple[str, ...]:
        """The stores that have so many pieces; none when they can be sent."""
        if self.sent >= quantity:
            return ()
        return tuple(name for name, pieces in self.stores.items() if pieces >= quantity)


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


def together(wanted: Mapping[int, int], stores: Mapping[int, Mapping[str, int]]) -> frozenset[str]:
    """This finds the stores that have everything: `wanted` is {variant: pieces}, `stores` what each has of it."""
    names = {name for pieces in stores.values() for name in pieces}
    return frozenset(
        name
        for name in names
        if all(stores.get(one, {}).get(name, 0) >= many for one, many in wanted.items())
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What of a cart can be had together: sent (no `store`), or collected in one; `keep` is {variant: pieces}."""

    store: str
    keep: Mapping[int, int]


def parts(
    wanted: Mapping[int, int], sent: Mapping[int, int], stores: Mapping[int, Mapping[str, int]]
) -> tuple[Part, ...]:
    """This parts a cart that can neither be sent nor collected as a whole: the ways to begin, the fullest first.

    Stores are named that have something of what cannot be sent. Nothing for a cart that need not be parted.
    """
    short = {one for one, many in wanted.items() if sent.get(one, 0) < many}
    if not short or together(wanted, stores):
        return ()
    names = sorted({name for one in short for name in stores.get(one, {})})
    found = [
        Part(store=name, keep=_within(wanted, {one: stores[one].get(name, 0) for one in stores}))
        for name in names
    ]
    parcel = Part(store="", keep=_within(wanted, sent))
    fullest = sorted(found, key=lambda one: (-len(one.keep), -sum(one.keep.values()), one.store))
    return tuple(one for one in (parcel, *fullest[:MOST_PARTS]) if one.keep)


def _within(wanted: Mapping[int, int], there: Mapping[int, int]) -> dict[int, int]:
    found = {one: min(many, there.get(one, 0)) for one, many in wanted.items()}
    return {one: many for one, many in found.items() if many > 0}


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
    *, sold: bool, quantity: int, reach: Reach, unit: Money | None, before: Money | None
) -> tuple[Notice, ...]:
    """This says what a shopper must know about a line, the gravest first."""
    if not sold:
        return (Notice(code="gone"),)
    found = []
    collected = reach.collected(quantity)
    if reach.most <= 0:
        found.append(Notice(code="sold_out"))
    elif reach.most < quantity:
        found.append(Notice(code="fewer", left=reach.most))
    elif collected:
        whole = tuple(name for name in collected if name in reach.together)
        found.append(Notice(code="collect" if whole else "apart", stores=whole or collected))
    elif on := reach.waits(quantity):
        found.append(Notice(code="later", left=reach.now, on=on))
    if unit is not None and before is not None and _differs(unit, before):
        found.append(Notice(code="repriced", before=before))
    return tuple(found)


def _differs(unit: Money, before: Money) -> bool:
    return unit.currency == before.currency and unit != before
