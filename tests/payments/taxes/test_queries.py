"""Rates by day, through the public door."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from pytest_django import DjangoAssertNumQueries

from commerce.channels.queries import ChannelInfo
from payments import public
from payments.taxes import queries
from payments.taxes.models import TaxRate
from tests.builders.commerce import AT
from tests.builders.payments import eur, make_line, make_rate


def rate(day_offset: int = 0) -> Decimal:
    at = AT + timedelta(days=day_offset)
    lines = [make_line("a", 11900)]
    return public.assess_tax(lines=lines, channel="eu", country="de", at=at)[0].rate


def test_a_rate_counts_from_its_first_day_until_the_next_one(channel: ChannelInfo) -> None:
    make_rate("DE", "19")
    make_rate("DE", "16", valid_from=AT.date())

    assert (rate(-1), rate(), rate(30)) == (Decimal("0.19"), Decimal("0.16"), Decimal("0.16"))


def test_the_channel_s_own_day_counts(channel: ChannelInfo) -> None:
    """Half past nine in Leipzig is the same day; in Auckland the next has begun."""
    from tests.builders.commerce import make_channel

    make_rate("DE", "19")
    make_rate("DE", "16", valid_from=AT.date() + timedelta(days=1))
    make_channel(time_zone="Pacific/Auckland")

    assert rate() == Decimal("0.19")
    late = AT.replace(hour=20)
    lines = [make_line("a", 1)]
    assert public.assess_tax(lines=lines, channel="eu", country="DE", at=late)[0].rate == Decimal(
        "0.16"
    )


def test_many_lines_cost_one_question(
    channel: ChannelInfo, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_rate("DE", "19")
    lines = [make_line(str(n), 100 + n) for n in range(50)]
    public.assess_tax(lines=lines[:1], channel="eu", country="DE", at=AT)
    queries.forget()

    with django_assert_num_queries(2):  # the channel and the rates, once for all lines
        for _ in range(3):
            taxed = public.assess_tax(lines=lines, channel="eu", country="DE", at=AT)

    assert [line.key for line in taxed] == [line.key for line in lines]
    assert taxed[0].taxed.gross == eur(100)


def test_two_rates_of_one_day_are_refused(channel: ChannelInfo) -> None:
    make_rate("DE", "19")

    with pytest.raises(IntegrityError):
        make_rate("DE", "16")


def test_seeding_writes_what_is_missing_and_nothing_else(channel: ChannelInfo) -> None:
    make_rate("DE", "16", valid_from=date(2026, 7, 1))

    call_command("seed_payments")
    call_command("seed_payments")

    german = TaxRate.objects.filter(country="DE")
    assert german.get(tax_class__code="standard").rate == Decimal("0.16")
    assert german.get(tax_class__code="books").rate == Decimal("0.07")
    swiss = TaxRate.objects.get(country="CH", tax_class__code="shipping")
    assert (swiss.rate, swiss.kind) == (Decimal("0.081"), "standard")
    irish = TaxRate.objects.get(country="IE", tax_class__code="books")
    assert (irish.rate, irish.kind) == (Decimal(0), "zero")
