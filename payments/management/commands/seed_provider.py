"""manage.py seed_provider: the Stripe emulator learns of the card payments that were seeded."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from typing_extensions import override

from commerce import clock, db
from payments.collecting.actions import teaching
from payments.wallet.actions import past as cards


class Command(BaseCommand):
    """This tells an emulator what a real provider would remember; without one it does nothing."""

    help = (
        "Tell the Stripe emulator of past card payments and kept cards, so that they can be used."
    )

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.STRIPE_API_BASE:
            return
        told = teaching.teach_emulator(base=settings.STRIPE_API_BASE)
        self.stdout.write(f"the payment emulator remembers {told} past payments more")
        with db.transaction():
            kept = cards.record_past(at=clock.now())
        cards.teach_emulator(base=settings.STRIPE_API_BASE)
        self.stdout.write(f"{kept} cards are kept")
