"""Settings that every environment shares."""

from commerce import env
from commerce.settings.api import *
from commerce.settings.celery import *
from commerce.settings.database import *
from commerce.settings.identity import *
from commerce.settings.logging import *
from commerce.settings.mail import *
from commerce.settings.payments import *
from commerce.settings.security import *
from commerce.settings.staff import *
from commerce.settings.storefront import *

BASE_DIR = env.ROOT
SECRET_KEY = env.text("SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "pgtrigger",
    "treebeard",
    "anymail",
    "commerce",
    "catalog",
    "crm",
    "inventory",
    "payments",
    "orders",
    "cms",
    "bi",
]

ROOT_URLCONF = "commerce.urls"
WSGI_APPLICATION = "commerce.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_TZ = True
TIME_ZONE = "UTC"
