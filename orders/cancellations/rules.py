"""Which pieces of an order may still fall away, and what they are worth.

The pieces that fall away are the last ones of their line: shares of a line add up to the minor unit, net
and tax each, so what stays, what left and what fell away are together what was agreed. A discount falls
away with its pieces. Delivery is never worked out anew; it goes only with the whole order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commerce.errors import Conflict, Refused
from commerce.money import Taxed
from orders.order.rules.refunds import Agreed

# The states of a plan out of which pieces may be taken: by shoppers, and by those who can stop a picker.
SHOPPERS = ("planned",)
STAFF = ("planned", "picking")


class NotCancelable(Refused):
    """So many pieces cannot fall away any more (`left` in data): somebody has them in hand, or they left."""

    code = "not_cancelable"


class OrderChanged(Conflict):
    """Something else fell away since the form was opened."""

    code = "order_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLine:
    """A line of an order; `busy` pieces are in hands that cannot be stopped, sums in minor units.

    `includes_tax` says how its prices are shown.
    """

    line_id: int
    quantity: int
    shipped: int
    busy: int
    unit_minor: int
    discount_minor: int
    includes_tax: bool
    agreed: Agreed

    @property
    def free(self) -> int:
        """How many pieces may fall away."""
        return max(self.quantity - self.shipped - self.busy, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallen:
    """Pieces of a line that fall away, their money, and the discount that had been taken off it."""

    line_id: int
    quantity: int
    taxed: Taxed
    discount_minor: int


def fall_away(lines: Sequence[OpenLine], pieces: Mapping[int, int]) -> tuple[Fallen, ...]:
    """This works out what pieces (line id -> how many) are worth that fall away.

    Raises:
        NotCancelable: for none at all, an unknown line, or more pieces than are free.
    """
    known = {line.line_id: line for line in lines}
    if not pieces:
        message = "choose at least one piece"
        raise NotCancelable(message, field="lines", left=0)
    return tuple(_fall(known.get(line_id), quantity) for line_id, quantity in pieces.items())


def _fall(line: OpenLine | None, quantity: int) -> Fallen:
    left = line.free if line else 0
    if line is None or not 1 <= quantity <= left:
        message = f"{left} pieces of this line can still be canceled"
        raise NotCancelable(message, field="lines", left=left)
    taxed = line.agreed.share(start=line.quantity - quantity, stop=line.quantity)
    shown = taxed.gross if line.includes_tax else taxed.net
    discount = line.unit_minor * quantity - shown.minor
    return Fallen(
        line_id=line.line_id,
        quantity=quantity,
        taxed=taxed,
        discount_minor=min(max(discount, 0), line.discount_minor),
    )


def worth(fallen: Sequence[Fallen], currency: str) -> Taxed:
    """This sums up what falls away."""
    found = Taxed.zero(currency)
    for one in fallen:
        found += one.taxed
    return found


def is_all(lines: Sequence[OpenLine], fallen: Sequence[Fallen]) -> bool:
    """This tells whether nothing of the order would be left."""
    left = sum(line.quantity for line in lines) - sum(one.quantity for one in fallen)
    return left == 0


def offer(lines: Sequence[OpenLine]) -> Mapping[int, int]:
    """This tells which lines may lose pieces, and how many: line id -> pieces.

    Nothing when the order has one piece only: that would be canceling the order.
    """
    if sum(line.quantity for line in lines) < 2:
        return {}
    return {line.line_id: line.free for line in lines if line.free}
