"""Balances, the trial balance of any moment, and checks that the books hold."""

from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat

from commerce.events.models import Delivery, OutboxEvent
from commerce.money import Money
from payments.collecting.models import Capture
from payments.contracts import AccountBalance
from payments.ledger import rules
from payments.ledger.models import Account, JournalEntry, JournalLine
from payments.refunds.models import Refund

_OPEN_ITEMS = """
    WITH booked AS (
        SELECT e.order_number, l.currency,
               sum(CASE WHEN a.code = %(deposits)s THEN -l.amount_minor ELSE 0 END) AS deposits,
               sum(CASE WHEN a.code = %(receivable)s THEN l.amount_minor ELSE 0 END) AS receivable
          FROM payments_journalline l
          JOIN payments_journalentry e ON e.id = l.entry_id
          JOIN payments_account a ON a.id = l.account_id
         WHERE e.order_number <> '' AND a.code IN (%(deposits)s, %(receivable)s)
         GROUP BY e.order_number, l.currency
    )
    SELECT order_number, currency,
           coalesce(o.deposits_minor, 0), coalesce(o.receivable_minor, 0),
           coalesce(b.deposits, 0), coalesce(b.receivable, 0)
      FROM booked b FULL JOIN payments_openitem o USING (order_number, currency)
     WHERE coalesce(b.deposits, 0) <> coalesce(o.deposits_minor, 0)
        OR coalesce(b.receivable, 0) <> coalesce(o.receivable_minor, 0)
     ORDER BY order_number LIMIT 100
"""

_TAKEN_OVER = JournalEntry.objects.filter(source__startswith="past:")
_EVER = datetime(1970, 1, 1, tzinfo=UTC)


def trial_balance(*, until: datetime | None = None) -> tuple[AccountBalance, ...]:
    """This lists every account's balance, now or as of a moment (exclusive)."""
    then: dict[int, int] = {}
    if until is not None:
        sums = JournalLine.objects.filter(entry__occurred_at__lt=until).values("account_id")
        then = {row["account_id"]: row["total"] for row in sums.annotate(total=Sum("amount_minor"))}
    return tuple(
        AccountBalance(
            code=row.code,
            name=row.name,
            kind=row.kind,
            balance=row.balance if until is None else Money(then.get(row.pk, 0), row.currency),
        )
        for row in Account.objects.order_by("currency", "code")
    )


def totals(balances: tuple[AccountBalance, ...]) -> dict[str, Money]:
    """This adds balances up per currency; each total is zero in sound books."""
    found: dict[str, Money] = {}
    for one in balances:
        zero = Money.zero(one.balance.currency)
        found[one.balance.currency] = found.get(one.balance.currency, zero) + one.balance
    return found


def legs_of(entry: JournalEntry) -> tuple[rules.Leg, ...]:
    """This reads an entry's legs back."""
    rows = entry.lines.select_related("account").order_by("pk")
    return tuple(rules.Leg(account=row.account.code, amount=row.amount) for row in rows)


def violations() -> list[str]:
    """This checks invariants 1, 3 and 5 and the open items; returns what is wrong, one line each."""
    return [*_unbalanced(), *_wrong_balances(), *_wrong_open_items(), *_unbooked()]


def _unbalanced() -> list[str]:
    sums = JournalLine.objects.values("entry_id", "currency").annotate(total=Sum("amount_minor"))
    crooked = [
        f"journal entry {row['entry_id']}: off by {row['total']} {row['currency']}"
        for row in sums.exclude(total=0)
    ]
    thin = JournalEntry.objects.annotate(legs=Count("lines")).filter(legs__lt=2)
    return [*crooked, *(f"journal entry {row.pk}: fewer than two legs" for row in thin)]


def _wrong_balances() -> list[str]:
    rows = Account.objects.annotate(total=Coalesce(Sum("lines__amount_minor"), 0))
    wrong = rows.exclude(total=F("balance_minor"))
    return [
        f"account {code} {currency}: stored {stored}, lines say {total}"
        for code, currency, stored, total in wrong.values_list(
            "code", "currency", "balance_minor", "total"
        )
    ]


def _wrong_open_items() -> list[str]:
    """Open items are the deposits and receivables of an order's entries; the first hundred are named."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN_ITEMS, {"deposits": rules.DEPOSITS, "receivable": rules.RECEIVABLE})
        wrong = cursor.fetchall()
    return [
        f"order {number}: open items say {deposits} and {receivable} {currency}, lines say"
        f" {booked_deposits} and {booked_receivable}"
        for number, currency, deposits, receivable, booked_deposits, booked_receivable in wrong
    ]


def _unbooked() -> list[str]:
    """Money taken or given back is in the books, unless its fact is still on its way there.

    Sums are compared, because months that were taken over are booked in sums; where they differ, the
    documents since then that have no entry are named.
    """
    waiting = Delivery.objects.filter(state="waiting", listener__startswith="payments.ledger.")
    if waiting.exists() or OutboxEvent.objects.filter(dispatched_at__isnull=True).exists():
        return []
    since = _TAKEN_OVER.aggregate(last=Max("occurred_at"))["last"] or _EVER
    taken = Capture.objects.filter(state="taken")
    issued = Refund.objects.filter(state="issued")
    return [
        *_unbooked_of(taken, taken.filter(taken_at__gt=since), kind="capture"),
        *_unbooked_of(issued, issued.filter(issued_at__gt=since), kind="refund"),
    ]


def _unbooked_of(rows: "QuerySet[Any]", late: "QuerySet[Any]", *, kind: str) -> list[str]:
    sums = rows.values("currency").annotate(total=Sum("amount_minor"))
    moved = {row["currency"]: int(row["total"]) for row in sums}
    booked = _booked(kind)
    short = [code for code in sorted(moved) if moved[code] > booked.get(code, 0)]
    found = [
        f"{kind}s: {moved[code]} {code} moved, {booked.get(code, 0)} is in the books"
        for code in short
    ]
    named = _without_entry(late, kind) if short else []
    return [*found, *(f"{source}: money moved and is not in the books" for source in named)]


def _booked(kind: str) -> dict[str, int]:
    """What captures (or refunds), one by one or in sums of a month, moved on the money accounts."""
    one_by_one = Q(entry__source__startswith=f"{kind}:")
    in_sums = Q(entry__source__startswith="past:", entry__event__startswith=f"{kind} ")
    lines = JournalLine.objects.filter(
        one_by_one | in_sums, account__code__in=[rules.PSP_CLEARING, rules.BANK]
    )
    sums = lines.values("currency").annotate(total=Sum("amount_minor"))
    return {row["currency"]: abs(int(row["total"])) for row in sums}


def _without_entry(rows: "QuerySet[Any]", kind: str) -> list[str]:
    source = Concat(Value(f"{kind}:"), Cast("pk", CharField()))
    booked = JournalEntry.objects.filter(source=OuterRef("source"))
    missing = rows.annotate(source=source).filter(~Exists(booked)).order_by("pk")
    return list(missing.values_list("source", flat=True)[:100])
