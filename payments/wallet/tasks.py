"""Background entries: what is due at the provider for kept cards."""

from celery import shared_task

from commerce import clock
from payments.wallet import queries
from payments.wallet.actions import provider


@shared_task(queue="outside", acks_late=True, ignore_result=True)
def detach(*, card_id: int, **_: object) -> None:
    """This has the provider let go of a removed card."""
    provider.detach(card_id=card_id, at=clock.now())


@shared_task(queue="outside", acks_late=True, ignore_result=True)
def close(*, wallet_id: int, **_: object) -> None:
    """This ends an erased person's place at the provider."""
    provider.close(wallet_id=wallet_id, at=clock.now())


@shared_task(queue="outside", acks_late=True, ignore_result=True)
def look(*, wallet_id: int, **_: object) -> None:
    """This asks the provider what lies in a wallet."""
    provider.look(wallet_id=wallet_id, at=clock.now())


@shared_task(queue="default", acks_late=True, ignore_result=True)
def settle(**_: object) -> None:
    """This hands out whatever is due: removals, closings, questions."""
    at = clock.now()
    for card_id in queries.detaches_due(at=at):
        detach.apply_async(kwargs={"card_id": card_id})
    for wallet_id in queries.closes_due(at=at):
        close.apply_async(kwargs={"wallet_id": wallet_id})
    for wallet_id in queries.looks_due(at=at):
        look.apply_async(kwargs={"wallet_id": wallet_id})
