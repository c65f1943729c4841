"""manage.py seed_catalog: the demo assortment, its shelves, prices and publications."""

from typing import Any

from django.core.management.base import BaseCommand
from typing_extensions import override

from catalog.demo import planting
from commerce import clock, db
from commerce.identity.actor import system


class Command(BaseCommand):
    """Writes the demo assortment; what is there already stays as it is."""

    help = "Seed the demo assortment."

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        at = clock.now()
        with db.transaction():
            rows = planting.plant(by=system("demo"), at=at)
        self.stdout.write(f"{len(rows)} new products")
