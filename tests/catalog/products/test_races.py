"""Two products of one name, made at the same moment: each keeps an address of its own."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from catalog.products import actions
from catalog.products.models import Product, ProductSlug
from commerce import db
from tests.builders import catalog as build
from tests.builders import commerce, races
from tests.builders.commerce import AT

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
WORDS = {"en": {"name": "Blue mug"}, "de": {"name": "Blauer Becher"}}


def make(**more: object) -> Product:
    return actions.create_product(words={**WORDS, **more}, by=build.BY, at=AT)


def make_apart(**more: object) -> Product:
    with db.transaction():
        return make(**more)


def test_a_name_that_two_give_at_once_leads_to_the_first() -> None:
    commerce.make_channel()
    with ThreadPoolExecutor(1) as pool:
        with db.transaction():
            first = make()
            making = pool.submit(races.apart, make_apart)
            races.wait_for_a_lock()
        second = making.result()

    tail = second.public_id[-6:]
    assert set(ProductSlug.objects.filter(current=True).values_list("product_id", "slug")) == {
        (first.pk, "blue-mug"), (first.pk, "blauer-becher"),
        (second.pk, f"blue-mug-{tail}"), (second.pk, f"blauer-becher-{tail}"),
    }  # fmt: skip
    assert Product.objects.get(pk=second.pk).words["en"]["slug"] == f"blue-mug-{tail}"


def test_an_address_that_two_ask_for_at_once_is_refused_to_the_second() -> None:
    commerce.make_channel()
    asked = {"en": {"name": "Mug", "slug": "mug"}}
    with ThreadPoolExecutor(1) as pool:
        with db.transaction():
            make(**asked)
            making = pool.submit(races.apart, lambda: make_apart(**asked))
            races.wait_for_a_lock()
        refused = making.exception()

    assert isinstance(refused, actions.SlugTaken)
    assert refused.field == "words/en/slug"
    assert Product.objects.count() == 1
