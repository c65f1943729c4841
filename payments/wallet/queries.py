"""Reading kept cards, and finding what is due at a provider."""

from datetime import date, datetime
from typing import Any

from commerce.errors import NotFound
from payments.contracts import KeptCard
from payments.wallet import rules
from payments.wallet.models import SavedCard, Wallet

BATCH = 100


class UnknownCard(NotFound):
    """There is no such card, or it is not yours."""

    code = "unknown_card"


def cards_of(*, customer_id: int, on: date) -> tuple[KeptCard, ...]:
    """This lists the cards a customer keeps: the default, the newest, the expired; `on` is today."""
    rows = SavedCard.objects.kept_of(customer_id).order_by("-is_default", "-saved_at", "-pk")
    found = [info(row, on=on) for row in rows]
    return tuple(sorted(found, key=lambda card: card.expired))


def get_card(*, customer_id: int, public_id: str) -> SavedCard:
    """This finds a card that a customer keeps, with its wallet.

    Raises:
        UnknownCard: when they keep none of that id.
    """
    rows = SavedCard.objects.kept_of(customer_id).select_related("wallet")
    row = rows.filter(public_id=public_id).first()
    if row is None:
        message = "there is no such card"
        raise UnknownCard(message)
    return row


def find_wallet(*, customer_id: int, gateway: str) -> Wallet | None:
    """This finds the place where a customer's next card would lie."""
    rows = Wallet.objects.open().filter(customer_id=customer_id, gateway=gateway)
    return rows.order_by("pk").first()


def info(row: SavedCard, *, on: date) -> KeptCard:
    """This is a kept card as the other apps see it."""
    return KeptCard(
        public_id=row.public_id,
        brand=rules.brand_name(row.brand),
        last4=row.last4,
        exp_month=row.exp_month,
        exp_year=row.exp_year,
        is_default=row.is_default,
        expired=rules.is_expired(month=row.exp_month, year=row.exp_year, on=on),
        saved_at=row.saved_at,
    )


def section(*, customer_id: int) -> dict[str, Any]:
    """This is what the copy of a person's data says of their cards."""
    rows = SavedCard.objects.filter(customer_id=customer_id).order_by("pk")
    return {
        "saved_cards": [
            {
                "id": row.public_id,
                "brand": rules.brand_name(row.brand),
                "last4": row.last4,
                "expires": f"{row.exp_year:04}-{row.exp_month:02}",
                "is_default": row.is_default,
                "saved_at": row.saved_at.isoformat(),
                "removed_at": row.removed_at.isoformat() if row.removed_at else None,
            }
            for row in rows
        ]
    }


def detaches_due(*, at: datetime) -> list[int]:
    """This lists removed cards that the provider should let go of."""
    rows = SavedCard.objects.filter(next_detach_at__lte=at).order_by("next_detach_at")
    return list(rows.values_list("pk", flat=True)[:BATCH])


def closes_due(*, at: datetime) -> list[int]:
    """This lists wallets that the provider should end."""
    rows = Wallet.objects.filter(next_close_at__lte=at).order_by("next_close_at")
    return list(rows.values_list("pk", flat=True)[:BATCH])


def looks_due(*, at: datetime) -> list[int]:
    """This lists wallets whose provider told us that something changed in them."""
    rows = Wallet.objects.open().filter(next_look_at__lte=at).order_by("next_look_at")
    return list(rows.values_list("pk", flat=True)[:BATCH])
