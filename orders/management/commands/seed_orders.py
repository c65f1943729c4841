"""manage.py seed_orders: two years of the demo company's orders, paid, shipped and booked."""

from typing import Any

from django.core.management.base import BaseCommand
from typing_extensions import override

from commerce import clock, db
from commerce.identity.actor import system
from orders.demo import counter, past, rows, today, wishes
from orders.order.models import Order


class Command(BaseCommand):
    """Invents and writes the trade of two years; a house that has it already stays as it is."""

    help = "Seed two years of orders."

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        if Order.objects.filter(source=rows.SOURCE).exists():
            self.stdout.write("the orders are there already")
            return
        with db.speaking_as(rows.BY), db.transaction():
            at = clock.now()
            count = past.write_past(by=system("demo"), at=at)
            waiting = today.place_waiting(by=system("demo"), at=at)
            lists = wishes.keep(at=at)
            bags, pickups = counter.open_up(by=system("demo"), at=at)
        self.stdout.write(
            f"{count} orders carried out, {waiting} waiting, {pickups} in stores, "
            f"{lists} lists kept, {bags} bags open"
        )
