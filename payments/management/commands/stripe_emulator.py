"""manage.py stripe_emulator: a Stripe of our own for tests and the demo."""

from argparse import ArgumentParser, Namespace
from typing import Any

from django.core.management.base import BaseCommand
from typing_extensions import override

from payments.stripe_emulator.__main__ import add_options, serve


class Command(BaseCommand):
    """This serves the emulator on the loopback address until it is told to end."""

    help = "Serve an emulator of the Stripe API on 127.0.0.1 (see docs/stripe-emulator.md)."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    @override
    def add_arguments(self, parser: ArgumentParser) -> None:
        add_options(parser)

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        serve(Namespace(**options))
