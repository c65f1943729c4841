"""Django's entry to the orders app."""

from importlib import import_module

from django.apps import AppConfig
from typing_extensions import override


class OrdersConfig(AppConfig):
    """The orders app; its reactions register when Django is ready."""

    name = "orders"
    verbose_name = "Orders"

    @override
    def ready(self) -> None:
        import_module("orders.reactions")
