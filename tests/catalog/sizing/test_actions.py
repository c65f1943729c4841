"""Size guides are kept whole, hold for the nearest thing, and say so to what shows them (P10)."""

import pytest

from catalog.models import SizeGuide, SizeGuideUse, SizeLine, StaleProduct
from catalog.products.queries import UnknownProduct
from catalog.search import actions as search
from catalog.sizing import actions, queries, rules
from catalog.taxonomy.models import Category
from commerce import db
from commerce.audit.models import Trail
from commerce.events.models import OutboxEvent
from tests.builders import catalog as goods
from tests.builders import sizing as build
from tests.builders.commerce import AT

pytestmark = pytest.mark.django_db
BY = goods.BY


def test_the_nearest_guide_holds_product_then_category_then_family() -> None:
    family = build.make_attributes()
    goods.make_category("soft")
    goods.make_category("cushions", parent="soft")
    shelf, root = (Category.objects.get(code=code) for code in ("cushions", "soft"))
    key = goods.make_product("Linen", category="cushions", family=family).product_id
    wide, narrow, own, mine = (build.make_guide(names={"en": name}) for name in "abcd")

    assert queries.guide_of(key) is None
    sources = []
    for row, uses in (
        (wide, actions.Uses(families=[family.pk])),
        (narrow, actions.Uses(categories=[root.pk])),
        (own, actions.Uses(categories=[shelf.pk])),
        (mine, actions.Uses(products=[key])),
    ):
        with db.transaction():
            actions.hold_for(public_id=row.public_id, uses=uses, by=BY, at=AT)
        found = queries.guide_of(key)
        assert found is not None
        sources.append((found.public_id, found.source))
    assert sources == [
        (wide.public_id, "family"),
        (narrow.public_id, "category"),
        (own.public_id, "category"),
        (mine.public_id, "product"),
    ]


def test_a_product_may_show_none_and_follow_its_family_again() -> None:
    family = build.make_attributes()
    guide = build.make_guide(uses={"families": [family.pk]})
    key = goods.make_product("Linen", family=family).product_id

    with db.transaction():
        actions.differ(product_id=key, public_id="", by=BY, at=AT)
    assert queries.guide_of(key) is None
    with db.transaction():
        actions.inherit(product_id=key, by=BY, at=AT)
    found = queries.guide_of(key)
    assert found is not None
    assert (found.public_id, found.asks_fit) == (guide.public_id, True)


def test_writing_a_guide_again_changes_only_what_differs_and_stands_in_the_trail() -> None:
    guide = build.make_guide()
    kept = SizeLine.objects.get(size="45")
    said = queries.told(guide)
    before = Trail.objects.latest("id").pk

    with db.transaction():
        actions.keep(
            guide=rules.Guide(
                names=said.names,
                measures=said.measures,
                lines=(said.lines[0], rules.Line(size="55", cells={"pad": "61"})),
            ),
            public_id=guide.public_id,
            by=BY,
            at=AT,
        )

    assert SizeLine.objects.get(size="45").pk == kept.pk
    lines = Trail.objects.filter(table_name="catalog_sizeline", pk__gt=before)
    assert [(row.operation, row.before, row.after) for row in lines] == [
        ("update", {"cells": {"pad": "60-62"}}, {"cells": {"pad": "61"}})
    ]


def test_what_a_guide_holds_for_is_told_anew() -> None:
    family = build.make_attributes()
    key = goods.make_product("Linen", family=family).product_id
    other = goods.make_product("Mug", sku="MUG-2").product_id
    build.make_guide(uses={"families": [family.pk]})
    StaleProduct.objects.all().delete()

    row = OutboxEvent.objects.filter(name="catalog.size_guide_changed").latest("id")
    with db.transaction():
        search.mark_stale_sized(
            families=row.payload["families"],
            categories=row.payload["categories"],
            product_ids=row.payload["products"],
            at=AT,
        )

    assert row.payload["families"] == [family.pk]
    marked = list(StaleProduct.objects.values_list("product_id", flat=True))
    assert (key in marked, other in marked) == (True, False)


def test_something_has_one_guide_only() -> None:
    family = build.make_attributes()
    build.make_guide(uses={"families": [family.pk]})
    other = build.make_guide(names={"en": "Others"})

    with pytest.raises(actions.OtherGuide) as refused, db.transaction():
        actions.hold_for(
            public_id=other.public_id, uses=actions.Uses(families=[family.pk]), by=BY, at=AT
        )

    assert refused.value.field == "families"
    assert not SizeGuideUse.objects.filter(guide=other).exists()


def test_refuses_unknown_guides_and_products_and_changes_nothing() -> None:
    key = goods.make_product("Linen").product_id
    with pytest.raises(queries.UnknownGuide), db.transaction():
        actions.differ(product_id=key, public_id="sg_none", by=BY, at=AT)
    with pytest.raises(UnknownProduct), db.transaction():
        actions.inherit(product_id=0, by=BY, at=AT)
    with pytest.raises(rules.BadGuide), db.transaction():
        actions.keep(guide=rules.Guide(names={}), by=BY, at=AT)
    assert not SizeGuide.objects.exists()
    assert not SizeGuideUse.objects.exists()


def test_a_guide_thrown_away_leaves_the_next_one_up() -> None:
    family = build.make_attributes()
    wide = build.make_guide(uses={"families": [family.pk]})
    key = goods.make_product("Linen", family=family).product_id
    own = build.make_guide(uses={"products": [key]})

    with db.transaction():
        actions.discard(public_id=own.public_id, by=BY, at=AT)

    found = queries.guide_of(key)
    assert found is not None
    assert found.public_id == wide.public_id
