"""Refreshes, price changes and stock facts at once leave the read model right."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from catalog import public as catalog
from catalog.contracts import SellableLevel
from catalog.pricing import actions as pricing
from catalog.pricing import queries as price_queries
from catalog.search import actions
from commerce import db
from commerce.money import Money
from tests.builders import catalog as build
from tests.builders.commerce import AT, make_channel

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
ROUNDS = 12


def reprice(mug: Any) -> None:
    base = price_queries.get_list("eu-base")
    for number in range(ROUNDS):
        with db.transaction():
            pricing.set_price(
                price_list=base,
                variant_id=mug.pk,
                amount=Money(1000 + number, "EUR"),
                by=build.BY,
                at=AT,
            )
        with db.transaction():
            actions.mark_stale(product_ids=[mug.product_id], at=AT)


def refresh(mug: Any) -> None:
    for _ in range(ROUNDS):
        with db.transaction():
            actions.refresh_stale(at=AT)
        with db.transaction():
            actions.refresh(product_ids=[mug.product_id], at=AT)


def restock(mug: Any) -> None:
    for number in range(ROUNDS):
        with db.transaction():
            level = SellableLevel(variant_id=mug.pk, warehouse_code="LEJ", pieces=number)
            actions.note_stock_level(level=level, at=AT)


def apart(work: Any, mug: Any) -> None:
    """A thread has connections of its own, and closes them."""
    try:
        work(mug)
    finally:
        connections.close_all()


def test_parallel_refreshes_never_bring_an_old_price_back() -> None:
    channel = make_channel()
    mug = build.make_product(channel=channel)

    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(apart, work, mug) for work in (reprice, refresh, refresh, restock)]
    for job in jobs:
        job.result()
    with db.transaction():
        actions.refresh_stale(at=AT)

    assert catalog.verify() == []
    (card,) = catalog.product_cards(channel=channel, language="en", skus=["MUG-1"], at=AT)
    assert (card.price, card.available) == (Money(1000 + ROUNDS - 1, "EUR"), True)
