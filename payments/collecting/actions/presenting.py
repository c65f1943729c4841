"""Making the provider ready for the shopper: a card form, its own page, or a card that is kept there."""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime

from commerce import db
from commerce.errors import Conflict, Refused
from payments.collecting import queries, rules
from payments.collecting.actions import letting_go, provider, recording, story
from payments.collecting.actions.provider import BY
from payments.collecting.models import Attempt, Payment
from payments.contracts import Presented, Prompt
from payments.gateways import actions as gateway_actions
from payments.gateways import queries as gateways
from payments.gateways.clients.base import Gateway, GatewayDown, GatewayRefused, Seen, Wish
from payments.wallet import queries as wallet
from payments.wallet.actions import keeping
from payments.wallet.actions import provider as wallets

log = logging.getLogger(__name__)


class NotWaiting(Conflict):
    """The payment is past the point where a shopper can pay."""

    code = "payment_not_waiting"


class CardGone(Refused):
    """The kept card cannot pay any more; another one can."""

    code = "saved_card_gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Try:
    """One press of the button: what is paid, through which attempt, with which words."""

    gateway: Gateway
    payment: Payment
    attempt: Attempt
    wish: Wish
    at: datetime


@db.outside
def present(*, payment_id: int, prompt: Prompt, at: datetime) -> Presented:
    """This makes the provider ready for the shopper; asked again, it gives the same place to pay.

    With a kept card, or what a wallet handed over, the shopper has pressed the button: it is charged,
    and they are sent where the bank wants them, or back to us.

    Raises:
        NotWaiting: when the payment is authorized, voided or expired.
        UnknownCard: when the kept card is not the customer's.
        CardGone: when the provider does not keep the card any more.
        GatewayDown: when the provider does not answer; asking again is safe.
    """
    payment = queries.get_payment(payment_id)
    if not gateways.way(payment.method).prompt:
        return _presented(payment)
    if prompt.card:
        return _presented(payment, url=_with_kept_card(payment, prompt, at=at))
    if prompt.token:
        return _presented(payment, url=_with_wallet(payment, prompt, at=at))
    owner = _owner(payment, prompt, at=at)
    kind = "page" if prompt.hosted else "intent"
    work = _begin(payment, prompt, kind=kind, owner=owner, keeps=bool(owner), at=at)
    if prompt.hosted:
        return _presented(payment, url=_page(work, prompt))
    return _presented(payment, secret=_ready(work).client_secret)


def _presented(payment: Payment, *, secret: str = "", url: str = "") -> Presented:
    key, script = gateways.browser_script() if gateways.way(payment.method).prompt else ("", "")
    return Presented(
        payment_id=payment.pk,
        client_secret=secret,
        publishable_key=key,
        script_url=script,
        redirect_url=url,
    )


def _owner(payment: Payment, prompt: Prompt, *, at: datetime) -> str:
    """Where a new card will lie; nobody without an account has such a place."""
    if not prompt.keep or payment.customer_id is None:
        return ""
    return wallets.open_wallet(customer_id=payment.customer_id, gateway=payment.gateway, at=at)


def _begin(
    payment: Payment, prompt: Prompt, *, kind: str, owner: str, keeps: bool, at: datetime
) -> _Try:
    attempt = _open_attempt(payment, kind=kind, keeps=keeps, at=at)
    if kind == "page" and attempt.keeps != keeps:
        _close_page(attempt, at=at)
        attempt = _open_attempt(payment, kind=kind, keeps=keeps, at=at)
    ours = {
        "payment": payment.public_id,
        "attempt": str(attempt.pk),
        "reference": payment.reference,
    }
    wish = Wish(
        amount=payment.amount,
        description=prompt.title[:200],
        email=prompt.email,
        ours=ours,
        customer=owner,
        save=keeps,
    )
    gateway = gateway_actions.gateway(payment.gateway)
    return _Try(gateway=gateway, payment=payment, attempt=attempt, wish=wish, at=at)


def _open_attempt(payment: Payment, *, kind: str, keeps: bool, at: datetime) -> Attempt:
    with db.transaction():
        row = story.locked(payment.pk)
        if row.state not in rules.WAITING:
            message = f"this payment is {row.state}"
            raise NotWaiting(message, state=row.state)
        known = row.attempts.filter(kind=kind, state="open").first()
        if known is not None and known.next_release_at is not None:
            message = "the provider has not let go of the earlier try yet"
            raise GatewayDown(message, retry=True)
        if known is not None:
            return known
        due = at + rules.look_again_after(0)
        attempt = Attempt.objects.create(
            payment=row, kind=kind, keeps=keeps, created_at=at, next_look_at=due
        )
        story.note(row, "presented", by=BY, at=at, detail=kind)
        return attempt


def _close_page(attempt: Attempt, *, at: datetime) -> None:
    """A page cannot change its mind about keeping the card: it is closed, unless it was paid on."""
    provider.look(attempt_id=attempt.pk, at=at)
    with db.transaction():
        row = story.locked(attempt.payment_id)
        if row.state in rules.WAITING:
            letting_go.want_release(attempt, reason="another wish", at=at)
    provider.release(attempt_id=attempt.pk, at=at)


def _key(work: _Try, *more: str) -> str:
    """One key per attempt and wording: a provider refuses a known key with other words.

    A first answer that is lost before the shopper switches the language leaves an object at the
    provider that nobody was ever shown, and so nobody can pay.
    """
    wish = work.wish
    whose = (wish.customer, str(wish.save)) if wish.customer else ()
    words = "|".join((wish.description, wish.email, *whose, *more))
    return f"kontor-attempt-{work.attempt.pk}-{_digest(words)}"


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def _ready(work: _Try) -> Seen:
    """The payment at the provider, made or found, and keeping the card or not as is wished now."""
    if work.attempt.reference:
        seen = work.gateway.look(reference=work.attempt.reference)
    else:
        seen = work.gateway.create(wish=work.wish, key=_key(work))
    stranger = bool(work.wish.customer) and seen.customer != work.wish.customer
    if seen.state == "waiting" and (stranger or seen.keeps != work.wish.save):
        seen = work.gateway.adjust(reference=seen.reference, wish=work.wish)
    _record(work, seen)
    return seen


def _record(work: _Try, seen: Seen) -> None:
    with db.transaction():
        recording.record(attempt_id=work.attempt.pk, seen=seen, by=BY, at=work.at)


def _page(work: _Try, prompt: Prompt) -> str:
    attempt = work.attempt
    if attempt.page_reference:
        page = work.gateway.look_at_page(reference=attempt.page_reference)
        if page.open:
            return page.url
        provider.look(attempt_id=attempt.pk, at=work.at)
        message = "the payment page is closed"
        raise NotWaiting(message, retry=True)
    page = work.gateway.create_page(
        wish=work.wish,
        back=prompt.back,
        cancel=prompt.cancel,
        language=prompt.language,
        key=_key(work, prompt.language, prompt.back, prompt.cancel),
    )
    Attempt.objects.filter(pk=attempt.pk).update(page_reference=page.reference)
    return page.url


def _with_kept_card(payment: Payment, prompt: Prompt, *, at: datetime) -> str:
    """Charges a kept card; returns where the shopper goes next."""
    card = wallet.get_card(customer_id=payment.customer_id or 0, public_id=prompt.card)
    owner = card.wallet.reference
    work = _begin(payment, prompt, kind="intent", owner=owner, keeps=False, at=at)
    try:
        return _charge(work, prompt, card=card.reference)
    except CardGone:
        if not wallets.is_kept(card=card):
            with db.transaction():
                keeping.lose(card_id=card.pk, by=BY, at=at)
        raise


def _with_wallet(payment: Payment, prompt: Prompt, *, at: datetime) -> str:
    """Charges what a wallet handed over; returns where the shopper goes next."""
    work = _begin(payment, prompt, kind="intent", owner="", keeps=False, at=at)
    return _charge(work, prompt, card=prompt.token)


def _charge(work: _Try, prompt: Prompt, *, card: str) -> str:
    seen = _ready(work)
    if seen.state != "waiting":
        return prompt.back
    try:
        # The same press twice has the same key; after a "no" the next press is another one.
        found = work.gateway.charge(
            reference=seen.reference,
            card=card,
            back=prompt.back,
            key=f"kontor-charge-{work.attempt.pk}-{_digest(card)}-{_digest(seen.failure)}",
        )
    except GatewayDown as error:
        # It may have been done: the way back asks until somebody knows.
        log.warning("payment %s: charging got no answer: %s", work.payment, error.message)
        return prompt.back
    except GatewayRefused as error:
        return _unless_refused(work, prompt, seen=seen, error=error)
    _record(work, found)
    return found.next_url or prompt.back


def _unless_refused(work: _Try, prompt: Prompt, *, seen: Seen, error: GatewayRefused) -> str:
    """The provider would not even ask the bank: another tab was faster, or it does not know the card."""
    found = work.gateway.look(reference=seen.reference)
    _record(work, found)
    if found.state != "waiting":
        return prompt.back
    message = "this card cannot pay any more"
    raise CardGone(message, field="card") from error
