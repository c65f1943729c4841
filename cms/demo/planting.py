"""Writing the demo's pages and menus; what is there already stays as it is."""

from datetime import datetime
from typing import Any, TypeVar

from cms.demo import arabic, company, english, french, german, home
from cms.demo.shapes import PageText
from cms.navigation import actions as menus
from cms.navigation.models import Menu
from cms.pages import actions, rules
from cms.pages.models import Page
from commerce import db
from commerce.channels.queries import ChannelInfo
from commerce.identity.actor import Actor

TEXTS: dict[str, dict[str, PageText]] = {
    "en": english.PAGES,
    "de": german.PAGES,
    "fr": french.PAGES,
    "ar": arabic.PAGES,
}
T = TypeVar("T")
LEGAL = ("imprint", "terms", "privacy", "withdrawal", "accessibility")
HELP = ("shipping-and-returns",)
COMPANY = ("about",)


@db.transaction_required
def plant(*, channel: ChannelInfo, at: datetime, by: Actor) -> int:
    """This writes and publishes the pages a channel lacks; returns how many."""
    known = set(Page.objects.in_channel(channel.id).values_list("slug", flat=True))
    wanted = {
        "home": ("home", _home(channel)),
        **{
            slug: ("legal" if slug in LEGAL else "static", _page(slug, channel))
            for slug in english.PAGES
        },
    }
    missing = {slug: found for slug, found in wanted.items() if slug not in known}
    for slug, (kind, content) in missing.items():
        made = actions.create_page(
            channel=channel, slug=slug, kind=kind, content=content, at=at, by=by
        )
        actions.publish(page_id=made.pk, at=at, by=by)
    places = set(Menu.objects.filter(channel_id=channel.id).values_list("place", flat=True))
    if "announcement" not in places:
        menus.set_menu(channel=channel, place="announcement", entries=[_announcement(channel)])
    for place, slugs in (("help", HELP), ("company", COMPANY), ("legal", LEGAL)):
        if place not in places:
            lines = [{"to": f"page:{slug}", "titles": {}} for slug in slugs]
            menus.set_menu(channel=channel, place=place, entries=lines)
    return len(missing)


def _announcement(channel: ChannelInfo) -> dict[str, Any]:
    titles = {
        one: _filled(said, channel)
        for one, said in home.ANNOUNCEMENT.items()
        if one in channel.languages
    }
    return {"to": "page:shipping-and-returns", "titles": titles}


def _filled(said: T, channel: ChannelInfo) -> T:
    """Texts, however deep they lie, with the channel's days for second thoughts in them."""
    if isinstance(said, dict):
        return type(said)((name, _filled(value, channel)) for name, value in said.items())
    if isinstance(said, list | tuple):
        return type(said)(_filled(value, channel) for value in said)
    if isinstance(said, str):
        return type(said)(said.replace("{days}", str(channel.withdrawal_days)))
    return said


def _home(channel: ChannelInfo) -> rules.Content:
    return rules.checked(
        titles=home.titles(channel.languages),
        descriptions=_filled(home.descriptions(channel.languages), channel),
        blocks=_filled(home.blocks(channel.languages), channel),
        languages=channel.languages,
    )


def _page(slug: str, channel: ChannelInfo) -> rules.Content:
    said = {language: TEXTS[language][slug] for language in channel.languages if language in TEXTS}
    texts: dict[str, Any] = {
        language: {
            "body": _filled(text.body.strip(), channel).format(
                **company.names(channel.code, language)
            )
        }
        for language, text in said.items()
    }
    return rules.checked(
        titles={language: text.title for language, text in said.items()},
        descriptions={
            language: _filled(text.description, channel) for language, text in said.items()
        },
        blocks=[{"key": "text", "kind": "rich_text", "texts": texts}],
        languages=channel.languages,
    )
