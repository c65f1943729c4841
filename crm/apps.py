"""Django's entry to the crm app."""

from importlib import import_module

from django.apps import AppConfig
from typing_extensions import override


class CRMConfig(AppConfig):
    """The crm app; its reactions register when Django is ready."""

    name = "crm"
    verbose_name = "Customers"

    @override
    def ready(self) -> None:
        import_module("crm.reactions")
