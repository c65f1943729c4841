"""The same thing in another language: direct links, direct switches."""

import pytest
from babel.messages import Catalog

from catalog.search.rules import words
from commerce.management.commands import messages
from tests.builders import storefront as build

pytestmark = pytest.mark.django_db


def test_the_switch_leads_to_the_translated_address() -> None:
    """I18N1, N4: the counterpart's own slug, the question kept."""
    front = build.open_storefront()

    answer = front.client.post(
        "/preferences/", {"language": "de", "next": "/c/mugs/?available=yes"}
    )

    assert answer["Location"] == "/de/c/becher/?available=yes"


def test_hreflang_names_the_translated_address() -> None:
    """I18N1: no detour for crawlers."""
    front = build.open_storefront()

    page = front.client.get("/c/mugs/").content.decode()

    assert 'hreflang="de" href="http://testserver/de/c/becher/"' in page


def test_content_in_another_language_says_so() -> None:
    """I18N5: content fallbacks are marked with lang."""
    front = build.open_storefront()

    foreign = front.client.get("/fr/p/blue-mug/", follow=True).content.decode()
    own = front.client.get("/p/blue-mug/").content.decode()

    assert '<h1 class="product__title" lang="en" dir="auto">Blue mug</h1>' in foreign
    assert '<h1 class="product__title">Blue mug</h1>' in own


def test_what_is_nowhere_leads_to_the_front_and_says_so() -> None:
    """I18N1: nearest parent with notice."""
    front = build.open_storefront()

    answer = front.client.post("/preferences/", {"language": "de", "next": "/p/no-such-thing/"})

    assert answer["Location"] == "/de/"
    page = front.client.get("/de/track/").content.decode()
    assert "Das gibt es hier nicht. Dies kommt ihm am nächsten." in page


@pytest.mark.parametrize(
    ("typed", "written"), [("مزهريه", "مزهرية"), ("أحمر", "احمر"), ("مَزهَريّة", "مزهرية")]
)
def test_arabic_is_found_as_people_type_it(typed: str, written: str) -> None:
    """I18N5: alef, teh marbuta and vowel signs make no difference."""
    assert words.fold(typed, "ar") == words.fold(written, "ar")


def test_a_translation_that_lost_a_form_or_a_value_is_named() -> None:
    """I18N2: six forms in Arabic, and every value of the text."""
    known = Catalog(locale="ar")
    known.add(("%(n)d cup", "%(n)d cups"), ("كوب", "", "", "", "", "%(n)d كوب"))
    known.add("For %(name)s", "من أجل %(nome)s")

    found = {one.id: messages.faults(one, known) for one in known if one.id}

    assert len(found["%(n)d cup", "%(n)d cups"]) == 1
    assert len(found["For %(name)s"]) == 2
