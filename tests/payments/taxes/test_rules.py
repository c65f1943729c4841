"""Which country's tax, and what it makes of an amount."""

from decimal import Decimal

import pytest

from commerce.money import Money, Taxed
from payments.taxes import rules
from tests.builders.payments import eur, make_line

RATES: rules.Rates = {
    ("DE", "standard"): (Decimal("0.19"), "standard"),
    ("DE", "reduced"): (Decimal("0.07"), "reduced"),
    ("AT", "standard"): (Decimal("0.20"), "standard"),
    ("IE", "books"): (Decimal(0), "zero"),
    ("IE", "standard"): (Decimal("0.23"), "standard"),
    ("GB", "standard"): (Decimal("0.20"), "standard"),
    ("JP", "standard"): (Decimal("0.10"), "standard"),
}
AUSTRIAN_FIRM = "ATU13585627"


@pytest.mark.parametrize(
    ("origin", "destination", "vat_id", "why"),
    [
        ("DE", "DE", "", "domestic"),
        ("DE", "DE", "DE136695976", "domestic"),
        ("DE", "AT", "", "distance"),
        ("DE", "AT", AUSTRIAN_FIRM, "reverse_charge"),
        ("DE", "AT", "atu 135 85627", "reverse_charge"),
        ("DE", "AT", "ATU13585628", "distance"),
        ("DE", "AT", "DE136695976", "distance"),
        ("DE", "GB", "", "export"),
        ("DE", "CH", "", "export"),
        ("GB", "GB", "", "domestic"),
        ("GB", "DE", "DE136695976", "export"),
    ],
)
def test_says_why(origin: str, destination: str, vat_id: str, why: str) -> None:
    supply = rules.Supply(origin=origin, destination=destination, vat_id=vat_id)

    assert rules.treatment(supply) == why


@pytest.mark.parametrize(
    ("country", "vat_id", "net", "tax", "gross", "rate", "treatment"),
    [
        ("DE", "", 10000, 1900, 11900, "0.19", "standard"),
        ("AT", "", 9917, 1983, 11900, "0.20", "standard"),
        ("AT", AUSTRIAN_FIRM, 10000, 0, 10000, "0", "reverse_charge"),
        ("CH", "", 10000, 0, 10000, "0", "export"),
    ],
)
def test_a_price_with_tax_stays_what_the_shopper_saw_or_loses_the_origin_s_tax(
    country: str, vat_id: str, net: int, tax: int, gross: int, rate: str, treatment: str
) -> None:
    supply = rules.Supply(origin="DE", destination=country, vat_id=vat_id)

    (line,) = rules.assess(lines=(make_line("a", 11900),), supply=supply, rates=RATES)

    assert line.taxed == Taxed(eur(net), eur(tax), eur(gross))
    assert (line.rate, line.treatment, line.key) == (Decimal(rate), treatment, "a")


def test_a_net_price_gets_the_destination_s_tax_on_top() -> None:
    supply = rules.Supply(origin="DE", destination="IE")
    lines = (
        make_line("lamp", 9999, includes_tax=False),
        make_line("book", 2000, includes_tax=False, tax_class="books"),
        make_line("tea", 1000, includes_tax=False, tax_class="reduced"),
    )

    lamp, book, tea = rules.assess(lines=lines, supply=supply, rates=RATES)

    assert lamp.taxed == Taxed(eur(9999), eur(2300), eur(12299))
    assert (book.taxed.tax, book.treatment) == (eur(0), "zero")
    assert (tea.taxed.tax, tea.treatment) == (eur(230), "standard")


def test_lines_are_rounded_one_by_one_in_the_currency_s_digits() -> None:
    """Invariant 16."""
    supply = rules.Supply(origin="JP", destination="JP")
    lines = tuple(make_line(str(n), 0, amount=Money(105, "JPY")) for n in range(3))

    taxed = rules.assess(lines=lines, supply=supply, rates=RATES)

    assert [line.taxed.tax for line in taxed] == [Money(10, "JPY")] * 3


def test_a_country_without_rates_is_refused() -> None:
    supply = rules.Supply(origin="DE", destination="FR")

    with pytest.raises(rules.NoTaxRate):
        rules.assess(lines=(make_line("a", 100),), supply=supply, rates=RATES)
