"""Composition of all routes by name only."""

from importlib import import_module

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularRedocView

from commerce.http import health, metrics

APPS = ("catalog", "crm", "inventory", "payments", "orders", "cms", "bi")


def _routes(kind: str) -> list[URLPattern | URLResolver]:
    found: list[URLPattern | URLResolver] = []
    for app in ("commerce.webhooks", *APPS):
        found += getattr(import_module(f"{app}.urls"), kind, [])
    return found


urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", metrics.page),
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularRedocView.as_view(url_name="schema"), name="api-docs"),
    path("api/v1/", include(_routes("api"))),
    *_routes("pages"),
]

handler400 = "commerce.http.pages.bad_request"
handler403 = "commerce.http.pages.forbidden"
handler404 = "commerce.http.pages.not_found"
handler500 = "commerce.http.pages.fault"
