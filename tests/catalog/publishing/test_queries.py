"""The statement that prices what is sold chooses as the rule does."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog import public as catalog
from catalog.contracts import WantedLine
from catalog.models import Price, PriceList
from catalog.pricing.rules import Offer, choose
from tests.builders import catalog as build
from tests.builders.commerce import AT

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PRICES = st.lists(
    st.tuples(
        st.sampled_from(["eu-base", "sale"]),
        st.integers(1, 5000),
        st.integers(1, 6),
        st.sampled_from(["", "trade"]),
        st.none() | st.integers(-3, 3),
        st.none() | st.integers(4, 6),
    ),
    max_size=6,
    unique_by=lambda price: (price[0], price[2], price[3], price[4]),
)


@given(PRICES, st.integers(1, 8), st.sampled_from(["", "trade"]))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_statement_and_the_rule_agree(
    channel: Any, prices: Any, quantity: Any, group: Any
) -> None:
    mug = build_once(channel)
    Price.objects.all().delete()
    offers = []
    for code, amount, least, who, start, end in prices:
        price_list = PriceList.objects.get(code=code)
        starts_at = None if start is None else AT + start * DAY
        ends_at = None if end is None else AT + end * DAY
        row = Price.objects.create(
            price_list=price_list, variant=mug, amount_minor=amount, min_quantity=least,
            price_group=who, starts_at=starts_at, ends_at=ends_at,
        )  # fmt: skip
        offers.append(
            Offer(
                key=row.pk, priority=price_list.priority, amount=amount, min_quantity=least,
                price_group=who, starts_at=starts_at, ends_at=ends_at,
            )
        )  # fmt: skip

    expected = choose(offers, at=AT, quantity=quantity, price_group=group)

    line = WantedLine(variant_id=mug.pk, quantity=quantity)
    if expected is None:
        with pytest.raises(catalog.NotSold):
            catalog.price_lines(
                lines=[line], channel=channel, language="en", at=AT, price_group=group
            )
        return
    (priced,) = catalog.price_lines(
        lines=[line], channel=channel, language="en", at=AT, price_group=group
    )
    assert priced.card.unit.minor == expected.amount
    assert priced.total.minor == expected.amount * quantity


def build_once(channel: Any) -> Any:
    from catalog.models import Variant

    found = Variant.objects.filter(sku="MUG-1").first()
    if found is None:
        found = build.make_product(channel=channel)
        build.make_list(channel)
    return found
