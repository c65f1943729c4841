"""manage.py rebuild_listing: writes the shop's read model anew, a set at a time, while it serves."""

from typing import Any

from django.core.management.base import BaseCommand
from typing_extensions import override

from catalog.search import actions
from catalog.search.queries import checking
from commerce import clock, db


class Command(BaseCommand):
    """Writes what differs; a second run right after the first changes nothing."""

    help = "Rebuild the listings from the tables."

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        changed = 0
        for keys in checking.product_sets():
            with db.transaction():
                changed += actions.refresh(product_ids=keys, at=clock.now())
        with db.transaction():
            changed += actions.drop_orphans()
        with db.transaction():
            actions.count_terms()
        self.stdout.write(f"{changed} rows changed")
