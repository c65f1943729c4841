"""Money (a sum), Price (a rate per unit) and Taxed (net, tax and gross that agree)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from typing_extensions import override

from commerce.errors import Invalid
from commerce.money.currencies import digits
from commerce.money.split import largest_remainder

PRICE_PLACES = Decimal("0.000001")


class CurrencyMismatch(TypeError):
    """Two currencies met in one sum: a bug, never an expected failure."""


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """A sum of money in minor units of one currency; arithmetic stays within the currency."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            message = f"minor units are whole numbers, got {self.minor!r}"
            raise TypeError(message)

    @classmethod
    def zero(cls, currency: str) -> "Money":
        """This makes nothing of a currency."""
        return cls(0, currency)

    @classmethod
    def parse(cls, amount: str, currency: str) -> "Money":
        """This reads a decimal text such as "84.00".

        Raises:
            Invalid: when it is no number, or has more digits than the currency.
        """
        try:
            scaled = Decimal(amount).scaleb(digits(currency))
        except (ArithmeticError, ValueError, TypeError) as error:
            message = f"{amount!r} is not an amount of {currency}"
            raise Invalid(message, field="amount") from error
        if not scaled.is_finite() or scaled != scaled.to_integral_value() or abs(scaled) >= 10**17:
            message = f"{amount!r} does not fit {currency}, which has {digits(currency)} decimals"
            raise Invalid(message, field="amount")
        return cls(int(scaled), currency)

    @classmethod
    def total(cls, amounts: Iterable["Money"], currency: str) -> "Money":
        """This adds up any number of amounts of one currency, none included."""
        found = cls(0, currency)
        for amount in amounts:
            found += amount
        return found

    @property
    def decimal(self) -> Decimal:
        """The amount in major units, with all the currency's digits."""
        return Decimal(self.minor).scaleb(-digits(self.currency))

    @override
    def __str__(self) -> str:
        return f"{self.decimal:f}"

    def __bool__(self) -> bool:
        return self.minor != 0

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __mul__(self, times: int) -> "Money":
        if type(times) is not int:
            message = "money is multiplied by whole numbers; use Price or share() for rates"
            raise TypeError(message)
        return Money(self.minor * times, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other)

    def __gt__(self, other: "Money") -> bool:
        return self.minor > self._same(other)

    def __ge__(self, other: "Money") -> bool:
        return self.minor >= self._same(other)

    def share(self, rate: Decimal) -> "Money":
        """This takes a share such as Decimal("0.19"), rounded half up to the minor unit."""
        exact = Decimal(self.minor) * rate
        return Money(int(exact.to_integral_value(rounding=ROUND_HALF_UP)), self.currency)

    def split(self, weights: Sequence[int]) -> tuple["Money", ...]:
        """This spreads the amount over weights by largest remainder: every cent lands, none is made."""
        return tuple(Money(part, self.currency) for part in largest_remainder(self.minor, weights))

    def _same(self, other: "Money") -> int:
        if self.currency != other.currency:
            message = f"{self.currency} and {other.currency} do not mix"
            raise CurrencyMismatch(message)
        return other.minor


@dataclass(frozen=True, slots=True)
class Price:
    """A rate per unit in major units with up to six places; it becomes Money only by `times`."""

    rate: Decimal
    currency: str

    @classmethod
    def of(cls, amount: Money) -> "Price":
        """This makes the price whose single unit costs `amount`."""
        return cls(amount.decimal, amount.currency)

    def times(self, quantity: int) -> Money:
        """This prices a quantity: rate times quantity, rounded half up once, per currency."""
        exact = (self.rate * quantity).scaleb(digits(self.currency))
        return Money(int(exact.to_integral_value(rounding=ROUND_HALF_UP)), self.currency)


@dataclass(frozen=True, slots=True)
class Taxed:
    """A net amount, its tax and their gross sum.

    Raises:
        ValueError: when net plus tax is not gross.
    """

    net: Money
    tax: Money
    gross: Money

    def __post_init__(self) -> None:
        if self.net + self.tax != self.gross:
            message = f"{self.net} + {self.tax} is not {self.gross}"
            raise ValueError(message)

    @classmethod
    def zero(cls, currency: str) -> "Taxed":
        """This makes nothing, taxed."""
        nothing = Money.zero(currency)
        return cls(nothing, nothing, nothing)

    @classmethod
    def from_net(cls, net: Money, rate: Decimal) -> "Taxed":
        """This adds tax at `rate` (0.19 is 19 %) to a net amount."""
        tax = net.share(rate)
        return cls(net, tax, net + tax)

    @classmethod
    def from_gross(cls, gross: Money, rate: Decimal) -> "Taxed":
        """This takes the tax at `rate` out of a gross amount: gross x rate / (1 + rate), half up."""
        tax = gross.share(rate / (1 + rate))
        return cls(gross - tax, tax, gross)

    def __add__(self, other: "Taxed") -> "Taxed":
        return Taxed(self.net + other.net, self.tax + other.tax, self.gross + other.gross)
