"""Order numbers as people write them."""

import pytest

from orders.order.rules import numbers


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("EU-103743", "EU-103743"),
        (" eu-103743 ", "EU-103743"),
        ("eu 103743", "EU-103743"),
        ("#EU103743", "EU-103743"),
        ("EU \N{EN DASH} 103743", "EU-103743"),
        ("EU2-103743", "EU2-103743"),
        ("103743", "103743"),
        ("nonsense", "NONSENSE"),
        ("", ""),
        ("x" * 60, "X" * 40),
    ],
)
def test_a_number_is_known_however_it_is_written(written: str, meant: str) -> None:
    """X17: spaces, dashes and case do not matter."""
    assert numbers.as_stored(written) == meant
