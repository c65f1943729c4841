"""manage.py seed_demo: fill an empty house with the demo company, app by app, floor by floor."""

import time
from typing import Any

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from typing_extensions import override

# Called by name: the ground knows nobody above it.
STEPS = (
    ("seed_channels", "channels and people"),
    ("seed_catalog", "goods and pictures"),
    ("seed_inventory", "warehouses and stock"),
    ("seed_payments", "taxes and books"),
    ("seed_crm", "customers"),
    ("seed_orders", "two years of orders"),
    ("seed_provider", "the payment provider's memory"),
    ("seed_cms", "pages"),
    ("build_feeds", "lists for merchant centers"),
    ("seed_bi", "figures"),
)


class Command(BaseCommand):
    """Runs each app's own seed in order; each leaves alone what it finds done."""

    help = "Fill the house with the demo company; safe to run again."

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        known = get_commands()
        for command, words in STEPS:
            if command not in known:
                continue
            started = time.monotonic()
            call_command(command, stdout=self.stdout)
            self.stdout.write(f"{words}: {time.monotonic() - started:.1f} s")
            self.stdout.flush()
