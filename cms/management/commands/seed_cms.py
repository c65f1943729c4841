"""manage.py seed_cms: the demo company's home, service and legal pages, and its menus."""

from typing import Any

from django.core.management.base import BaseCommand
from typing_extensions import override

from cms.demo import company, planting
from commerce import clock, db
from commerce.channels import queries as channels
from commerce.identity.actor import system


class Command(BaseCommand):
    """Writes and publishes what the demo's channels lack; a second run changes nothing."""

    help = "Seed the demo company's pages and menus."

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        at, by, count = clock.now(), system("demo"), 0
        known = channels.all_channels()
        with db.transaction():
            for code in company.COMPANY:
                if code in known:
                    count += planting.plant(channel=known[code], at=at, by=by)
        self.stdout.write(f"{count} new pages")
