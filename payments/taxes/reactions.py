"""Taxes answer whoever asks where something can be sold: nowhere without a rate."""

from collections.abc import Collection, Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from commerce.channels import destinations
from commerce.channels.destinations import Need
from payments.taxes import queries, rules


def untaxed(origin: str, countries: Iterable[str], day: date) -> Collection[str]:
    """This names the countries into which nothing can be sold from `origin`, for want of a rate."""
    return rules.untaxed(origin=origin, countries=countries, rates=queries.rates_on(day))


destinations.need(Need(words=_("No tax rate is known"), lacking=untaxed))
