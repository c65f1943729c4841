"""Cancellations find the sales they took back: the latest first, each piece once, nothing invented."""

import random
from collections import defaultdict
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from commerce.identity.actor import SYSTEM
from orders.history.actions import importing
from orders.history.clients import profiles
from orders.history.models import HistoryReturn
from orders.order.models import Order, OrderEvent, OrderLine, OrderRefund
from tests.builders import orders as build
from tests.builders.orders_history import START, DirtyFile

pytestmark = pytest.mark.django_db


class Till(DirtyFile):
    """Rows in the order in which they were typed, one hour after the other."""

    def line(self, invoice: str, quantity: int, pence: int = 250, **over: Any) -> None:
        """This types a line of customer 12001 for article 20001."""
        self.add(
            "cancelled" if invoice.startswith("C") else "sold",
            pence=quantity * pence,
            **{
                "InvoiceNo": invoice,
                "InvoiceDate": START + timedelta(hours=len(self.rows)),
                "CustomerID": 12001.0,
                "Country": "United Kingdom",
                "StockCode": "20001",
                "Description": "THING",
                "Quantity": quantity,
                "UnitPrice": pence / 100,
                **over,
            },
        )


def take_over(till: Till, path: Path) -> dict[str, Any]:
    """This imports what was typed."""
    job = importing.Job(
        path=till.write(path / "past.parquet"),
        profile=profiles.load("online-retail"),
        by=SYSTEM,
        progress=lambda *_: None,
    )
    return importing.import_history(job)


def taken_back() -> dict[str, tuple[int, int, str]]:
    """Pieces and pence taken back per order, and what the order says of its money."""
    return {
        row.number: (
            sum(line.quantity_refunded for line in row.lines.all()),
            row.refunded_minor,
            row.payment_state,
        )
        for row in Order.objects.order_by("number")
    }


def test_takes_back_the_latest_sale_first_and_each_piece_once(tmp_path: Path) -> None:
    till = Till()
    till.line("1", 10)
    till.line("2", 4)
    till.line("C1", -6)
    till.line("3", 5)
    till.line("C2", -1)
    till.line("C3", -20)

    report = take_over(till, tmp_path)

    assert taken_back() == {
        "OR-1": (10, 2500, "refunded"),
        "OR-2": (4, 1000, "refunded"),
        "OR-3": (5, 1250, "refunded"),
    }
    returns = HistoryReturn.objects.order_by("row", "-order_line__order__number")
    assert list(returns.values_list("row", "order_line__order__number", "quantity")) == [
        (3, "OR-2", 4),
        (3, "OR-1", 2),
        (5, "OR-3", 1),
        (6, "OR-3", 4),
        (6, "OR-1", 8),
    ]
    assert report["cancellations"] == {
        "lines": 3,
        "matched": 2,
        "matched_in_part": 1,
        "unmatched": 0,
        "without_customer": 0,
        "pieces": 27,
        "pieces_matched": 19,
        "minor": 6750,
        "minor_matched": 4750,
        "orders": 3,
    }
    assert report["net_total_minor"] == till.minor.total()
    build.check_books()


def test_one_refund_per_order_and_credit_note_with_its_date(tmp_path: Path) -> None:
    till = Till()
    till.line("1", 10)
    till.line("1", 3, 100, StockCode="20002")
    till.line("C1", -2)
    till.line("C1", -3, 100, StockCode="20002")

    take_over(till, tmp_path)

    refund = OrderRefund.objects.get()
    assert (refund.state, refund.total_minor, refund.reason) == ("issued", 800, "Credit note C1")
    assert [(part["quantity"], part["gross"]) for part in refund.lines] == [(2, 500), (3, 300)]
    assert refund.issued_at is not None
    assert refund.issued_at.isoformat() == "2011-03-01T11:00:00+00:00"
    told = OrderEvent.objects.order_by("id").values_list("kind", "at")
    assert list(told)[1:] == [("refunded", refund.issued_at)]


@pytest.mark.parametrize(
    "over",
    [
        {"StockCode": "20002"},
        {"CustomerID": 12002.0},
        {"CustomerID": None},
        {"InvoiceDate": START - timedelta(days=1)},
    ],
    ids=["other article", "other customer", "nobody known", "before the sale"],
)
def test_a_cancellation_without_a_sale_stays_a_kept_line(
    tmp_path: Path, over: dict[str, Any]
) -> None:
    till = Till()
    till.line("1", 10)
    till.line("C1", -2, **over)

    report = take_over(till, tmp_path)

    assert taken_back() == {"OR-1": (0, 0, "paid")}
    assert not OrderRefund.objects.exists()
    assert report["cancellations"]["unmatched"] == 1
    assert report["net_by_kind_minor"]["cancelled"] == -500


def test_never_credits_more_than_was_paid(tmp_path: Path) -> None:
    """A credit at a higher price than the sale's; and one at a lower, which is what it is."""
    till = Till()
    till.line("1", 3, 100)
    till.line("C1", -3, 999)
    till.line("2", 3, 100)
    till.line("C2", -2, 33)

    take_over(till, tmp_path)

    assert taken_back() == {
        "OR-1": (3, 300, "refunded"),
        "OR-2": (2, 66, "partially_refunded"),
    }


def test_agrees_with_a_pile_for_any_past(tmp_path: Path) -> None:
    """A few hundred tills of chance, against the plainest way to say it."""
    dice, till = random.Random(11), Till()  # noqa: S311
    piles: dict[tuple[float, str], list[list[int]]] = defaultdict(list)
    wanted: dict[int, int] = defaultdict(int)
    for number in range(900):
        who, code = 12000.0 + dice.randint(0, 14), f"2000{dice.randint(0, 3)}"
        quantity, back = dice.randint(1, 9), dice.random() < 0.45
        till.line(
            f"{'C' if back else ''}{number}",
            -quantity if back else quantity,
            CustomerID=who,
            StockCode=code,
        )
        pile = piles[who, code]
        if not back:
            pile.append([number, quantity])
        while back and quantity and pile:
            taken = min(quantity, pile[-1][1])
            wanted[pile[-1][0]] += taken
            quantity, pile[-1][1] = quantity - taken, pile[-1][1] - taken
            if not pile[-1][1]:
                pile.pop()

    report = take_over(till, tmp_path)

    lines = OrderLine.objects.filter(quantity_refunded__gt=0)
    found = lines.values_list("order__number", "quantity_refunded")
    assert dict(found) == {f"OR-{number}": pieces for number, pieces in wanted.items()}
    assert report["cancellations"]["minor_matched"] == sum(wanted.values()) * 250
    build.check_books()


def test_taking_over_again_takes_nothing_back_twice(tmp_path: Path) -> None:
    till = Till()
    till.line("1", 10)
    till.line("C1", -2)
    take_over(till, tmp_path)
    before = taken_back()

    again = take_over(till, tmp_path)

    assert again["changed"] is False
    assert taken_back() == before == {"OR-1": (2, 500, "partially_refunded")}
    assert OrderRefund.objects.count() == 1
