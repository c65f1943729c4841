"""What a shopper may still do to an order by themselves."""

from collections.abc import Sequence
from dataclasses import dataclass

from commerce.errors import Refused


class TooLate(Refused):
    """Somebody has begun to pick this order: it can no longer be changed, but sent back later."""

    code = "too_late"


class AnotherCountry(Refused):
    """A parcel that goes to another country has another price and other taxes: that is another order."""

    code = "another_country"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the page of an order offers."""

    may_cancel: bool
    may_shrink: bool
    may_redirect: bool
    may_note: bool
    may_repeat: bool


def choices(
    *, state: str, shipped: int, stages: Sequence[str], is_pickup: bool, untouched_pieces: int
) -> Choices:
    """This says what may still be done: changes only until the first picker starts.

    `stages` are the states of the order's fulfillments; what is collected in a store has no address.
    `untouched_pieces` may fall away alone, as long as something is left.
    """
    untouched = state == "placed" and shipped == 0 and all(one == "planned" for one in stages)
    return Choices(
        may_cancel=untouched,
        may_shrink=untouched_pieces > 0,
        may_redirect=untouched and not is_pickup,
        may_note=untouched,
        may_repeat=True,
    )
