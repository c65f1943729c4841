"""Reading pages: what readers see, what editors work on, what a preview link opens."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.db.models import Q

from cms.blocks import queries as blocks
from cms.blocks.rules import check
from cms.contracts import PageView
from cms.pages.models import Page, PageQuerySet, Revision
from cms.pages.rules import Content
from commerce import memo
from commerce.channels.queries import ChannelInfo, get_channel_by_id
from commerce.errors import NotFound

PREVIEW_SALT = "cms.pages.preview"
PREVIEW_DAYS = 7
HOME = "home"
KEEP_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LivePage:
    """What links, menus and maps know of a live page: titles and addresses by language, its last change."""

    titles: dict[str, str]
    slugs: dict[str, str]
    changed_at: datetime | None = None


class UnknownPage(NotFound):
    """There is no such page, or it is not for you to see yet."""

    code = "unknown_page"


def find_page(
    *, slug: str, channel: ChannelInfo, language: str, at: datetime, preview: str = ""
) -> PageView | None:
    """This finds a live page as a reader of this language sees it.

    With a good preview token for this very page the newest draft is shown instead; a token that is
    broken, too old, or of another page changes nothing.
    """
    rows = named(channel.id, slug)
    if preview:
        drafted = rows.select_related("draft").first()
        if drafted is not None and drafted.draft and previewed(preview) == drafted.public_id:
            return view(drafted, drafted.draft, channel=channel, language=language, at=at)
    page = rows.live(at).select_related("live").first()
    if page is None or page.live is None:
        return None
    return view(page, page.live, channel=channel, language=language, at=at)


def named(channel_id: int, slug: str) -> PageQuerySet:
    """These are the pages of a channel that answer to a slug in any language; its own name wins."""
    there = Q(slug=slug)
    for code, _name in settings.LANGUAGES:
        there |= Q(**{f"slugs__{code}": slug})
    return Page.objects.in_channel(channel_id).filter(there)


def live_pages(*, channel: ChannelInfo, at: datetime) -> dict[str, LivePage]:
    """This lists every live page by slug; at most `KEEP_SECONDS` old."""
    # Questions of the same ten seconds are the same: the moment is part of what is kept.
    return _live_pages(channel.id, at.replace(second=at.second // 10 * 10, microsecond=0))


@memo.kept(seconds=KEEP_SECONDS)
def _live_pages(channel_id: int, at: datetime) -> dict[str, LivePage]:
    rows = Page.objects.in_channel(channel_id).live(at)
    return {
        slug: LivePage(titles=titles, slugs=slugs, changed_at=changed_at)
        for slug, titles, slugs, changed_at in rows.values_list(
            "slug", "live__titles", "slugs", "published_at"
        )
    }


def live_titles(*, channel: ChannelInfo, language: str, at: datetime) -> dict[str, str]:
    """This tells the title of every live page by slug, each in the language it falls back to."""
    wanted = languages_for(channel, language)
    found = live_pages(channel=channel, at=at)
    return {slug: _first(one.titles, wanted) or "" for slug, one in found.items()}


def addresses(*, channel: ChannelInfo, language: str, at: datetime) -> dict[str, str]:
    """This tells the address of every live page by slug, for links in a language."""
    found = live_pages(channel=channel, at=at)
    return {slug: one.slugs.get(language) or slug for slug, one in found.items()}


def get_page(*, page_id: int) -> Page:
    """This finds the row of one page with its draft.

    Raises:
        UnknownPage: when there is none.
    """
    row = Page.objects.select_related("draft", "live", "planned").filter(pk=page_id).first()
    if row is None:
        message = "there is no such page"
        raise UnknownPage(message)
    return row


def get_revision(*, page_id: int, number: int) -> Revision:
    """This finds one revision of this page.

    Raises:
        UnknownPage: when the page has none with this number.
    """
    row = Revision.objects.filter(page_id=page_id, number=number).first()
    if row is None:
        message = "this page has no such revision"
        raise UnknownPage(message)
    return row


def content_of(revision: Revision, *, languages: Iterable[str]) -> Content:
    """This reads a stored revision back into values.

    Raises:
        BadBlocks: when a stored block is of a kind that no longer exists.
    """
    found = check.checked(revision.blocks, languages=tuple(languages))
    return Content(titles=revision.titles, descriptions=revision.descriptions, blocks=found)


def preview_token(page: Page) -> str:
    """This signs a link by which anybody may see a page's draft for a week."""
    return signing.dumps(page.public_id, salt=PREVIEW_SALT)


def previewed(token: str) -> str | None:
    """This reads a preview token: the page it opens, or None when it is broken or too old."""
    try:
        found = signing.loads(token, salt=PREVIEW_SALT, max_age=PREVIEW_DAYS * 24 * 3600)
    except signing.BadSignature:
        return None
    return str(found)


def view(
    page: Page, revision: Revision, *, channel: ChannelInfo, language: str, at: datetime
) -> PageView:
    """This resolves a revision of a page for one reader.

    The page's language is the first in which it has a title; each block then speaks one language
    whole, the page's or the next it is complete in.
    """
    wanted = languages_for(channel, language)
    said = next((one for one in wanted if revision.titles.get(one)), "") or wanted[0]
    order = tuple(dict.fromkeys([said, *wanted]))
    showing = blocks.Showing(
        channel=channel,
        language=language,
        languages=order,
        at=at,
        addresses=lambda: addresses(channel=channel, language=language, at=at),
    )
    content = content_of(revision, languages=_spoken(revision, wanted))
    return PageView(
        public_id=page.public_id,
        slug=page.slug,
        kind=page.kind,
        channel=channel.code,
        language=said,
        languages=tuple(one for one in channel.languages if revision.titles.get(one)),
        title=revision.titles.get(said, ""),
        description=revision.descriptions.get(said, ""),
        blocks=blocks.shown(content.blocks, showing=showing),
        version=revision.number,
        published_at=page.published_at if revision.pk == page.live_id else None,
        is_preview=revision.pk != page.live_id,
        slugs=page.slugs,
    )


def languages_for(channel: ChannelInfo, language: str) -> tuple[str, ...]:
    """These are the languages to try for a reader: their own, then the channel's in its order."""
    return tuple(dict.fromkeys([language, *channel.languages, "en"]))


def channel_of(page: Page) -> ChannelInfo:
    """This is the channel a page belongs to."""
    return get_channel_by_id(page.channel_id)


def _spoken(revision: Revision, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """A channel may have dropped a language since; old revisions must still be readable."""
    stored = {language for one in revision.blocks for language in one.get("texts", {})}
    return tuple(dict.fromkeys([*wanted, *sorted(stored)]))


def _first(titles: dict[str, str], wanted: tuple[str, ...]) -> str | None:
    return next((titles[one] for one in wanted if titles.get(one)), None)
