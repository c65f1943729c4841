"""Titles and summaries that search engines show whole (SEO1)."""

import pytest

from commerce.storefront import heads


@pytest.mark.parametrize(
    ("text", "fitted"),
    [
        ("Mugs · Kontor", "Mugs · Kontor"),
        (f"{'a' * 52} · Kontor", "a" * 52),
        (f"{'word ' * 20}· Kontor", f"{' '.join(['word'] * 12)}\u2026"),
        ("x" * 80, "x" * 59 + "\u2026"),
    ],
)
def test_a_title_gives_up_the_shop_first_then_whole_words(text: str, fitted: str) -> None:
    assert heads.title(text) == fitted
    assert len(fitted) <= 60


def test_a_summary_ends_with_a_whole_word() -> None:
    told = heads.summary("Thrown by hand in a small workshop. " * 8)

    assert len(told) <= 155
    assert told.endswith("by\u2026")


def test_markup_is_read_as_text_without_what_runs() -> None:
    assert heads.plain("<p>Salt &amp;\n clay</p><script>alert(1)</script> ") == "Salt & clay"


def test_a_head_has_no_soft_hyphens() -> None:
    """SEO1: a title may say where its words break; search engines get the plain words."""
    assert heads.plain("<b>Geschäfts\N{SOFT HYPHEN}bedingungen</b>") == "Geschäftsbedingungen"
