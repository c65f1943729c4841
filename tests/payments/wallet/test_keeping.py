"""Keeping cards, choosing, deleting with a way back, and following their owner."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from commerce import db
from commerce.channels.queries import ChannelInfo
from commerce.identity.actor import SYSTEM
from payments.gateways.clients.base import Card
from payments.wallet import queries, rules
from payments.wallet.actions import keeping
from payments.wallet.models import SavedCard, Wallet
from tests.builders.commerce import AT
from tests.builders.payments import write_card

pytestmark = pytest.mark.django_db


def shown(customer_id: int) -> list[tuple[str, bool]]:
    """What a customer keeps, by its last digits, and whether checkout begins with it."""
    found = queries.cards_of(customer_id=customer_id, on=AT.date())
    return [(one.last4, one.is_default) for one in found]


def keep(customer_id: int, owner: str, **over: Any) -> SavedCard | None:
    columns = {"reference": "pm_1", "brand": "visa", "last4": "4242"}
    card = Card(**columns | {"exp_month": 12, "exp_year": 2034} | over)
    with db.transaction():
        return keeping.keep(customer_id=customer_id, owner=owner, card=card, by=SYSTEM, at=AT)


@pytest.fixture
def place() -> Wallet:
    return Wallet.objects.create(customer_id=7, gateway="stripe", reference="cus_7", created_at=AT)


def test_the_first_card_is_the_default_and_the_next_ones_are_not(place: Wallet) -> None:
    """A4."""
    keep(7, "cus_7")
    keep(7, "cus_7", reference="pm_2", last4="0005")

    assert shown(7) == [("4242", True), ("0005", False)]


def test_told_twice_it_is_kept_once(place: Wallet, facts: Callable[[], list[str]]) -> None:
    first, second = keep(7, "cus_7"), keep(7, "cus_7")

    assert first == second
    assert facts() == ["payments.payment_method_saved"]


def test_the_same_card_again_takes_the_place_of_the_old_one(place: Wallet) -> None:
    """One plastic card is one line; the older copy is let go at the provider."""
    old = keep(7, "cus_7")
    assert old is not None
    keep(7, "cus_7", reference="pm_again")

    assert shown(7) == [("4242", True)]
    old.refresh_from_db()
    assert (old.state, old.next_detach_at) == ("removed", AT)


@pytest.mark.parametrize(
    ("customer_id", "owner", "closing"),
    [(7, "cus_8", False), (8, "cus_7", False), (7, "cus_7", True)],
    ids=["unknown place", "somebody else's place", "being closed"],
)
def test_nothing_is_kept_in_a_place_that_is_not_theirs(
    place: Wallet, facts: Callable[[], list[str]], customer_id: int, owner: str, closing: bool
) -> None:
    if closing:
        Wallet.objects.update(next_close_at=AT)

    assert keep(customer_id, owner) is None
    assert (SavedCard.objects.count(), facts()) == (0, [])


def test_another_default_takes_over() -> None:
    """A4: default flags."""
    first, second = write_card(7, is_default=True), write_card(7)

    with db.transaction():
        keeping.make_default(customer_id=7, public_id=second.public_id, by=SYSTEM, at=AT)

    assert shown(7) == [(second.last4, True), (first.last4, False)]


def test_a_deleted_card_pays_no_more_and_comes_back_as_it_was(
    facts: Callable[[], list[str]],
) -> None:
    """A4, X11: delete with undo."""
    card = write_card(7, is_default=True)

    with db.transaction():
        gone = keeping.remove(customer_id=7, public_id=card.public_id, by=SYSTEM, at=AT)
    assert (gone.is_default, shown(7)) == (True, [])
    later = AT + rules.UNDO - timedelta(seconds=1)
    with db.transaction():
        keeping.restore(
            customer_id=7, public_id=card.public_id, is_default=True, by=SYSTEM, at=later
        )

    assert shown(7) == [(card.last4, True)]
    assert [name.rpartition("_")[2] for name in facts()] == ["removed", "saved"]


@pytest.mark.parametrize("late", [True, False], ids=["too late", "the provider was asked"])
def test_nothing_comes_back_that_the_provider_lets_go_of(late: bool) -> None:
    card = write_card(7)
    with db.transaction():
        keeping.remove(customer_id=7, public_id=card.public_id, by=SYSTEM, at=AT)
    if not late:
        SavedCard.objects.update(detach_tries=1)

    with pytest.raises(queries.UnknownCard), db.transaction():
        keeping.restore(
            customer_id=7,
            public_id=card.public_id,
            is_default=False,
            by=SYSTEM,
            at=AT + (rules.UNDO if late else timedelta()),
        )
    assert shown(7) == []


@pytest.mark.parametrize("act", ["make_default", "remove"])
def test_nobody_touches_the_card_of_another(act: str, facts: Callable[[], list[str]]) -> None:
    card = write_card(7, is_default=True)

    with pytest.raises(queries.UnknownCard), db.transaction():
        getattr(keeping, act)(customer_id=8, public_id=card.public_id, by=SYSTEM, at=AT)
    assert (shown(7), facts()) == ([(card.last4, True)], [])


def test_cards_follow_their_owner_whose_own_default_stands() -> None:
    mine, theirs = write_card(7, is_default=True), write_card(8, is_default=True)

    with db.transaction():
        keeping.move_customer(from_id=8, into_id=7)

    assert shown(7) == [(mine.last4, True), (theirs.last4, False)]
    assert shown(8) == []


def test_an_expired_card_is_known_as_such(channel: ChannelInfo) -> None:
    """A4."""
    write_card(7, exp_year=AT.year - 1)

    assert [one.expired for one in queries.cards_of(customer_id=7, on=AT.date())] == [True]
