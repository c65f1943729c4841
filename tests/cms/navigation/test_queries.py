"""Menus."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from cms import public as cms
from cms.contracts import MenuEntry
from cms.navigation import actions, queries, rules
from cms.navigation.models import Menu
from cms.pages import actions as pages
from commerce import db as house
from commerce.channels.queries import ChannelInfo
from commerce.identity.actor import SYSTEM
from tests.builders import cms as build


@pytest.fixture(autouse=True)
def _no_memo() -> Iterator[None]:
    queries.forget()
    yield
    queries.forget()


def set_menu(channel: ChannelInfo, *entries: dict[str, Any]) -> None:
    with house.transaction():
        actions.set_menu(channel=channel, place="legal", entries=list(entries))


def test_lists_live_pages_by_their_titles(channel: ChannelInfo, at: datetime) -> None:
    page = build.make_page(slug="terms", published=True, en="Terms", de="AGB")
    build.make_page(slug="imprint")
    set_menu(
        channel,
        {"to": "page:terms"},
        {"to": "page:imprint"},
        {"to": "https://example.com/", "titles": {"en": "Elsewhere"}},
    )

    assert cms.navigation(channel=channel, language="de", at=at) == {
        "legal": (
            MenuEntry(title="AGB", path="/de/pages/agb/"),
            MenuEntry(title="Elsewhere", path="https://example.com/"),
        )
    }
    queries.forget()
    with house.transaction():
        pages.unpublish(page_id=page.pk, at=at, by=SYSTEM)
    assert len(cms.navigation(channel=channel, language="en", at=at)["legal"]) == 1


@pytest.mark.parametrize(
    ("entries", "field"),
    [
        ("x", "/entries"),
        ([{"to": "javascript:alert(1)", "titles": {"en": "x"}}], "/entries/0/to"),
        ([{"to": "/x/"}], "/entries/0/titles"),
        ([{"to": "/x/", "titles": {"fr": "x"}}], "/entries/0/titles"),
        ([{"to": "/x/", "titles": {"en": "x"}, "onclick": "y"}], "/entries/0"),
    ],
)
def test_refuses_lines_that_lead_nowhere(entries: Any, field: str) -> None:
    with pytest.raises(rules.BadMenu) as refused:
        rules.checked(entries, languages=("en", "de"))

    assert refused.value.field == field


@pytest.mark.django_db
def test_a_bad_menu_changes_nothing(channel: ChannelInfo) -> None:
    set_menu(channel, {"to": "/x/", "titles": {"en": "X"}})

    with pytest.raises(rules.BadMenu):
        set_menu(channel, {"to": "/x/"})

    assert Menu.objects.get().entries == [{"to": "/x/", "titles": {"en": "X"}}]
