"""Keeping cards, choosing among them, deleting with a way back, and following their owner."""

from datetime import datetime

from commerce import db, ids
from commerce.events import outbox
from commerce.identity.actor import Actor
from crm import public as crm
from payments import events
from payments.gateways.actions import send_after_commit
from payments.gateways.clients.base import Card
from payments.gateways.models import Inbound
from payments.wallet import queries, rules
from payments.wallet.models import SavedCard, Wallet
from payments.wallet.states import SavedCardFlow


@db.transaction_required
def keep(*, customer_id: int, owner: str, card: Card, by: object, at: datetime) -> SavedCard | None:
    """This notes a card that the provider keeps in a customer's place (`owner`); the same one twice is one.

    A card that is there already under another id takes that one's place. None when the place is
    not theirs, or is being closed: what lies in it goes with it.
    """
    wallet = Wallet.objects.open().filter(reference=owner, customer_id=customer_id).locked_one()
    if wallet is None:
        return None
    known = SavedCard.objects.filter(reference=card.reference).first()
    if known is not None:
        return known
    kept = SavedCard.objects.kept_of(customer_id)
    was_default = not kept.exists()
    for old in kept.filter(
        brand=card.brand, last4=card.last4, exp_month=card.exp_month, exp_year=card.exp_year
    ).order_by("pk"):
        was_default = was_default or old.is_default
        _remove(old, due=at, by=by, at=at)
    row = SavedCard.objects.create(
        public_id=ids.new("card"),
        wallet=wallet,
        customer_id=customer_id,
        reference=card.reference,
        brand=card.brand,
        last4=card.last4,
        exp_month=card.exp_month,
        exp_year=card.exp_year,
        is_default=was_default,
        saved_at=at,
    )
    fact = events.PaymentMethodSaved(customer_id=customer_id, card_id=row.public_id)
    outbox.publish(fact, at=at, by=by)
    return row


@db.transaction_required
def make_default(*, customer_id: int, public_id: str, by: object, at: datetime) -> None:
    """This makes a card the one that checkout begins with.

    Raises:
        UnknownCard: when the customer keeps no such card.
    """
    row = queries.get_card(customer_id=customer_id, public_id=public_id)
    SavedCard.objects.filter(customer_id=customer_id).locked()
    # The old default steps back first, so that the constraint never sees two.
    SavedCard.objects.filter(customer_id=customer_id, is_default=True).update(is_default=False)
    SavedCard.objects.filter(pk=row.pk, state="kept").update(is_default=True)


@db.transaction_required
def remove(*, customer_id: int, public_id: str, by: object, at: datetime) -> SavedCard:
    """This takes a card away: it pays no more at once, and the provider lets go of it a little later.

    Until then `restore` brings it back. Returns the card as it was.

    Raises:
        UnknownCard: when the customer keeps no such card.
    """
    row = queries.get_card(customer_id=customer_id, public_id=public_id)
    was_default = row.is_default
    _remove(row, due=at + rules.UNDO, by=by, at=at)
    _announce_removed(row, by=by, at=at)
    row.is_default = was_default
    return row


@db.transaction_required
def restore(
    *, customer_id: int, public_id: str, is_default: bool, by: object, at: datetime
) -> None:
    """This brings a deleted card back, as the default again when it was.

    Raises:
        UnknownCard: when they deleted none of that id, or the provider was asked to let go of it.
    """
    gone = SavedCard.objects.filter(customer_id=customer_id, public_id=public_id, state="removed")
    row = gone.filter(next_detach_at__gt=at, detach_tries=0).locked_one()
    if row is None:
        message = "there is no such card to bring back"
        raise queries.UnknownCard(message)
    SavedCardFlow.move(row, "restore", by=str(by), at=at, removed_at=None, next_detach_at=None)
    fact = events.PaymentMethodSaved(customer_id=customer_id, card_id=row.public_id)
    outbox.publish(fact, at=at, by=by)
    if is_default:
        make_default(customer_id=customer_id, public_id=public_id, by=by, at=at)


@db.transaction_required
def lose(*, card_id: int, by: object, at: datetime) -> None:
    """This forgets a card that its provider does not keep any more."""
    row = SavedCard.objects.filter(pk=card_id).locked_one()
    if row is None:
        return
    if row.state == "kept":
        _announce_removed(row, by=by, at=at)
    row.delete()


@db.transaction_required
def hear(*, reference: str, at: datetime) -> None:
    """This has a wallet looked at, because the provider told us something about a card of it."""
    row = SavedCard.objects.filter(reference=reference).select_related("wallet").first()
    if row is None:
        return
    Wallet.objects.filter(pk=row.wallet_id).update(next_look_at=at)
    send_after_commit("payments.wallet.tasks.look", wallet_id=row.wallet_id)


@db.transaction_required
def hear_of_addition(*, inbound_id: int, at: datetime) -> None:
    """This has a customer's wallet looked at, because the provider told us of a card that was added to it."""
    told = Inbound.objects.filter(pk=inbound_id).values_list("ours", flat=True).first() or {}
    public_id = str(told.get("customer", ""))
    customer = crm.find_customer(public_id=public_id) if public_id else None
    if customer is None:
        return
    for wallet in Wallet.objects.open().filter(customer_id=customer.customer_id).locked():
        Wallet.objects.filter(pk=wallet.pk).update(next_look_at=at)
        send_after_commit("payments.wallet.tasks.look", wallet_id=wallet.pk)


@db.transaction_required
def forget_customer(*, customer_id: int, at: datetime) -> None:
    """This has everything an erased person kept ended at the provider; nothing pays from now on."""
    SavedCard.objects.filter(customer_id=customer_id).locked()
    for row in SavedCard.objects.kept_of(customer_id).order_by("pk"):
        _remove(row, due=at, by="crm", at=at)
    for wallet in Wallet.objects.open().filter(customer_id=customer_id).locked():
        Wallet.objects.filter(pk=wallet.pk).update(next_close_at=at, next_look_at=None)
        send_after_commit("payments.wallet.tasks.close", wallet_id=wallet.pk)


@db.transaction_required
def move_customer(*, from_id: int, into_id: int) -> None:
    """This hands the cards of one customer over to another, whose own default stands."""
    if SavedCard.objects.filter(customer_id=into_id, is_default=True).exists():
        SavedCard.objects.filter(customer_id=from_id).update(is_default=False)
    Wallet.objects.filter(customer_id=from_id).update(customer_id=into_id)
    SavedCard.objects.filter(customer_id=from_id).update(customer_id=into_id)


@db.transaction_required
def hand_over(*, customer_id: int, export_id: str, at: datetime, by: Actor) -> None:
    """This adds the cards to a person's copy of their data."""
    crm.add_to_export(
        export_id=export_id,
        section="payments",
        content=queries.section(customer_id=customer_id),
        at=at,
        by=by,
    )


def _remove(row: SavedCard, *, due: datetime, by: object, at: datetime) -> None:
    SavedCardFlow.move(
        row,
        "remove",
        by=str(by),
        at=at,
        is_default=False,
        removed_at=at,
        next_detach_at=due,
    )
    if due <= at:
        send_after_commit("payments.wallet.tasks.detach", card_id=row.pk)


def _announce_removed(row: SavedCard, *, by: object, at: datetime) -> None:
    fact = events.PaymentMethodRemoved(customer_id=row.customer_id, card_id=row.public_id)
    outbox.publish(fact, at=at, by=by)
