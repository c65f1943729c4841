"""Writing drafts, publishing them, and taking pages offline."""

from datetime import datetime

from cms import events
from cms.blocks.rules import check
from cms.pages import queries, rules
from cms.pages.models import Page, Revision
from cms.pages.rules import Content
from cms.pages.states import PageFlow
from commerce import db, ids
from commerce.channels.queries import ChannelInfo
from commerce.errors import Conflict, Refused
from commerce.events import outbox
from commerce.events.facts import Fact
from commerce.identity.actor import Actor, system
from commerce.slugs import slug_of


class SlugTaken(Conflict):
    """The channel has a page with this address, or a home page, already."""

    code = "slug_taken"


class StaleDraft(Conflict):
    """Somebody else saved meanwhile; `data["number"]` is the newest revision."""

    code = "stale_draft"


class NotLater(Refused):
    """A page is planned for later than now, and goes offline after it came."""

    code = "not_later"


@db.transaction_required
def create_page(
    *, channel: ChannelInfo, slug: str, kind: str, content: Content, at: datetime, by: Actor
) -> Page:
    """This makes a page with its first draft; nobody sees it yet.

    Raises:
        SlugTaken: when the address is taken, or the channel has a home page already.
        BadPage: for an address that is none, or an unknown kind.
    """
    if kind not in rules.KINDS:
        message = f"there is no kind of page {kind!r:.40}"
        raise rules.BadPage(message, field="/kind")
    if (kind == "home") != (slug == queries.HOME):
        message = f"the home page, and no other, has the address {queries.HOME!r}"
        raise rules.BadPage(message, field="/slug")
    row = Page(
        public_id=ids.new("pag"),
        channel_id=channel.id,
        slug=rules.checked_slug(slug),
        kind=kind,
        created_at=at,
    )
    Page.objects.bulk_create([row], ignore_conflicts=True)
    made = Page.objects.filter(public_id=row.public_id).locked_one()
    if made is None:
        message = f"there is a page {slug!r} already, or a home page"
        raise SlugTaken(message, field="slug")
    _save(made, content, note="", at=at, by=by)
    return made


@db.transaction_required
def save_draft(
    *,
    page_id: int,
    content: Content,
    seen: int | None = None,
    note: str = "",
    at: datetime,
    by: Actor,
) -> Revision:
    """This keeps what an editor wrote as a new revision; saying the same again makes none.

    `seen` is the number of the revision the editor started from.

    Raises:
        StaleDraft: when somebody saved since.
        UnknownPage: when there is no such page.
    """
    page = _locked(page_id)
    newest = page.draft
    if newest is not None and seen is not None and newest.number != seen:
        message = f"{newest.created_by} saved this page meanwhile"
        raise StaleDraft(message, number=newest.number)
    if newest is not None and _stored(newest) == _columns(content):
        return newest
    return _save(page, content, note=note, at=at, by=by)


@db.transaction_required
def restore_revision(*, page_id: int, number: int, at: datetime, by: Actor) -> Revision:
    """This brings an old revision back as the newest draft.

    Raises:
        UnknownPage: when the page has no such revision.
    """
    page = _locked(page_id)
    old = queries.get_revision(page_id=page_id, number=number)
    content = queries.content_of(old, languages=_languages(old, page))
    return _save(page, content, note=f"restored #{number}", at=at, by=by)


@db.transaction_required
def publish(*, page_id: int, number: int | None = None, at: datetime, by: Actor) -> Page:
    """This makes a revision live, the newest one unless told otherwise; plans are dropped.

    Raises:
        UnknownPage: when there is no such page or revision.
    """
    page = _locked(page_id)
    revision = (
        page.draft if number is None else queries.get_revision(page_id=page_id, number=number)
    )
    if revision is None:
        message = "this page has no such revision"
        raise queries.UnknownPage(message)
    return _go_live(page, revision, at=at, by=by)


@db.transaction_required
def schedule(
    *,
    page_id: int,
    publish_at: datetime | None,
    unpublish_at: datetime | None = None,
    at: datetime,
    by: Actor,
) -> Page:
    """This plans when the newest draft goes live and when the page goes offline; None drops a plan.

    What is live stays so until then.

    Raises:
        NotLater: for a moment that has passed, or an end before the beginning.
        UnknownPage: when there is no such page.
    """
    page = _locked(page_id)
    for moment in (publish_at, unpublish_at):
        if moment is not None and moment <= (
            publish_at if moment is unpublish_at and publish_at else at
        ):
            message = "choose a later moment"
            raise NotLater(message)
    planned = page.draft if publish_at else None
    Page.objects.filter(pk=page.pk).update(
        planned=planned, publish_at=publish_at, unpublish_at=unpublish_at
    )
    if publish_at is not None and PageFlow.allows(page.state, "schedule"):
        PageFlow.move(page, "schedule", by=str(by), at=at)
    if publish_at is None and PageFlow.allows(page.state, "unschedule"):
        PageFlow.move(page, "unschedule", by=str(by), at=at)
    return queries.get_page(page_id=page.pk)


@db.transaction_required
def unpublish(*, page_id: int, at: datetime, by: Actor) -> Page:
    """This takes a page offline; its history stays.

    Raises:
        IllegalMove: unless it is online.
        UnknownPage: when there is no such page.
    """
    page = _locked(page_id)
    return _go_offline(page, at=at, by=by)


@db.transaction_required
def publish_due(*, at: datetime) -> int:
    """This makes planned pages live and takes expired ones offline; returns how many changed."""
    by = system("schedule")
    due = Page.objects.filter(publish_at__lte=at).locked()
    for page in due:
        if page.planned is not None:
            _go_live(page, page.planned, at=at, by=by, keep_end=True)
    over = Page.objects.filter(state="published", unpublish_at__lte=at).locked()
    for page in over:
        _go_offline(page, at=at, by=by)
    return len(due) + len(over)


def _save(page: Page, content: Content, *, note: str, at: datetime, by: Actor) -> Revision:
    newest = Revision.objects.filter(page=page).order_by("-number").first()
    row = Revision.objects.create(
        page=page,
        number=newest.number + 1 if newest else 1,
        **_columns(content),
        note=note[:200],
        created_at=at,
        created_by=str(by)[:120],
    )
    page.slugs = _slugs(page, content)
    Page.objects.filter(pk=page.pk).update(draft=row, slugs=page.slugs)
    page.draft = row
    return row


def _slugs(page: Page, content: Content) -> dict[str, str]:
    """A page's address in a language comes from its first title there, and stays when that changes.

    The language of the page's own slug, the channel's first, needs none; nor does the home page.
    """
    own = queries.channel_of(page).language
    found = dict(page.slugs)
    for language, title in content.titles.items():
        if language == own or language in found or page.kind == "home":
            continue
        slug = slug_of(title)[:80].strip("-")
        taken = queries.named(page.channel_id, slug).exclude(pk=page.pk).exists()
        if slug:
            found[language] = f"{slug}-{page.public_id[-6:].lower()}" if taken else slug
    return found


def _go_live(
    page: Page, revision: Revision, *, at: datetime, by: Actor, keep_end: bool = False
) -> Page:
    PageFlow.move(
        page,
        "publish",
        by=str(by),
        at=at,
        reason=f"revision {revision.number}",
        live_id=revision.pk,
        planned_id=None,
        publish_at=None,
        published_at=at,
        unpublish_at=page.unpublish_at if keep_end else None,
    )
    facts: list[Fact] = [
        events.PagePublished(page_id=page.pk, slug=page.slug, language=language)
        for language in sorted(revision.titles)
    ]
    outbox.publish_all(facts, at=at, by=by, channel=queries.channel_of(page).code)
    return queries.get_page(page_id=page.pk)


def _go_offline(page: Page, *, at: datetime, by: Actor) -> Page:
    said = sorted(page.live.titles) if page.live else []
    PageFlow.move(page, "unpublish", by=str(by), at=at, unpublish_at=None)
    facts: list[Fact] = [
        events.PageUnpublished(page_id=page.pk, slug=page.slug, language=language)
        for language in said
    ]
    outbox.publish_all(facts, at=at, by=by, channel=queries.channel_of(page).code)
    return queries.get_page(page_id=page.pk)


def _locked(page_id: int) -> Page:
    row = Page.objects.filter(pk=page_id).locked_one()
    if row is None:
        message = "there is no such page"
        raise queries.UnknownPage(message)
    return row


def _columns(content: Content) -> dict[str, object]:
    return {
        "titles": dict(content.titles),
        "descriptions": dict(content.descriptions),
        "blocks": check.plain(content.blocks),
    }


def _stored(revision: Revision) -> dict[str, object]:
    return {
        "titles": revision.titles,
        "descriptions": revision.descriptions,
        "blocks": revision.blocks,
    }


def _languages(revision: Revision, page: Page) -> tuple[str, ...]:
    stored = {language for one in revision.blocks for language in one.get("texts", {})}
    return tuple(dict.fromkeys([*queries.channel_of(page).languages, *sorted(stored)]))
