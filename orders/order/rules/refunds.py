"""Shares of a line that add up, and how much of an order may go back."""

from collections.abc import Sequence
from dataclasses import dataclass

from commerce.errors import Refused
from commerce.money import Money, Taxed


class TooMuch(Refused):
    """More would go back than was shipped and taken (`left` in data, minor units or pieces)."""

    code = "refund_too_high"


class NothingToRefund(Refused):
    """Nothing of this order has been taken and shipped yet: cancel it instead."""

    code = "nothing_to_refund"


# Within one try, "it failed" is the last word a bank says.
_LAST_WORD = {"requested": 0, "issued": 1, "failed": 2}


def is_news(*, known: tuple[int, str], told: tuple[int, str]) -> bool:
    """This tells whether (try, state) says more than what is known: reports come twice and in any order."""
    return (told[0], _LAST_WORD[told[1]]) > (known[0], _LAST_WORD[known[1]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """A line as it was agreed: all its pieces, and what they cost together."""

    quantity: int
    taxed: Taxed

    def share(self, *, start: int, stop: int) -> Taxed:
        """This is what pieces `start` to `stop` (exclusive) of the line cost."""
        return share(self.taxed, quantity=self.quantity, start=start, stop=stop)


def share(total: Taxed, *, quantity: int, start: int, stop: int) -> Taxed:
    """This is what pieces `start` to `stop` (exclusive) of a line of `quantity` pieces cost.

    Shares of neighbouring ranges add up to the line to the minor unit, net and tax each, whatever
    the order they are taken in.
    """
    gross = _up_to(total.gross.minor, stop, quantity) - _up_to(total.gross.minor, start, quantity)
    tax = _up_to(total.tax.minor, stop, quantity) - _up_to(total.tax.minor, start, quantity)
    currency = total.gross.currency
    return Taxed(Money(gross - tax, currency), Money(tax, currency), Money(gross, currency))


def part(total: Taxed, *, start: Money, stop: Money) -> Taxed:
    """This is the piece of `total` between two gross amounts, with its share of the tax.

    Neighbouring parts add up to the whole, net and tax each.
    """
    currency = total.gross.currency
    gross = stop - start
    if not total.gross:
        return Taxed(gross, Money.zero(currency), gross)
    tax = _up_to(total.tax.minor, stop.minor, total.gross.minor) - _up_to(
        total.tax.minor, start.minor, total.gross.minor
    )
    return Taxed(gross - Money(tax, currency), Money(tax, currency), gross)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundableLine:
    """A line as refunds see it: what was agreed, how many pieces left, how many went back."""

    line_id: int
    shipped: int
    refunded: int
    agreed: Agreed


@dataclass(frozen=True, slots=True, kw_only=True)
class Refundable:
    """An order as refunds see it.

    `shipped` is what has left, shipping included: the most that can ever go back, as long as it was
    `captured`. `refunded` counts what has been asked for and has not failed.
    """

    lines: tuple[RefundableLine, ...]
    shipping: Taxed
    shipping_refunded: Money
    shipped: Taxed
    captured: Money
    refunded: Taxed

    @property
    def left(self) -> Money:
        """What may still go back."""
        return min(self.shipped.gross, self.captured) - self.refunded.gross


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedRefund:
    """What somebody wants to give back: pieces by line, a part of the delivery, a gesture on top."""

    pieces: tuple[tuple[int, int], ...] = ()
    shipping: Money | None = None
    goodwill: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundedLine:
    """Pieces of one line that go back, and their money."""

    line_id: int
    quantity: int
    taxed: Taxed


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundPlan:
    """A refund: `total.gross` is lines plus delivery plus goodwill.

    Its tax is theirs too, unless earlier gestures gave some of it back already.
    """

    lines: tuple[RefundedLine, ...]
    shipping: Taxed
    goodwill: Taxed
    total: Taxed


def refund(order: Refundable, wanted: WantedRefund) -> RefundPlan:
    """This works out a refund; refunding every piece and the delivery gives back the order exactly.

    The tax of what goes back is its own; a gesture carries tax in proportion to what is left, so
    that the last refund takes exactly the rest.

    Raises:
        NothingToRefund: when nothing was taken and shipped.
        TooMuch: when pieces or money would go back that are not there.
    """
    if order.left.minor <= 0:
        message = "nothing of this order was paid and shipped that has not gone back"
        raise NothingToRefund(message)
    lines = _lines(order.lines, wanted.pieces)
    shipping = _shipping(order, wanted.shipping)
    currency = order.shipping.gross.currency
    asked = _sum([line.taxed for line in lines], currency) + shipping
    goodwill = _goodwill(order, asked, wanted.goodwill)
    total = asked + goodwill
    if total.gross.minor <= 0:
        message = "a refund gives something back"
        raise TooMuch(message, left=order.left.minor)
    if total.gross > order.left:
        message = f"only {order.left} {currency} can still go back"
        raise TooMuch(message, left=order.left.minor)
    return RefundPlan(
        lines=lines, shipping=shipping, goodwill=goodwill, total=_within(order, total)
    )


def _lines(
    lines: Sequence[RefundableLine], pieces: Sequence[tuple[int, int]]
) -> tuple[RefundedLine, ...]:
    known = {line.line_id: line for line in lines}
    wanted: dict[int, int] = {}
    for line_id, quantity in pieces:
        wanted[line_id] = wanted.get(line_id, 0) + quantity
    return tuple(_line(known.get(line_id), quantity) for line_id, quantity in wanted.items())


def _line(line: RefundableLine | None, quantity: int) -> RefundedLine:
    left = line.shipped - line.refunded if line else 0
    if line is None or not 1 <= quantity <= left:
        message = f"{left} pieces of this line can still go back"
        raise TooMuch(message, field="lines", left=left)
    taxed = line.agreed.share(start=line.refunded, stop=line.refunded + quantity)
    return RefundedLine(line_id=line.line_id, quantity=quantity, taxed=taxed)


def _shipping(order: Refundable, wanted: Money | None) -> Taxed:
    if wanted is None:
        return Taxed.zero(order.shipping.gross.currency)
    left = order.shipping.gross - order.shipping_refunded
    if not 0 <= wanted.minor <= left.minor:
        message = f"{left} {left.currency} of the delivery can still go back"
        raise TooMuch(message, field="shipping", left=left.minor)
    start = order.shipping_refunded
    return part(order.shipping, start=start, stop=start + wanted)


def _goodwill(order: Refundable, asked: Taxed, wanted: Money | None) -> Taxed:
    currency = order.shipping.gross.currency
    if wanted is None:
        return Taxed.zero(currency)
    gross_left = order.left - asked.gross
    if not 0 <= wanted.minor <= gross_left.minor:
        message = f"{gross_left} {currency} can still go back"
        raise TooMuch(message, field="amount", left=gross_left.minor)
    gross = order.shipped.gross - order.refunded.gross - asked.gross
    tax = max(order.shipped.tax - order.refunded.tax - asked.tax, Money.zero(currency))
    rest = Taxed(gross - tax, tax, gross)
    return part(rest, start=Money.zero(currency), stop=wanted)


def _within(order: Refundable, total: Taxed) -> Taxed:
    """Gestures may have given back some tax of the pieces already: never give back more than there is."""
    tax_left = order.shipped.tax - order.refunded.tax
    takes_the_rest = total.gross == order.shipped.gross - order.refunded.gross
    tax = tax_left if takes_the_rest else min(total.tax, tax_left)
    return Taxed(total.gross - tax, tax, total.gross)


def _sum(parts: Sequence[Taxed], currency: str) -> Taxed:
    found = Taxed.zero(currency)
    for one in parts:
        found += one
    return found


def _up_to(total: int, count: int, whole: int) -> int:
    # Half up, so that a single piece of a line costs what its price tag says.
    return (2 * total * count + whole) // (2 * whole) if whole else 0
