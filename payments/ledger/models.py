"""Accounts, journal entries, their lines, and what is open per order."""

import pgtrigger
from django.db import models
from typing_extensions import override

from commerce.audit import triggers
from commerce.db import LockingQuerySet
from commerce.money.fields import CurrencyField, MinorField, MoneyOf

_BALANCE_CHECK = """
    IF EXISTS (
        SELECT 1 FROM payments_journalline l JOIN payments_account a ON a.id = l.account_id
         WHERE l.entry_id = {entry} AND a.currency <> l.currency
    ) THEN
        RAISE EXCEPTION 'journal entry %% books a currency on an account of another', {entry}
            USING ERRCODE = 'check_violation';
    END IF;
    IF (SELECT count(*) FROM payments_journalline WHERE entry_id = {entry}) < 2 THEN
        RAISE EXCEPTION 'journal entry %% has fewer than two legs', {entry}
            USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM payments_journalline WHERE entry_id = {entry}
         GROUP BY currency HAVING sum(amount_minor) <> 0
    ) THEN
        RAISE EXCEPTION 'journal entry %% does not balance', {entry}
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
""".replace("%%", "%")


def _balanced(name: str, entry: str) -> pgtrigger.Trigger:
    """Checked when the transaction commits, so that legs may come one after another."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        timing=pgtrigger.Deferred,
        func=_BALANCE_CHECK.replace("{entry}", entry),
    )


class AccountQuerySet(LockingQuerySet["Account"]):
    """Selections of accounts."""


class Account(models.Model):
    """One account in one currency; `balance` is debits minus credits, moved by `F()` only."""

    code = models.CharField(max_length=10)
    name = models.CharField(max_length=80)
    kind = models.CharField(
        max_length=10,
        choices=[
            (kind, kind.capitalize()) for kind in ("asset", "liability", "revenue", "expense")
        ],
    )
    currency = CurrencyField()
    balance_minor = MinorField(default=0)

    balance = MoneyOf()

    objects = AccountQuerySet.as_manager()

    class Meta:
        ordering = ["currency", "code"]
        constraints = [
            models.UniqueConstraint(fields=["code", "currency"], name="one_account_per_currency")
        ]

    @override
    def __str__(self) -> str:
        return f"{self.code} {self.name} ({self.currency})"


class JournalEntry(models.Model):
    """One business event in the books: `source` is the document, `event` what happened to it."""

    source = models.CharField(max_length=80)
    event = models.CharField(max_length=80)
    order_number = models.CharField(max_length=40, blank=True, db_index=True)
    channel = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=200)
    occurred_at = models.DateTimeField(db_index=True)
    booked_at = models.DateTimeField()
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversed_by"
    )

    class Meta:
        verbose_name_plural = "journal entries"
        permissions = [("view_trialbalance", "Can view the trial balance")]
        constraints = [
            models.UniqueConstraint(fields=["source", "event"], name="one_entry_per_event")
        ]
        triggers = [*triggers.append_only(), _balanced("entry_balances", "NEW.id")]

    @override
    def __str__(self) -> str:
        return f"{self.source} {self.event}"


class JournalLine(models.Model):
    """One leg: a debit is positive, a credit negative."""

    entry = models.ForeignKey(JournalEntry, on_delete=models.PROTECT, related_name="lines")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="lines")
    currency = CurrencyField()
    amount_minor = MinorField()

    amount = MoneyOf()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(amount_minor=0), name="line_of_something")
        ]
        triggers = [*triggers.append_only(), _balanced("line_balances", "NEW.entry_id")]

    @override
    def __str__(self) -> str:
        return f"{self.account_id}: {self.amount_minor} {self.currency}"


class OpenItemQuerySet(LockingQuerySet["OpenItem"]):
    """Selections of open items."""


class OpenItem(models.Model):
    """What is open for an order in a currency; its lock puts the order's postings in a row."""

    order_number = models.CharField(max_length=40)
    currency = CurrencyField()
    deposits_minor = MinorField(default=0)
    receivable_minor = MinorField(default=0)

    deposits = MoneyOf()
    receivable = MoneyOf()

    objects = OpenItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order_number", "currency"], name="one_open_item"),
            models.CheckConstraint(
                condition=models.Q(deposits_minor__gte=0) & models.Q(receivable_minor__gte=0),
                name="open_items_not_negative",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.order_number
