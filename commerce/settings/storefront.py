"""Middleware, templates, static files, languages."""

from django.utils.translation import gettext_lazy as _

from commerce import env

MIDDLEWARE = [
    "commerce.http.context.RequestContext",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "commerce.http.lanes.Compressed",
    "commerce.http.shelf.Shelf",
    "commerce.http.lanes.Sessions",
    "commerce.http.lanes.Languages",
    "commerce.http.lanes.Common",
    "commerce.http.lanes.Csrf",
    "commerce.http.lanes.Users",
    "commerce.http.lanes.Messages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "commerce.http.lanes.ContentSecurity",
    "allauth.account.middleware.AccountMiddleware",
    "commerce.http.lanes.UserSessions",
    "commerce.http.lanes.Htmx",
    "commerce.http.context.StaffSpeaker",
]
# How long the finished pages of visitors without a bag may be shown if nothing changes; 0 shows none.
PAGE_CACHE_SECONDS = env.number("PAGE_CACHE_SECONDS", 60)
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [env.ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "commerce.storefront.context.shop",
            ],
        },
    },
]
SHOP_NAME = env.text("SHOP_NAME", "Kontor")
CSRF_FAILURE_VIEW = "commerce.storefront.pages.csrf_failure"
STATIC_URL = "/static/"
STATIC_ROOT = env.state_folder() / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "commerce.storefront.bundles.Storage"},
}
MEDIA_URL = "/media/"
MEDIA_ROOT = env.state_folder() / "media"

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("de", _("German")),
    ("fr", _("French")),
    ("ar", _("Arabic")),
]
LOCALE_PATHS = [env.ROOT / "commerce" / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = "commerce.formats"
# Off sends a worker that removes itself and everything it kept, on every device that asks.
SERVICE_WORKER = env.flag("SERVICE_WORKER", default=True)
# Off keeps search engines away from every page, as a house needs that is only tried out.
SEARCH_ENGINES = env.flag("SEARCH_ENGINES", default=True)
# On answers shoppers and partners with 503 and the page that says so; staff still come in.
MAINTENANCE = env.flag("MAINTENANCE")
