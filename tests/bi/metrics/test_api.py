"""Figures by API, within the key's channel."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from commerce.channels.queries import ChannelInfo
from tests.builders import bi as build
from tests.builders import commerce

pytestmark = pytest.mark.django_db
DAYS = "from=2026-11-01&to=2026-11-30"


@pytest.fixture
def sold(channel: ChannelInfo, deliver: Callable[[], int]) -> None:
    build.announce(build.placed(1))
    deliver()


def test_tells_every_metric_with_its_definition(
    sold: None, partner: Callable[..., APIClient]
) -> None:
    answer = partner("bi:read").get(f"/api/v1/metrics?{DAYS}")

    figures = {one["metric"]: one for one in answer.json()["figures"]}
    assert figures["net_sales"]["value"] == {"amount": "10.00", "currency": "EUR"}
    assert figures["orders"]["value"] == 1
    assert figures["conversion"]["value"] is None
    assert "without tax" in figures["net_sales"]["definition"]


@pytest.mark.parametrize(
    ("by", "key"),
    [("day", "2026-11-01"), ("product", "SKU-10"), ("country", "DE"), ("category", "Mugs")],
)
def test_splits_net_sales(sold: None, partner: Callable[..., APIClient], by: str, key: str) -> None:
    rows = partner("bi:read").get(f"/api/v1/metrics/breakdown?by={by}&{DAYS}").json()["rows"]

    assert rows[0]["key"] == key


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("from=2026-11-01", 400),
        ("from=2026-11-30&to=2026-11-01", 400),
        ("from=x&to=y", 400),
        ("from=0001-01-01&to=0001-01-02", 400),
        (f"channel=gb&{DAYS}", 403),
    ],
)
def test_refuses_what_makes_no_sense(
    sold: None, partner: Callable[..., APIClient], query: str, status: int
) -> None:
    """BI-5: a key of one channel sees no other"""
    commerce.make_channel(code="gb", currency="GBP")

    assert partner("bi:read").get(f"/api/v1/metrics?{query}").status_code == status


def test_needs_the_scope(sold: None, partner: Callable[..., APIClient]) -> None:
    assert partner("orders:read").get(f"/api/v1/metrics?{DAYS}").status_code == 403
