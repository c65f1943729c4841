"""What happens at sign-in besides signing in: composition by name, as with routes."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from typing_extensions import override


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Calls each door named in `settings.AFTER_SIGN_IN` with request, user and response."""

    @override
    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        for name in settings.AFTER_SIGN_IN:
            import_string(name)(request, user, response)
        return response
