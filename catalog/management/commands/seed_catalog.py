"""manage.py seed_catalog: the demo assortment with its shelves, prices, pictures and listings."""

from typing import Any

from django.core.management.base import BaseCommand
from typing_extensions import override

from catalog import public as catalog
from catalog.demo import (
    asking,
    finding,
    hanging,
    leftovers,
    measuring,
    naming,
    papers,
    planting,
    talking,
)
from catalog.search import actions as search
from commerce import clock, db
from commerce.identity.actor import system


class Command(BaseCommand):
    """Writes the demo assortment; what is there already stays as it is."""

    help = "Seed the demo assortment."

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        at, by = clock.now(), system("demo")
        prints = hanging.take_in(by=by, at=at)
        printed = papers.take_in(by=by, at=at)
        with db.transaction():
            rows = planting.plant(by=by, at=at)
            hanging.hang(product_ids=[row.pk for row in rows])
            papers.enclose(product_ids=[row.pk for row in rows])
            leftovers.pack(product_ids=[row.pk for row in rows])
            leftovers.retire_one(at=at)
            sized = measuring.keep(by=by, at=at)
            said = talking.talk(products=rows, at=at)
            asked = asking.ask(products=rows, at=at)
            finding.agree()
            named = naming.name_choices(at=at)
            catalog.refresh_listings(product_ids=[row.pk for row in rows], at=at)
            search.count_terms()
        self.stdout.write(
            f"{len(rows)} new products, {prints} new pictures, {printed} new documents, "
            f"{said} reviews, {asked} questions, {named} landing pages, {sized} size guides"
        )
