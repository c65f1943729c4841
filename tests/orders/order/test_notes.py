"""A note is made fit to be kept and read, whatever somebody types."""

import pytest

from orders.order.rules import notes


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ring twice \r\n\r\n\r\n\r\nthanks\t!  ", "Ring twice\n\nthanks !"),
        ("a\x00b\x07c\u202ed\u2066e\ue000f", "abcdef"),
        ("<script>alert(1)</script>{{ 7*7 }}", "<script>alert(1)</script>{{ 7*7 }}"),
        ("اترك الطرد عند الجيران", "اترك الطرد عند الجيران"),
        ("👩‍🎨 ok", "👩‍🎨 ok"),
        (" \n ", ""),
    ],
)
def test_keeps_words_and_drops_what_disturbs(typed: str, kept: str) -> None:
    """O4: hostile strings safe; scripts of all languages stay as they are."""
    assert notes.tidy(typed) == kept


def test_refuses_what_nobody_reads_while_packing() -> None:
    assert notes.tidy("x" * 500) == "x" * 500
    with pytest.raises(notes.NoteTooLong) as refusal:
        notes.tidy("x" * 501)
    assert refusal.value.data["most"] == 500
