"""What browsers say about languages, and the question that follows from it."""

import pytest
from django.test import Client

from commerce.storefront import suggesting
from tests.builders import commerce as build


@pytest.mark.parametrize(
    ("header", "wished"),
    [
        ("de", ("de", "")),
        ("fr-CA,en;q=0.5", ("fr", "CA")),
        ("ja-JP,ja;q=0.9,de;q=0.1", ("de", "JP")),
        ("nl", ("", "")),
        ("*;q=zero, ???", ("", "")),
        ("zh-hant-tw", ("", "TW")),
    ],
)
def test_reads_the_first_language_spoken_and_the_country(
    header: str, wished: tuple[str, str]
) -> None:
    assert suggesting.wished(header, languages=("en", "de", "fr", "ar")) == wished


@pytest.mark.django_db
def test_asks_once_and_never_forces(client: Client) -> None:
    """N4: suggested, never forced, when Accept-Language differs."""
    build.make_channel(languages=["en", "de"])

    asked = client.get("/track/", headers={"Accept-Language": "de-DE,de;q=0.9"})
    stay = client.post("/preferences/", {"stay": "1", "language": "de", "next": "/track/"})
    later = client.get("/track/", headers={"Accept-Language": "de-DE,de;q=0.9"})

    assert b'<html lang="en"' in asked.content
    assert "Deutsch" in asked.content.decode().partition("<header")[0]
    assert stay["Location"] == "/track/"
    assert stay.cookies["suggest"].value == "no"
    assert b"strip--ask" not in later.content


@pytest.mark.django_db
def test_suggests_the_channel_of_the_country(client: Client) -> None:
    """N4: the country counts, too."""
    build.make_channel(languages=["en", "de"], countries=["DE"])
    build.make_channel(code="jp", currency="JPY", languages=["en"], countries=["JP"], position=9)

    page = client.get("/track/", headers={"Accept-Language": "en-JP"}).content.decode()

    assert '<input type="hidden" name="channel" value="jp">' in page


@pytest.mark.django_db
def test_a_browser_of_our_language_is_not_asked(client: Client) -> None:
    build.make_channel()

    page = client.get("/track/", headers={"Accept-Language": "en,de;q=0.9"}).content

    assert b"strip--ask" not in page
