"""The database itself keeps the books balanced and unchanged."""

from datetime import datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection

from commerce import db
from payments.ledger import actions, queries, rules
from payments.ledger.models import Account, JournalEntry, JournalLine
from tests.builders.commerce import AT
from tests.builders.payments import eur

pytestmark = pytest.mark.django_db


def document(source: str = "doc:1", at: datetime = AT) -> actions.Document:
    return actions.Document(source=source, event="made", text="A test", occurred_at=at)


def post(source: str = "doc:1", minor: int = 500) -> JournalEntry:
    legs = rules.move(to=rules.BANK, of=rules.DEPOSITS, amount=eur(minor))
    with db.transaction():
        entry = actions.post(document=document(source), legs=legs, at=AT)
    assert entry is not None
    return entry


def check_now() -> None:
    """Tests never commit: this runs what waits for the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def bare_entry(*amounts: int) -> None:
    entry = JournalEntry.objects.create(
        source="raw", event="raw", text="raw", occurred_at=AT, booked_at=AT
    )
    account, _ = Account.objects.get_or_create(
        code="1200", currency="EUR", defaults={"name": "Bank", "kind": "asset"}
    )
    for minor in amounts:
        JournalLine.objects.create(entry=entry, account=account, currency="EUR", amount_minor=minor)
    check_now()


@pytest.mark.parametrize("amounts", [(), (5,), (5, -4), (5, -5, 1)])
def test_the_database_refuses_a_crooked_entry(amounts: tuple[int, ...]) -> None:
    """Invariant 1, written past our code."""
    with pytest.raises(DatabaseError, match=r"two legs|balance"):
        bare_entry(*amounts)


def test_the_database_takes_a_balanced_entry() -> None:
    bare_entry(5, -3, -2)

    assert JournalLine.objects.count() == 3


@pytest.mark.parametrize("table", ["payments_journalline", "payments_journalentry"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_entries_are_never_changed(table: str, verb: str) -> None:
    """Invariant 2, by SQL past our code."""
    post()

    with pytest.raises(DatabaseError, match="annot"), connection.cursor() as cursor:
        cursor.execute(verb.format(table))


def test_a_line_on_an_account_of_another_currency_is_refused() -> None:
    entry = post()
    account = Account.objects.create(code="9999", name="Dollars", kind="asset", currency="USD")

    with pytest.raises(DatabaseError, match="currency"):
        for minor in (5, -5):
            JournalLine.objects.create(
                entry=entry, account=account, currency="EUR", amount_minor=minor
            )
        check_now()


def test_stored_balances_are_the_sums_of_their_lines() -> None:
    """Invariant 3."""
    for number in range(5):
        post(f"doc:{number}", 100 + number)
    assert queries.violations() == []

    Account.objects.filter(code=rules.BANK).update(balance_minor=1)

    assert queries.violations() == ["account 1200 EUR: stored 1, lines say 510"]


def test_posting_twice_is_one_entry_and_reversing_twice_one_reversal() -> None:
    post()
    post()
    for _ in range(2):
        with db.transaction():
            actions.reverse(source="doc:1", event="made", text="wrong", at=AT)

    assert JournalEntry.objects.count() == 2
    assert [one.balance.minor for one in queries.trial_balance()] == [0, 0]


def test_one_document_and_event_is_one_entry_for_the_database_too() -> None:
    post()

    with pytest.raises(IntegrityError):
        JournalEntry.objects.create(
            source="doc:1", event="made", text="again", occurred_at=AT, booked_at=AT
        )
