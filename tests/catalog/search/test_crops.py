"""Crops keep the point staff chose, and the picture's own color stands there before it has come."""

import pytest

from catalog.assets import actions as assets
from catalog.assets.models import Asset
from catalog.products import actions as products
from commerce import db
from tests.builders import orders as orders_build
from tests.builders import storefront as build
from tests.builders.commerce import AT

pytestmark = pytest.mark.django_db


def hang(front: build.Storefront, *, focus: tuple[int, int]) -> Asset:
    asset = Asset.objects.create(
        key="k" * 32, checksum="c" * 64, width=800, height=1000, color="#b5651d",
        alts={"en": "A mug on a table"}, created_at=AT,
    )  # fmt: skip
    with db.transaction():
        products.show_pictures(
            product_id=front.mug.product_id,
            pictures=[(asset.pk, None)],
            by=orders_build.STAFF,
            at=AT,
        )
        assets.describe(public_id=asset.public_id, focus=focus, by=orders_build.STAFF, at=AT)
    build.light()
    return asset


def test_the_focal_point_is_kept_in_the_crops_of_lists_and_of_the_product() -> None:
    """2.5 and 3.2: merchants' pictures go through the same slots, with their focal point."""
    front = build.open_storefront()
    hang(front, focus=(20, 81))

    shelf = front.client.get("/c/mugs/").content.decode()
    page = front.client.get("/p/blue-mug/").content.decode()

    assert '<img class="fx-2 fy-8" src="/pictures/' in shelf
    assert '<rect width="100%" height="100%" fill="#b5651d"/>' in shelf
    assert '<img id="picture" class="fx-2 fy-8"' in page
    assert 'data-focus="fx-2 fy-8"' not in page  # one picture needs no thumbnails
    assert "320.avif 320w" in page
    assert "640.avif 640w" in page


def test_a_picture_looked_at_in_its_middle_needs_no_classes() -> None:
    front = build.open_storefront()
    hang(front, focus=(50, 50))

    shelf = front.client.get("/c/mugs/").content.decode()

    assert 'class="fx-' not in shelf


def test_the_second_picture_of_a_card_is_another_one() -> None:
    """L1: one picture may stand for the product and for a version of it, and is not shown twice."""
    front = build.open_storefront()
    first, second = (
        Asset.objects.create(
            key=key * 32, checksum=key * 64, width=800, height=1000, color="#b5651d",
            alts={"en": f"Picture {key}"}, created_at=AT,
        )
        for key in "ab"
    )  # fmt: skip
    with db.transaction():
        products.show_pictures(
            product_id=front.mug.product_id,
            pictures=[(first.pk, None), (first.pk, front.mug.pk), (second.pk, None)],
            by=orders_build.STAFF,
            at=AT,
        )
    build.light()

    shelf = front.client.get("/c/mugs/").content.decode()

    assert f'class="card__second" src="/pictures/{"b" * 32}/' in shelf
    assert f'class="card__second" src="/pictures/{"a" * 32}/' not in shelf
