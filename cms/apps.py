"""Django's entry to the cms app."""

from importlib import import_module
from typing_extensions import override

from django.apps import AppConfig


class CMSConfig(AppConfig):
    """The cms app; its reactions register when Django is ready."""

    name = "cms"
    verbose_name = "Content"

    @override
    def ready(self) -> None:
        import_module("cms.reactions")
