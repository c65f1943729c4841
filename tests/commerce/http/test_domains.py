"""A channel may have a domain of its own."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from commerce.channels import queries as channels
from tests.builders import commerce as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(settings: Settings) -> Client:
    settings.ALLOWED_HOSTS = ["shop.example", "kontor.jp"]
    build.make_channel(position=1)
    build.make_channel(code="jp", currency="JPY", countries=["JP"], domain="kontor.jp", position=2)
    channels.forget()
    return Client()


def test_the_domain_says_the_channel_whatever_the_cookie(shop: Client) -> None:
    shop.cookies["channel"] = "eu"

    page = shop.get("/stores/", headers={"host": "kontor.jp"}).content.decode()

    assert '<link rel="canonical" href="http://kontor.jp/stores/">' in page
    assert 'hreflang="de" href="http://kontor.jp/de/stores/"' in page


def test_a_channel_with_a_domain_is_not_offered_on_another(shop: Client) -> None:
    page = shop.get("/track/", headers={"host": "shop.example"}).content.decode()

    assert 'value="jp"' not in page
