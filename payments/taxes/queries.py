"""Rates of a day, kept in the process for a moment because every basket wants them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from commerce import memo
from commerce.channels import queries as channels
from payments.contracts import TaxableLine, TaxedLine
from payments.taxes import rules
from payments.taxes.models import TaxRate

KEEP_SECONDS = 5.0


@memo.kept(seconds=KEEP_SECONDS)
def rates_on(day: date) -> rules.Rates:
    """This returns all rates of a day by country and class; at most `KEEP_SECONDS` old."""
    # Later rates of the same country and class write over earlier ones.
    rows = TaxRate.objects.filter(valid_from__lte=day).order_by("valid_from")
    return {
        (country, code): (rate, kind)
        for country, code, rate, kind in rows.values_list(
            "country", "tax_class__code", "rate", "kind"
        )
    }


def forget() -> None:
    """This drops what is kept, after a rate was changed here."""
    memo.forget_all()


def assess(
    *, lines: tuple[TaxableLine, ...], channel: str, country: str, vat_id: str, at: datetime
) -> tuple[TaxedLine, ...]:
    """This taxes lines sold by a channel into a country, at the rates of the channel's day.

    Raises:
        NoTaxRate: for a country without rates.
    """
    sold_in = channels.get_channel(channel)
    day = at.astimezone(ZoneInfo(sold_in.time_zone)).date()
    supply = rules.Supply(origin=sold_in.origin_country, destination=country.upper(), vat_id=vat_id)
    return rules.assess(lines=lines, supply=supply, rates=rates_on(day))
