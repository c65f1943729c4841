"""Builders for cms: blocks, pages."""

from typing import Any

from cms.navigation import actions as menus
from cms.pages import actions, rules
from cms.pages.models import Page
from commerce import db
from commerce.channels import queries as channels
from commerce.identity.actor import SYSTEM
from tests.builders import commerce as build

AT = build.AT


def rich_text(body: str = "Hello", *, key: str = "t1", **texts: str) -> dict[str, Any]:
    """This is a text block in English, and in further languages by keyword."""
    said = {"en": body} | texts
    return {
        "key": key,
        "kind": "rich_text",
        "texts": {language: {"body": words} for language, words in said.items()},
    }


def content(*blocks: dict[str, Any], **titles: str) -> rules.Content:
    """This is well-formed content; titles by language, "About" in English when none is given."""
    return rules.checked(
        titles=titles or {"en": "About"},
        descriptions={},
        blocks=list(blocks) or [rich_text()],
        languages=("en", "de"),
    )


def make_page(
    *blocks: dict[str, Any], slug: str = "about", kind: str = "static", **over: Any
) -> Page:
    """This makes a draft; with `published=True` a live page."""
    published = over.pop("published", False)
    channel = over.pop("channel", None) or channels.get_channel("eu")
    with db.transaction():
        page = actions.create_page(
            channel=channel,
            slug=slug,
            kind=kind,
            content=content(*blocks, **over),
            at=AT,
            by=SYSTEM,
        )
        return actions.publish(page_id=page.pk, at=AT, by=SYSTEM) if published else page


def make_menu(channel: channels.ChannelInfo, place: str, *entries: dict[str, Any]) -> None:
    """This writes a menu."""
    with db.transaction():
        menus.set_menu(channel=channel, place=place, entries=list(entries))
