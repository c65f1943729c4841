"""Verbs that other apps may call in cms."""

from datetime import datetime

from cms.contracts import MenuEntry, PageView
from cms.navigation import queries as menus
from cms.pages import queries as pages
from commerce.channels.queries import ChannelInfo


def page(*, slug: str, channel: ChannelInfo, language: str, at: datetime) -> PageView | None:
    """This finds a live page as a reader of this language sees it; the home page's slug is `home`."""
    return pages.find_page(slug=slug, channel=channel, language=language, at=at)


def navigation(
    *, channel: ChannelInfo, language: str, at: datetime
) -> dict[str, tuple[MenuEntry, ...]]:
    """This lists the menus of a channel by place: header, help, legal."""
    return menus.menus(channel=channel, language=language, at=at)
