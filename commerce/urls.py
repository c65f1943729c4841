"""Composition of all routes by name only."""

from importlib import import_module

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

APPS = ("catalog", "crm", "inventory", "payments", "orders", "cms", "bi")


def _routes(kind: str) -> list[URLPattern | URLResolver]:
    return [route for app in APPS for route in getattr(import_module(f"{app}.urls"), kind)]


urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("api/v1/", include(_routes("api"))),
    *_routes("pages"),
]
