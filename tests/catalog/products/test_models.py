"""What a product is called where its row is shown."""

import pytest
from django.utils import translation

from catalog.products.models import Product


@pytest.mark.parametrize(
    ("words", "reader", "name"),
    [
        ({"ar": {"name": "كوب"}, "de": {"name": "Becher"}, "en": {"name": "Mug"}}, "de", "Becher"),
        ({"ar": {"name": "كوب"}, "en": {"name": "Mug"}}, "fr", "Mug"),
        ({"ar": {"name": "كوب"}}, "en", "كوب"),
        ({}, "en", "prd_1"),
    ],
)
def test_a_product_is_named_in_the_readers_language(
    words: dict[str, dict[str, str]], reader: str, name: str
) -> None:
    with translation.override(reader):
        assert str(Product(public_id="prd_1", words=words)) == name
