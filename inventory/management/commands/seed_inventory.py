"""manage.py seed_inventory: the demo company's warehouses, stores, ways to deliver, and stock."""

import random
from datetime import datetime, time, timedelta
from typing import Any

from django.core.management.base import BaseCommand
from typing_extensions import override

from catalog import public as catalog
from commerce import clock, db
from commerce.channels import queries as channels
from commerce.identity.actor import Actor, system
from commerce.money import Money
from inventory import public as inventory
from inventory.contracts import Limits, Receipt
from inventory.shipping.models import DeliveryMethod, DeliveryRate
from inventory.stock.actions import announce
from inventory.stock.models import Level
from inventory.stores import actions as stores
from inventory.stores.models import Store
from inventory.warehouses.models import Warehouse

_WEEK = {str(day): [["10:00", "19:00"]] for day in range(1, 7)}
PLACES: tuple[dict[str, Any], ...] = (
    {"code": "utrecht", "name": "Utrecht", "country": "NL", "postcode": "3542 AB",
     "city": "Utrecht", "line1": "Atoomweg 60", "latitude": 52.1164, "longitude": 5.0473,
     "time_zone": "Europe/Amsterdam", "priority": 10},
    {"code": "leipzig", "name": "Leipzig", "country": "DE", "postcode": "04356",
     "city": "Leipzig", "line1": "Poststraße 12", "latitude": 51.4063, "longitude": 12.3987,
     "time_zone": "Europe/Berlin", "priority": 20},
    {"code": "birmingham", "name": "Birmingham", "country": "GB", "postcode": "B7 5SN",
     "city": "Birmingham", "line1": "4 Heartlands Parkway", "latitude": 52.4929,
     "longitude": -1.8646, "time_zone": "Europe/London", "priority": 30},
    {"code": "berlin", "name": "Kontor Berlin", "kind": "store", "country": "DE",
     "postcode": "10119", "city": "Berlin", "line1": "Torstraße 140", "phone": "+49 30 5557 0140",
     "latitude": 52.5292, "longitude": 13.3991, "time_zone": "Europe/Berlin",
     "opening_hours": _WEEK, "ships": False, "priority": 40},
    {"code": "london", "name": "Kontor London", "kind": "store", "country": "GB",
     "postcode": "E2 8DY", "city": "London", "line1": "128 Columbia Road",
     "phone": "+44 20 7946 0128", "latitude": 51.5292, "longitude": -0.0696,
     "time_zone": "Europe/London", "opening_hours": _WEEK, "ships": False, "priority": 50},
    {"code": "wilmington", "name": "Wilmington", "country": "US", "postcode": "19801",
     "city": "Wilmington", "line1": "400 South Madison Street",
     "latitude": 39.7364, "longitude": -75.5510, "time_zone": "America/New_York", "priority": 60},
    {"code": "osaka", "name": "Osaka", "country": "JP", "postcode": "559-0034",
     "city": "Osaka", "line1": "2-1-10 Nankokita, Suminoe-ku",
     "latitude": 34.6380, "longitude": 135.4140, "time_zone": "Asia/Tokyo", "priority": 70},
    {"code": "amsterdam", "name": "Kontor Amsterdam", "kind": "store", "country": "NL",
     "postcode": "1016 GH", "city": "Amsterdam", "line1": "Prinsengracht 303",
     "phone": "+31 20 555 0303", "latitude": 52.3716, "longitude": 4.8826,
     "time_zone": "Europe/Amsterdam", "opening_hours": _WEEK, "ships": False, "priority": 60},
    {"code": "paris", "name": "Kontor Paris", "kind": "store", "country": "FR",
     "postcode": "75004", "city": "Paris", "line1": "14 place des Vosges",
     "phone": "+33 1 99 00 14 75", "latitude": 48.8554, "longitude": 2.3655,
     "time_zone": "Europe/Paris", "opening_hours": _WEEK, "ships": False, "priority": 70},
)  # fmt: skip
# What shoppers read of the stores; exceptions are given as month and day of this year and the next.
_LATE = {1: "10:00-19:00", 2: "10:00-19:00", 3: "10:00-19:00", 4: "10:00-20:00", 5: "10:00-20:00",
         6: "10:00-18:00"}  # fmt: skip
STORES: dict[str, dict[str, Any]] = {
    "berlin": {
        "slug": "berlin", "front": "corner", "week": _LATE,
        "services": ("pickup", "returns", "gift_wrap", "advice", "step_free"),
        "about": {"en": "The whole collection in an old pharmacy near Rosenthaler Platz.",
                  "de": "Die ganze Kollektion in einer alten Apotheke am Rosenthaler Platz.",
                  "fr": "Toute la collection dans une ancienne pharmacie, près de Rosenthaler Platz.",
                  "ar": "المجموعة كاملة في صيدلية قديمة قرب ساحة روزنتالر."},
    },
    "london": {
        "slug": "london", "front": "brick",
        "week": {**dict.fromkeys(range(2, 7), "10:00-18:30"), 7: "09:00-16:00"},
        "services": ("pickup", "returns", "gift_wrap"),
        "about": {"en": "A shop front on Columbia Road, busiest on flower market Sundays.",
                  "de": "Ein Ladenlokal an der Columbia Road, am lebhaftesten am Blumensonntag.",
                  "fr": "Une boutique sur Columbia Road, animée le dimanche du marché aux fleurs.",
                  "ar": "متجر في شارع كولومبيا، يزدحم يوم الأحد في سوق الزهور."},
    },
    "amsterdam": {
        "slug": "amsterdam", "front": "canal",
        "week": {1: "12:00-18:00", **dict.fromkeys(range(2, 7), "10:00-18:00"), 7: "12:00-17:00"},
        "services": ("pickup", "returns", "repairs"),
        "about": {"en": "Two floors of a canal house, lamps under the roof.",
                  "de": "Zwei Etagen eines Grachtenhauses, die Lampen unter dem Dach.",
                  "fr": "Deux étages d\u2019une maison de canal, les lampes sous le toit.",
                  "ar": "طابقان في بيت على القناة، والمصابيح تحت السقف."},
    },
    "paris": {
        "slug": "paris", "front": "arcade",
        "week": dict.fromkeys(range(1, 7), "10:30-13:00, 14:00-19:30"),
        "services": ("pickup", "returns", "gift_wrap", "advice"),
        "about": {"en": "Under the arcades of the Marais, closed for lunch.",
                  "de": "Unter den Arkaden des Marais, mittags geschlossen.",
                  "fr": "Sous les arcades du Marais, fermé à l\u2019heure du déjeuner.",
                  "ar": "تحت أروقة حي الماريه، يُغلق وقت الغداء."},
    },
}  # fmt: skip
SPECIAL = (("12-24", "10:00-14:00"), ("12-25", ""), ("12-26", ""), ("12-31", "10:00-14:00"),
           ("01-01", ""))  # fmt: skip
NAMES = {
    "standard": {
        "en": "Standard delivery",
        "de": "Standardversand",
        "fr": "Livraison standard",
        "ar": "توصيل عادي",
    },
    "express": {
        "en": "Express delivery",
        "de": "Expressversand",
        "fr": "Livraison express",
        "ar": "توصيل سريع",
    },
}
_NEAR, _MIDDLE, _FAR = ["NL", "DE", "BE"], ["AT", "FR"], ["IT", "ES", "IE"]
# method, zone, countries, currency, price, free from, heavy parcel's price, extra days
RATES = (
    ("standard", "Near", _NEAR, "EUR", 490, 7500, 1490, 0),
    ("standard", "Middle", _MIDDLE, "EUR", 690, 9000, 1990, 1),
    ("standard", "Far", _FAR, "EUR", 990, 12000, 2490, 2),
    ("standard", "United Kingdom", ["GB"], "GBP", 395, 6000, 1295, 0),
    ("standard", "United States", ["US"], "USD", 795, 9900, 2900, 2),
    ("standard", "Japan", ["JP"], "JPY", 770, 11000, 2200, 0),
    ("express", "Near", _NEAR, "EUR", 1290, None, 2990, 0),
    ("express", "Middle", _MIDDLE, "EUR", 1690, None, 3490, 0),
    ("express", "Far", _FAR, "EUR", 2190, None, 3990, 1),
    ("express", "United Kingdom", ["GB"], "GBP", 795, None, 2495, 0),
    ("express", "United States", ["US"], "USD", 1990, None, 4900, 1),
    ("express", "Japan", ["JP"], "JPY", 1650, None, 3300, 0),
)
HEAVY_G = 10_000
# Of what is sold out elsewhere, this share lies in one store: to be collected, not to be sent.
ONLY_IN_STORE = 0.25
# This part of what lies nowhere is made to order, or ordered before it comes, here.
MADE_TO_ORDER, MAKES = 0.5, "leipzig"
# How many pieces of a middling article each place keeps.
KEPT = {"utrecht": 24, "leipzig": 18, "birmingham": 20, "berlin": 4, "london": 4,
        "wilmington": 12, "osaka": 10, "amsterdam": 3, "paris": 3}  # fmt: skip


class Command(BaseCommand):
    """Writes places, ways to deliver and stock; what is there already stays as it is."""

    help = "Seed the demo company's warehouses, delivery and stock."

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        at, by = clock.now(), system("demo")
        with db.transaction():
            for place in PLACES:
                Warehouse.objects.get_or_create(
                    code=place["code"], defaults={**place, "cut_off": time(15, 0)}
                )
            _stores(by=by, at=at)
            _deliveries()
            pieces = _stock(by=by, at=at) if not Level.objects.exists() else 0
        self.stdout.write(f"{len(PLACES)} places, {pieces} pieces received")


def _stores(*, by: Actor, at: datetime) -> None:
    for code, said in STORES.items():
        if not Store.objects.filter(slug=said["slug"]).exists():
            lines = [
                f"{year}-{day} {hours}".strip()
                for year in (at.year, at.year + 1)
                for day, hours in SPECIAL
            ]
            described = stores.Described(**said, exceptions="\n".join(lines))
            stores.describe(warehouse_code=code, said=described, at=at, by=by)


def _deliveries() -> None:
    if DeliveryMethod.objects.exists():
        return
    methods = {
        code: DeliveryMethod.objects.create(
            code=code, name=NAMES[code]["en"], names=NAMES[code], days_min=low, days_max=high,
            position=position,
        )
        for position, (code, low, high) in enumerate((("standard", 2, 3), ("express", 1, 1)))
    }  # fmt: skip
    rows = []
    for method, zone, countries, currency, price, free_from, heavy, extra in RATES:
        shared = {"method": methods[method], "countries": countries, "currency": currency,
                  "extra_days": extra}  # fmt: skip
        light = DeliveryRate(**shared, zone=zone, weight_to=HEAVY_G, price_minor=price)
        light.free_from_minor = free_from  # type: ignore[assignment]
        rows.append(light)
        rows.append(
            DeliveryRate(
                **shared, zone=f"{zone}, over 10 kg", weight_from=HEAVY_G, price_minor=heavy
            )
        )
    DeliveryRate.objects.bulk_create(rows)


def _stock(*, by: Actor, at: datetime) -> int:
    """Receive a month ago what the places keep, and tell the catalogue in one go."""
    receipts = _receipts(at)
    inventory.receive_many(rows=receipts, at=at - timedelta(days=30), by=by)
    _make_to_order({one.variant_id for one in receipts}, at=at)
    announce.all_levels(at=at)
    return sum(one.quantity for one in receipts)


def _make_to_order(stocked: set[int], *, at: datetime) -> None:
    """Let half of what lies nowhere be ordered all the same: it is made, or on its way."""
    made = [
        variant_id
        for variant_id, (sku, _cost) in _articles(at).items()
        if variant_id not in stocked and random.Random(f"made:{sku}").random() < MADE_TO_ORDER  # noqa: S311 - goods, not secrets
    ]
    for variant_id in made:
        limits = Limits(variant_id=variant_id, warehouse_code=MAKES, backorder_ceiling=24)
        inventory.set_limits(limits=limits, at=at)


def _receipts(at: datetime) -> list[Receipt]:
    found = []
    for variant_id, (sku, cost) in _articles(at).items():
        dice = random.Random(f"stock:{sku}")  # noqa: S311 - goods, not secrets
        mood = dice.choice((0, 0.15, 0.6, 1, 1, 1.4, 2.2))
        for place, middling in KEPT.items():
            quantity = round(middling * mood * dice.uniform(0.5, 1.5))
            if quantity and (place != "leipzig" or dice.random() < 0.7):
                found.append(
                    Receipt(variant_id=variant_id, warehouse_code=place, quantity=quantity,
                            unit_cost=cost, reference=f"opening stock {place}")
                )  # fmt: skip
        if not mood and dice.random() < ONLY_IN_STORE:
            found.append(
                Receipt(variant_id=variant_id, warehouse_code="berlin", quantity=3,
                        unit_cost=cost, reference="opening stock berlin")
            )  # fmt: skip
    return found


def _articles(at: datetime) -> dict[int, tuple[str, Money]]:
    """Return (SKU, cost) of every variant on sale in the demo's channels, by variant id."""
    ids = catalog.variants_on_sale(channel=channels.get_channel("eu"))
    skus = catalog.variant_skus(variant_ids=ids)
    costs = catalog.variant_costs(variant_ids=ids)
    return {one: (skus[one], costs.get(one, Money.zero("EUR"))) for one in sorted(ids)}
