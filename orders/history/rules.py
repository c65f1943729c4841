"""What a line of the past is, what it was worth, and what is wrong with one that cannot be read."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

MICRO = 1_000_000
FIELDS = ("invoice", "code", "text", "quantity", "at", "price", "customer", "country")

SOLD, FREE, CANCELLED, POSTAGE, FEE = "sold", "free", "cancelled", "postage", "fee"
DISCOUNT, SAMPLE, MANUAL, ADJUSTMENT = "discount", "sample", "manual", "adjustment"
STOCK_CORRECTION, UNKNOWN_PRODUCT = "stock_correction", "unknown_product"
KINDS: Mapping[str, str] = {
    SOLD: "a product sold",
    FREE: "a product given to a known customer for nothing",
    CANCELLED: "a sale taken back, in whole or in part",
    POSTAGE: "postage or carriage, charged or credited",
    FEE: "a bank's or marketplace's fee, or a donation passed on",
    DISCOUNT: "a discount on an invoice",
    SAMPLE: "samples",
    MANUAL: "an amount entered by hand, without a product",
    ADJUSTMENT: "bad debt and other corrections of the books",
    STOCK_CORRECTION: "pieces written on or off, without money",
    UNKNOWN_PRODUCT: "an article whose code is none of the merchant's usual ones",
}
GOODS = frozenset({SOLD, FREE, UNKNOWN_PRODUCT})
"""Kinds that become order lines."""


class BadLine(ValueError):
    """A line cannot be read: `row` counts from 1 (0: the file itself), with the column and a reason."""

    def __init__(self, row: int, column: str, reason: str) -> None:
        super().__init__(f"row {row}, column {column or '-'}: {reason}")
        self.row, self.column, self.reason = row, column, reason


@dataclass(frozen=True, kw_only=True)
class Profile:
    """How a merchant's file is read: its columns, codes, channel, zone and names of countries.

    `services` maps codes to kinds (POST: postage); `credit` must be shown wherever the data is.
    """

    code: str
    name: str
    channel: str
    order_prefix: str
    currency: str
    digits: int
    zone: str
    language: str
    columns: Mapping[str, str]
    product_code: re.Pattern[str]
    services: Mapping[str, str]
    cancellation_prefix: str
    adjustment_prefix: str
    countries: Mapping[str, str]
    credit: str = ""


class Line(NamedTuple):
    """One line of the file; price in millionths of the currency, time as the merchant's clock showed."""

    row: int
    invoice: str
    code: str
    text: str
    quantity: int
    at: datetime
    price: int
    customer: str
    country: str


@dataclass
class Tally:
    """What was read so far, by kind: lines and minor units."""

    lines: Counter[str] = field(default_factory=Counter)
    minor: Counter[str] = field(default_factory=Counter)
    invoices: set[str] = field(default_factory=set)
    customers: set[str] = field(default_factory=set)
    products: set[str] = field(default_factory=set)

    def add(self, line: Line, *, kind: str, minor: int) -> None:
        """This counts one line."""
        self.lines[kind] += 1
        self.minor[kind] += minor
        self.invoices.add(line.invoice)
        if line.customer:
            self.customers.add(line.customer)
        if is_article(kind):
            self.products.add(line.code.upper())


def is_article(kind: str) -> bool:
    """This tells whether a line of this kind names a thing one can hold."""
    return kind in {SOLD, FREE, CANCELLED, STOCK_CORRECTION, UNKNOWN_PRODUCT}


def kind_of(line: Line, *, profile: Profile) -> str:
    """This says what a line is; the first rule that fits decides.

    Books before services, services before cancellations, cancellations before gifts: a credited
    postage stays postage, and a cancelled sale stays a cancellation whatever it had cost.
    """
    if profile.adjustment_prefix and line.invoice.startswith(profile.adjustment_prefix):
        return ADJUSTMENT
    service = profile.services.get(line.code.upper())
    if service is not None:
        return service
    if profile.cancellation_prefix and line.invoice.startswith(profile.cancellation_prefix):
        return CANCELLED
    if line.price == 0:
        return FREE if line.quantity > 0 and line.customer else STOCK_CORRECTION
    if line.quantity <= 0 or line.price < 0:
        return ADJUSTMENT
    return SOLD if profile.product_code.fullmatch(line.code) else UNKNOWN_PRODUCT


def amount(*, price: int, quantity: int, digits: int) -> int:
    """This is price times quantity in minor units, rounded half up, away from zero below it."""
    exact = price * quantity
    unit: int = 10 ** (6 - digits)
    whole = (abs(exact) * 2 + unit) // (2 * unit)
    return whole if exact >= 0 else -whole


def slug(text: str) -> str:
    """This is a text as it stands in an address: lower case, ASCII letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def check_columns(found: Sequence[str], *, profile: Profile) -> None:
    """This refuses a file that lacks a column.

    Raises:
        BadLine: with row 0, naming the first missing column.
    """
    for column in profile.columns.values():
        if column not in found:
            raise BadLine(0, column, "the column is missing")


def read_line(row: int, values: Sequence[Any], *, profile: Profile) -> Line:
    """This reads one line; `values` are in the order of FIELDS.

    Raises:
        BadLine: with the column and the reason, when a value is missing or no such value.
    """
    invoice, code, text, quantity, at, price, customer, country = values
    try:
        return Line(
            row,
            _name(invoice, "invoice"),
            _name(code, "code"),
            _text(text),
            _whole(quantity),
            _moment(at),
            _price(price),
            _reference(customer),
            _text(country),
        )
    except _Unreadable as error:
        raise BadLine(row, profile.columns[error.field], error.reason) from error


class _Unreadable(ValueError):
    def __init__(self, name: str, reason: str) -> None:
        super().__init__(reason)
        self.field, self.reason = name, reason


def _name(value: Any, name: str) -> str:
    found = _text(value)
    if not found:
        raise _Unreadable(name, "is empty")
    if len(found) > 40:  # as wide as the columns that keep it
        raise _Unreadable(name, f"is longer than 40 characters: {found[:60]!r}")
    return found


def _text(value: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    return str(value).replace("\x00", "").strip()


def _whole(value: Any) -> int:
    if type(value) is int and abs(value) < 2**31:
        return value
    try:
        exact = Decimal(str(value))
        whole = int(exact)
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise _Unreadable("quantity", f"is no whole number: {value!r}") from error
    if exact != whole or abs(whole) >= 2**31:
        raise _Unreadable("quantity", f"is no whole number in range: {value!r}")
    return whole


def _moment(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value
    try:
        return datetime.fromisoformat(str(value))
    except ValueError as error:
        raise _Unreadable("at", f"is no date and time: {value!r}") from error


def _price(value: Any) -> int:
    if type(value) is float and math.isfinite(value) and abs(value) < 1e9:
        return round(value * MICRO)
    try:
        exact = Decimal(str(value)) * MICRO
        if abs(exact) >= 10**15 or exact != exact.to_integral_value():
            raise _Unreadable("price", f"has more than six decimals or is too large: {value!r}")
        return int(exact)
    except (InvalidOperation, OverflowError) as error:
        raise _Unreadable("price", f"is no number: {value!r}") from error


def _reference(value: Any) -> str:
    return _text(value).removesuffix(".0")
