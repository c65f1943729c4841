"""Django's entry to the catalog app."""

from importlib import import_module

from django.apps import AppConfig
from typing_extensions import override


class CatalogConfig(AppConfig):
    """The catalog app; its reactions register when Django is ready."""

    name = "catalog"
    verbose_name = "Catalog"

    @override
    def ready(self) -> None:
        import_module("catalog.reactions")
