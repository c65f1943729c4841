"""Cards that the demo's accounts kept before it began; the emulator is told, a real provider would know."""

from datetime import date, datetime
from typing import Any

from commerce import db
from crm import public as crm
from payments.gateways.clients import emulator
from payments.wallet.models import SavedCard, Wallet

# What the ids of their customers and cards begin with at the provider.
PLACE, CARD = "cus_past_", "pm_past_"
# Test card, brand, years from now (a card of the past has expired).
DECKS: dict[str, tuple[tuple[str, str, int], ...]] = {
    "mia.hoffmann@example.com": (
        ("4242424242424242", "visa", 3),
        ("5555555555554444", "mastercard", 2),
        ("4000000000003220", "visa", 1),
        ("378282246310005", "amex", -1),
    ),
}


@db.transaction_required
def record_past(*, at: datetime) -> int:
    """This writes the cards of the demo's accounts that are there; run again, it changes nothing."""
    made = 0
    for email, deck in DECKS.items():
        customer = crm.find_customer(email=email)
        if customer is None or Wallet.objects.filter(customer_id=customer.customer_id).exists():
            continue
        wallet = Wallet.objects.create(
            customer_id=customer.customer_id,
            gateway="stripe",
            reference=f"{PLACE}{customer.public_id}",
            created_at=at,
        )
        for nth, card in enumerate(deck):
            _card(wallet, card, nth=nth, today=at.date()).save()
        made += len(deck)
    return made


def _card(wallet: Wallet, card: tuple[str, str, int], *, nth: int, today: date) -> SavedCard:
    number, brand, years = card
    return SavedCard(
        public_id=f"card_past_{wallet.pk}_{nth}",
        wallet=wallet,
        customer_id=wallet.customer_id,
        reference=f"{CARD}{wallet.reference.removeprefix(PLACE)}_{nth}",
        brand=brand,
        last4=number[-4:],
        exp_month=3 + 2 * nth,
        exp_year=today.year + years,
        is_default=nth == 0,
        saved_at=wallet.created_at,
    )


@db.outside
def teach_emulator(*, base: str) -> int:
    """This tells the emulator at `base` of seeded cards; returns how many customers were new to it.

    Raises:
        OSError: when it does not answer.
    """
    numbers = {number[-4:]: number for deck in DECKS.values() for number, _, _ in deck}
    told: list[dict[str, Any]] = [
        {
            "id": wallet.reference,
            "cards": [
                {
                    "id": card.reference,
                    "number": numbers[card.last4],
                    "exp_month": card.exp_month,
                    "exp_year": card.exp_year,
                }
                for card in wallet.cards.filter(reference__startswith=CARD).order_by("pk")
            ],
        }
        for wallet in Wallet.objects.filter(reference__startswith=PLACE).order_by("pk")
    ]
    return emulator.adopt(base=base, customers=told) if told else 0
