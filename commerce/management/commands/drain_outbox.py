"""manage.py drain_outbox: deliver every waiting fact here and now."""

from typing import Any

from django.core.management.base import BaseCommand
from typing_extensions import override

from commerce.events import delivery


class Command(BaseCommand):
    """Delivers what waits in the outbox in this process; safe beside running workers."""

    help = "Deliver every waiting fact here and now."

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{delivery.drain()} deliveries done")
