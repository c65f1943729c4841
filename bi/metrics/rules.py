"""The dictionary of figures, and the scope they are asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from commerce.errors import Invalid

LONGEST_DAYS = 3700
EARLIEST, LATEST = date(1970, 1, 1), date(2200, 12, 31)


class BadScope(Invalid):
    """These days or channels make no scope."""

    code = "bad_scope"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Channels that share a currency, and their days from the first to the last, both included."""

    channels: tuple[str, ...]
    currency: str
    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One number: its unit is money, count or share, `better` says whether more is good (1) or bad (-1).

    `version` grows when the definition changes, so that figures of two versions are not compared.
    """

    code: str
    title: str
    unit: str
    words: str
    better: int = 1
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums of a scope; money in minor units of its currency, what fell away as positive numbers."""

    sold_minor: int = 0
    canceled_minor: int = 0
    refunded_minor: int = 0
    delivery_minor: int = 0
    tax_minor: int = 0
    units: int = 0
    orders: int = 0
    canceled_orders: int = 0
    customers: int = 0
    new_customers: int = 0
    visits: int = 0
    visit_orders: int = 0

    @property
    def net_sales_minor(self) -> int:
        """Goods sold, less what was canceled and refunded."""
        return self.sold_minor - self.canceled_minor - self.refunded_minor


def _metrics(*found: Metric) -> dict[str, Metric]:
    return {metric.code: metric for metric in found}


METRICS = _metrics(
    Metric(
        code="net_sales",
        title="Net sales",
        unit="money",
        words="Goods on orders placed, without tax and delivery, less cancellations and refunds,"
        " each on the day it happened.",
    ),
    Metric(code="orders", title="Orders", unit="count", words="Orders placed."),
    Metric(
        code="average_order",
        title="Average order",
        unit="money",
        words="Net sales divided by orders placed.",
    ),
    Metric(
        code="conversion",
        title="Conversion",
        unit="share",
        words="Orders that came from counted visits, divided by these visits. Visits are counted with"
        " consent only, so orders of people who are not counted are left out on both sides.",
    ),
    Metric(
        code="visits",
        title="Visits",
        unit="count",
        words="Stretches of a visitor's attention without half an hour of rest, with consent.",
    ),
    Metric(
        code="units",
        title="Pieces sold",
        unit="count",
        words="Pieces on orders placed, less canceled and refunded ones.",
    ),
    Metric(
        code="refund_rate",
        title="Refund rate",
        unit="share",
        words="Goods refunded divided by goods sold, both in the same days.",
        better=-1,
    ),
    Metric(
        code="new_customers",
        title="New customers",
        unit="share",
        words="Customers whose first order ever is in these days, of all who ordered.",
    ),
)


def value(code: str, totals: Totals) -> Decimal | None:
    """This is a metric's value: minor units, pieces, or a share of 1; None when nothing divides it.

    Raises:
        BadScope: for a metric that does not exist.
    """
    plain = {
        "net_sales": totals.net_sales_minor,
        "orders": totals.orders,
        "visits": totals.visits,
        "units": totals.units,
    }
    parts = {
        "average_order": (totals.net_sales_minor, totals.orders),
        "conversion": (totals.visit_orders, totals.visits),
        "refund_rate": (totals.refunded_minor, totals.sold_minor),
        "new_customers": (totals.new_customers, totals.customers),
    }
    if code in plain:
        return Decimal(plain[code])
    if code not in parts:
        message = f"there is no metric {code!r}; there are {', '.join(METRICS)}"
        raise BadScope(message, field="metric")
    above, below = parts[code]
    if not below:
        return None
    if METRICS[code].unit == "money":
        return (Decimal(above) / below).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return (Decimal(above) / below).quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP)


def change(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    """This is the relative change (0.12 is 12 % more), None when there is nothing to compare with."""
    if now is None or not before:
        return None
    return ((now - before) / abs(before)).quantize(Decimal("0.001"), rounding=ROUND_HALF_UP)


def make_scope(*, channels: Sequence[str], currency: str, first: date, last: date) -> Scope:
    """This makes a scope.

    Raises:
        BadScope: for days that run backward, or more than ten years of them.
    """
    if not are_days(first=first, last=last):
        message = "the days run from the first to the last, ten years at most, from 1970 on"
        raise BadScope(message, field="from")
    return Scope(channels=tuple(channels), currency=currency, first=first, last=last)


def are_days(*, first: date, last: date) -> bool:
    """This tells whether two days bound a stretch that figures can be asked for."""
    return EARLIEST <= first <= last <= LATEST and (last - first).days <= LONGEST_DAYS


def before(scope: Scope, *, by: str) -> Scope:
    """This is the scope to compare with: the days just before (`previous`), or a year ago (`year`)."""
    if by == "year":
        return Scope(
            channels=scope.channels,
            currency=scope.currency,
            first=_year_ago(scope.first),
            last=_year_ago(scope.last),
        )
    days = timedelta(days=scope.days)
    return Scope(
        channels=scope.channels,
        currency=scope.currency,
        first=scope.first - days,
        last=scope.last - days,
    )


def _year_ago(day: date) -> date:
    # The 29th of February is compared with the 28th.
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
