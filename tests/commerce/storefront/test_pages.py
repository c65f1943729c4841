"""The switches of the frame."""

import pytest
from django.test import Client

from tests.builders import commerce as build

pytestmark = pytest.mark.django_db


def test_language_leads_to_the_same_page_in_that_language(client: Client) -> None:
    build.make_channel()

    answer = client.post("/preferences/", {"language": "de", "next": "/search/?q=cup"})

    assert answer.status_code == 302
    assert answer["Location"] == "/de/search/?q=cup"


def test_back_to_english_drops_the_prefix(client: Client) -> None:
    answer = client.post("/preferences/", {"language": "en", "next": "/de/track/"})

    assert answer["Location"] == "/track/"


def test_channel_is_remembered_and_an_unknown_one_is_not(client: Client) -> None:
    build.make_channel(code="uk", currency="GBP")

    good = client.post("/preferences/", {"channel": "uk", "next": "/"})
    bad = client.post("/preferences/", {"channel": "moon", "next": "/"})

    assert good.cookies["channel"].value == "uk"
    assert "channel" not in bad.cookies


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:1", ""])
def test_never_leads_off_the_shop(client: Client, target: str) -> None:
    answer = client.post("/preferences/", {"language": "en", "next": target})

    assert answer["Location"] == "/"


def test_theme_is_read_by_the_server(client: Client) -> None:
    build.make_channel()
    client.post("/preferences/theme/", {"theme": "dark", "next": "/"})

    page = client.get("/track/").content.decode()

    assert 'data-theme="dark"' in page


def test_unknown_address_gets_the_friendly_page(client: Client) -> None:
    """X27: search box, categories and order tracking on the 404 page."""
    build.make_channel()

    answer = client.get("/nothing/here/")

    page = answer.content.decode()
    assert answer.status_code == 404
    assert 'id="lost-q"' in page
    assert "/track/" in page


def test_hostile_words_are_echoed_as_text(client: Client) -> None:
    build.make_channel()

    page = client.get("/search/", {"q": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
