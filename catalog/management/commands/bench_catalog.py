"""manage.py bench_catalog: a large, plain, reproducible catalog for measuring speed."""

import json
import random
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from typing_extensions import override

from catalog import public as catalog
from catalog.attributes import actions as attributes
from catalog.contracts import ProductRow, SellableLevel, VariantRow
from catalog.search import actions as search
from catalog.taxonomy import actions as taxonomy
from commerce import clock, db
from commerce.channels import queries as channels
from commerce.channels.models import Channel
from commerce.channels.queries import ChannelInfo
from commerce.identity.actor import system
from commerce.identity.models import ApiKey, hash_of
from commerce.money import Money

BY = system("bench")
STEP = 2000
COLORS = ("blue", "green", "red", "black", "white", "yellow", "grey", "pink", "brown", "orange")
MATERIALS = ("ceramic", "linen", "oak", "steel", "glass", "wool", "leather", "paper")
THINGS = (
    "mug", "bowl", "lamp", "chair", "napkin", "vase", "notebook", "cushion", "bottle", "tray",
    "clock", "basket", "blanket", "candle", "mirror", "shelf", "stool", "rug", "plate", "jug",
)  # fmt: skip
ADJECTIVES = (
    "quiet", "northern", "soft", "heavy", "folding", "little", "grand", "plain", "woven", "bright",
    "rustic", "modern", "round", "square", "slim", "warm", "classic", "portable", "robust", "fine",
)  # fmt: skip
TEXT = (
    "Made in small batches by people who know their trade. Easy to care for, pleasant to hold, and "
    "repaired for years to come. Ships in recycled paper within two working days."
)


class Command(BaseCommand):
    """Fills a channel with products by the same bulk verb that importers use, and says how fast."""

    help = "Seed a catalog for measuring; prints one JSON object."

    @override
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--products", type=int, default=10_000)
        parser.add_argument("--channel", default="bench", help="made when there is none")
        parser.add_argument("--languages", default="en", help="comma-separated, for a new channel")
        parser.add_argument("--key", action="store_true", help="make an API key and print it")

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        at = clock.now()
        channel = _channel(options["channel"], options["languages"].split(","))
        with db.transaction():
            places = _places(channel, at)
        started = time.perf_counter()
        self._fill(options["products"], channel=channel, places=places, at=at)
        seconds = time.perf_counter() - started
        _tidy()
        said = {
            "products": options["products"],
            "seconds": round(seconds, 2),
            "products_per_second": round(options["products"] / seconds, 1),
            "channel": channel.code,
        }
        if options["key"]:
            said["key"] = _key(channel, at)
        self.stdout.write(json.dumps(said))

    def _fill(self, count: int, *, channel: ChannelInfo, places: list[str], at: datetime) -> None:
        rows = _rows(count, channel, places)
        done = 0
        while some := list(islice(rows, STEP)):
            with db.transaction():
                # The listings wait for the stock, so that they are written once.
                taken = catalog.import_products(
                    rows=some, channel=channel, at=at, by=BY, listings=False
                )
                levels = [
                    SellableLevel(variant_id=key, warehouse_code=channel.warehouses[0], pieces=50)
                    for key in taken.variant_ids.values()
                ]
                catalog.note_stock(levels=levels, at=at)
            done += len(some)
            self.stderr.write(f"{done} of {count}")
        while True:
            with db.transaction():
                if not search.refresh_stale(at=at):
                    return


def _channel(code: str, languages: list[str]) -> ChannelInfo:
    Channel.objects.get_or_create(
        code=code,
        defaults={
            "name": code.capitalize(),
            "currency": "EUR",
            "languages": languages,
            "countries": ["DE"],
            "origin_country": "DE",
            "prices": "gross",
            "capture": "at_once",
            "warehouses": ["BENCH"],
            "on_storefront": False,
        },
    )
    channels.forget()
    return channels.get_channel(code)


def _places(channel: ChannelInfo, at: datetime) -> list[str]:
    """Nine rooms of twenty shelves; three attributes to filter by."""
    for code, values in (("bench-color", COLORS), ("bench-material", MATERIALS)):
        attributes.define_attribute(
            code=code,
            kind="choice",
            names={"en": code.removeprefix("bench-").capitalize()},
            options=[attributes.OptionWords(code=v, names={"en": v.capitalize()}) for v in values],
            is_facet=True,
            by=BY,
            at=at,
        )
    attributes.define_attribute(
        code="bench-width", kind="number", unit="cm", names={"en": "Width"}, by=BY, at=at
    )
    found = []
    for room in range(9):
        top = f"bench-room-{room}"
        _category(top, f"Room {room}", channel=channel, at=at)
        for shelf, thing in enumerate(THINGS):
            code = f"bench-room-{room}-{shelf}"
            _category(
                code, f"{thing.capitalize()}s of room {room}", parent=top, channel=channel, at=at
            )
            found.append(code)
    return found


def _category(
    code: str, name: str, *, channel: ChannelInfo, at: datetime, parent: str = ""
) -> None:
    words = {language: {"name": name} for language in channel.languages}
    taxonomy.save_category(code=code, words=words, parent=parent, by=BY, at=at)


def _rows(count: int, channel: ChannelInfo, places: list[str]) -> Iterator[ProductRow]:
    chance = random.Random(7)  # noqa: S311 - the same catalog every time
    for number in range(count):
        color, material = chance.choice(COLORS), chance.choice(MATERIALS)
        place = chance.randrange(len(places))
        thing = THINGS[place % len(THINGS)]
        name = f"{chance.choice(ADJECTIVES).capitalize()} {material} {thing} {number}"
        price = Money(chance.randrange(300, 40_000), channel.currency)
        yield ProductRow(
            source_key=f"bench-{number}",
            words={
                language: {
                    "name": name,
                    "summary": f"A {color} {thing} of {material}.",
                    "description": TEXT,
                }
                for language in channel.languages
            },
            brand=f"Workshop {number % 40}",
            category=places[place],
            values={
                "bench-color": color,
                "bench-material": material,
                "bench-width": str(chance.randrange(5, 200)),
            },
            popularity=chance.randrange(10_000),
            variants=(VariantRow(sku=f"BENCH-{number}", price=price, weight_g=400),),
        )


def _tidy() -> None:
    """Statistics and finished indexes, as the autovacuum daemon leaves them after a while."""
    with db.transaction():
        search.count_terms()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) catalog_listing, catalog_placing, catalog_term")
        cursor.execute("ANALYZE")


def _key(channel: ChannelInfo, at: datetime) -> str:
    secret = ApiKey.draw(live=False)
    ApiKey.objects.create(
        name="Bench",
        prefix=secret[:12],
        hashed=hash_of(secret),
        scopes=["catalog:read"],
        channel_id=channel.id,
        rate_per_minute=100_000_000,
        created_at=at,
    )
    return secret
