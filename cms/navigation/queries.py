"""Menus as readers see them, kept in the process for a moment because every page shows them."""

from datetime import datetime
from typing import Any

from cms.blocks import queries as blocks
from cms.contracts import MenuEntry
from cms.navigation.models import Menu
from cms.pages import queries as pages
from commerce import memo
from commerce.channels.queries import ChannelInfo

KEEP_SECONDS = 10.0
Menus = dict[str, tuple[MenuEntry, ...]]


def menus(*, channel: ChannelInfo, language: str, at: datetime) -> Menus:
    """This lists every menu of a channel by its place; at most `KEEP_SECONDS` old."""
    # Menus of the same ten seconds are the same: the moment is part of what they are kept under.
    return _menus(channel, language, at.replace(second=at.second // 10 * 10, microsecond=0))


def forget() -> None:
    """This drops what is kept, after a menu or page was changed here."""
    memo.forget_all()


@memo.kept(seconds=KEEP_SECONDS)
def _menus(channel: ChannelInfo, language: str, at: datetime) -> Menus:
    titles = pages.live_titles(channel=channel, language=language, at=at)
    wanted = pages.languages_for(channel, language)
    showing = blocks.Showing(
        channel=channel,
        language=language,
        languages=wanted,
        at=at,
        addresses=lambda: pages.addresses(channel=channel, language=language, at=at),
    )
    return {
        row.place: tuple(
            entry for line in row.entries if (entry := _entry(line, titles, showing)) is not None
        )
        for row in Menu.objects.filter(channel_id=channel.id)
    }


def _entry(
    line: dict[str, Any], titles: dict[str, str], showing: blocks.Showing
) -> MenuEntry | None:
    place, _, slug = line["to"].partition(":")
    if place == "page" and slug not in titles:
        return None
    said = next((line["titles"][one] for one in showing.languages if line["titles"].get(one)), "")
    path = blocks.resolved_link(line["to"], showing=showing)
    title = said or titles.get(slug, "")
    return MenuEntry(title=title, path=path) if path and title else None
