"""Django's entry to the bi app."""

from importlib import import_module

from django.apps import AppConfig
from typing_extensions import override


class BIConfig(AppConfig):
    """The bi app; its reactions register when Django is ready."""

    name = "bi"
    verbose_name = "Insights"

    @override
    def ready(self) -> None:
        import_module("bi.reactions")
