"""Paying with kept cards, and keeping them while paying."""

from dataclasses import replace

import pytest
import requests

from commerce.events import delivery
from payments import public
from payments.collecting.actions import presenting, provider
from payments.collecting.models import Attempt, Payment
from payments.wallet import queries as wallet
from payments.wallet.models import SavedCard, Wallet
from tests.builders.commerce import AT
from tests.builders.crm import make_account
from tests.builders.payments import PROMPT, Shop, cards_at_stripe, keep_card, open_payment
from tests.builders.stripe import control

pytestmark = pytest.mark.django_db
KEEP = replace(PROMPT, keep=True)


@pytest.fixture
def ada(shop: Shop) -> int:
    """A customer with an account."""
    return make_account().customer_id


def press(payment: Payment, card: SavedCard) -> str:
    """This is the button, pressed with a kept card; returns where the shopper goes next."""
    prompt = replace(PROMPT, card=card.public_id)
    return presenting.present(payment_id=payment.pk, prompt=prompt, at=AT).redirect_url


def keep_while_paying(shop: Shop, customer_id: int, card: str) -> Payment:
    """This pays with the box ticked."""
    payment = open_payment(customer_id=customer_id)
    shown = presenting.present(payment_id=payment.pk, prompt=KEEP, at=AT)
    shop.confirm(shown.client_secret.partition("_secret_")[0], card)
    return provider.refresh(payment_id=payment.pk, at=AT)


def kept(customer_id: int) -> list[str]:
    return [one.label for one in wallet.cards_of(customer_id=customer_id, on=AT.date())]


def answer_bank(url: str, *, approve: bool) -> None:
    """This is the shopper at the bank."""
    page, _, secret = url.partition("?client_secret=")
    answer = {"client_secret": secret, "answer": "approve" if approve else "refuse"}
    requests.post(page, data=answer, allow_redirects=False, timeout=5)


def test_a_card_is_kept_by_paying_with_the_box_ticked(shop: Shop, ada: int) -> None:
    """A4, K7."""
    payment = keep_while_paying(shop, ada, "pm_card_visa")

    assert payment.state == "authorized"
    assert kept(ada) == ["Visa •••• 4242"]
    assert cards_at_stripe(shop, ada) == ["4242"]


def test_nothing_is_kept_without_the_tick_and_nothing_of_a_guest(shop: Shop, ada: int) -> None:
    shop.pay(customer_id=ada)
    guest = open_payment()
    presenting.present(payment_id=guest.pk, prompt=KEEP, at=AT)
    shop.confirm(Attempt.objects.get(payment=guest).reference or "")
    provider.refresh(payment_id=guest.pk, at=AT)

    assert not SavedCard.objects.exists()
    assert not Wallet.objects.exists()
    assert shop.stripe.v1.customers.list().data == []


def test_a_declined_card_is_not_kept(shop: Shop, ada: int) -> None:
    payment = keep_while_paying(shop, ada, "pm_card_chargeDeclined")

    assert payment.state == "declined"
    assert (kept(ada), cards_at_stripe(shop, ada)) == ([], [])


def test_a_tick_taken_back_before_paying_keeps_nothing(shop: Shop, ada: int) -> None:
    """The first try was declined; the second one is to leave nothing behind."""
    payment = keep_while_paying(shop, ada, "pm_card_chargeDeclined")

    shop.confirm(shop.present(payment))
    payment = provider.refresh(payment_id=payment.pk, at=AT)

    assert (payment.state, kept(ada), cards_at_stripe(shop, ada)) == ("authorized", [], [])


def test_a_kept_card_pays_at_the_press_of_the_button(shop: Shop, ada: int) -> None:
    """K7: no typing; the money is promised when the shopper is back."""
    card = keep_card(shop, ada)
    payment = open_payment(customer_id=ada)

    target = press(payment, card)

    assert target == PROMPT.back
    payment.refresh_from_db()
    assert (payment.state, payment.label) == ("authorized", "visa •••• 4242")
    assert [charge.amount for charge in shop.charges()] == [8400]
    assert kept(ada) == ["Visa •••• 4242"]


def test_a_kept_card_is_never_charged_without_the_shopper(shop: Shop, ada: int) -> None:
    """`off_session` is never said, so that the bank may ask."""
    press(open_payment(customer_id=ada), keep_card(shop, ada))

    said = [entry["body"] for entry in shop.emulator.control.requests]
    assert not any("off_session" in body for body in said)


def test_the_bank_asks_about_a_kept_card_and_the_way_back_pays(shop: Shop, ada: int) -> None:
    """3-D Secure with a kept card: to the bank, and back."""
    card = keep_card(shop, ada, "pm_card_threeDSecure2Required")
    payment = open_payment(customer_id=ada)

    target = press(payment, card)
    assert target.startswith(f"{shop.emulator.url}/3ds/")
    assert press(payment, card) == target
    answer_bank(target, approve=True)

    assert provider.refresh(payment_id=payment.pk, at=AT).state == "authorized"


def test_refused_at_the_bank_the_same_card_may_try_again(shop: Shop, ada: int) -> None:
    card = keep_card(shop, ada, "pm_card_threeDSecure2Required")
    payment = open_payment(customer_id=ada)
    answer_bank(press(payment, card), approve=False)
    assert provider.refresh(payment_id=payment.pk, at=AT).state == "declined"

    answer_bank(press(payment, card), approve=True)

    assert provider.refresh(payment_id=payment.pk, at=AT).state == "authorized"


def test_a_declined_kept_card_says_why_and_another_one_pays(shop: Shop, ada: int) -> None:
    """K7: the card is kept (its owner may have filled the account by tomorrow), the order is not lost."""
    bad = keep_card(shop, ada, "pm_card_chargeCustomerFail")
    good = keep_card(shop, ada)
    payment = open_payment(customer_id=ada)

    assert press(payment, bad) == PROMPT.back
    payment.refresh_from_db()
    assert (payment.state, payment.decline_code) == ("declined", "generic_decline")
    press(payment, good)

    payment.refresh_from_db()
    assert (payment.state, len(kept(ada))) == ("authorized", 2)
    assert Attempt.objects.filter(payment=payment).count() == 1


def test_a_card_that_is_gone_at_the_provider_is_gone_here(shop: Shop, ada: int) -> None:
    card = keep_card(shop, ada)
    shop.stripe.v1.payment_methods.detach(card.reference)
    payment = open_payment(customer_id=ada)

    with pytest.raises(presenting.CardGone):
        press(payment, card)

    payment.refresh_from_db()
    assert (payment.state, kept(ada), shop.charges()) == ("open", [], [])


def test_nobody_pays_with_the_card_of_another(shop: Shop, ada: int) -> None:
    """Attack: the id of a card that is not theirs."""
    card = keep_card(shop, ada)
    eve = make_account("eve@example.com").customer_id

    for payment in (open_payment(customer_id=eve), open_payment()):
        with pytest.raises(wallet.UnknownCard):
            press(payment, card)

    assert shop.charges() == []
    assert not Attempt.objects.exists()


def test_a_removed_card_pays_no_more(shop: Shop, ada: int) -> None:
    card = keep_card(shop, ada)
    SavedCard.objects.update(state="removed", next_detach_at=AT, is_default=False)

    with pytest.raises(wallet.UnknownCard):
        press(open_payment(customer_id=ada), card)
    assert shop.charges() == []


def test_an_answer_that_is_lost_is_never_a_second_charge(shop: Shop, ada: int) -> None:
    """PAY-2, K8: the line breaks after the work is done; the way back finds out."""
    card = keep_card(shop, ada)
    payment = open_payment(customer_id=ada)
    control(shop.emulator, "mode", mode="charge-then-drop", match="/confirm$", times=1)

    assert press(payment, card) == PROMPT.back
    payment.refresh_from_db()
    assert payment.state == "open"

    assert provider.refresh(payment_id=payment.pk, at=AT).state == "authorized"
    assert len(shop.charges()) == 1
    with pytest.raises(presenting.NotWaiting):
        press(payment, card)
    assert len(shop.charges()) == 1


def test_the_provider_s_page_keeps_the_card_too(shop: Shop, ada: int) -> None:
    """X20: without JavaScript the tick travels with the page."""
    payment = open_payment(customer_id=ada)
    hosted = replace(KEEP, hosted=True)
    url = presenting.present(payment_id=payment.pk, prompt=hosted, at=AT).redirect_url
    card = {"number": "5555555555554444", "expiry": "12 / 34", "cvc": "123"}
    requests.post(url, data=card, allow_redirects=False, timeout=5)

    assert provider.refresh(payment_id=payment.pk, at=AT).state == "authorized"
    assert kept(ada) == ["Mastercard •••• 4444"]


def test_a_page_that_was_to_keep_the_card_is_closed_when_the_tick_goes(
    shop: Shop, ada: int
) -> None:
    payment = open_payment(customer_id=ada)
    hosted = replace(KEEP, hosted=True)
    first = presenting.present(payment_id=payment.pk, prompt=hosted, at=AT).redirect_url
    assert presenting.present(payment_id=payment.pk, prompt=hosted, at=AT).redirect_url == first

    plain = replace(hosted, keep=False)
    second = presenting.present(payment_id=payment.pk, prompt=plain, at=AT).redirect_url

    card = {"number": "4242424242424242", "expiry": "12 / 34", "cvc": "123"}
    closed = requests.post(first, data=card, allow_redirects=False, timeout=5)
    paid = requests.post(second, data=card, allow_redirects=False, timeout=5)
    assert (closed.status_code, paid.status_code) == (402, 303)
    assert provider.refresh(payment_id=payment.pk, at=AT).state == "authorized"
    assert kept(ada) == []
    assert len(shop.charges()) == 1


def test_the_books_hold_after_all_of_it(shop: Shop, ada: int) -> None:
    card = keep_card(shop, ada)
    press(open_payment(customer_id=ada), card)
    delivery.drain()

    assert public.violations(at=AT) == []
