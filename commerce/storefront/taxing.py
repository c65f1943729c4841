"""What a channel's tax is called beside its prices: VAT, sales tax or consumption tax."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

SALES_TAX = frozenset({"US"})
CONSUMPTION_TAX = frozenset({"JP"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxWords:
    """How a channel speaks of tax: its `name`, `beside` a price, in a `sentence`, and with delivery."""

    name: str
    beside: str
    sentence: str
    delivery: str


def words(*, country: str, gross: bool) -> TaxWords:
    """This words tax for the country a channel sells from, in the present language."""
    if country in SALES_TAX and not gross:
        return TaxWords(
            name=_("Sales tax"),
            beside=_("plus sales tax where it is due"),
            sentence=_("All prices plus sales tax where it is due."),
            delivery=_(
                "All prices plus sales tax where it is due; delivery is shown before you order."
            ),
        )
    if country in CONSUMPTION_TAX and gross:
        return TaxWords(
            name=_("Consumption tax"),
            beside=_("consumption tax included"),
            sentence=_("All prices include consumption tax."),
            delivery=_("All prices include consumption tax; delivery is shown before you order."),
        )
    return _gross_vat() if gross else _net_vat()


def _gross_vat() -> TaxWords:
    return TaxWords(
        name=_("VAT"),
        beside=_("VAT included"),
        sentence=_("All prices include VAT."),
        delivery=_("All prices include VAT; delivery is shown before you order."),
    )


def _net_vat() -> TaxWords:
    return TaxWords(
        name=_("VAT"),
        beside=_("plus VAT"),
        sentence=_("All prices plus VAT."),
        delivery=_("All prices plus VAT; delivery is shown before you order."),
    )
