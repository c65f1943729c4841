from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Count

from catalog.demo import hanging, planting
from catalog.products.models import Picture, Product, Variant
from catalog.publishing import queries
from catalog.publishing.models import Publication
from catalog.publishing.rules import gaps
from commerce import db as transactions
from commerce.channels import queries as channels
from commerce.identity.actor import Actor
from commerce.management.commands.seed_channels import CHANNELS
from tests.builders import commerce as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def planted(db: None, actor: Actor, at: datetime) -> list[Product]:
    for code, columns in CHANNELS.items():
        build.make_channel(code=code, **columns)
    with transactions.transaction():
        return planting.plant(by=actor, at=at)


def test_writes_every_product_priced_and_published_in_every_channel(
    planted: list[Product],
) -> None:
    assert len(planted) == 240
    assert Publication.objects.filter(state="published").count() == 960
    assert Variant.objects.filter(prices__isnull=True).count() == 0


def test_leaves_no_gap_that_would_hold_a_product_back(planted: list[Product], at: datetime) -> None:
    for code in CHANNELS:
        channel = channels.get_channel(code)
        for row in planted[::23]:
            draft = queries.draft_of(row, channel=channel, at=at)
            assert gaps(draft, languages=channel.languages) == ()


def test_a_second_run_changes_nothing(planted: list[Product], actor: Actor, at: datetime) -> None:
    before = list(Product.objects.order_by("pk").values_list("pk", "version", "updated_at"))

    with transactions.transaction():
        assert planting.plant(by=actor, at=at) == []

    assert list(Product.objects.order_by("pk").values_list("pk", "version", "updated_at")) == before


def test_words_the_axes_of_variants_in_every_language(planted: list[Product]) -> None:
    variant = Variant.objects.get(gtin="2290000000010")

    assert variant.options == {
        "en": "Teal / Small",
        "de": "Petrol / Klein",
        "fr": "Bleu canard / Petit",
        "ar": "أزرق مخضر / صغير",
    }


def test_every_variant_and_every_product_hangs_with_its_pictures(
    planted: list[Product], actor: Actor, at: datetime, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    hanging.take_in(by=actor, at=at)

    with transactions.transaction():
        hanging.hang(product_ids=[row.pk for row in planted])

    assert not Variant.objects.filter(pictures__isnull=True).exists()
    shared = Picture.objects.filter(variant__isnull=True)
    assert shared.count() == 3 * len(planted)
    counts = Picture.objects.values("product").annotate(many=Count("asset", distinct=True))
    assert min(one["many"] for one in counts) >= 4
    drawings = Picture.objects.filter(asset__key__endswith="--measured")
    assert set(drawings.values_list("asset__focal_y", flat=True)) == {80}
    assert hanging.take_in(by=actor, at=at) == 0
