"""Slugs of every alphabet."""

import pytest

from commerce import slugs


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Café au lait", "cafe-au-lait"),
        ("Große Schüssel", "grosse-schuessel"),
        ("Œuf d’été", "oeuf-d-ete"),
        ("Geschäfts\N{SOFT HYPHEN}bedingungen", "geschaeftsbedingungen"),
        ("مزهرية قمرية Runa", "مزهرية-قمرية-runa"),
        ("مَزْهَرِيَّة", "مزهرية"),
        ("  --  ", ""),
        ("a_b/c", "a-b-c"),
    ],
)
def test_names_become_slugs_that_their_readers_expect(name: str, slug: str) -> None:
    """I18N5: slugs are diacritic-aware."""
    assert slugs.slug_of(name) == slug


def test_a_slug_is_at_most_a_hundred_letters() -> None:
    assert len(slugs.slug_of("ab " * 100)) <= slugs.LONGEST
