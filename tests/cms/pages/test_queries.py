"""What readers see."""

from datetime import datetime
from typing import Any

import pytest
from django.core import signing

from cms import public as cms
from cms.contracts import PageView
from cms.pages import queries
from commerce.channels.queries import ChannelInfo
from tests.builders import cms as build
from tests.builders import commerce as ground


def read(channel: ChannelInfo, at: datetime, language: str = "en", **more: Any) -> PageView | None:
    return queries.find_page(slug="about", channel=channel, language=language, at=at, **more)


def test_a_missing_translation_falls_back_block_by_block(
    channel: ChannelInfo, at: datetime
) -> None:
    """CMS-5: by rule, never a mix inside one block."""
    build.make_page(
        build.rich_text("Hello", key="both", de="Hallo"),
        build.rich_text("Only English", key="one"),
        {
            "key": "points",
            "kind": "proof",
            "texts": {
                "en": {"points": [{"icon": "truck", "title": "Fast", "text": "In two days"}]},
                "de": {"points": [{"icon": "truck", "title": "Schnell"}]},
            },
        },
        published=True,
        en="About",
        de="Über uns",
    )

    german = read(channel, at, "de")

    assert german is not None
    assert (german.title, german.language, german.languages) == ("Über uns", "de", ("en", "de"))
    assert [(one.key, one.language) for one in german.blocks] == [
        ("both", "de"),
        ("one", "en"),
        ("points", "de"),
    ]
    assert german.blocks[2].values["points"] == [{"icon": "truck", "title": "Schnell", "text": ""}]


def test_a_page_without_the_readers_language_is_whole_in_another(
    channel: ChannelInfo, at: datetime
) -> None:
    build.make_page(build.rich_text("Hello", de="Hallo"), published=True, en="About")

    german = read(channel, at, "de")

    assert german is not None
    assert (german.language, german.blocks[0].language) == ("en", "en")


def test_hidden_blocks_and_those_out_of_season_leave_no_gap(
    channel: ChannelInfo, at: datetime
) -> None:
    """H3: unpublished or expired sections never leave a gap."""
    build.make_page(
        build.rich_text(key="a") | {"hidden": True},
        build.rich_text(key="b") | {"shown_until": "2026-01-01T00:00:00+00:00"},
        build.rich_text(key="c"),
        {
            "key": "d",
            "kind": "product_row",
            "settings": {"source": "popular"},
            "texts": {"en": {"title": "Popular"}},
        },
        {
            "key": "e",
            "kind": "category_tiles",
            "settings": {"tiles": [{"category": "gone"}]},
            "texts": {"en": {"title": "Shelves"}},
        },
        published=True,
    )

    found = read(channel, at)

    assert found is not None
    assert [one.key for one in found.blocks] == ["c"]


def test_a_preview_link_opens_the_draft_of_its_page_alone(
    channel: ChannelInfo, at: datetime
) -> None:
    """CMS-4, D1d: by token and not without."""
    page, other = build.make_page(), build.make_page(slug="other")

    found = read(channel, at, preview=queries.preview_token(page))

    assert found is not None
    assert (found.is_preview, found.published_at) == (True, None)
    assert read(channel, at) is None
    assert read(channel, at, preview=queries.preview_token(other)) is None


@pytest.mark.parametrize("token", ["", "x", "None", "pag_1:1tY:forged"])
def test_a_forged_preview_link_opens_nothing(
    channel: ChannelInfo, at: datetime, token: str
) -> None:
    build.make_page()

    assert read(channel, at, preview=token) is None


def test_an_old_preview_link_opens_nothing(
    channel: ChannelInfo, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = build.make_page()
    token = queries.preview_token(page)
    other_salt = signing.dumps(page.public_id, salt="crm.accounts.claim")

    monkeypatch.setattr(queries, "PREVIEW_DAYS", -1)

    assert read(channel, at, preview=token) is None
    assert read(channel, at, preview=other_salt) is None


def test_another_channels_page_is_none(channel: ChannelInfo, at: datetime) -> None:
    uk = ground.make_channel(code="uk", currency="GBP")
    page = build.make_page(channel=uk, published=True)

    assert cms.page(slug="about", channel=channel, language="en", at=at) is None
    assert read(channel, at, preview=queries.preview_token(page)) is None


def test_a_button_without_words_or_target_is_not_shown(channel: ChannelInfo, at: datetime) -> None:
    hero = {
        "key": "h",
        "kind": "hero",
        "settings": {
            "image": "/pictures/abc/1280.webp",
            "action_to": "/products/",
            "second_to": "category:gone",
        },
        "texts": {
            "en": {"title": "Hello", "action": "Look", "second": "Gone"},
            "de": {"title": "Hallo", "action": "Schau"},
        },
    }
    build.make_page(hero, published=True, en="About", de="Über")

    english, german = read(channel, at), read(channel, at, "de")

    assert english is not None
    assert german is not None
    values = english.blocks[0].values
    assert (values["action"], values["action_path"]) == ("Look", "/products/")
    assert (values["second"], values["second_path"]) == ("", "")
    assert german.blocks[0].values["action_path"] == "/de/products/"
