"""manage.py announce_stock: tells the shop anew what lies where and what can be promised."""

from typing import Any

from django.core.management.base import BaseCommand
from typing_extensions import override

from commerce import clock, db
from inventory.stock.actions import announce


class Command(BaseCommand):
    """Writes what differs; the listings follow in the background."""

    help = "Tell the catalogue every stock level as it is now."

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        with db.transaction():
            told = announce.all_levels(at=clock.now())
        self.stdout.write(f"{told} levels told")
