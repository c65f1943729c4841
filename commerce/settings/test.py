"""Tests: a real Postgres, a real Valkey, no outside world."""

import os

from commerce import env
from commerce.settings.base import *
from commerce.settings.celery import broker
from commerce.settings.database import CACHES, DATABASES, REDIS_URL, numbered

SECRET_KEY = "tests-only"
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STRIPE_WEBHOOK_SECRET = "whsec_tests"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# Every test process clones one migrated database; without a template (one's own server) it migrates.
DATABASES["default"]["TEST"] = {"TEMPLATE": env.text("KONTOR_TEST_TEMPLATE") or None}
# Every test process has a cache of its own, so that clearing it hurts nobody.
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
REDIS_URL = numbered(REDIS_URL, int(_WORKER.removeprefix("gw")) + 1 if _WORKER else 0)
CACHES["default"]["LOCATION"] = REDIS_URL
CELERY_BROKER_URL = broker(REDIS_URL)
WEBHOOKS_ALLOW_PRIVATE = True
PAGE_CACHE_SECONDS = 0
