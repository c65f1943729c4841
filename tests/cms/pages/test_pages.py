"""The storefront's content pages."""

from collections.abc import Iterator

import pytest
from django.test import Client

from cms.navigation import queries as menus
from cms.pages import queries
from commerce.channels.queries import ChannelInfo
from tests.builders import cms as build


@pytest.fixture(autouse=True)
def _no_memo() -> Iterator[None]:
    menus.forget()
    yield
    menus.forget()


def test_shows_a_live_page_in_the_language_of_the_address(
    client: Client, channel: ChannelInfo
) -> None:
    build.make_page(
        build.rich_text("Hello **there**", de="Hallo"), published=True, en="About", de="Über uns"
    )

    english = client.get("/pages/about/").content.decode()
    german = client.get("/de/pages/about/", follow=True).content.decode()

    assert "<h1>About</h1>" in english
    assert "Hello <strong>there</strong>" in english
    assert "<h1>Über uns</h1>" in german


def test_marks_words_of_another_language(client: Client, channel: ChannelInfo) -> None:
    """I18N5: content fallbacks are marked with lang."""
    build.make_page(build.rich_text("Only English"), published=True, en="About", de="Über uns")

    german = client.get("/de/pages/ueber-uns/").content.decode()

    assert '<div lang="en">' in german


def test_a_draft_is_not_found_without_its_link(client: Client, channel: ChannelInfo) -> None:
    """D1d."""
    page = build.make_page()
    token = queries.preview_token(page)

    assert client.get("/pages/about/").status_code == 404
    assert client.get("/pages/about/?preview=forged").status_code == 404
    answer = client.get(f"/pages/about/?preview={token}")
    assert answer.status_code == 200
    assert (answer["X-Robots-Tag"], answer["Cache-Control"]) == ("noindex", "private, no-store")
    assert b'name="robots" content="noindex"' in answer.content


def test_no_script_reaches_the_reader(client: Client, channel: ChannelInfo) -> None:
    """Attack: stored XSS through CMS text, title and button."""
    evil = "<script>alert(1)</script>"
    banner = {
        "key": "b",
        "kind": "banner",
        "settings": {"action_to": "/products/"},
        "texts": {"en": {"title": evil, "text": evil, "action": evil, "alt": evil}},
    }
    build.make_page(banner, build.rich_text(evil), published=True, en=evil)

    page = client.get("/pages/about/").content.decode()

    assert "alert(1)" in page
    assert evil not in page


def test_long_pages_get_a_contents_list(client: Client, channel: ChannelInfo) -> None:
    """D1a."""
    long = "\n\n".join(f"## Part {number}\n\nWords." for number in range(5))
    build.make_page(build.rich_text(long), published=True)

    page = client.get("/pages/about/").content.decode()

    assert '<a href="#part-3">Part 3</a>' in page
    assert '<h2 id="part-3">Part 3</h2>' in page


def test_the_front_is_the_home_page_or_all_we_sell(client: Client, channel: ChannelInfo) -> None:
    assert client.get("/").headers["Location"] == "/products/"

    build.make_page(
        {
            "key": "h",
            "kind": "hero",
            "settings": {"image": "/pictures/abc/1280.webp"},
            "texts": {"en": {"title": "Light for the dark months"}},
        },
        slug="home",
        kind="home",
        published=True,
    )

    assert "Light for the dark months" in client.get("/").content.decode()
    assert client.get("/pages/home/").headers["Location"] == "/"
