"""manage.py seed_bi: the figures of the demo company's past, made from what was announced."""

from typing import Any

from django.core.management.base import BaseCommand
from typing_extensions import override

from bi.bestsellers import actions as bestsellers
from bi.demo import visits
from bi.marts import actions
from bi.marts.models import OrderFact
from bi.pairs import actions as pairs
from catalog import public as catalog
from commerce import clock, db


class Command(BaseCommand):
    """Makes the figures when there are none yet; later ones follow by themselves."""

    help = "Make the figures of the demo's past."

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        if OrderFact.objects.filter(run_id__isnull=True).exists():
            self.stdout.write("the figures are there already")
            return
        now = clock.now()
        with db.transaction():
            made = actions.rebuild() | {"visit": visits.plant_visits()}
            made["pair"] = pairs.count_pairs(at=now)
            ranked = bestsellers.rank(at=now)
            catalog.refresh_listings(product_ids=ranked, at=now)
            made["ranked product"] = len(ranked)
        self.stdout.write(", ".join(f"{rows} {table}" for table, rows in made.items()))
