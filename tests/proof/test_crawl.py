"""A search engine's walk through the demo, in every language: nothing it finds is broken."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings

from commerce.crawl import leaks, walking
from commerce.management.commands.crawl_storefront import Lines
from commerce.storefront.paths import in_language, language_of
from tests.proof.house import House

# Of questions and of parts that hang on every product, so many of a kind and language are walked.
ALIKE = 2


@pytest.mark.browser
@pytest.mark.timeout(600)
def test_every_page_that_can_be_found_is_whole(house: House) -> None:
    """SEO1-SEO5: no broken link, one h1, unique titles and descriptions, alt texts, no word left untranslated."""
    languages = [code for code, _name in settings.LANGUAGES]

    found = walking.walk(
        Lines(house.base).fetch,
        base=house.base,
        starts=[in_language("/", code) for code in languages],
        alike=ALIKE,
        together=2,
        told=leaks.untranslated,
    )

    assert found.faults == []
    walked = {language_of(urlsplit(url).path) for url in found.pages}
    assert walked == set(languages)
    assert len(found.mapped) > 900
    assert len(found.pages) > len(found.mapped)
