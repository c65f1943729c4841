"""`manage.py demo`: the whole house on this machine, until Ctrl-C."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from typing_extensions import override

from commerce.embedded import demo


class Command(BaseCommand):
    """Starts servers, tables, goods, web, worker and payment emulator, and keeps them alive."""

    help = "Run the whole house on this machine until Ctrl-C."
    requires_system_checks = ()

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        sys.exit(demo.run())
