"""Builders for inventory: warehouses, stock, parcels."""

from datetime import timedelta
from typing import Any

from catalog.models import Product, Variant
from commerce import db
from commerce.channels.queries import ChannelInfo
from commerce.identity.actor import Actor
from commerce.money import Money
from crm.contracts import Address
from inventory import contracts
from inventory import public as inventory
from inventory.models import DeliveryMethod, DeliveryRate, Level, Warehouse
from tests.builders import commerce as build

BY = Actor(kind="staff", label="staff:mina")
BERLIN = contracts.Destination(country="DE", postcode="10115")
PLACES: dict[str, dict[str, Any]] = {
    "LEJ": {"name": "Leipzig", "country": "DE", "latitude": 51.42, "longitude": 12.24},
    "RTM": {"name": "Rotterdam", "country": "NL", "latitude": 51.92, "longitude": 4.48},
    "LYS": {"name": "Lyon", "country": "FR", "latitude": 45.76, "longitude": 4.84},
}
ADDRESS = Address(
    full_name="Ada Byron", line1="Ackerstr. 1", city="Berlin", country="DE", postcode="10115"
)


def make_warehouse(code: str = "LEJ", **over: Any) -> Warehouse:
    """This makes a warehouse in Leipzig, Rotterdam or Lyon."""
    columns = {"code": code, "time_zone": "Europe/Berlin", **PLACES.get(code, {"country": "DE"})}
    return Warehouse.objects.create(**{"name": code, **columns, **over})


def make_channel(*codes: str, **over: Any) -> ChannelInfo:
    """This makes a channel with its warehouses in order of preference."""
    for code in codes:
        if not Warehouse.objects.filter(code=code).exists():
            make_warehouse(code)
    return build.make_channel(warehouses=list(codes), **over)


def make_variant(variant_id: int) -> int:
    """This makes a variant with this key and the SKU `SKU-<key>`, unless it exists."""
    if not Variant.objects.filter(pk=variant_id).exists():
        product = Product.objects.create(
            words={"en": {"name": f"Thing {variant_id}"}},
            created_at=build.AT,
            updated_at=build.AT,
        )
        Variant.objects.create(pk=variant_id, product=product, sku=f"SKU-{variant_id}")
    return variant_id


def stock_up(variant_id: int, warehouse: str = "LEJ", quantity: int = 10, cost: int = 500) -> None:
    """This puts pieces on a shelf, each for five euros."""
    make_variant(variant_id)
    row = contracts.Receipt(
        variant_id=variant_id,
        warehouse_code=warehouse,
        quantity=quantity,
        unit_cost=Money(cost, "EUR"),
        reference="opening",
    )
    with db.transaction():
        inventory.receive_many(rows=[row], at=build.AT, by=BY)


def level(variant_id: int, warehouse: str = "LEJ") -> tuple[int, int, int]:
    """This reads on hand, allocated and held."""
    row = Level.objects.get(variant_id=variant_id, warehouse__code=warehouse)
    return row.on_hand, row.allocated, row.held


def lines(*pairs: tuple[int, int]) -> list[contracts.StockLine]:
    """This makes lines of (variant, quantity)."""
    return [contracts.StockLine(variant_id=one, quantity=many) for one, many in pairs]


def make_method(code: str = "standard", **over: Any) -> DeliveryMethod:
    """This makes a delivery method that costs 4.90 euros, nothing from 80 euros on."""
    method = DeliveryMethod.objects.create(
        **{"code": code, "name": "Standard", "names": {"de": "Standardversand"}, **over}
    )
    DeliveryRate.objects.create(
        method=method,
        zone="Europe",
        price_minor=490,
        free_from_minor=8000,
        currency="EUR",
    )
    return method


def allocate(channel: ChannelInfo, *pairs: tuple[int, int], order_number: str = "EU-1") -> None:
    """This gives goods to an order in Berlin."""
    with db.transaction():
        inventory.allocate(
            order_number=order_number,
            lines=lines(*pairs),
            channel=channel,
            destination=BERLIN,
            at=build.AT,
            by=BY,
        )


def make_parcel(
    *pairs: tuple[int, int],
    order_number: str = "EU-1",
    warehouse: str = "LEJ",
    delivery_code: str = "",
) -> contracts.Parcel:
    """This plans a parcel of what the order has allocated."""
    with db.transaction():
        return inventory.create_parcel(
            order_number=order_number,
            warehouse_code=warehouse,
            lines=lines(*pairs),
            ship_to=ADDRESS,
            delivery_code=delivery_code,
            at=build.AT,
            by=BY,
        )


def hold(channel: ChannelInfo, *pairs: tuple[int, int], reference: str = "chk_1") -> None:
    """This holds goods for a quarter of an hour."""
    with db.transaction():
        inventory.hold(
            reference=reference,
            lines=lines(*pairs),
            channel=channel,
            destination=BERLIN,
            until=build.AT + timedelta(minutes=15),
            at=build.AT,
            by=BY,
        )
