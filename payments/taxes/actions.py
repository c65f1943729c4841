"""Writing rates down."""

from datetime import date
from decimal import Decimal

from commerce import db
from payments.taxes import queries
from payments.taxes.models import TaxClass, TaxRate

CLASSES = {
    "standard": "Standard goods",
    "reduced": "Reduced: food and the like",
    "books": "Books and printed matter",
    "zero": "Zero rated",
    "shipping": "Delivery",
}
# country: standard, reduced (food and the like), books, in percent, and since when.
_RATES: dict[str, tuple[str, str, str, date]] = {
    "DE": ("19", "7", "7", date(2021, 1, 1)),
    "AT": ("20", "10", "10", date(2016, 1, 1)),
    "FR": ("20", "5.5", "5.5", date(2014, 1, 1)),
    "NL": ("21", "9", "9", date(2019, 1, 1)),
    "IT": ("22", "10", "4", date(2013, 10, 1)),
    "ES": ("21", "10", "4", date(2012, 9, 1)),
    "BE": ("21", "6", "6", date(2000, 1, 1)),
    "IE": ("23", "13.5", "0", date(2021, 3, 1)),
    "LU": ("17", "8", "3", date(2024, 1, 1)),
    "PL": ("23", "8", "5", date(2011, 1, 1)),
    "DK": ("25", "25", "25", date(1992, 1, 1)),
    "SE": ("25", "12", "6", date(1996, 1, 1)),
    "GB": ("20", "5", "0", date(2011, 1, 4)),
    "JP": ("10", "8", "10", date(2019, 10, 1)),
    # No federal sales tax; a state the house has to collect for gets a rate of its own one day.
    "US": ("0", "0", "0", date(2011, 1, 1)),
    "CH": ("8.1", "2.6", "2.6", date(2024, 1, 1)),
}


@db.transaction_required
def seed_rates() -> int:
    """This writes the classes and rates a house starts with; what is there stays.

    Returns how many rates are new.
    """
    classes = {
        code: TaxClass.objects.get_or_create(code=code, defaults={"name": name})[0]
        for code, name in CLASSES.items()
    }
    fresh = 0
    for country, (standard, reduced, books, since) in _RATES.items():
        by_class = {
            "standard": standard,
            "shipping": standard,
            "reduced": reduced,
            "books": books,
            "zero": "0",
        }
        for code, percent in by_class.items():
            fresh += _seed(classes[code], country, percent, standard=standard, since=since)
    queries.forget()
    return fresh


def _seed(tax_class: TaxClass, country: str, percent: str, *, standard: str, since: date) -> int:
    if TaxRate.objects.filter(country=country, tax_class=tax_class).exists():
        return 0
    rate = Decimal(percent) / 100
    kind = "zero" if not rate else "standard" if percent == standard else "reduced"
    TaxRate.objects.create(
        country=country, tax_class=tax_class, rate=rate, kind=kind, valid_from=since
    )
    return 1
