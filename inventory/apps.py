"""Django's entry to the inventory app."""

from importlib import import_module

from django.apps import AppConfig
from typing_extensions import override


class InventoryConfig(AppConfig):
    """The inventory app; its reactions register when Django is ready."""

    name = "inventory"
    verbose_name = "Inventory"

    @override
    def ready(self) -> None:
        import_module("inventory.reactions")
