"""Django's entry to the payments app."""

from importlib import import_module

from django.apps import AppConfig
from typing_extensions import override


class PaymentsConfig(AppConfig):
    """The payments app; its reactions register when Django is ready."""

    name = "payments"
    verbose_name = "Payments"

    @override
    def ready(self) -> None:
        import_module("payments.reactions")
