"""The demo company's pages."""

import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.core.management import call_command
from django.test import Client

from cms import public as cms
from cms.demo import arabic, english, french, german
from cms.navigation import queries as menus
from cms.pages.models import Page, Revision
from commerce.channels.queries import ChannelInfo, get_channel
from tests.builders import catalog as goods
from tests.builders import commerce as ground


@pytest.fixture(autouse=True)
def _no_memo() -> Iterator[None]:
    menus.forget()
    yield
    menus.forget()


@pytest.fixture
def uk(channel: ChannelInfo) -> ChannelInfo:
    return ground.make_channel(code="uk", currency="GBP", languages=["en"], countries=["GB"])


def test_every_text_is_said_in_all_languages() -> None:
    """I18N2: the demo speaks English, German, French and Arabic."""
    for pages in (english.PAGES, german.PAGES, french.PAGES, arabic.PAGES):
        assert pages.keys() == english.PAGES.keys()
        for text in pages.values():
            assert len(text.description) <= 155
            assert len(text.body.split()) > 50


def test_seeding_twice_changes_nothing(uk: ChannelInfo) -> None:
    call_command("seed_cms", verbosity=0)
    first = (Page.objects.count(), Revision.objects.count())
    call_command("seed_cms", verbosity=0)

    assert first == (16, 16) == (Page.objects.count(), Revision.objects.count())


def test_every_page_reads_well(client: Client, uk: ChannelInfo, at: datetime) -> None:
    call_command("seed_cms", verbosity=0)

    for code, language in (("eu", "en"), ("eu", "de"), ("uk", "en")):
        channel = get_channel(code)
        for slug in Page.objects.in_channel(channel.id).values_list("slug", flat=True):
            found = cms.page(
                slug=slug, channel=channel, language=language, at=ground.AT.replace(year=2099)
            )
            assert found is not None
            assert found.language == language
            words = " ".join(str(block.values) for block in found.blocks)
            assert not re.search(r"\{\w+\}", words)
            assert {block.language for block in found.blocks} <= {language}


def test_pages_link_to_pages_that_are_there(uk: ChannelInfo) -> None:
    call_command("seed_cms", verbosity=0)
    known = set(Page.objects.values_list("slug", flat=True))

    for row in Revision.objects.all():
        linked = re.findall(r"/pages/([\w-]+)/", str(row.blocks)) + re.findall(
            r"page:([\w-]+)", str(row.blocks)
        )
        assert set(linked) <= known


def test_the_front_shows_shelves_promises_and_a_story(client: Client, channel: ChannelInfo) -> None:
    """H2; a row with fewer than three products hides (H3)."""
    goods.make_category("light", en="Light", de="Licht")
    call_command("seed_cms", verbosity=0)

    english_front = client.get("/").content.decode()
    german_front = client.get("/de/").content.decode()

    assert "Light for the long evenings" in english_front
    assert "Have a look around" in english_front
    assert "A date, not a guess" in english_front
    assert "Just unpacked" not in english_front
    assert "Licht für lange Abende" in german_front
    assert 'href="/de/c/' in german_front
    assert 'href="/de/pages/impressum/">Impressum</a>' in german_front
