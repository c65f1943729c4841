"""manage.py seed_payments: the tax rates and ledger accounts a house starts with."""

from typing import Any

from django.core.management.base import BaseCommand
from typing_extensions import override

from commerce import db
from payments.ledger import actions as ledger
from payments.taxes import actions as taxes


class Command(BaseCommand):
    """This writes what is missing; run again, it changes nothing."""

    help = "Write tax classes, tax rates and ledger accounts that are missing."

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        with db.speaking_as("seed_payments"), db.transaction():
            rates = taxes.seed_rates()
            accounts = ledger.seed_accounts()
        self.stdout.write(f"{rates} tax rates and {accounts} accounts are new")
