"""Numbers as people type them."""

import pytest

from commerce.money import reading


@pytest.mark.parametrize(
    ("typed", "language", "plain"),
    [
        ("12.50", "en", "12.50"),
        ("12,50", "de", "12.50"),
        ("12,50", "en", "12.50"),
        ("1.234,50", "de", "1234.50"),
        ("1,234.50", "en", "1234.50"),
        ("1.234", "de", "1234"),
        ("1,234", "en", "1234"),
        ("1.234", "en", "1.234"),
        ("1 234,5", "fr", "1234.5"),
        ("1\u202f234,5", "fr", "1234.5"),
        ("١٢٫٥", "ar", "12.5"),
        ("1,2,3", "en", "123"),
        ("-3,5", "de", "-3.5"),
        ("ten", "en", "ten"),
        ("", "de", ""),
    ],
)
def test_reads_local_signs(typed: str, language: str, plain: str) -> None:
    """I18N3: inputs accept the local decimal comma."""
    assert reading.plain(typed, language) == plain


def test_says_the_local_decimal_sign() -> None:
    assert [reading.decimal_sign(one) for one in ("en", "de", "fr")] == [".", ",", ","]
