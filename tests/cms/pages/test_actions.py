"""Writing, publishing and taking offline."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from cms import public as cms
from cms.pages import actions, queries, rules
from cms.pages.models import Page, Revision
from commerce import db as house
from commerce.audit import trail
from commerce.channels.queries import ChannelInfo
from commerce.identity.actor import SYSTEM, Actor
from commerce.states import IllegalMove
from tests.builders import cms as build
from tests.builders import commerce as ground


def test_nobody_sees_a_draft(channel: ChannelInfo, at: datetime) -> None:
    """D1d: drafts answer 404 to the public."""
    page = build.make_page()

    assert page.state == "draft"
    assert cms.page(slug="about", channel=channel, language="en", at=at) is None


def test_what_is_published_stays_until_the_next_publication(
    channel: ChannelInfo, at: datetime, actor: Actor, facts: Callable[[], list[str]]
) -> None:
    page = build.make_page(build.rich_text("First"), published=True, en="About", de="Über uns")
    with house.transaction():
        actions.save_draft(
            page_id=page.pk, content=build.content(build.rich_text("Second")), at=at, by=actor
        )

    assert "First" in shown(channel, at)
    with house.transaction():
        actions.publish(page_id=page.pk, at=at, by=actor)

    assert "Second" in shown(channel, at)
    assert facts() == ["cms.page_published"] * 3
    moves = trail.moves_of(page)
    assert [(one.move, one.by, one.reason) for one in moves] == [
        ("publish", "system", "revision 1"),
        ("publish", "staff:mina", "revision 2"),
    ]


def test_saving_the_same_again_makes_no_revision(channel: ChannelInfo, at: datetime) -> None:
    page = build.make_page()
    with house.transaction():
        again = actions.save_draft(page_id=page.pk, content=build.content(), at=at, by=SYSTEM)

    assert again.number == 1
    assert Revision.objects.count() == 1


def test_an_editor_who_saw_an_older_draft_is_told(channel: ChannelInfo, at: datetime) -> None:
    page = build.make_page()
    with house.transaction():
        actions.save_draft(
            page_id=page.pk, content=build.content(en="Mine"), seen=1, at=at, by=SYSTEM
        )

    with pytest.raises(actions.StaleDraft) as refused, house.transaction():
        actions.save_draft(
            page_id=page.pk, content=build.content(en="Theirs"), seen=1, at=at, by=SYSTEM
        )

    assert refused.value.data["number"] == 2
    assert queries.get_page(page_id=page.pk).draft == Revision.objects.get(number=2)


def test_an_old_revision_comes_back_as_a_new_one(channel: ChannelInfo, at: datetime) -> None:
    page = build.make_page(build.rich_text("First"))
    with house.transaction():
        actions.save_draft(
            page_id=page.pk, content=build.content(build.rich_text("Second")), at=at, by=SYSTEM
        )
        restored = actions.restore_revision(page_id=page.pk, number=1, at=at, by=SYSTEM)

    assert (restored.number, restored.note) == (3, "restored #1")
    assert restored.blocks == Revision.objects.get(number=1).blocks


def test_another_pages_revision_is_none(channel: ChannelInfo, at: datetime) -> None:
    page, other = build.make_page(), build.make_page(slug="other")
    with house.transaction():
        actions.save_draft(page_id=other.pk, content=build.content(en="B"), at=at, by=SYSTEM)

    for act in (actions.restore_revision, actions.publish):
        with pytest.raises(queries.UnknownPage), house.transaction():
            act(page_id=page.pk, number=2, at=at, by=SYSTEM)


def test_a_revision_is_never_rewritten(channel: ChannelInfo) -> None:
    build.make_page()

    with pytest.raises(DatabaseError), transaction.atomic():  # noqa: TID251 - below our own verbs
        Revision.objects.update(titles={"en": "Forged"})


def test_goes_live_and_offline_at_its_times(
    channel: ChannelInfo, at: datetime, facts: Callable[[], list[str]]
) -> None:
    """CMS-3: scheduled publish and expiry."""
    page = build.make_page()
    start, end = at + timedelta(hours=1), at + timedelta(hours=2)
    with house.transaction():
        planned = actions.schedule(
            page_id=page.pk, publish_at=start, unpublish_at=end, at=at, by=SYSTEM
        )
        assert planned.state == "scheduled"
        actions.save_draft(page_id=page.pk, content=build.content(en="Later"), at=at, by=SYSTEM)
        assert actions.publish_due(at=start - timedelta(seconds=1)) == 0
    assert cms.page(slug="about", channel=channel, language="en", at=start) is None

    with house.transaction():
        assert actions.publish_due(at=start) == 1
        assert actions.publish_due(at=start) == 0
    live = cms.page(slug="about", channel=channel, language="en", at=start)
    assert live is not None
    assert live.title == "About"

    # Expiry needs no task: the reader's moment decides.
    assert cms.page(slug="about", channel=channel, language="en", at=end) is None
    with house.transaction():
        assert actions.publish_due(at=end) == 1
    assert Page.objects.get().state == "unpublished"
    assert facts() == ["cms.page_published", "cms.page_unpublished"]


def test_a_live_page_stays_live_until_its_next_revision_is_due(
    channel: ChannelInfo, at: datetime
) -> None:
    page = build.make_page(build.rich_text("First"), published=True)
    with house.transaction():
        actions.save_draft(
            page_id=page.pk, content=build.content(build.rich_text("Second")), at=at, by=SYSTEM
        )
        actions.schedule(page_id=page.pk, publish_at=at + timedelta(hours=1), at=at, by=SYSTEM)
    assert Page.objects.get().state == "published"
    assert "First" in shown(channel, at)

    with house.transaction():
        actions.publish_due(at=at + timedelta(hours=1))
    assert "Second" in shown(channel, at)


def test_a_plan_can_be_dropped(channel: ChannelInfo, at: datetime) -> None:
    page = build.make_page()
    with house.transaction():
        actions.schedule(page_id=page.pk, publish_at=at + timedelta(hours=1), at=at, by=SYSTEM)
        actions.schedule(page_id=page.pk, publish_at=None, at=at, by=SYSTEM)
        assert actions.publish_due(at=at + timedelta(days=1)) == 0

    assert Page.objects.get().state == "draft"


@pytest.mark.parametrize(("start", "end"), [(-1, None), (0, None), (2, 1), (None, -1)])
def test_plans_lie_ahead(
    channel: ChannelInfo, at: datetime, start: int | None, end: int | None
) -> None:
    page = build.make_page()
    moments = [None if one is None else at + timedelta(hours=one) for one in (start, end)]

    with pytest.raises(actions.NotLater), house.transaction():
        actions.schedule(
            page_id=page.pk, publish_at=moments[0], unpublish_at=moments[1], at=at, by=SYSTEM
        )

    assert Page.objects.get().state == "draft"


def test_only_what_is_online_goes_offline(channel: ChannelInfo, at: datetime) -> None:
    page = build.make_page()

    with pytest.raises(IllegalMove), house.transaction():
        actions.unpublish(page_id=page.pk, at=at, by=SYSTEM)


def test_an_address_is_used_once_per_channel(channel: ChannelInfo) -> None:
    build.make_page()
    uk = ground.make_channel(code="uk", currency="GBP")

    with pytest.raises(actions.SlugTaken):
        build.make_page()
    build.make_page(channel=uk)

    assert Page.objects.count() == 2


@pytest.mark.parametrize("slug", ["", "About", "a b", "../x", "a--b", "x" * 81, "home"])
def test_refuses_addresses_that_are_none(channel: ChannelInfo, slug: str) -> None:
    with pytest.raises(rules.BadPage):
        build.make_page(slug=slug)


def shown(channel: ChannelInfo, at: datetime) -> str:
    found = cms.page(slug="about", channel=channel, language="en", at=at)
    assert found is not None
    return str(found.blocks[0].values["html"])
