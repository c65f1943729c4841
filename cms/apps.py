"""Django's entry to the cms app."""

from importlib import import_module

from django.apps import AppConfig
from typing_extensions import override


class CMSConfig(AppConfig):
    """The cms app; its reactions register when Django is ready."""

    name = "cms"
    verbose_name = "Content"

    @override
    def ready(self) -> None:
        import_module("cms.reactions")
