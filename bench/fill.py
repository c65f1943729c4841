"""python -m bench.fill PRODUCTS [plain]: fill the bench's database, timing the bulk import on the way.

`plain` stops after importing products of one variant in one language, as the peers' import was measured.
"""

import json
import random
import sys
import time

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from bench.house import STATE  # noqa: E402
from catalog import public as catalog  # noqa: E402
from catalog.attributes import actions as attributes  # noqa: E402
from catalog.contracts import ProductRow, VariantRow  # noqa: E402
from catalog.search.models import Listing  # noqa: E402
from catalog.taxonomy import actions as shelves  # noqa: E402
from commerce import clock, db  # noqa: E402
from commerce.channels import queries as channels  # noqa: E402
from commerce.channels.models import Channel  # noqa: E402
from commerce.http.scopes import SCOPES  # noqa: E402
from commerce.identity.actor import system  # noqa: E402
from commerce.identity.models import ApiKey, hash_of  # noqa: E402
from commerce.money import Money  # noqa: E402
from inventory import public as inventory  # noqa: E402
from inventory.contracts import Receipt  # noqa: E402
from inventory.shipping.models import DeliveryMethod, DeliveryRate  # noqa: E402
from inventory.warehouses.models import Warehouse  # noqa: E402

BY = system("bench")
BATCH = 1000
COLORS = ("cobalt", "moss", "rust", "chalk", "plum", "teal", "ochre", "ink")
MATERIALS = ("stoneware", "oak", "linen", "brass", "glass", "cotton")
THINGS = ("vase", "mug", "lamp", "chair", "bag", "plant", "cushion", "print", "bottle", "bowl")
PLACES = {"north": (53.5, 10.0), "south": (48.1, 11.6), "west": (51.0, 6.9)}


def main(products: int, *, plain: bool) -> None:
    """This fills everything the rows of the bench need and writes what they must know."""
    languages = ["en"] if plain else ["en", "de"]
    call_command("seed_channels", verbosity=0)
    call_command("seed_payments", verbosity=0)
    Channel.objects.filter(code="eu").update(warehouses=list(PLACES), languages=languages)
    channels.forget()
    _shelves()
    rate = _goods(products, variants=1 if plain else 2)
    if plain:
        (STATE / "plain.json").write_text(json.dumps({"import_rate": rate}))
        return
    _stock()
    _delivery()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    (STATE / "bench.json").write_text(json.dumps({**_samples(), "import_rate": rate}))


def _shelves() -> None:
    at = clock.now()
    with db.transaction():
        for code, words in {"color": COLORS, "material": MATERIALS}.items():
            attributes.define_attribute(
                code=code,
                kind="choice",
                names={"en": code.title(), "de": code.title()},
                at=at,
                by=BY,
                options=[
                    attributes.OptionWords(
                        code=one, names={"en": one.title(), "de": one.title()}, hex=""
                    )
                    for one in words
                ],
                is_facet=True,
            )
        attributes.define_attribute(
            code="height_cm",
            kind="number",
            names={"en": "Height", "de": "Höhe"},
            at=at,
            by=BY,
            unit="cm",
        )
        asks = [attributes.Ask(attribute=code) for code in ("color", "material", "height_cm")]
        attributes.define_family(code="thing", names={"en": "Thing", "de": "Ding"}, asks=asks)
        for position, thing in enumerate(THINGS):
            named = {lang: {"name": thing.title(), "description": ""} for lang in ("en", "de")}
            shelves.save_category(code=thing, words=named, at=at, by=BY, position=position)


def _goods(products: int, *, variants: int) -> float:
    """Import by the very verb importers use; returns products per second over all of it."""
    channel, at = channels.get_channel("eu"), clock.now()
    started = time.perf_counter()
    for start in range(0, products, BATCH):
        numbers = range(start, min(start + BATCH, products))
        rows = [_product(number, variants=variants) for number in numbers]
        with db.transaction():
            catalog.import_products(rows=rows, channel=channel, at=at, by=BY)
    return round(products / (time.perf_counter() - started), 0)


def _product(number: int, *, variants: int) -> ProductRow:
    dice = random.Random(number)
    thing, color, material = THINGS[number % 10], dice.choice(COLORS), dice.choice(MATERIALS)
    name = f"{material.title()} {thing} {number}"
    made = tuple(
        VariantRow(
            sku=f"B{number}-{place}",
            price=Money(dice.randrange(500, 25_000), "EUR"),
            values={"color": dice.choice(COLORS)},
            cost=Money(300, "EUR"),
            weight_g=400,
        )
        for place in range(variants)
    )
    text = (
        f"A {color} {thing} of {material}, made slowly by people who like {dice.choice(THINGS)}s."
    )
    return ProductRow(
        source_key=f"bench:{number}",
        words={
            lang: {"name": name, "summary": text, "description": text * 3} for lang in ("en", "de")
        },
        variants=made,
        family="thing",
        brand=f"Maker {number % 40}",
        category=thing,
        values={"color": color, "material": material, "height_cm": str(dice.randrange(5, 90))},
        popularity=dice.randrange(10_000),
    )


def _stock() -> None:
    at = clock.now()
    for code, (latitude, longitude) in PLACES.items():
        Warehouse.objects.get_or_create(
            code=code,
            defaults={"name": code, "country": "DE", "latitude": latitude, "longitude": longitude},
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM catalog_variant ORDER BY id")
        variants = [key for (key,) in cursor.fetchall()]
    cost = Money(300, "EUR")
    for start in range(0, len(variants), BATCH * 10):
        rows = [
            Receipt(
                variant_id=key,
                warehouse_code=code,
                quantity=1000,
                unit_cost=cost,
                reference="opening",
            )
            for key in variants[start : start + BATCH * 10]
            for code in PLACES
        ]
        with db.transaction():
            inventory.receive_many(rows=rows, at=at, by=BY)


def _delivery() -> None:
    method, _ = DeliveryMethod.objects.get_or_create(code="standard", defaults={"name": "Standard"})
    DeliveryRate.objects.get_or_create(
        method=method,
        zone="all",
        currency="EUR",
        defaults={"price_minor": 490, "free_from_minor": 50_000_00},
    )


def _samples() -> dict[str, object]:
    secret = ApiKey.draw(live=False)
    ApiKey.objects.create(
        name="bench",
        prefix=secret[:12],
        hashed=hash_of(secret),
        scopes=list(SCOPES),
        channel=Channel.objects.get(code="eu"),
        rate_per_minute=10_000_000,
        created_at=clock.now(),
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT sku FROM catalog_variant ORDER BY id LIMIT 4000")
        skus = [sku for (sku,) in cursor.fetchall()]
    found = Listing.objects.filter(language="en").order_by("product_id").values("slug", "public_id")
    return {"key": secret, "skus": skus, **found[0]}


if __name__ == "__main__":
    main(int(sys.argv[1]), plain="plain" in sys.argv[2:])
