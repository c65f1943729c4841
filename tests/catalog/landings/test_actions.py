"""Naming a choice of filters: what is refused leaves nothing behind."""

from typing import Any

import pytest

from catalog.landings import rules
from catalog.models import Landing, LandingSlug
from catalog.taxonomy.queries import UnknownCategory
from commerce.audit.models import Trail
from tests.builders import landings as build

pytestmark = pytest.mark.django_db


def test_it_keeps_filters_in_one_order_and_makes_slugs_of_headings() -> None:
    build.open_vases()

    row = build.make_landing(chosen={"color": ["sky", "ink", "sky"]})

    assert (row.chosen, row.key) == ({"color": ["ink", "sky"]}, "color=ink&color=sky")
    assert set(LandingSlug.objects.values_list("language", "slug", "current")) == {
        ("en", "blue-vases", True),
        ("de", "blaue-vasen", True),
    }
    assert Trail.objects.filter(table_name="catalog_landing", operation="insert").count() == 1


@pytest.mark.parametrize(
    ("over", "error"),
    [
        ({"category": "moon"}, UnknownCategory),
        ({"chosen": {}}, rules.BadLanding),
        ({"chosen": {"flavor": ["sweet"]}}, rules.BadLanding),
        ({"chosen": {"color": ["pink"]}}, rules.BadLanding),
        ({"chosen": {"available": ["yes"]}}, rules.BadLanding),
        ({"words": {}}, rules.BadLanding),
        ({"words": {"en": {"heading": " "}}}, rules.BadLanding),
        ({"words": {"en": {"heading": "!!!"}}}, rules.BadLanding),
        ({"words": {"en": {"heading": "x" * 81}}}, rules.BadLanding),
        ({"words": {"en": {"heading": "Blue", "color": "x"}}}, rules.BadLanding),
        ({"words": {"en": {"heading": "Blue\x00"}}}, rules.BadLanding),
    ],
)
def test_what_does_not_fit_is_refused(over: dict[str, Any], error: type[Exception]) -> None:
    build.open_vases()

    with pytest.raises(error):
        build.make_landing(**over)

    assert not Landing.objects.exists()


def test_the_same_choice_or_slug_is_named_once() -> None:
    build.open_vases()
    build.make_landing()

    with pytest.raises(rules.LandingExists):
        build.make_landing(chosen={"color": ["ink", "sky"]}, words={"en": {"heading": "Azure"}})
    with pytest.raises(rules.SlugTaken):
        build.make_landing(chosen={"color": ["rust"]})

    assert Landing.objects.count() == 1


def test_a_retired_page_makes_room_for_another() -> None:
    build.open_vases()
    old = build.make_landing()
    build.retire(old)

    new = build.make_landing()

    assert new.pk != old.pk
    assert set(LandingSlug.objects.values_list("landing_id", flat=True)) == {new.pk}


def test_a_slug_of_the_past_is_kept_until_somebody_needs_it_back() -> None:
    build.open_vases()
    row = build.make_landing(words={"en": {"heading": "Azure vases"}})

    build.make_landing(public_id=row.public_id, words={"en": {"heading": "Blue vases"}})
    build.make_landing(public_id=row.public_id, words={"en": {"heading": "Azure vases"}})

    assert set(LandingSlug.objects.values_list("slug", "current")) == {
        ("azure-vases", True),
        ("blue-vases", False),
    }
