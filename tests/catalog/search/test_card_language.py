"""Words that fell back to another language say which one it is (I18N5)."""

import re

import pytest

from tests.builders import catalog as goods
from tests.builders import storefront

pytestmark = pytest.mark.django_db


def test_a_card_says_which_language_its_name_fell_back_to() -> None:
    front = storefront.open_storefront()
    goods.make_product(
        "Only English",
        sku="EN-1",
        channel=front.shop.channel,
        words={"en": {"name": "Only English"}},
    )
    storefront.light()

    german = front.client.get("/de/products/").content.decode()
    english = front.client.get("/products/").content.decode()

    assert re.search(r'<a href="/de/p/only-english/" lang="en" dir="auto">Only English</a>', german)
    assert '<a href="/de/p/blue-mug/">Blue mug</a>' in german
    assert '<a href="/p/only-english/">Only English</a>' in english
