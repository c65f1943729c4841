"""Rates of a day, kept in the process for a moment because every basket wants them."""

import time
from datetime import date, datetime
from zoneinfo import ZoneInfo

from commerce.channels import queries as channels
from payments.contracts import TaxableLine, TaxedLine
from payments.taxes import rules
from payments.taxes.models import TaxRate

KEEP_SECONDS = 5.0

_kept: dict[date, tuple[float, rules.Rates]] = {}


def rates_on(day: date) -> rules.Rates:
    """This returns all rates of a day by country and class; at most `KEEP_SECONDS` old."""
    known = _kept.get(day)
    if known is not None and time.monotonic() - known[0] <= KEEP_SECONDS:
        return known[1]
    # Later rates of the same country and class write over earlier ones.
    rows = TaxRate.objects.filter(valid_from__lte=day).order_by("valid_from")
    found: rules.Rates = {
        (country, code): (rate, kind)
        for country, code, rate, kind in rows.values_list(
            "country", "tax_class__code", "rate", "kind"
        )
    }
    if len(_kept) > 30:
        _kept.clear()
    _kept[day] = (time.monotonic(), found)
    return found


def forget() -> None:
    """This drops the memo, after a rate was changed here."""
    _kept.clear()


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
