"""Real servers: refuses to start without its secrets."""

from django.core.exceptions import ImproperlyConfigured

from commerce import env
from commerce.settings.base import *

for _name in (
    "SECRET_KEY",
    "DATABASE_URL",
    "REDIS_URL",
    "ALLOWED_HOSTS",
    "STRIPE_WEBHOOK_SECRET",
):
    if not env.text(_name):
        _message = f"{_name} must be set"
        raise ImproperlyConfigured(_message)

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY") else None
SECURE_SSL_REDIRECT = env.flag("SSL_REDIRECT", default=True)
# Load balancers and scrapers ask from inside, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 31_536_000)
EMAIL_BACKEND = env.text("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
