"""What is bought lately stands first in lists that are sorted by popularity."""

from datetime import timedelta

import pytest
from django.test import Client

from bi.bestsellers import actions
from bi.models import SaleFact
from catalog.models import Product, Variant
from commerce import db, memo
from commerce.events.models import OutboxEvent
from tests.builders import storefront
from tests.builders.commerce import AT

pytestmark = pytest.mark.django_db


def sold(
    order: str, product: int, *, pieces: int = 1, days_ago: int = 3, kind: str = "placed"
) -> None:
    SaleFact.objects.create(
        kind=kind, document=f"{order}-{product}", at=AT, day=AT.date() - timedelta(days=days_ago),
        channel="eu", currency="EUR", order_number=order, product_id=product, quantity=pieces,
        net_minor=1, tax_minor=0, gross_minor=1,
    )  # fmt: skip


def rank() -> tuple[int, ...]:
    with db.transaction():
        return actions.rank(at=AT)


def _scores(*products: int) -> list[int]:
    found = dict(Product.objects.filter(pk__in=products).values_list("pk", "popularity"))
    return [found[one] for one in products]


def _things(many: int) -> list[int]:
    storefront.open_storefront(extra=many)
    skus = [f"THING-{number}" for number in range(many)]
    return list(
        Variant.objects.filter(sku__in=skus).order_by("sku").values_list("product_id", flat=True)
    )


def test_orders_count_not_pieces_and_later_ones_more() -> None:
    often, once_many, long_ago = _things(3)
    for number in range(3):
        sold(f"A{number}", often)
        sold(f"C{number}", long_ago, days_ago=150)
    sold("B", once_many, pieces=400)

    rank()

    first, second, third = _scores(often, once_many, long_ago)
    assert first > second > third > 0


def test_what_was_canceled_or_is_older_than_half_a_year_counts_nothing() -> None:
    canceled, forgotten = _things(2)
    sold("A", canceled)
    sold("A", canceled, pieces=-1, days_ago=1, kind="canceled")
    sold("B", forgotten, days_ago=200)

    assert rank() == ()
    assert _scores(canceled, forgotten) == [0, 0]


def test_what_sells_no_more_falls_back_and_nobody_is_told() -> None:
    falling, rising = _things(2)
    Product.objects.filter(pk=falling).update(popularity=70)
    sold("A", rising)
    before = OutboxEvent.objects.count()

    assert sorted(rank()) == sorted([falling, rising])

    assert _scores(falling)[0] == 0 < _scores(rising)[0]
    assert OutboxEvent.objects.count() == before
    assert rank() == ()  # nothing is written anew while nothing changes


def test_the_list_follows_what_sells(client: Client) -> None:
    """L1: "most popular" means bought by many."""
    favorite = _things(3)[1]
    for number in range(5):
        sold(f"A{number}", favorite)

    rank()
    storefront.light()
    memo.forget_all()

    page = client.get("/c/mugs/?sort=popular").content.decode()
    assert page.index("Thing 001") < page.index("Thing 000")
    assert page.index("Thing 001") < page.index("Thing 002")
