"""Words given and taken back."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from commerce import db as house
from commerce.channels.queries import ChannelInfo
from commerce.identity.actor import SYSTEM, guest
from crm import public as crm
from crm.consents import actions, rules
from crm.consents.models import Consent
from crm.customers.actions import unite
from tests.builders import crm as build


def _say(customer_id: int, *, given: bool, at: datetime, purpose: str = "newsletter") -> None:
    with house.transaction():
        crm.record_consent(
            customer_id=customer_id,
            purpose=purpose,
            given=given,
            source="account",
            proof="req_1",
            at=at,
            by=SYSTEM,
        )


def test_nobody_agrees_unasked_and_the_last_word_counts(
    channel: ChannelInfo, at: datetime, facts: Callable[[], list[str]]
) -> None:
    """A8: per purpose with date, taken back as easily as given."""
    customer = build.make_customer().customer_id
    assert not crm.agrees(customer_id=customer, purpose="newsletter")

    _say(customer, given=True, at=at)
    assert crm.agrees(customer_id=customer, purpose="newsletter")

    _say(customer, given=False, at=at + timedelta(days=1))
    assert not crm.agrees(customer_id=customer, purpose="newsletter")

    newsletter = crm.consents_of(customer_id=customer)[0]
    assert (newsletter.purpose, newsletter.given, newsletter.since) == (
        "newsletter",
        False,
        at + timedelta(days=1),
    )
    assert [row.given for row in Consent.objects.order_by("id")] == [True, False]
    assert facts()[1:] == ["crm.consent_changed", "crm.consent_changed"]


def test_repeating_oneself_is_not_a_new_word(channel: ChannelInfo, at: datetime) -> None:
    customer = build.make_customer().customer_id

    _say(customer, given=False, at=at)
    _say(customer, given=True, at=at)
    _say(customer, given=True, at=at)

    assert Consent.objects.count() == 1


def test_a_yes_to_words_that_changed_since_is_no_yes(
    channel: ChannelInfo, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    customer = build.make_customer().customer_id
    _say(customer, given=True, at=at)
    newer = rules.Purpose(
        code="newsletter", title="More", explanation="More", version=2, by_cookie=False
    )

    monkeypatch.setitem(dict(rules.PURPOSES), "newsletter", newer)
    monkeypatch.setattr(rules, "PURPOSES", {**rules.PURPOSES, "newsletter": newer})

    assert not crm.agrees(customer_id=customer, purpose="newsletter")


def test_a_purpose_nobody_is_asked_for_is_refused(channel: ChannelInfo, at: datetime) -> None:
    customer = build.make_customer().customer_id

    with pytest.raises(rules.UnknownPurpose):
        _say(customer, given=True, at=at, purpose="selling my soul")

    assert not Consent.objects.exists()


def test_a_word_once_said_cannot_be_rewritten(channel: ChannelInfo, at: datetime) -> None:
    _say(build.make_customer().customer_id, given=True, at=at)

    with pytest.raises(DatabaseError), transaction.atomic():  # noqa: TID251 - below our own verbs
        Consent.objects.update(given=False)

    assert Consent.objects.get().given


def test_what_a_guest_said_goes_over_with_the_merge(channel: ChannelInfo, at: datetime) -> None:
    visitor, account = build.make_customer("a@example.com"), build.make_account("b@example.com")
    _say(visitor.customer_id, given=True, at=at)

    with house.transaction():
        unite.merge(from_id=visitor.customer_id, into_id=account.customer_id, at=at, by=SYSTEM)

    assert crm.agrees(customer_id=account.customer_id, purpose="newsletter")


def test_the_cookie_banner_keeps_proof_under_the_visitors_name(
    channel: ChannelInfo, at: datetime
) -> None:
    """X32: nothing before consent, revocable."""
    with house.transaction():
        first = actions.choose_cookies(
            cookie="", analytics=True, marketing=False, proof="req_1", at=at, by=guest()
        )
    choice = crm.cookie_choice(cookie=first)
    assert (choice.decided, choice.analytics, choice.marketing) == (True, True, False)

    with house.transaction():
        second = actions.choose_cookies(
            cookie=first, analytics=False, marketing=False, at=at, by=guest()
        )

    assert crm.cookie_choice(cookie=second).visitor == choice.visitor
    assert not crm.cookie_choice(cookie=second).analytics
    said = Consent.objects.filter(visitor=choice.visitor, purpose="analytics").order_by("id")
    assert [row.given for row in said] == [True, False]


@pytest.mark.parametrize(
    "cookie",
    ["", "1", "yes", "1.x.a1.m1", "2." + "0" * 26 + ".a1.m1", "1." + "0" * 26 + ".a1.m1; x"],
)
def test_a_cookie_that_is_not_ours_allows_nothing(cookie: str) -> None:
    choice = crm.cookie_choice(cookie=cookie)

    assert (choice.visitor, choice.decided, choice.analytics) == ("", False, False)
