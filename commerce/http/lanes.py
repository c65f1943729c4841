"""Django's middlewares, kept off the API's lane: a bearer key needs no session, language or CSRF.

Each class is Django's own with one question in front; what is skipped is what costs time there.
"""

from typing import Any

from allauth.usersessions.middleware import UserSessionsMiddleware
from csp.middleware import CSPMiddleware
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest
from django.middleware.common import CommonMiddleware
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware
from django_htmx.middleware import HtmxMiddleware

API = ("/api/v1/", "/webhooks/", "/healthz", "/readyz", "/metrics")


class OffApi:
    """Lets requests of the API's lane pass straight through."""

    get_response: Any

    def __call__(self, request: HttpRequest) -> Any:
        if request.path_info.startswith(API):
            return self.get_response(request)
        return super().__call__(request)  # type: ignore[misc]


class Compressed(OffApi, GZipMiddleware):
    """Pages travel compressed; lists of the API are left to the proxy, whose clients rarely ask for it."""


class Sessions(OffApi, SessionMiddleware):
    """Sessions for people, not for keys."""


class Languages(OffApi, LocaleMiddleware):
    """The language of pages; the API speaks the language it is asked for in the query."""


class Common(OffApi, CommonMiddleware):
    """Slashes are appended for people only."""


class Csrf(OffApi, CsrfViewMiddleware):
    """Forms of browsers are guarded; bearer keys cannot be forged across sites."""


class Users(OffApi, AuthenticationMiddleware):
    """`request.user` for people."""


class Messages(OffApi, MessageMiddleware):
    """Notices shown on the next page."""


class ContentSecurity(OffApi, CSPMiddleware):
    """The content security policy of pages."""


class UserSessions(OffApi, UserSessionsMiddleware):  # type: ignore[misc]
    """The list of a person's sessions."""


class Htmx(OffApi, HtmxMiddleware):
    """`request.htmx` for fragments."""
