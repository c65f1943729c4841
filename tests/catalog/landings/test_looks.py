"""Whoever asks for a color sees goods in that color (L1, L2)."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Asset, Picture, Variant
from catalog.products.models import Product
from commerce import memo
from tests.builders import catalog as goods
from tests.builders import landings as build
from tests.builders import storefront
from tests.builders.commerce import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def front() -> storefront.Storefront:
    """A vase in rust and in sky, each with its own picture; rust is shown first."""
    found = build.open_vases(blue=1, rust=1)
    product = Product.objects.get(variants__sku="VASE-1")
    goods.add_variant(
        product, sku="VASE-1-SKY", channel=found.shop.channel, values={"color": "sky"}
    )
    Variant.objects.filter(sku="VASE-1").update(values={"color": "rust"})
    for place, (sku, key) in enumerate((("VASE-1", "rustrust"), ("VASE-1-SKY", "skysky"))):
        asset = Asset.objects.create(
            key=key, checksum=key, width=1200, height=1500, created_at=AT,
            alts={"en": f"Vase, {key}"},
        )  # fmt: skip
        variant = Variant.objects.get(sku=sku)
        Picture.objects.create(product=product, variant=variant, asset=asset, position=place)
    storefront.light()
    memo.forget_all()
    return found


def card(front: Any, path: str) -> str:
    text = front.client.get(path).content.decode()
    [found] = [
        one for one in re.findall(r'<li class="card".*?</li>', text, re.DOTALL) if "Vase 01" in one
    ]
    return str(found)


def test_a_card_shows_the_version_that_was_asked_for(front: Any) -> None:
    plain, blue = card(front, "/c/vases/"), card(front, "/c/vases/?color=sky")

    assert 'src="/pictures/rustrust/' in plain
    assert 'href="/p/vase-01/"' in plain
    assert 'src="/pictures/skysky/' in blue
    assert 'alt="Vase, skysky"' in blue
    assert 'class="card__second" src="/pictures/rustrust/' in blue
    assert 'href="/p/vase-01/?color=sky"' in blue


def test_a_landing_page_shows_it_too(front: Any) -> None:
    build.make_landing()

    assert 'src="/pictures/skysky/' in card(front, "/c/vases/blue-vases/")


def test_it_takes_one_statement_for_any_number_of_goods(front: Any) -> None:
    counts = []
    for turn in range(2):
        front.client.get("/c/vases/?color=sky")
        with CaptureQueriesContext(connection) as seen:
            front.client.get("/c/vases/?color=sky")
        counts.append(len(seen))
        for number in range(5):
            goods.make_product(
                f"More {turn}-{number}", sku=f"MORE-{turn}-{number}", channel=front.shop.channel,
                category="vases", values={"color": "sky"},
            )  # fmt: skip
        storefront.light()

    assert counts[0] == counts[1]
