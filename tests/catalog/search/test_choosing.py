"""Which version a plain GET means."""

from catalog.search.pages.product import chosen_variant


def row(public_id: str, color: str, size: str, stock: str = "in_stock") -> dict[str, object]:
    return {"id": public_id, "values": {"color": color, "size": size}, "stock": stock}


SHEET = {
    "variants": [
        row("a", "blue", "small", "none"),
        row("b", "blue", "large"),
        row("c", "red", "small"),
    ]
}


def test_shows_the_first_one_in_stock_unasked() -> None:
    assert chosen_variant(SHEET, {"color": "", "size": ""}, now="")["id"] == "b"


def test_finds_the_exact_version_even_when_sold_out() -> None:
    """P3: sold out stays clickable."""
    assert chosen_variant(SHEET, {"color": "blue", "size": "small"}, now="b")["id"] == "a"


def test_the_latest_choice_wins_over_a_clashing_earlier_one() -> None:
    """P3: red exists only small; choosing red while large is shown resets the size."""
    assert chosen_variant(SHEET, {"color": "red", "size": "large"}, now="b")["id"] == "c"


def test_ignores_values_that_do_not_exist() -> None:
    assert chosen_variant(SHEET, {"color": "moon", "size": "large"}, now="")["id"] == "b"
