"""manage.py export_person: a copy of everything the house keeps of one person, as JSON."""

import argparse
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from typing_extensions import override

from commerce import clock, db
from commerce.errors import Anticipated
from commerce.identity.actor import system
from crm.customers import queries as customers
from crm.privacy import actions, queries
from crm.privacy.models import DataExport

PATIENCE_SECONDS = 60


class Command(BaseCommand):
    """Collects the copy from every app and prints it; needs a running worker for the other apps' parts."""

    help = "Print a copy of a person's data as JSON."

    @override
    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("customer", help="customer number (cus_…) or e-mail address")

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        given = str(options["customer"])
        found = (
            customers.find_by_email(email=given.lower())
            if "@" in given
            else customers.find_customer(public_id=given)
        )
        if found is None:
            message = f"there is no customer {given}"
            raise CommandError(message)
        try:
            with db.transaction():
                row = actions.request_export(
                    customer_id=found.customer_id, at=clock.now(), by=system("command")
                )
        except Anticipated as error:
            raise CommandError(error.message) from error
        sys.stdout.buffer.write(queries.as_file(_ready(row)) + b"\n")


def _ready(row: DataExport) -> DataExport:
    waited = 0.0
    while row.state == "collecting":
        if waited >= PATIENCE_SECONDS:
            message = "not every app answered; is a worker running?"
            raise CommandError(message)
        time.sleep(0.5)
        waited += 0.5
        row.refresh_from_db()
    return row
