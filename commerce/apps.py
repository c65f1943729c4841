"""Django's entry to the commerce app."""

from importlib import import_module

from django.apps import AppConfig
from typing_extensions import override


class CommerceConfig(AppConfig):
    """The ground; its reactions register when Django is ready."""

    name = "commerce"
    verbose_name = "Ground"

    @override
    def ready(self) -> None:
        import_module("commerce.reactions")
        delivery = import_module("commerce.events.delivery")
        delivery.afterwards.append(import_module("commerce.http.shelf").renew)
