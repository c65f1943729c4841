"""How much may go back, and how much of it is tax."""

from datetime import timedelta

from commerce.money import Money

# The causes of refunds whose goods never left: their cancellation has been counted when they go back.
ORDER_CANCELED = "order-canceled"
WAIVED = "waived:"

_TRIES = (5, 15, 30, 60, 120, 300, 600)


def tax_share(
    *, amount: Money, total: Money, tax: Money, before: Money, before_tax: Money
) -> Money:
    """This tells the tax within a refund, so that refunds of the whole add up to the whole tax.

    `before` and `before_tax` were refunded earlier; the share is what the running total should hold
    less what is booked already, so no cent is left over (invariant 16).
    """
    if not total:
        return Money.zero(amount.currency)
    refunded = before + amount
    due = Money((2 * refunded.minor * tax.minor + total.minor) // (2 * total.minor), tax.currency)
    return due - before_tax


def is_for_canceled(key: str) -> bool:
    """This tells whether a refund gives back the money of pieces that were canceled before they left."""
    return key == ORDER_CANCELED or key.startswith(WAIVED)


def surplus(*, captured: Money, owed: Money, sent_back: Money) -> Money:
    """This tells how much was taken beyond what is owed now, and has not been sent back for that yet."""
    return max(captured - owed - sent_back, Money.zero(owed.currency))


def try_again_after(tries: int) -> timedelta:
    """This spaces out repeats of a refund that got no clear answer."""
    return timedelta(seconds=_TRIES[min(tries, len(_TRIES) - 1)])
