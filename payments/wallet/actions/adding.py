"""Keeping a card without paying: the shopper is led to the provider, and what came of it is noted."""

from dataclasses import dataclass
from datetime import datetime

from commerce import db, ids
from commerce.errors import Refused
from commerce.identity.actor import Actor
from crm import public as crm
from payments.contracts import KeptCard
from payments.gateways import actions as gateway_actions
from payments.gateways import queries as gateways
from payments.gateways.clients.base import Gateway, GatewayRefused, Setup
from payments.wallet import queries, rules
from payments.wallet.actions import keeping, provider
from payments.wallet.models import SavedCard, Wallet

GATEWAY = "stripe"


class TooManyCards(Refused):
    """The customer keeps as many cards as one may (`most` in data)."""

    code = "too_many_cards"


class NobodyKeeps(Refused):
    """There is nobody any more who could keep a card."""

    code = "customer_gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Where the provider's own page leads back to, as absolute addresses, and which language it speaks.

    In `back` the provider writes its page's id for `{CHECKOUT_SESSION_ID}`.
    """

    back: str
    cancel: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """Where a shopper enters a card: by the secret in the provider's frame, or on the provider's page."""

    client_secret: str
    redirect_url: str
    publishable_key: str
    script_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of it: `kept` (with the card), `waiting` for the bank, or `refused` (and the bank's code)."""

    state: str
    card: KeptCard | None = None
    decline_code: str = ""


@db.outside
def invite(
    *, customer_id: int, door: Door, hosted: bool, key: str = "", at: datetime
) -> Invitation:
    """This readies the provider to keep one more card of a customer; nothing is charged.

    `hosted` is on the provider's own page; the same `key` gives the same answer.

    Raises:
        TooManyCards: when they keep as many as one may.
        NobodyKeeps: for somebody who is not there any more.
        GatewayDown: when the provider does not answer; asking again is safe.
    """
    if SavedCard.objects.kept_of(customer_id).count() >= rules.MOST:
        message = f"up to {rules.MOST} cards are kept"
        raise TooManyCards(message, most=rules.MOST)
    owner = provider.open_wallet(customer_id=customer_id, gateway=GATEWAY, at=at)
    customer = crm.find_customer(customer_id=customer_id)
    if not owner or customer is None:
        message = "nobody is there to keep a card"
        raise NobodyKeeps(message)
    ours, key = {"customer": customer.public_id}, f"kontor-setup-{key or ids.new('set')}"
    gateway = gateway_actions.gateway(GATEWAY)
    secret = url = ""
    if hosted:
        url = gateway.set_up_on_page(
            customer=owner,
            ours=ours,
            back=door.back,
            cancel=door.cancel,
            language=door.language,
            key=key,
        ).url
    else:
        secret = gateway.set_up(customer=owner, ours=ours, key=key).client_secret
    publishable, script = gateways.browser_script()
    return Invitation(
        client_secret=secret, redirect_url=url, publishable_key=publishable, script_url=script
    )


@db.outside
def settle(
    *, customer_id: int, reference: str, page: str, first: bool, by: Actor, at: datetime
) -> Outcome:
    """This asks the provider what came of a card to be kept, and notes it; asked twice it is one card.

    `reference` or `page` are the provider's ids; with `first` checkout begins with the card.

    Raises:
        UnknownCard: for an id that is not there, or belongs to somebody else.
        GatewayDown: when the provider does not answer; asking again is safe.
    """
    found = _look(gateway_actions.gateway(GATEWAY), reference=reference, page=page)
    if found is None:
        return Outcome(state="waiting")
    mine = Wallet.objects.open().filter(customer_id=customer_id, reference=found.customer)
    if not mine.exists():
        message = "there is no such card"
        raise queries.UnknownCard(message)
    if found.state != "kept" or found.card is None:
        return Outcome(state=found.state, decline_code=found.decline_code)
    with db.transaction():
        row = keeping.keep(
            customer_id=customer_id, owner=found.customer, card=found.card, by=by, at=at
        )
        # A card that was deleted meanwhile stays deleted.
        if row is None or row.state != "kept":
            return Outcome(state="refused")
        if first:
            keeping.make_default(customer_id=customer_id, public_id=row.public_id, by=by, at=at)
    return Outcome(state="kept", card=queries.info(row, on=at.date()))


def _look(gateway: Gateway, *, reference: str, page: str) -> Setup | None:
    for name in (reference, page):
        if not rules.is_reference(name):
            message = "there is no such card"
            raise queries.UnknownCard(message)
    try:
        if page:
            reference = gateway.look_at_page(reference=page).setup
        return gateway.look_at_setup(reference=reference) if reference else None
    except GatewayRefused as error:
        message = "there is no such card"
        raise queries.UnknownCard(message) from error
