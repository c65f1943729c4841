"""manage.py rebuild_marts: make all figures anew from what was announced."""

import time
from typing import Any

from django.core.management.base import BaseCommand
from typing_extensions import override

from bi.marts import actions
from commerce import db


class Command(BaseCommand):
    """Empties the marts and loads every event and every imported past again, in one transaction."""

    help = "Make all figures anew from what was announced."

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        with db.transaction():
            rows = actions.rebuild()
        for table, many in rows.items():
            self.stdout.write(f"{table}: {many} rows")
        self.stdout.write(f"rebuilt in {time.monotonic() - started:.1f} s")
