"""Figures as people read them."""

import pytest
from django.template.defaultfilters import filesizeformat
from django.utils import translation

from commerce.money import wording


@pytest.mark.parametrize(
    ("value", "language", "said"),
    [("4.6", "en", "4.6"), ("4.6", "de", "4,6"), ("4.0", "fr", "4,0"), ("4.0", "ar", "4.0")],
)
def test_figures_are_written_as_prices_are(value: str, language: str, said: str) -> None:
    """I18N: ratings beside prices follow one rule, CLDR per locale."""
    assert wording.figure(value, language, pattern="0.0") == said
    decimal = "," if "," in wording.worded(1250, "EUR", language) else "."
    assert decimal in said


def test_arabic_pages_write_every_number_in_one_way() -> None:
    with translation.override("ar"):
        assert filesizeformat(1536).startswith("1.5")
    with translation.override("de"):
        assert filesizeformat(1536).startswith("1,5")


@pytest.mark.parametrize(
    ("value", "unit", "language", "said"),
    [
        ("23.5", "cm", "en", "23.5 cm"),
        ("23.5", "cm", "de", "23,5 cm"),
        ("1200", "ml", "fr", "1\u202f200 ml"),
        ("23.5", "cm", "ar", "23.5 سم"),
        ("40", "lm", "ar", "40 lm"),
        ("3", "", "de", "3"),
    ],
)
def test_measures_are_written_as_the_language_does(
    value: str, unit: str, language: str, said: str
) -> None:
    """I18N3: numbers and units."""
    assert wording.measure(value, unit, language) == said
