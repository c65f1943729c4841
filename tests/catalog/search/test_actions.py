"""Listings follow what happens, and say the same as a rebuild."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command

from catalog import public as catalog
from catalog.models import Category, Listing, Placing, StaleProduct, Term
from catalog.pricing import actions as pricing
from catalog.pricing import queries as price_queries
from catalog.pricing.rules import Offer
from catalog.products import actions as products
from catalog.publishing import actions as publishing
from catalog.search import actions
from catalog.search.queries import finding
from catalog.search.rules.asking import Asked
from commerce import db, memo
from commerce.events import outbox
from commerce.money import Money
from inventory.events import StockLevelChanged
from tests.builders import catalog as build
from tests.builders.commerce import AT, make_channel

pytestmark = pytest.mark.django_db


@pytest.fixture
def settle(deliver: Any) -> Any:
    """Call it until facts are heard and stale listings are written."""

    def settled() -> None:
        deliver()
        with db.transaction():
            while actions.refresh_stale(at=AT):
                pass

    return settled


def rebuild() -> str:
    out = io.StringIO()
    call_command("rebuild_listing", stdout=out)
    return out.getvalue().strip()


def cards(channel: Any) -> Any:
    found = catalog.product_cards(channel=channel, language="en", at=AT, sort="name")
    return {card.name: card for card in found}


def stock_says(
    variant: Any, on_hand: Any, *, allocated: Any = 0, held: Any = 0, warehouse: Any = "LEJ"
) -> None:
    fact = StockLevelChanged(
        variant_id=variant.pk,
        warehouse_code=warehouse,
        on_hand=on_hand,
        allocated=allocated,
        held=held,
    )
    with db.transaction():
        outbox.publish(fact, at=AT)


def told_listings() -> list[dict[str, Any]]:
    """What listings say; when they last said something else depends on the way there."""
    rows: Any = Listing.objects.order_by("pk").values()
    return [{name: row[name] for name in row if name != "changed_at"} for row in rows]


def test_a_list_follows_publication_price_words_and_stock(channel: Any, settle: Any) -> None:
    mug = build.make_product("Mug", channel=channel)
    settle()
    assert cards(channel)["Mug"].available is False

    stock_says(mug, 9, allocated=3, held=2)
    with db.transaction():
        pricing.set_price(
            price_list=pricing.base_list(channel=channel),
            variant_id=mug.pk,
            amount=Money(990, "EUR"),
            reduction=True,
            by=build.BY,
            at=AT,
        )
        products.change_product(
            product_id=mug.product_id,
            changes={"words": {"en": {"name": "Blue mug"}}},
            by=build.BY,
            at=AT,
        )
    settle()
    card = cards(channel)["Blue mug"]
    assert (card.price, card.available, card.low_stock) == (Money(990, "EUR"), True, True)
    assert card.single_variant_id == mug.pk

    with db.transaction():
        publishing.unpublish(product_id=mug.product_id, channel=channel, by=build.BY, at=AT)
    settle()
    assert cards(channel) == {}
    assert Placing.objects.count() == 0


def test_many_facts_about_a_product_are_one_refresh(
    channel: Any, deliver: Any, settle: Any
) -> None:
    mug = build.make_product("Mug", channel=channel)
    for pieces in range(10):
        stock_says(mug, pieces)

    deliver()

    assert list(StaleProduct.objects.values_list("product_id", flat=True)) == [mug.product_id]
    settle()
    assert StaleProduct.objects.count() == 0
    assert cards(channel)["Mug"].available is True


def test_stock_elsewhere_does_not_count(channel: Any, settle: Any) -> None:
    mug = build.make_product("Mug", channel=channel)
    stock_says(mug, 50, warehouse="FAR")
    settle()

    assert cards(channel)["Mug"].available is False


def test_a_renamed_category_renames_its_products_breadcrumbs(channel: Any, settle: Any) -> None:
    build.make_category("mugs", en="Mugs", de="Becher")
    mug = build.make_product("Mug", channel=channel, category="mugs")
    settle()
    build.make_category("mugs", en="Cups", de="Tassen")
    settle()

    listing = Listing.objects.get(product_id=mug.product_id, language="en")
    assert '"name":"Cups"' in listing.sheet


def test_incremental_equals_rebuild(channel: Any, settle: Any) -> None:
    """PIM G8: the derived rows and their rebuild are the same."""
    uk = make_channel(code="uk", currency="GBP", languages=["en"], warehouses=["LHR"])
    build.make_category("table", en="Table", de="Tisch")
    build.make_category("mugs", parent="table", en="Mugs", de="Becher")
    goods = [
        build.make_product(f"Thing {n}", sku=f"T-{n}", channel=channel, category="mugs")
        for n in range(6)
    ]
    settle()
    with db.transaction():
        products.retire(product_id=goods[0].product_id, by=build.BY, at=AT)
        publishing.unpublish(product_id=goods[1].product_id, channel=channel, by=build.BY, at=AT)
        products.place(
            product_id=goods[2].product_id,
            category_ids=[Category.objects.get(code="table").pk],
            by=build.BY,
            at=AT,
        )
        pricing.set_price(
            price_list=pricing.base_list(channel=uk),
            variant_id=goods[3].pk,
            amount=Money(700, "GBP"),
            by=build.BY,
            at=AT,
        )
        publishing.publish(product_id=goods[3].product_id, channel=uk, by=build.BY, at=AT)
    build.make_category("mugs", en="Cups", de="Tassen")
    stock_says(goods[4], 12)
    settle()
    incremental = (
        told_listings(),
        list(Placing.objects.order_by("pk").values()),
    )

    assert catalog.verify() == []
    assert rebuild() == "0 rows changed"
    Listing.objects.all().delete()
    Placing.objects.all().delete()
    rebuild()

    assert incremental == (
        told_listings(),
        list(Placing.objects.order_by("pk").values()),
    )
    assert len(incremental[0]) == 9


def test_verify_names_what_differs(channel: Any, settle: Any) -> None:
    mug = build.make_product("Mug", channel=channel)
    settle()
    assert catalog.verify() == []

    Placing.objects.update(price_minor=1)
    Listing.objects.filter(language="de").delete()
    Listing.objects.filter(language="en").update(etag="old")

    assert sorted(catalog.verify()) == [
        f"listing ({channel.id}, 'de', {mug.product_id}) differs",
        f"listing ({channel.id}, 'en', {mug.product_id}) differs",
        f"placing ({channel.id}, 0, {mug.product_id}) differs",
    ]


def test_a_scheduled_sale_turns_by_itself_and_names_the_price_before(
    channel: Any, settle: Any, facts: Any
) -> Any:
    mug = build.make_product("Mug", price="10.00", channel=channel)
    start, end = AT + timedelta(days=2), AT + timedelta(days=9)
    with db.transaction():
        pricing.set_price(
            price_list=pricing.base_list(channel=channel),
            variant_id=mug.pk,
            amount=Money(800, "EUR"),
            offer=Offer(key=0, priority=0, amount=800, starts_at=start, ends_at=end),
            by=build.BY,
            at=AT,
        )

    def card(at: Any) -> Any:
        with db.transaction():
            pricing.turn_prices(by=build.BY, at=at)
            actions.refresh(product_ids=[mug.product_id], at=at)
        found = catalog.find_card(channel=channel, language="en", at=at, sku="MUG-1")
        assert found is not None
        (told,) = catalog.product_cards(channel=channel, language="en", skus=["MUG-1"], at=at)
        assert (told.price, told.was) == (found.unit, found.was)
        return found.unit.minor, found.was.minor if found.was else None

    assert card(AT + timedelta(days=1)) == (1000, None)
    assert card(start) == (800, 1000)
    assert card(end) == (1000, None)
    assert price_queries.journal_drift(at=end) == []


def test_synonyms_find_each_other(channel: Any, settle: Any) -> None:
    build.make_product("Corner sofa", sku="S-1", channel=channel)
    settle()
    with db.transaction():
        actions.save_synonyms(language="en", synonyms=["sofa", "couch", "love seat"])
    memo.forget_all()

    for text in ("couch", "love seat", "corner couch"):
        found = finding.search(asked=Asked(words=text, sort="best"), channel=channel, language="en")
        assert found.total == 1, text
    with pytest.raises(actions.lexicon.TooFewWords), db.transaction():
        actions.save_synonyms(language="en", synonyms=["alone", " "])


def test_german_compounds_are_found_by_their_parts_and_umlauts_either_way(
    channel: Any, settle: Any
) -> None:
    build.make_product(
        sku="K-1",
        channel=channel,
        words={"de": {"name": "Große Keramikschüssel"}, "en": {"name": "Bowl"}},
    )
    settle()

    for text in ("schüssel", "keramik", "grosse schuessel", "Keramik Schüssel", "keramikschüsseln"):
        found = finding.search(asked=Asked(words=text, sort="best"), channel=channel, language="de")
        assert found.total == 1, text
        assert found.corrected == "", text


def test_the_lexicon_counts_and_keeps_how_words_are_written(channel: Any, settle: Any) -> None:
    build.make_product("Café table", sku="C-1", channel=channel)
    build.make_product("Table lamp", sku="C-2", channel=channel)
    settle()

    with db.transaction():
        actions.count_terms()

    rows = Term.objects.filter(language="en").values_list("word", "shown", "documents")
    assert sorted(rows) == [("cafe", "café", 1), ("lamp", "lamp", 1), ("table", "table", 2)]
