"""Offers to a checkout, and parcels as others read them."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from commerce import memo, rows
from commerce.channels.queries import ChannelInfo
from commerce.errors import NotFound
from commerce.money import Money
from inventory import contracts
from inventory.reservations import queries as reservations
from inventory.shipping.models import DeliveryMethod, DeliveryRate, Parcel, ParcelLine
from inventory.shipping.rules import offers
from inventory.sourcing import queries as sourcing
from inventory.sourcing.rules import distance
from inventory.warehouses.models import Warehouse

KEEP_SECONDS = 5.0
OPEN_STATES = ("planned", "labeled")
# What came first is served first: promises of earlier orders, and boxes that are packed already, stand before.
_READY = """
SELECT w.code, l.variant_id, l.on_hand
     - COALESCE((SELECT sum(o.open) FROM inventory_reservedline o
                 JOIN inventory_reservation r ON r.id = o.reservation_id AND r.state = 'firm'
                 WHERE o.level_id = l.id AND o.open > 0 AND r.id < mine.id), 0)
     - COALESCE((SELECT sum(b.quantity) FROM inventory_parcelline b
                 JOIN inventory_parcel p ON p.id = b.parcel_id AND p.state IN ('planned', 'labeled')
                 JOIN inventory_reservation r ON r.order_number = p.order_number AND r.state = 'firm'
                 WHERE b.variant_id = l.variant_id AND p.warehouse_id = l.warehouse_id
                   AND r.id >= mine.id), 0)
FROM inventory_reservation mine
JOIN inventory_reservedline x ON x.reservation_id = mine.id AND x.open > 0
JOIN inventory_level l ON l.id = x.level_id
JOIN inventory_warehouse w ON w.id = l.warehouse_id
WHERE mine.order_number = %s AND mine.state = 'firm'
"""


class UnknownParcel(NotFound):
    """There is no such parcel."""

    code = "unknown_parcel"


def delivery_options(
    *,
    channel: ChannelInfo,
    destination: contracts.Destination,
    weight_g: int,
    subtotal: Money,
    at: datetime,
    language: str = "",
    ready_on: date | None = None,
) -> tuple[contracts.DeliveryOption, ...]:
    """This offers every method that goes to the destination, with its price and days, in order.

    Days count from `ready_on` when not everything lies there yet.
    """
    house = _sending_warehouse(channel, destination)
    if house is None:
        return ()
    methods, rates = _offered(channel.code, channel.currency)
    found = []
    for method in methods:
        rate = offers.choose_rate(
            rates.get(method.pk, ()), country=destination.country, weight_g=weight_g
        )
        if rate is not None:
            start = offers.Start(
                local=at.astimezone(ZoneInfo(house.time_zone)),
                ready_on=ready_on,
                house=offers.House(cut_off=house.cut_off, handling_days=house.handling_days),
            )
            found.append(
                _option(
                    method=method,
                    rate=rate,
                    subtotal=subtotal,
                    start=start,
                    language=language or channel.language,
                )
            )
    return tuple(found)


def plan_parcels(*, order_number: str) -> tuple[contracts.ParcelPlan, ...]:
    """This tells what each warehouse still has to send for an order and is in no open parcel yet."""
    row = reservations.live_reservation(order_number=order_number)
    if row is None:
        return ()
    packed = packed_pieces(order_number)
    by_warehouse: dict[int, list[contracts.StockLine]] = {}
    places = {}
    for line in reservations.open_lines(row):
        places[line.warehouse_id] = line.warehouse
        left = line.open - packed.get((line.warehouse_id, line.variant_id), 0)
        if left > 0:
            stock_line = contracts.StockLine(variant_id=line.variant_id, quantity=left)
            by_warehouse.setdefault(line.warehouse_id, []).append(stock_line)
    return tuple(
        contracts.ParcelPlan(
            warehouse_id=warehouse_id,
            warehouse_code=places[warehouse_id].code,
            warehouse_name=places[warehouse_id].name,
            lines=tuple(lines),
        )
        for warehouse_id, lines in sorted(by_warehouse.items())
    )


def packed_pieces(order_number: str) -> dict[tuple[int, int], int]:
    """This sums what lies in an order's open parcels: (warehouse, variant) -> pieces."""
    found: dict[tuple[int, int], int] = {}
    lines = ParcelLine.objects.filter(
        parcel__order_number=order_number, parcel__state__in=OPEN_STATES
    )
    for warehouse, variant, quantity in lines.values_list(
        "parcel__warehouse_id", "variant_id", "quantity"
    ):
        found[warehouse, variant] = found.get((warehouse, variant), 0) + quantity
    return found


def ready_pieces(*, order_number: str) -> dict[tuple[str, int], int]:
    """This tells what lies there for an order and is in no box yet: (warehouse code, variant) -> pieces.

    Fewer than were allocated lie there while backordered goods are awaited. One statement.
    """
    found = rows.fetch(_READY, [order_number])
    return {(code, variant): max(pieces, 0) for code, variant, pieces in found}


def all_parcels() -> QuerySet[Parcel]:
    """This lists parcels with what `as_contract` reads."""
    return Parcel.objects.select_related("warehouse", "method").prefetch_related("lines")


def get_parcel(*, parcel_id: int | None = None, public_id: str = "") -> Parcel:
    """This finds one parcel with its lines.

    Raises:
        UnknownParcel: when there is none.
    """
    wanted = {"public_id": public_id} if public_id else {"pk": parcel_id}
    found = all_parcels().filter(**wanted).first()
    if found is None:
        message = "there is no such parcel"
        raise UnknownParcel(message)
    return found


def as_contract(parcel: Parcel) -> contracts.Parcel:
    """This turns a row into the value that crosses the door."""
    return contracts.Parcel(
        parcel_id=parcel.pk,
        public_id=parcel.public_id,
        state=parcel.state,
        order_number=parcel.order_number,
        warehouse_code=parcel.warehouse.code,
        carrier=parcel.carrier,
        tracking_number=parcel.tracking_number,
        tracking_url=parcel.tracking_url,
        lines=tuple(
            contracts.StockLine(variant_id=line.variant_id, quantity=line.quantity)
            for line in sorted(parcel.lines.all(), key=lambda line: line.variant_id)
        ),
        dispatched_at=parcel.dispatched_at,
        delivered_at=parcel.delivered_at,
    )


def _sending_warehouse(
    channel: ChannelInfo, destination: contracts.Destination
) -> Warehouse | None:
    houses = _houses(channel.warehouses)
    there = sourcing.whereabouts(destination)

    def far(house: Warehouse) -> tuple[float, int]:
        place = channel.warehouses.index(house.code)
        if there is None or house.latitude is None or house.longitude is None:
            return float("inf"), place
        if channel.sourcing == "priority":
            return 0.0, place
        return distance.kilometers((house.latitude, house.longitude), there), place

    return min(houses, key=far, default=None)


@memo.kept(seconds=KEEP_SECONDS)
def _houses(codes: tuple[str, ...]) -> tuple[Warehouse, ...]:
    return tuple(Warehouse.objects.active().filter(code__in=codes, ships=True))


@memo.kept(seconds=KEEP_SECONDS)
def _offered(
    channel: str, currency: str
) -> tuple[tuple[DeliveryMethod, ...], dict[int, list[offers.Rate]]]:
    methods = tuple(
        method
        for method in DeliveryMethod.objects.filter(active=True)
        if not method.channels or channel in method.channels
    )
    return methods, _rates(methods, currency)


def _rates(methods: Sequence[DeliveryMethod], currency: str) -> dict[int, list[offers.Rate]]:
    found: dict[int, list[offers.Rate]] = {}
    rows = DeliveryRate.objects.filter(method__in=methods, currency=currency)
    for row in rows.order_by("method_id", "weight_from", "id"):
        found.setdefault(row.method_id, []).append(
            offers.Rate(
                rate_id=row.pk,
                method_id=row.method_id,
                countries=tuple(row.countries),
                weight_from=row.weight_from,
                weight_to=row.weight_to,
                price_minor=row.price_minor,
                free_from_minor=row.free_from_minor,
                extra_days=row.extra_days,
            )
        )
    return found


def _option(
    *,
    method: DeliveryMethod,
    rate: offers.Rate,
    subtotal: Money,
    start: offers.Start,
    language: str,
) -> contracts.DeliveryOption:
    earliest, latest = offers.promise(
        start,
        days_min=method.days_min + rate.extra_days,
        days_max=method.days_max + rate.extra_days,
    )
    free = rate.free_from_minor
    price = offers.price_minor(rate, subtotal_minor=subtotal.minor)
    return contracts.DeliveryOption(
        code=method.code,
        name=method.names.get(language) or method.name,
        carrier=method.carrier,
        price=Money(price, subtotal.currency),
        tax_class=method.tax_class,
        earliest_on=earliest,
        latest_on=latest,
        free_from=None if free is None else Money(free, subtotal.currency),
        minutes_left=offers.minutes_left(start),
        waits=start.waits,
    )
