"""The walks to the provider: no transaction is open on the way, a short one records the answer."""

import logging
from datetime import datetime

from commerce import db, rows
from commerce.identity.actor import system
from crm import public as crm
from crm.contracts import Address
from payments.contracts import Purse
from payments.gateways import actions as gateway_actions
from payments.gateways import queries as gateways
from payments.gateways.clients.base import Card, Gateway, GatewayDown, GatewayRefused
from payments.wallet import queries, rules
from payments.wallet.actions import keeping
from payments.wallet.models import SavedCard, Wallet

log = logging.getLogger(__name__)

BY = system("payments")


@db.outside
def open_wallet(*, customer_id: int, gateway: str, at: datetime) -> str:
    """This finds or opens a customer's place at a provider; returns the provider's id of it.

    Empty for somebody who is not there any more. The provider learns our id of them, no name.

    Raises:
        GatewayDown: when the provider does not answer; asking again is safe.
    """
    known = queries.find_wallet(customer_id=customer_id, gateway=gateway)
    if known is not None:
        return known.reference
    customer = crm.find_customer(customer_id=customer_id)
    if customer is None or customer.state != "active":
        return ""
    reference = gateway_actions.gateway(gateway).open_customer(
        ours={"customer": customer.public_id}, key=f"kontor-customer-{customer.public_id}"
    )
    with db.transaction():
        still = crm.find_customer(customer_id=customer_id)
        erased = still is None or still.state != "active"
        row = Wallet(
            customer_id=customer_id,
            gateway=gateway,
            reference=reference,
            created_at=at,
            next_close_at=at if erased else None,
        )
        rows.insert_unless_there(row)
    return "" if erased else reference


@db.outside
def open_purse(*, token: str) -> Purse:
    """This asks what a shopper handed over in a wallet; the address is not judged.

    Raises:
        GatewayRefused: for a token that is unknown or too old.
        GatewayDown: when the provider does not answer.
    """
    found = gateway_actions.gateway("stripe").open_token(token=token)
    wallet = found.wallet or gateways.wallet_name()
    card = f"{rules.brand_name(found.brand)} •••• {found.last4}" if found.last4 else ""
    return Purse(
        token=token,
        label=" · ".join(one for one in (wallet, card) if one),
        email=found.email,
        ship_to=Address(
            full_name=found.name,
            line1=found.line1,
            line2=found.line2,
            city=found.city,
            region=found.region,
            postcode=found.postcode,
            country=found.country,
            phone=found.phone,
        ),
    )


@db.outside
def is_kept(*, card: SavedCard) -> bool:
    """This asks the provider whether it still keeps a card.

    Raises:
        GatewayDown: when it does not answer.
    """
    kept = gateway_actions.gateway(card.wallet.gateway).cards_of(customer=card.wallet.reference)
    return any(one.reference == card.reference for one in kept)


@db.outside
def look(*, wallet_id: int, at: datetime) -> None:
    """This asks the provider what lies in a wallet: dates follow, what is gone there is gone here.

    What was added there without a way back to us, because the shopper left, is kept.
    """
    wallet = Wallet.objects.filter(pk=wallet_id).first()
    if wallet is None:
        return
    try:
        found = gateway_actions.gateway(wallet.gateway).cards_of(customer=wallet.reference)
    except GatewayDown as error:
        log.warning("wallet %s: no answer, asked again later: %s", wallet_id, error.message)
        Wallet.objects.filter(pk=wallet_id).update(next_look_at=at + rules.try_again_after(3))
        return
    with db.transaction():
        Wallet.objects.filter(pk=wallet_id).update(next_look_at=None)
        _follow(wallet, {card.reference: card for card in found}, at=at)


def _follow(wallet: Wallet, found: dict[str, Card], *, at: datetime) -> None:
    known = set(wallet.cards.values_list("reference", flat=True))
    for new in (one for reference, one in found.items() if reference not in known):
        keeping.keep(customer_id=wallet.customer_id, owner=wallet.reference, card=new, by=BY, at=at)
    for row in wallet.cards.filter(state="kept").order_by("pk"):
        card = found.get(row.reference)
        if card is None:
            keeping.lose(card_id=row.pk, by=BY, at=at)
        else:
            SavedCard.objects.filter(pk=row.pk).update(
                exp_month=card.exp_month, exp_year=card.exp_year
            )


@db.outside
def detach(*, card_id: int, at: datetime) -> None:
    """This has the provider let go of a removed card; without a clear answer it is tried again."""
    row = _claim_card(card_id, at=at)
    if row is None:
        return
    try:
        _drop(gateway_actions.gateway(row.wallet.gateway), row)
    except (GatewayDown, GatewayRefused) as error:
        log.warning("card %s is not let go yet: %s", row.public_id, error.message)
        return
    with db.transaction():
        keeping.lose(card_id=card_id, by=BY, at=at)


@db.outside
def close(*, wallet_id: int, at: datetime) -> None:
    """This ends an erased person's place at the provider, card by card; then nothing of it is left here."""
    wallet = _claim_wallet(wallet_id, at=at)
    if wallet is None:
        return
    gateway = gateway_actions.gateway(wallet.gateway)
    try:
        for card in wallet.cards.order_by("pk"):
            _drop(gateway, card)
        gateway.close_customer(reference=wallet.reference, key=f"kontor-close-wallet-{wallet.pk}")
    except (GatewayDown, GatewayRefused) as error:
        log.warning("wallet %s is not closed yet: %s", wallet_id, error.message)
        return
    with db.transaction():
        for card in wallet.cards.order_by("pk"):
            keeping.lose(card_id=card.pk, by=BY, at=at)
        Wallet.objects.filter(pk=wallet_id).delete()


def _drop(gateway: Gateway, row: SavedCard) -> None:
    gateway.drop_card(reference=row.reference, key=f"kontor-drop-{row.public_id}")


def _claim_card(card_id: int, *, at: datetime) -> SavedCard | None:
    """Takes the row for this try; whoever comes at the same time finds it claimed."""
    with db.transaction():
        due = SavedCard.objects.filter(pk=card_id, state="removed", next_detach_at__lte=at)
        row = due.locked_one()
        if row is None:
            return None
        row.next_detach_at = at + rules.try_again_after(row.detach_tries)
        row.detach_tries = min(row.detach_tries + 1, 1000)
        row.save(update_fields=["next_detach_at", "detach_tries"])
    return SavedCard.objects.select_related("wallet").get(pk=card_id)


def _claim_wallet(wallet_id: int, *, at: datetime) -> Wallet | None:
    with db.transaction():
        row = Wallet.objects.filter(pk=wallet_id, next_close_at__lte=at).locked_one()
        if row is None:
            return None
        row.next_close_at = at + rules.try_again_after(row.close_tries)
        row.close_tries = min(row.close_tries + 1, 1000)
        row.save(update_fields=["next_close_at", "close_tries"])
    return row
