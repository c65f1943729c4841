"""manage.py stripe_emulator: a Stripe of our own for tests and the demo."""

import signal
import sys
import threading
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from typing_extensions import override

from payments.stripe_emulator.server import Emulator


class Command(BaseCommand):
    """This serves the emulator on the loopback address until it is told to end."""

    help = "Serve an emulator of the Stripe API on 127.0.0.1 (see docs/stripe-emulator.md)."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    @override
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=12111)
        parser.add_argument("--webhook-url", default="", help="where signed events are sent")
        parser.add_argument("--webhook-secret", default="", help="whsec_... to sign them with")
        parser.add_argument("--state", type=Path, help="file that keeps the objects over restarts")
        parser.add_argument(
            "--allow-origin",
            action="append",
            default=[],
            help="shop address besides the loopback ones that may use the browser side",
        )

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        if options["webhook_url"] and not options["webhook_secret"]:
            self.stderr.write("--webhook-url needs --webhook-secret")
            sys.exit(2)
        emulator = Emulator(
            port=options["port"],
            webhook_url=options["webhook_url"],
            webhook_secret=options["webhook_secret"],
            state=options["state"],
            origins=tuple(options["allow_origin"]),
        )
        for kind in (signal.SIGTERM, signal.SIGINT):
            signal.signal(kind, lambda *_: threading.Thread(target=emulator.shutdown).start())
        self.stdout.write(f"Stripe emulator on {emulator.url}")
        self.stdout.flush()
        emulator.serve_forever(poll_interval=0.2)
        emulator.server_close()
