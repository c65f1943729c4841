"""Which accounts an event touches: the posting table, pure."""

from dataclasses import dataclass

from commerce.errors import Refused
from commerce.money import Money

BANK = "1200"
PSP_CLEARING = "1310"
RECEIVABLE = "1400"
INVENTORY = "1500"
DEPOSITS = "2100"
GRNI = "2200"
OUTPUT_VAT = "2300"
REVENUE = "4000"
SHIPPING_REVENUE = "4100"
RETURNS = "4900"
COGS = "5000"
SHRINKAGE = "5900"

ACCOUNTS: dict[str, tuple[str, str]] = {
    BANK: ("Bank", "asset"),
    PSP_CLEARING: ("Payment provider clearing", "asset"),
    RECEIVABLE: ("Receivables", "asset"),
    INVENTORY: ("Inventory", "asset"),
    DEPOSITS: ("Customer deposits", "liability"),
    GRNI: ("Goods received, not invoiced", "liability"),
    OUTPUT_VAT: ("Output VAT", "liability"),
    REVENUE: ("Revenue", "revenue"),
    SHIPPING_REVENUE: ("Shipping revenue", "revenue"),
    RETURNS: ("Sales returns", "revenue"),
    COGS: ("Cost of goods sold", "expense"),
    SHRINKAGE: ("Shrinkage", "expense"),
}


class Unbalanced(Refused):
    """Debits and credits differ, or there are fewer than two legs."""

    code = "unbalanced_entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One side of an entry: a debit is positive, a credit negative."""

    account: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenItems:
    """What is open for an order: deposits taken ahead, and receivables not yet paid; both >= 0."""

    deposits: Money
    receivable: Money


def debit(account: str, amount: Money) -> Leg:
    """This is a debit leg."""
    return Leg(account=account, amount=amount)


def credit(account: str, amount: Money) -> Leg:
    """This is a credit leg."""
    return Leg(account=account, amount=-amount)


def balanced(legs: tuple[Leg, ...]) -> tuple[Leg, ...]:
    """This drops empty legs and checks that the rest is a balanced entry.

    Raises:
        Unbalanced: when it is not.
    """
    kept = tuple(leg for leg in legs if leg.amount)
    total = Money.total((leg.amount for leg in kept), legs[0].amount.currency)
    if total or len(kept) == 1:
        message = f"debits and credits differ by {total} {total.currency}"
        raise Unbalanced(message)
    return kept


def where_money_lies(method: str) -> str:
    """This names the account that money of a payment method lands on."""
    return PSP_CLEARING if method == "card" else BANK


def capture(*, amount: Money, method: str, open_items: OpenItems) -> tuple[Leg, ...]:
    """Money taken: it pays what the order owes, the rest is a deposit."""
    paying = _least(amount, open_items.receivable)
    return balanced(
        (
            debit(where_money_lies(method), amount),
            credit(RECEIVABLE, paying),
            credit(DEPOSITS, amount - paying),
        )
    )


def shipment(
    *, goods_net: Money, shipping_net: Money, tax: Money, open_items: OpenItems
) -> tuple[Leg, ...]:
    """Goods sold: deposits are used up, the rest is owed."""
    gross = goods_net + shipping_net + tax
    from_deposits = _least(gross, open_items.deposits)
    return balanced(
        (
            debit(DEPOSITS, from_deposits),
            debit(RECEIVABLE, gross - from_deposits),
            credit(REVENUE, goods_net),
            credit(SHIPPING_REVENUE, shipping_net),
            credit(OUTPUT_VAT, tax),
        )
    )


def refund(
    *, amount: Money, tax: Money, method: str, shipped: bool, open_items: OpenItems
) -> tuple[Leg, ...]:
    """Money back: for goods that had left it is a return with its tax, before that a deposit.

    When the deposit does not reach, the rest is a return with its share of the tax.
    """
    from_deposits = Money.zero(amount.currency) if shipped else _least(amount, open_items.deposits)
    returned = amount - from_deposits
    tax_back = tax.split([returned.minor, from_deposits.minor])[0]
    return balanced(
        (
            debit(DEPOSITS, from_deposits),
            debit(RETURNS, returned - tax_back),
            debit(OUTPUT_VAT, tax_back),
            credit(where_money_lies(method), amount),
        )
    )


def move(*, to: str, of: str, amount: Money) -> tuple[Leg, ...]:
    """A plain entry of two legs; a negative amount goes the other way."""
    return balanced((debit(to, amount), credit(of, amount)))


def reversal(legs: tuple[Leg, ...]) -> tuple[Leg, ...]:
    """The same entry with its signs turned."""
    return tuple(Leg(account=leg.account, amount=-leg.amount) for leg in legs)


def _least(one: Money, other: Money) -> Money:
    return min(one, other, key=lambda amount: amount.minor)
