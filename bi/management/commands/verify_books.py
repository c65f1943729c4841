"""`manage.py verify_books`: checks every invariant of goods, money and orders, and says what is wrong."""

from typing import Any

from django.core.management.base import BaseCommand
from typing_extensions import override

from bi import public as bi
from commerce import clock
from inventory import public as inventory
from orders import public as orders
from payments import public as payments


class Command(BaseCommand):
    """Prints each violation on a line of its own; ends with 1 when there is one, with 0 when all is well."""

    help = "Check the invariants of stock, payments, ledger and orders."

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        books = {
            "stock": inventory.verify(),
            "payments and ledger": payments.violations(at=clock.now()),
            "orders": orders.verify(),
            "figures": bi.verify(),
        }
        for name, faults in books.items():
            self.stdout.write(f"{name}: {len(faults)} violations" if faults else f"{name}: good")
            for fault in faults:
                self.stdout.write(f"  {fault}")
        if any(books.values()):
            raise SystemExit(1)
