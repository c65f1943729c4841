"""Composition of all routes by name only."""

from importlib import import_module

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularAPIView, SpectacularRedocView

from commerce.http import health, metrics
from commerce.staff import signin
from commerce.storefront import pages as preferences
from commerce.storefront import robots, theming, worker
from commerce.storefront.sitemaps import Section

admin.site.login = signin.limited(admin.site.login)  # type: ignore[method-assign]

APPS = ("catalog", "crm", "inventory", "payments", "orders", "cms", "bi")


def _routes(kind: str) -> list[URLPattern | URLResolver]:
    found: list[URLPattern | URLResolver] = []
    for app in ("commerce.webhooks", *APPS):
        found += getattr(import_module(f"{app}.urls"), kind, [])
    return found


def _sections() -> list[Section]:
    """What every app tells crawlers of its pages."""
    return [one for app in APPS for one in getattr(import_module(f"{app}.urls"), "sitemaps", [])]


urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", metrics.page),
    path("admin/", admin.site.urls),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularRedocView.as_view(url_name="schema"), name="api-docs"),
    path("api/v1/", include(_routes("api"))),
    path("robots.txt", robots.robots, {"sections": _sections()}),
    path("favicon.ico", worker.favicon),
    path("sitemap.xml", robots.index, {"sections": _sections()}, name="sitemap"),
    path(
        "sitemaps/<slug:name>-<slug:language>-<int:number>.xml",
        robots.part,
        {"sections": _sections()},
    ),
    path("preferences/", preferences.choose_preferences, name="choose_preferences"),
    path("preferences/theme/", preferences.choose_theme, name="choose_theme"),
    path("preferences/notice/", preferences.close_notice, name="close_notice"),
    path("theme/try.css", theming.try_look, name="try_look"),
    path("theme/<slug:name>.css", theming.stylesheet, name="look"),
    path("theme/<slug:name>.svg", theming.logo, name="logo"),
    path("service-worker.js", worker.script, name="service_worker"),
    *i18n_patterns(
        # One list of sessions is enough: the account's own, which names devices.
        path("accounts/sessions/", RedirectView.as_view(pattern_name="account_security")),
        path("accounts/", include("allauth.urls")),
        path("manifest.webmanifest", worker.manifest, name="manifest"),
        path("offline/", worker.offline, name="offline"),
        *_routes("pages"),
        prefix_default_language=False,
    ),
]

handler400 = "commerce.http.pages.bad_request"
handler403 = "commerce.http.pages.forbidden"
handler404 = "commerce.http.pages.not_found"
handler500 = "commerce.http.pages.fault"
