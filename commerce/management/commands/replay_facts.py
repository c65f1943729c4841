"""manage.py replay_facts LISTENER: deliver past facts to one listener again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from typing_extensions import override

from commerce import clock, db
from commerce.events import delivery, registry


class Command(BaseCommand):
    """Queues every past fact that a listener hears, such as for a new mart."""

    help = "Deliver past facts to one listener again."

    @override
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("listener", help="such as bi.marts.load_sale")
        parser.add_argument("--since", type=int, default=0, help="first outbox row to replay")

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        if registry.listener(options["listener"]) is None:
            message = f"listener: nobody is called {options['listener']!r}"
            raise CommandError(message, returncode=2)
        with db.transaction():
            count = delivery.replay(
                listener=options["listener"], since_id=options["since"], at=clock.now()
            )
        self.stdout.write(f"{count} facts queued")
