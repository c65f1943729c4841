"""manage.py build_feeds: every merchant feed of the house, here and now."""

from typing import Any

from django.core.management.base import BaseCommand
from typing_extensions import override

from catalog.exports import tasks


class Command(BaseCommand):
    """Builds feeds in this process, as the worker does when they are due."""

    help = "Build the merchant feeds of every channel and language."

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        tasks.build_feeds()
