"""What is due at the provider for kept cards, also when it does not answer."""

from datetime import timedelta

import pytest

from commerce import clock, db
from commerce.events import delivery
from commerce.identity.actor import SYSTEM
from crm.privacy import actions as privacy
from crm.privacy.models import DataExport
from payments.gateways.clients.base import GatewayDown
from payments.wallet import queries, rules
from payments.wallet.actions import keeping, provider
from payments.wallet.models import SavedCard, Wallet
from tests.builders.commerce import AT
from tests.builders.crm import make_account, make_customer, merge
from tests.builders.payments import Shop, cards_at_stripe, keep_card
from tests.builders.stripe import control

pytestmark = pytest.mark.django_db
LATER = AT + rules.UNDO


@pytest.fixture
def ada(shop: Shop) -> int:
    """A customer with an account."""
    return make_account().customer_id


def remove(card: SavedCard) -> None:
    with db.transaction():
        keeping.remove(customer_id=card.customer_id, public_id=card.public_id, by=SYSTEM, at=AT)


def erase(customer_id: int) -> None:
    with db.transaction():
        privacy.erase_person(customer_id=customer_id, reason="asked", at=AT, by=SYSTEM)
    delivery.drain()


def work_off(at_least: timedelta = timedelta()) -> None:
    """This is the schedule: whatever is due is done."""
    at = clock.now() + rules.UNDO + at_least
    for card_id in queries.detaches_due(at=at):
        provider.detach(card_id=card_id, at=at)
    for wallet_id in queries.closes_due(at=at):
        provider.close(wallet_id=wallet_id, at=at)
    for wallet_id in queries.looks_due(at=at):
        provider.look(wallet_id=wallet_id, at=at)


def test_a_place_at_the_provider_is_opened_once_and_without_a_name(shop: Shop, ada: int) -> None:
    first = provider.open_wallet(customer_id=ada, gateway="stripe", at=AT)
    second = provider.open_wallet(customer_id=ada, gateway="stripe", at=AT)

    found = shop.stripe.v1.customers.list().data
    assert (first == second, [one.id for one in found]) == (True, [first])
    assert (found[0].email, found[0].name) == (None, None)


def test_nobody_who_is_gone_gets_a_place(shop: Shop, ada: int) -> None:
    erase(ada)

    assert provider.open_wallet(customer_id=ada, gateway="stripe", at=AT) == ""
    assert shop.stripe.v1.customers.list().data == []


def test_a_deleted_card_is_let_go_after_the_way_back_is_over(shop: Shop, ada: int) -> None:
    """A4: forgotten at the provider too, and nothing of it stays here."""
    card = keep_card(shop, ada)
    remove(card)
    provider.detach(card_id=card.pk, at=LATER - timedelta(seconds=1))
    assert cards_at_stripe(shop, ada) == ["4242"]

    work_off()

    assert cards_at_stripe(shop, ada) == []
    assert not SavedCard.objects.exists()


@pytest.mark.parametrize("mode", ["500", "charge-then-drop"])
def test_a_provider_that_fails_is_told_again_until_it_lets_go(
    shop: Shop, ada: int, mode: str
) -> None:
    """Fault: the line breaks before or after the work is done."""
    card = keep_card(shop, ada)
    remove(card)
    control(shop.emulator, "mode", mode=mode, match="/detach$")
    work_off()
    assert SavedCard.objects.get().detach_tries == 1

    control(shop.emulator, "mode", mode="ok")
    work_off(timedelta(minutes=1))

    assert cards_at_stripe(shop, ada) == []
    assert not SavedCard.objects.exists()


def test_a_card_that_is_gone_at_the_provider_is_no_reason_to_ask_for_ever(
    shop: Shop, ada: int
) -> None:
    card = keep_card(shop, ada)
    remove(card)
    shop.stripe.v1.payment_methods.detach(card.reference)

    work_off()

    assert not SavedCard.objects.exists()


def test_an_erased_person_leaves_nothing_at_the_provider(shop: Shop, ada: int) -> None:
    """A8: cards detached, the place ended, no row left."""
    card = keep_card(shop, ada)
    keep_card(shop, ada, "pm_card_mastercard")
    place = Wallet.objects.get().reference

    erase(ada)
    assert queries.cards_of(customer_id=ada, on=AT.date()) == ()
    work_off()

    assert (SavedCard.objects.count(), Wallet.objects.count()) == (0, 0)
    assert getattr(shop.stripe.v1.customers.retrieve(place), "deleted", False)
    assert shop.stripe.v1.payment_methods.retrieve(card.reference).customer is None


def test_erasing_survives_a_provider_that_does_not_answer(shop: Shop, ada: int) -> None:
    """A8: through a fact and a due row; the person is gone here at once, there as soon as it answers."""
    keep_card(shop, ada)
    control(shop.emulator, "mode", mode="500")
    erase(ada)
    work_off()
    assert (Wallet.objects.get().close_tries, queries.cards_of(customer_id=ada, on=AT.date())) == (
        1,
        (),
    )

    control(shop.emulator, "mode", mode="ok")
    work_off(timedelta(hours=1))

    assert not Wallet.objects.exists()


def test_a_merged_customer_s_card_is_let_go_with_its_heir(shop: Shop, ada: int) -> None:
    going = make_customer("ada@example.net")
    keep_card(shop, going.customer_id)
    staying = make_account("ada@example.org")
    merge(going, staying)
    delivery.drain()

    found = queries.cards_of(customer_id=staying.customer_id, on=AT.date())
    assert [one.last4 for one in found] == ["4242"]
    erase(staying.customer_id)
    work_off()

    assert not Wallet.objects.exists()


def test_a_copy_of_the_data_lists_the_cards(shop: Shop, ada: int) -> None:
    """A8: brand, last digits and date; what the provider calls them is no business of the person."""
    card = keep_card(shop, ada)
    with db.transaction():
        privacy.request_export(customer_id=ada, at=AT, by=SYSTEM)
    delivery.drain()

    export = DataExport.objects.get()
    assert export.state == "ready"
    assert export.sections["payments"] == {
        "saved_cards": [
            {
                "id": card.public_id,
                "brand": "Visa",
                "last4": "4242",
                "expires": "2034-12",
                "is_default": True,
                "saved_at": AT.isoformat(),
                "removed_at": None,
            }
        ]
    }


def test_what_the_provider_changes_is_followed(shop: Shop, ada: int) -> None:
    """A card with a new date keeps its line; one that is gone there is gone here."""
    kept, gone = keep_card(shop, ada), keep_card(shop, ada, "pm_card_amex")
    SavedCard.objects.filter(pk=kept.pk).update(exp_year=2027)
    shop.stripe.v1.payment_methods.detach(gone.reference)
    with db.transaction():
        keeping.hear(reference=gone.reference, at=AT)
        keeping.hear(reference="pm_of_nobody", at=AT)

    work_off()

    found = queries.cards_of(customer_id=ada, on=AT.date())
    assert [(one.last4, one.exp_year) for one in found] == [("4242", 2034)]


def test_a_question_without_an_answer_is_asked_again(shop: Shop, ada: int) -> None:
    card = keep_card(shop, ada)
    with db.transaction():
        keeping.hear(reference=card.reference, at=AT)
    control(shop.emulator, "mode", mode="500", match="payment_methods")

    provider.look(wallet_id=card.wallet_id, at=AT)

    due = Wallet.objects.get().next_look_at
    assert due is not None
    assert due > AT
    assert SavedCard.objects.count() == 1


def test_the_timeline_of_the_customer_tells_of_it(shop: Shop, ada: int) -> None:
    """Audit: who kept and removed which card, without its digits."""
    from crm.customers import queries as customers

    card = keep_card(shop, ada)
    remove(card)
    delivery.drain()

    told = [(one.kind, one.subject) for one in customers.timeline(customer_id=ada)]
    assert ("card_saved", card.public_id) in told
    assert ("card_removed", card.public_id) in told


def test_a_provider_that_is_down_is_told_apart_from_one_that_says_no(shop: Shop, ada: int) -> None:
    card = keep_card(shop, ada)
    assert provider.is_kept(card=card)
    control(shop.emulator, "mode", mode="500", match="payment_methods")

    with pytest.raises(GatewayDown):
        provider.is_kept(card=card)
