"""What may happen to stock, and when a change is worth telling."""

from dataclasses import dataclass, replace

from commerce.errors import Refused


class Promised(Refused):
    """The pieces are promised to orders and checkouts; data: on_hand, allocated, held, quantity."""

    code = "stock_promised"


class OtherCurrency(Refused):
    """The pieces that lie there were valued in another currency."""

    code = "other_cost_currency"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A level's numbers at one moment; a ceiling of None means no limit."""

    level_id: int
    variant_id: int
    warehouse_id: int
    on_hand: int
    allocated: int
    held: int
    ceiling: int | None
    low_at: int

    @property
    def sellable(self) -> int | None:
        """What can still be promised, or None for no limit."""
        if self.ceiling is None:
            return None
        return max(self.on_hand + self.ceiling - self.allocated - self.held, 0)

    @property
    def free(self) -> int:
        """What lies there and is promised to nobody."""
        return max(self.on_hand - self.allocated - self.held, 0)

    @property
    def beyond(self) -> bool:
        """Whether more can still be promised than is free: goods that are made, or on their way."""
        left = self.sellable
        return left is None or left > self.free

    def limited(self, *, ceiling: int | None, low_at: int) -> "Standing":
        """This is the standing after its limits were set."""
        return replace(self, ceiling=ceiling, low_at=low_at)

    def moved(self, *, on_hand: int = 0, allocated: int = 0, held: int = 0) -> "Standing":
        """This is the standing after the numbers moved."""
        return replace(
            self,
            on_hand=self.on_hand + on_hand,
            allocated=self.allocated + allocated,
            held=self.held + held,
        )


def band(standing: Standing) -> str:
    """This words what can be sold: none, later (only what does not lie there yet), few or plenty."""
    if standing.free:
        return "few" if standing.free <= standing.low_at else "plenty"
    return "later" if standing.beyond else "none"


def crossed(before: Standing, after: Standing) -> bool:
    """This tells whether the change crossed a line that lists and feeds show."""
    return (band(before), before.beyond) != (band(after), after.beyond)


def check_ceiling(standing: Standing) -> None:
    """This allows a ceiling only if what is promised already stays below it.

    Raises:
        Promised: when more is promised.
    """
    promised = standing.allocated + standing.held
    if standing.ceiling is not None and promised > standing.on_hand + standing.ceiling:
        beyond = promised - standing.on_hand
        message = f"{beyond} more than lie here are promised: the ceiling cannot be lower"
        raise _promised(message, standing, field="backorder_ceiling", quantity=beyond)


def check_removal(standing: Standing, quantity: int) -> None:
    """This allows taking pieces away only if every promise can still be kept.

    Raises:
        Promised: when fewer would lie there than are promised, or than nothing.
    """
    after = standing.moved(on_hand=-quantity)
    ceiling = after.ceiling
    short = ceiling is not None and after.allocated + after.held > after.on_hand + ceiling
    if after.on_hand < 0 or short:
        message = (
            f"{standing.on_hand} lie here, of which {standing.allocated} are allocated "
            f"and {standing.held} held: {quantity} cannot be taken away"
        )
        raise _promised(message, standing, field="quantity", quantity=quantity)


def _promised(message: str, standing: Standing, *, field: str, quantity: int) -> Promised:
    return Promised(
        message,
        field=field,
        on_hand=standing.on_hand,
        allocated=standing.allocated,
        held=standing.held,
        quantity=quantity,
    )
