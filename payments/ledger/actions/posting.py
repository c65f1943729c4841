"""Posting to the books."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import F

from commerce import db
from commerce.channels import queries as channels
from commerce.errors import NotFound
from commerce.money import Money
from payments.ledger import queries, rules
from payments.ledger.models import Account, JournalEntry, JournalLine, OpenItem


class NotBooked(NotFound):
    """What should be reversed is not in the books."""

    code = "not_booked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What an entry is about: its source document and event, the order, the words, the moment."""

    source: str
    event: str
    text: str
    occurred_at: datetime
    order_number: str = ""
    channel: str = ""


@db.transaction_required
def post(
    *,
    document: Document,
    legs: tuple[rules.Leg, ...],
    at: datetime,
    reverses: JournalEntry | None = None,
) -> JournalEntry | None:
    """This books one balanced entry; the same document and event again changes nothing.

    Accounts are created when first used and updated in key order. No entry is made of empty legs.

    Raises:
        Unbalanced: when debits and credits differ.
    """
    legs = rules.balanced(legs)
    if not legs or known(document) is not None:
        return known(document)
    entry = JournalEntry.objects.create(
        source=document.source,
        event=document.event,
        order_number=document.order_number,
        channel=document.channel,
        text=document.text[:200],
        occurred_at=document.occurred_at,
        booked_at=at,
        reverses=reverses,
    )
    accounts = _accounts(legs)
    JournalLine.objects.bulk_create(
        JournalLine(
            entry=entry,
            account=accounts[leg.account],
            currency=leg.amount.currency,
            amount_minor=leg.amount.minor,
        )
        for leg in legs
    )
    for account in sorted(accounts.values(), key=lambda row: row.pk):
        moved = sum(leg.amount.minor for leg in legs if leg.account == account.code)
        Account.objects.filter(pk=account.pk).update(balance_minor=F("balance_minor") + moved)
    return entry


def known(document: Document) -> JournalEntry | None:
    """This finds the entry of a document and event, if it was booked before."""
    return JournalEntry.objects.filter(source=document.source, event=document.event).first()


def _accounts(legs: tuple[rules.Leg, ...]) -> dict[str, Account]:
    currency = legs[0].amount.currency
    codes = sorted({leg.account for leg in legs})
    found = {row.code: row for row in Account.objects.filter(currency=currency, code__in=codes)}
    for code in codes:
        if code not in found:
            found[code] = open_account(code, currency)
    return found


def open_account(code: str, currency: str) -> Account:
    """This finds an account of the chart in a currency, or opens it."""
    name, kind = rules.ACCOUNTS[code]
    row, _ = Account.objects.get_or_create(
        code=code, currency=currency, defaults={"name": name, "kind": kind}
    )
    return row


@db.transaction_required
def post_for_order(
    *,
    document: Document,
    currency: str,
    legs_for: Callable[[rules.OpenItems], tuple[rules.Leg, ...]],
    at: datetime,
) -> JournalEntry | None:
    """This books an entry that uses up or leaves open items of an order, one at a time per order."""
    item = _open_item(document.order_number, currency)
    if known(document) is not None:
        return known(document)
    legs = legs_for(rules.OpenItems(deposits=item.deposits, receivable=item.receivable))
    entry = post(document=document, legs=legs, at=at)
    _carry(item, legs)
    return entry


def _carry(item: OpenItem, legs: tuple[rules.Leg, ...]) -> None:
    for leg in legs:
        if leg.account == rules.DEPOSITS:
            item.deposits_minor -= leg.amount.minor
        elif leg.account == rules.RECEIVABLE:
            item.receivable_minor += leg.amount.minor
    item.save(update_fields=["deposits_minor", "receivable_minor"])


def _open_item(order_number: str, currency: str) -> OpenItem:
    OpenItem.objects.bulk_create(
        [OpenItem(order_number=order_number, currency=currency)], ignore_conflicts=True
    )
    row = OpenItem.objects.filter(order_number=order_number, currency=currency).locked_one()
    assert row is not None
    return row


@db.transaction_required
def reverse(*, source: str, event: str, text: str, at: datetime) -> JournalEntry | None:
    """This books the opposite of an earlier entry; None when there was none."""
    earlier = JournalEntry.objects.filter(source=source, event=event).first()
    if earlier is None:
        return None
    legs = rules.reversal(queries.legs_of(earlier))
    document = Document(
        source=source,
        event=f"{event}:reversed",
        text=text,
        occurred_at=at,
        order_number=earlier.order_number,
        channel=earlier.channel,
    )
    if known(document) is not None:
        return known(document)
    if earlier.order_number:
        _carry(_open_item(earlier.order_number, legs[0].amount.currency), legs)
    return post(document=document, legs=legs, at=at, reverses=earlier)


@db.transaction_required
def seed_accounts() -> int:
    """This opens the chart of accounts for every currency a channel sells in; returns how many."""
    before = Account.objects.count()
    for currency in sorted({one.currency for one in channels.all_channels().values()}):
        for code in rules.ACCOUNTS:
            open_account(code, currency)
    return Account.objects.count() - before


@db.transaction_required
def post_costs(
    *, document: Document, costs: list[tuple[int, Money]], to: str, of: str, at: datetime
) -> None:
    """This books quantities at their unit costs from one account to another, per currency."""
    for amount in _sums(costs):
        event = f"{document.event}:{amount.currency}"
        post(
            document=replace(document, event=event),
            legs=rules.move(to=to, of=of, amount=amount),
            at=at,
        )


def _sums(costs: list[tuple[int, Money]]) -> list[Money]:
    sums: dict[str, Money] = {}
    for quantity, unit in costs:
        sums[unit.currency] = sums.get(unit.currency, Money.zero(unit.currency)) + unit * quantity
    return [amount for _, amount in sorted(sums.items()) if amount]


@db.transaction_required
def reverse_refund(*, refund_id: int, nth: int, text: str, at: datetime) -> JournalEntry:
    """This books the opposite of one try of a refund; again it finds what it booked.

    Raises:
        NotBooked: when the try is not in the books (yet): the fact comes again later.
    """
    found = reverse(source=f"refund:{refund_id}", event=f"issued:{nth}", text=text, at=at)
    if found is None:
        message = f"try {nth} of refund {refund_id} is not in the books"
        raise NotBooked(message)
    return found
