"""Where tax is due, and what it makes of an amount: pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from stdnum.eu import vat

from commerce.errors import Refused
from commerce.money import Taxed
from payments.contracts import TaxableLine, TaxedLine

EU = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
    ]
)
NOTHING = Decimal(0)
# Supplies that bear no tax here, so that the origin's is taken out of prices that include it.
UNTAXED = frozenset(["export", "reverse_charge"])

# (country, tax class) -> (rate as a share, kind: standard, reduced, zero)
Rates = Mapping[tuple[str, str], tuple[Decimal, str]]


class NoTaxRate(Refused):
    """No rate is known for this country and class."""

    code = "no_tax_rate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """A supply of goods: whence, where to, and the buyer's VAT number if there is one."""

    origin: str
    destination: str
    vat_id: str = ""


def treatment(supply: Supply) -> str:
    """This says why a supply is taxed as it is: domestic, distance, reverse_charge or export.

    Within the EU consumers pay their own country's tax (distance sale, one-stop shop); firms in
    another country of the EU with a valid VAT number owe it themselves; beyond, it is an export.
    """
    if supply.destination == supply.origin:
        return "domestic"
    if supply.origin in EU and supply.destination in EU:
        return "reverse_charge" if is_vat_id_of(supply.vat_id, supply.destination) else "distance"
    return "export"


def is_vat_id_of(vat_id: str, country: str) -> bool:
    """This checks form and check digits of a VAT number of one country of the EU."""
    number = vat_id.replace(" ", "").upper()
    prefix = {"GR": "EL"}.get(country, country)
    return number.startswith(prefix) and bool(vat.is_valid(number))


def assess(
    *, lines: tuple[TaxableLine, ...], supply: Supply, rates: Rates
) -> tuple[TaxedLine, ...]:
    """This taxes lines one by one, each rounded half up to the minor unit.

    A price that includes tax stays what the shopper saw, whatever the destination's rate; for
    exports and reverse charge the origin's tax is taken out of it.

    Raises:
        NoTaxRate: for a country and class without a rate.
    """
    why = treatment(supply)
    return tuple(_assess_line(line, supply=supply, why=why, rates=rates) for line in lines)


def untaxed(*, origin: str, countries: Iterable[str], rates: Rates) -> frozenset[str]:
    """This names the countries into which consumers cannot be sold anything, because no rate is known."""
    return frozenset(
        country
        for country in countries
        if (_rated_in(Supply(origin=origin, destination=country)), "standard") not in rates
    )


def _rated_in(supply: Supply, why: str = "") -> str:
    """The country whose rates a supply is worked out with; untaxed ones are freed of the origin's."""
    untaxed = (why or treatment(supply)) in UNTAXED
    return supply.origin if untaxed else supply.destination


def _assess_line(line: TaxableLine, *, supply: Supply, why: str, rates: Rates) -> TaxedLine:
    rate, kind = rate_of(rates, country=_rated_in(supply, why), tax_class=line.tax_class)
    if why in UNTAXED:
        net = Taxed.from_gross(line.amount, rate).net if line.includes_tax else line.amount
        free = Taxed.from_net(net, NOTHING)
        return TaxedLine(key=line.key, taxed=free, rate=NOTHING, treatment=why)
    make = Taxed.from_gross if line.includes_tax else Taxed.from_net
    return TaxedLine(key=line.key, taxed=make(line.amount, rate), rate=rate, treatment=kind)


def rate_of(rates: Rates, *, country: str, tax_class: str) -> tuple[Decimal, str]:
    """This finds a country's rate for a class; a class it does not reduce is taxed in full.

    Raises:
        NoTaxRate: when the country is not known at all.
    """
    found = rates.get((country, tax_class)) or rates.get((country, "standard"))
    if found is None:
        message = f"no tax rate is known for {country or 'nowhere'}"
        raise NoTaxRate(message, field="country", country=country)
    return found
